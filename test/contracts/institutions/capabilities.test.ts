import { expect } from "chai";
import { deployPlatform, openChain, register, stranger } from "../support/platform.js";
import { CAPABILITY, COMMON_CAPABILITIES, KIND, STATUS } from "../support/words.js";

const { ADMINISTER, RELAY, SIGN, LICENSE, HANDLE_CASES, ENFORCE } = CAPABILITY;

const chain = await openChain();
const { loadFixture } = chain;

const COURT = 1n;

/** A court with one administrator and nobody else. */
async function withCourt() {
  const platform = await deployPlatform(chain);
  const president = stranger(platform, 0);
  await register(platform, { code: "COURT", grants: [[president, ADMINISTER]] });
  const { institutions, registrar } = platform;
  return {
    platform,
    institutions,
    president,
    clerk: stranger(platform, 1),
    asPresident: institutions.connect(president),
    asRegistrar: institutions.connect(registrar),
  };
}

describe("grantCapabilities", () => {
  it("adds to what the account may do, and tells the whole set", async () => {
    const { institutions, asPresident, clerk } = await loadFixture(withCourt);
    await asPresident.grantCapabilities(COURT, clerk, RELAY);
    await expect(asPresident.grantCapabilities(COURT, clerk, SIGN))
      .to.emit(institutions, "CapabilitiesChanged")
      .withArgs(COURT, clerk.address, RELAY | SIGN);
    expect(await institutions.capabilitiesOf(COURT, clerk)).to.equal(RELAY | SIGN);
    expect(await institutions.accountsOf(COURT)).to.include(clerk.address);
  });

  it("tells nothing when the account holds them already, or none were given", async () => {
    const { institutions, asPresident, clerk, president } = await loadFixture(withCourt);
    await expect(asPresident.grantCapabilities(COURT, president, ADMINISTER)).to.not.emit(
      institutions,
      "CapabilitiesChanged",
    );
    await expect(asPresident.grantCapabilities(COURT, clerk, 0n)).to.not.emit(institutions, "CapabilitiesChanged");
    expect(await institutions.accountsOf(COURT)).to.deep.equal([president.address]);
  });

  it("lets the account act at once, for that institution alone", async () => {
    const { platform, institutions, asPresident, clerk } = await loadFixture(withCourt);
    const other = await register(platform, { code: "OTHER", grants: [[stranger(platform, 2), ADMINISTER]] });
    await asPresident.grantCapabilities(COURT, clerk, RELAY);
    expect(await institutions.isAuthorized(COURT, clerk, RELAY)).to.be.true;
    expect(await institutions.isAuthorized(COURT, clerk, RELAY | SIGN)).to.be.false;
    expect(await institutions.isAuthorized(other, clerk, RELAY)).to.be.false;
  });

  it("counts administrators", async () => {
    const { institutions, asPresident, clerk } = await loadFixture(withCourt);
    await asPresident.grantCapabilities(COURT, clerk, ADMINISTER | RELAY);
    expect((await institutions.institution(COURT)).administrators).to.equal(2n);
    await asPresident.grantCapabilities(COURT, clerk, SIGN);
    expect((await institutions.institution(COURT)).administrators).to.equal(2n);
  });

  it("refuses bits that are no capability", async () => {
    const { institutions, asPresident, clerk } = await loadFixture(withCourt);
    await expect(asPresident.grantCapabilities(COURT, clerk, 64n))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryCapabilityOutsideKind")
      .withArgs(COURT, KIND.Court, 64n, COMMON_CAPABILITIES | HANDLE_CASES | ENFORCE);
  });

  it("takes 64 accounts and no more", async () => {
    const { institutions, asPresident } = await loadFixture(withCourt);
    const addressOf = (index: number) => `0x${(index + 1000).toString(16).padStart(40, "0")}`;
    for (let index = 1; index < 64; ++index) await asPresident.grantCapabilities(COURT, addressOf(index), RELAY);
    await expect(asPresident.grantCapabilities(COURT, addressOf(64), RELAY))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryTooManyAccounts")
      .withArgs(COURT, 64n);
    await asPresident.revokeCapabilities(COURT, addressOf(7), RELAY);
    await asPresident.grantCapabilities(COURT, addressOf(64), RELAY);
    expect(await institutions.accountsOf(COURT)).to.have.length(64);
  });

  it("refuses an institution that does not exist", async () => {
    const { institutions, asPresident, clerk } = await loadFixture(withCourt);
    await expect(asPresident.grantCapabilities(9n, clerk, RELAY))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryUnknownInstitution")
      .withArgs(9n);
  });
});

describe("capabilities by kind", () => {
  const OF_KIND: Record<Exclude<keyof typeof KIND, "None">, bigint> = {
    Court: COMMON_CAPABILITIES | HANDLE_CASES | ENFORCE,
    Procuratorate: COMMON_CAPABILITIES | HANDLE_CASES,
    JusticeBureau: COMMON_CAPABILITIES | LICENSE,
    MediationBody: COMMON_CAPABILITIES | HANDLE_CASES,
    ArbitrationBody: COMMON_CAPABILITIES | HANDLE_CASES,
    NotaryOffice: COMMON_CAPABILITIES,
    IntellectualPropertyOffice: COMMON_CAPABILITIES | ENFORCE,
    MarketRegulator: COMMON_CAPABILITIES | ENFORCE,
    PropertyRegistry: COMMON_CAPABILITIES | ENFORCE,
    TransactionPlatform: COMMON_CAPABILITIES | ENFORCE,
    DataOwnershipRegistry: COMMON_CAPABILITIES | ENFORCE,
    DataExchange: COMMON_CAPABILITIES | ENFORCE,
    FinancialInstitution: COMMON_CAPABILITIES | ENFORCE,
    GovernmentDepartment: COMMON_CAPABILITIES | ENFORCE,
  };

  for (const [kindName, allowed] of Object.entries(OF_KIND) as [keyof typeof OF_KIND, bigint][]) {
    const names = Object.entries(CAPABILITY).flatMap(([name, bit]) => ((allowed & bit) === 0n ? [] : [name]));
    it(`are ${names.join(", ")} for a ${kindName}, and no others`, async () => {
      const { platform, institutions, president, clerk } = await loadFixture(withCourt);
      const kind = KIND[kindName];
      const id = await register(platform, { code: kindName, kind, grants: [[president, allowed]] });
      expect(await institutions.capabilitiesOf(id, president)).to.equal(allowed);
      for (const bit of [1n, 2n, 4n, 8n, 16n, 32n, 64n, 128n]) {
        if ((allowed & bit) !== 0n) continue;
        await expect(institutions.connect(president).grantCapabilities(id, clerk, bit))
          .to.be.revertedWithCustomError(institutions, "InstitutionRegistryCapabilityOutsideKind")
          .withArgs(id, kind, bit, allowed);
      }
    });
  }
});

describe("revokeCapabilities", () => {
  it("takes some and leaves the others", async () => {
    const { institutions, asPresident, clerk } = await loadFixture(withCourt);
    await asPresident.grantCapabilities(COURT, clerk, RELAY | SIGN);
    await expect(asPresident.revokeCapabilities(COURT, clerk, SIGN | ENFORCE))
      .to.emit(institutions, "CapabilitiesChanged")
      .withArgs(COURT, clerk.address, RELAY);
    expect(await institutions.capabilitiesOf(COURT, clerk)).to.equal(RELAY);
  });

  it("strikes an account that holds nothing more from the list, and keeps the others in it", async () => {
    const { platform, institutions, asPresident, president, clerk } = await loadFixture(withCourt);
    const judge = stranger(platform, 2);
    await asPresident.grantCapabilities(COURT, clerk, RELAY);
    await asPresident.grantCapabilities(COURT, judge, SIGN);
    await asPresident.revokeCapabilities(COURT, clerk, RELAY);
    expect(await institutions.accountsOf(COURT)).to.have.members([president.address, judge.address]);
    await asPresident.revokeCapabilities(COURT, judge, SIGN);
    expect(await institutions.accountsOf(COURT)).to.deep.equal([president.address]);
    expect(await institutions.isAuthorized(COURT, judge, 0n)).to.be.false;
  });

  it("refuses to take the last administrator's ADMINISTER", async () => {
    const { institutions, asPresident, president } = await loadFixture(withCourt);
    await expect(asPresident.revokeCapabilities(COURT, president, ADMINISTER))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryLastAdministrator")
      .withArgs(COURT, president.address);
  });

  it("lets an administrator step down when there is another", async () => {
    const { institutions, asPresident, president, clerk } = await loadFixture(withCourt);
    await asPresident.grantCapabilities(COURT, clerk, ADMINISTER);
    await asPresident.revokeCapabilities(COURT, president, ADMINISTER);
    expect((await institutions.institution(COURT)).administrators).to.equal(1n);
    await expect(asPresident.grantCapabilities(COURT, president, ADMINISTER))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
      .withArgs(COURT, president.address, ADMINISTER, 0n);
  });
});

describe("requireAuthorized", () => {
  it("answers all that the account holds", async () => {
    const { institutions, asPresident, clerk } = await loadFixture(withCourt);
    await asPresident.grantCapabilities(COURT, clerk, RELAY | SIGN);
    expect(await institutions.requireAuthorized(COURT, clerk, RELAY)).to.equal(RELAY | SIGN);
  });

  it("names what was required and what is held", async () => {
    const { institutions, asPresident, clerk } = await loadFixture(withCourt);
    await asPresident.grantCapabilities(COURT, clerk, RELAY);
    await expect(institutions.requireAuthorized(COURT, clerk, RELAY | SIGN))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
      .withArgs(COURT, clerk.address, RELAY | SIGN, RELAY);
  });

  it("names the standing when the institution is not active", async () => {
    const { institutions, asRegistrar, president } = await loadFixture(withCourt);
    await asRegistrar.suspend(COURT, false, "");
    await expect(institutions.requireAuthorized(COURT, president, ADMINISTER))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(COURT, STATUS.Suspended);
    await asRegistrar.retire(COURT, "");
    await expect(institutions.requireAuthorized(COURT, president, ADMINISTER))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(COURT, STATUS.Retired);
  });

  it("refuses a stranger even where nothing is required", async () => {
    const { institutions, clerk } = await loadFixture(withCourt);
    await expect(institutions.requireAuthorized(COURT, clerk, 0n))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
      .withArgs(COURT, clerk.address, 0n, 0n);
  });
});
