import { expect } from "chai";
import type { Account } from "../support/platform.js";
import { deployPlatform, openChain, registerCourt, stranger } from "../support/platform.js";
import { CAPABILITY, STATUS } from "../support/words.js";

const chain = await openChain();
const { loadFixture } = chain;

const SUPREME = 1n;
const HIGH = 2n;
const INTERMEDIATE = 3n;
const BASIC = 4n;
const SIBLING = 5n;

/** Supreme over high over intermediate over basic, and a sibling of the basic court, each with its administrator. */
async function withCourts() {
  const platform = await deployPlatform(chain);
  const administrators: Account[] = [0, 1, 2, 3, 4].map((index) => stranger(platform, index));
  const [supreme, high, intermediate, basic, sibling] = administrators as [Account, Account, Account, Account, Account];
  await registerCourt(platform, "SUPREME", supreme, { jurisdiction: "CN" });
  await registerCourt(platform, "HIGH", high, { parent: SUPREME });
  await registerCourt(platform, "INTERMEDIATE", intermediate, { parent: HIGH });
  await registerCourt(platform, "BASIC", basic, { parent: INTERMEDIATE });
  await registerCourt(platform, "SIBLING", sibling, { parent: INTERMEDIATE });
  const { institutions, registrar } = platform;
  return {
    platform,
    institutions,
    administrators,
    asRegistrar: institutions.connect(registrar),
    asSupreme: institutions.connect(supreme),
    asHigh: institutions.connect(high),
    asIntermediate: institutions.connect(intermediate),
    basic,
    /** The standing of the five courts, the highest first, one letter each: Active, Suspended, Retired. */
    standings: async (): Promise<string> => {
      const all = await Promise.all(
        [SUPREME, HIGH, INTERMEDIATE, BASIC, SIBLING].map((id) => institutions.statusOf(id)),
      );
      return all.map((status) => "-ASR"[Number(status)]).join("");
    },
  };
}

describe("suspend", () => {
  it("stops one institution alone, and says why", async () => {
    const { institutions, asRegistrar, standings } = await loadFixture(withCourts);
    await expect(asRegistrar.suspend(HIGH, false, "key lost"))
      .to.emit(institutions, "InstitutionSuspended")
      .withArgs(HIGH, HIGH, true, "key lost");
    expect(await standings()).to.equal("ASAAA");
    const { suspendedThrough, suspendedByPlatform } = await institutions.institution(HIGH);
    expect([suspendedThrough, suspendedByPlatform]).to.deep.equal([HIGH, true]);
  });

  it("takes all that is below along when asked to, with one event each", async () => {
    const { institutions, asSupreme, standings } = await loadFixture(withCourts);
    const transaction = await asSupreme.suspend(HIGH, true, "");
    for (const id of [HIGH, INTERMEDIATE, BASIC, SIBLING]) {
      await expect(transaction).to.emit(institutions, "InstitutionSuspended").withArgs(id, HIGH, false, "");
      expect((await institutions.institution(id)).suspendedThrough).to.equal(HIGH);
    }
    expect(await standings()).to.equal("ASSSS");
  });

  it("leaves a descendant that is suspended by itself as it is", async () => {
    const { institutions, asRegistrar, asIntermediate } = await loadFixture(withCourts);
    await asIntermediate.suspend(BASIC, false, "");
    await asRegistrar.suspend(HIGH, true, "");
    const { suspendedThrough, suspendedByPlatform } = await institutions.institution(BASIC);
    expect([suspendedThrough, suspendedByPlatform]).to.deep.equal([BASIC, false]);
  });

  it("reaches the active ones below one that is suspended already", async () => {
    const { asRegistrar, standings } = await loadFixture(withCourts);
    await asRegistrar.suspend(INTERMEDIATE, false, "");
    await asRegistrar.suspend(HIGH, true, "");
    expect(await standings()).to.equal("ASSSS");
  });

  it("leaves retired descendants retired", async () => {
    const { asRegistrar, standings } = await loadFixture(withCourts);
    await asRegistrar.retire(BASIC, "");
    await asRegistrar.suspend(SUPREME, true, "");
    await asRegistrar.reinstate(SUPREME, true, "");
    expect(await standings()).to.equal("AAARA");
  });

  it("takes from every account of the institution what it could do", async () => {
    const { platform, institutions, basic, asRegistrar } = await loadFixture(withCourts);
    expect(await institutions.isAuthorized(BASIC, basic, CAPABILITY.RELAY)).to.be.true;
    await asRegistrar.suspend(HIGH, true, "");
    expect(await institutions.isAuthorized(BASIC, basic, CAPABILITY.RELAY)).to.be.false;
    expect(await institutions.capabilitiesOf(BASIC, basic)).to.not.equal(0n);
    await expect(platform.anchor.connect(basic).anchorBatch(BASIC, `0x${"11".repeat(32)}`, 1))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(BASIC, STATUS.Suspended);
  });

  it("refuses one that is suspended already", async () => {
    const { institutions, asRegistrar } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, false, "");
    await expect(asRegistrar.suspend(HIGH, true, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(HIGH, STATUS.Suspended);
  });

  it("refuses an administrator of the institution itself, and one of its grandparent", async () => {
    const { institutions, administrators, asHigh, asSupreme } = await loadFixture(withCourts);
    for (const [by, index] of [
      [asHigh, 1],
      [asSupreme, 0],
    ] as const) {
      const id = index === 1 ? HIGH : INTERMEDIATE;
      await expect(by.suspend(id, false, ""))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotASuperior")
        .withArgs(id, administrators[index]?.address);
    }
  });

  it("takes a reason of 256 bytes, and none of 257", async () => {
    const { institutions, asRegistrar } = await loadFixture(withCourts);
    await expect(asRegistrar.suspend(HIGH, false, "x".repeat(257)))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryInvalidReasonLength")
      .withArgs(257, 256);
    await asRegistrar.suspend(HIGH, false, "x".repeat(256));
  });
});

describe("reinstate", () => {
  it("brings back one alone, those that went with it stay suspended", async () => {
    const { institutions, asRegistrar, standings } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, true, "");
    await expect(asRegistrar.reinstate(HIGH, false, "cleared"))
      .to.emit(institutions, "InstitutionReinstated")
      .withArgs(HIGH, HIGH, "cleared");
    expect(await standings()).to.equal("AASSS");
  });

  it("brings back those that went with it when asked to, with one event each", async () => {
    const { institutions, asRegistrar, standings } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, true, "");
    const transaction = await asRegistrar.reinstate(HIGH, true, "");
    for (const id of [HIGH, INTERMEDIATE, BASIC, SIBLING]) {
      await expect(transaction).to.emit(institutions, "InstitutionReinstated").withArgs(id, HIGH, "");
      expect((await institutions.institution(id)).suspendedThrough).to.equal(0n);
    }
    expect(await standings()).to.equal("AAAAA");
  });

  it("leaves those suspended by themselves, or through another, suspended", async () => {
    const { asRegistrar, standings } = await loadFixture(withCourts);
    await asRegistrar.suspend(SIBLING, false, "");
    await asRegistrar.suspend(INTERMEDIATE, true, "");
    await asRegistrar.suspend(HIGH, true, "");
    await asRegistrar.reinstate(HIGH, true, "");
    expect(await standings()).to.equal("AASSS");
    await asRegistrar.reinstate(INTERMEDIATE, true, "");
    expect(await standings()).to.equal("AAAAS");
  });

  it("gives back to every account what it could do", async () => {
    const { institutions, basic, asRegistrar } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, true, "");
    await asRegistrar.reinstate(HIGH, true, "");
    expect(await institutions.isAuthorized(BASIC, basic, CAPABILITY.RELAY)).to.be.true;
  });

  it("lets a parent undo what a parent did", async () => {
    const { asSupreme, standings } = await loadFixture(withCourts);
    await asSupreme.suspend(HIGH, true, "");
    await asSupreme.reinstate(HIGH, true, "");
    expect(await standings()).to.equal("AAAAA");
  });

  it("lets a parent bring back a child that went with the grandparent's decision", async () => {
    const { asSupreme, asHigh, standings } = await loadFixture(withCourts);
    await asSupreme.suspend(HIGH, true, "");
    await asSupreme.reinstate(HIGH, false, "");
    await asHigh.reinstate(INTERMEDIATE, false, "");
    expect(await standings()).to.equal("AAASS");
  });

  it("refuses a parent what the registrar suspended", async () => {
    const { institutions, asRegistrar, asSupreme } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, false, "");
    await expect(asSupreme.reinstate(HIGH, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistrySuspendedByPlatform")
      .withArgs(HIGH);
  });

  it("refuses a parent a descendant that went with the registrar's decision", async () => {
    const { institutions, asRegistrar, asIntermediate } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, true, "");
    await asRegistrar.reinstate(HIGH, false, "");
    await asRegistrar.reinstate(INTERMEDIATE, false, "");
    await expect(asIntermediate.reinstate(BASIC, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistrySuspendedByPlatform")
      .withArgs(BASIC);
  });

  it("does not let a parent bring back, through a suspension of its own, what the registrar suspended", async () => {
    const { asRegistrar, asSupreme, standings } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, true, "");
    await asRegistrar.reinstate(HIGH, false, "");
    await asSupreme.suspend(HIGH, true, "");
    await asSupreme.reinstate(HIGH, true, "");
    expect(await standings()).to.equal("AASSS");
    await asRegistrar.suspend(HIGH, false, "");
    await asRegistrar.reinstate(HIGH, true, "");
    expect(await standings()).to.equal("AAAAA");
  });

  it("refuses one that is active, and one that is retired", async () => {
    const { institutions, asRegistrar } = await loadFixture(withCourts);
    await expect(asRegistrar.reinstate(HIGH, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotSuspended")
      .withArgs(HIGH, STATUS.Active);
    await asRegistrar.retire(BASIC, "");
    await expect(asRegistrar.reinstate(BASIC, false, ""))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotSuspended")
      .withArgs(BASIC, STATUS.Retired);
  });

  it("does not reach an institution that was moved away in between", async () => {
    const { asRegistrar, standings } = await loadFixture(withCourts);
    await asRegistrar.suspend(HIGH, true, "");
    await asRegistrar.changeParent(INTERMEDIATE, SUPREME);
    await asRegistrar.reinstate(HIGH, true, "");
    expect(await standings()).to.equal("AASSS");
  });
});
