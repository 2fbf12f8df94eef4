import { expect } from "chai";
import { deployPlatform, openChain, register, registerCourt, stranger } from "../support/platform.js";
import { CAPABILITY, STATUS } from "../support/words.js";

const { ADMINISTER, RELAY } = CAPABILITY;

const chain = await openChain();
const { loadFixture } = chain;

const PARENT = 1n;
const COURT = 2n;

/** A court below another, with one administrator and one relayer. */
async function withCourts() {
  const platform = await deployPlatform(chain);
  const [superior, president, relayer, next] = [0, 1, 2, 3].map((index) => stranger(platform, index));
  if (!superior || !president || !relayer || !next) throw new Error("unreachable: four strangers were asked for");
  await registerCourt(platform, "PARENT", superior);
  await register(platform, {
    code: "COURT",
    parent: PARENT,
    grants: [
      [president, ADMINISTER],
      [relayer, RELAY],
    ],
  });
  const { institutions, registrar } = platform;
  return {
    institutions,
    president,
    relayer,
    next,
    asSuperior: institutions.connect(superior),
    asRegistrar: institutions.connect(registrar),
    asPresident: institutions.connect(president),
    asNext: institutions.connect(next),
  };
}

describe("expelAccount", () => {
  it("takes every capability from an account, by the registrar and by an administrator of the parent", async () => {
    const { institutions, asSuperior, asRegistrar, president, relayer } = await loadFixture(withCourts);
    await expect(asSuperior.expelAccount(COURT, relayer))
      .to.emit(institutions, "CapabilitiesChanged")
      .withArgs(COURT, relayer.address, 0n);
    await asRegistrar.expelAccount(COURT, president);
    expect(await institutions.accountsOf(COURT)).to.deep.equal([]);
    expect((await institutions.institution(COURT)).administrators).to.equal(0n);
  });

  it("stops a stolen key of a suspended institution", async () => {
    const { institutions, asRegistrar, asSuperior, relayer } = await loadFixture(withCourts);
    await asRegistrar.suspend(COURT, false, "");
    await asSuperior.expelAccount(COURT, relayer);
    await asRegistrar.reinstate(COURT, false, "");
    expect(await institutions.isAuthorized(COURT, relayer, RELAY)).to.be.false;
  });

  it("does nothing to an account that holds nothing", async () => {
    const { institutions, asRegistrar, next } = await loadFixture(withCourts);
    await expect(asRegistrar.expelAccount(COURT, next)).to.not.emit(institutions, "CapabilitiesChanged");
  });

  it("refuses a retired institution", async () => {
    const { institutions, asRegistrar, relayer } = await loadFixture(withCourts);
    await asRegistrar.retire(COURT, "");
    await expect(asRegistrar.expelAccount(COURT, relayer))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryAlreadyRetired")
      .withArgs(COURT);
  });

  it("refuses the institution's own administrators", async () => {
    const { institutions, asPresident, president, relayer } = await loadFixture(withCourts);
    await expect(asPresident.expelAccount(COURT, relayer))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotASuperior")
      .withArgs(COURT, president.address);
  });
});

describe("appointAdministrator", () => {
  it("is the way back for an institution that has lost its keys", async () => {
    const { institutions, asRegistrar, asSuperior, asNext, president, relayer, next } = await loadFixture(withCourts);
    await asRegistrar.expelAccount(COURT, president);
    await expect(asSuperior.appointAdministrator(COURT, next))
      .to.emit(institutions, "CapabilitiesChanged")
      .withArgs(COURT, next.address, ADMINISTER);
    await asNext.revokeCapabilities(COURT, relayer, RELAY);
    expect(await institutions.accountsOf(COURT)).to.deep.equal([next.address]);
  });

  it("adds ADMINISTER to what the account holds", async () => {
    const { institutions, asRegistrar, relayer } = await loadFixture(withCourts);
    await asRegistrar.appointAdministrator(COURT, relayer);
    expect(await institutions.capabilitiesOf(COURT, relayer)).to.equal(ADMINISTER | RELAY);
  });

  it("gives an administrator of a suspended institution no power before it is reinstated", async () => {
    const { institutions, asRegistrar, asNext, next, relayer } = await loadFixture(withCourts);
    await asRegistrar.suspend(COURT, false, "");
    await asRegistrar.appointAdministrator(COURT, next);
    await expect(asNext.revokeCapabilities(COURT, relayer, RELAY))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(COURT, STATUS.Suspended);
    await asRegistrar.reinstate(COURT, false, "");
    await asNext.revokeCapabilities(COURT, relayer, RELAY);
  });

  it("refuses a retired institution", async () => {
    const { institutions, asRegistrar, next } = await loadFixture(withCourts);
    await asRegistrar.retire(COURT, "");
    await expect(asRegistrar.appointAdministrator(COURT, next))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryAlreadyRetired")
      .withArgs(COURT);
  });

  it("refuses the zero account", async () => {
    const { institutions, asRegistrar } = await loadFixture(withCourts);
    const nobody = `0x${"00".repeat(20)}`;
    await expect(asRegistrar.appointAdministrator(COURT, nobody))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryInvalidAccount")
      .withArgs(nobody);
  });
});
