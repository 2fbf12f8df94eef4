import { expect } from "chai";
import { CHAOYANG, CREDENTIAL, REASON, deployBureaus, issuanceOf, licenceOf } from "../support/lawyers.js";
import { openChain } from "../support/platform.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const LICENCE = licenceOf("A1");
const OTHER = licenceOf("A2");

async function withTwoCredentials() {
  const scene = await deployBureaus(chain);
  const asBureau = scene.lawyers.connect(scene.chaoyang);
  const now = await clock.latest();
  await asBureau.issue(CHAOYANG, [issuanceOf("A1", now), issuanceOf("A2", now)], REASON);
  return {
    ...scene,
    asBureau,
    suspend: (...licences: string[]) => asBureau.suspend(CHAOYANG, licences, REASON),
    reinstate: (...licences: string[]) => asBureau.reinstate(CHAOYANG, licences, REASON),
    revoke: (...licences: string[]) => asBureau.revoke(CHAOYANG, licences, REASON),
    statusOf: async (licence: string) => (await scene.lawyers.credential(licence)).state.status,
  };
}

const { Active, Suspended, Revoked } = CREDENTIAL;

describe("the standing of a credential", () => {
  it("is suspended, reinstated and revoked, each with a reason in the log", async () => {
    const scene = await loadFixture(withTwoCredentials);
    for (const [change, status] of [
      ["suspend", Suspended],
      ["reinstate", Active],
      ["revoke", Revoked],
    ] as const) {
      const { validFrom, validUntil, jurisdiction, scope } = (await scene.lawyers.credential(OTHER)).state;
      await expect(scene[change](LICENCE, OTHER))
        .to.emit(scene.lawyers, "CredentialChanged")
        .withArgs(OTHER, CHAOYANG, status, CHAOYANG, jurisdiction, validFrom, validUntil, scope, Object.values(REASON));
      expect(await scene.statusOf(LICENCE)).to.equal(status);
      expect(await scene.statusOf(OTHER)).to.equal(status);
    }
  });

  it("is revoked while suspended", async () => {
    const { suspend, revoke, statusOf } = await loadFixture(withTwoCredentials);
    await suspend(LICENCE);
    await revoke(LICENCE);
    expect(await statusOf(LICENCE)).to.equal(Revoked);
  });

  it("changes for all or for none", async () => {
    const { lawyers, suspend, statusOf } = await loadFixture(withTwoCredentials);
    await suspend(OTHER);
    await expect(suspend(LICENCE, OTHER))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryWrongStatus")
      .withArgs(OTHER, Suspended, Active);
    expect(await statusOf(LICENCE)).to.equal(Active);
  });

  it("is not suspended twice, nor reinstated without a suspension", async () => {
    const { lawyers, suspend, reinstate } = await loadFixture(withTwoCredentials);
    await expect(reinstate(LICENCE))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryWrongStatus")
      .withArgs(LICENCE, Active, Suspended);
    await expect(suspend(LICENCE, LICENCE))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryWrongStatus")
      .withArgs(LICENCE, Suspended, Active);
  });

  it("once revoked, is changed by nobody any more", async () => {
    const { lawyers, asBureau, revoke, suspend, reinstate } = await loadFixture(withTwoCredentials);
    await revoke(LICENCE);
    const { validUntil, jurisdiction } = (await lawyers.credential(LICENCE)).state;
    for (const attempt of [
      () => suspend(LICENCE),
      () => reinstate(LICENCE),
      () => revoke(LICENCE),
      () => asBureau.renew(CHAOYANG, [LICENCE], validUntil, validUntil + 1n, REASON),
      () => asBureau.transfer(CHAOYANG, CHAOYANG, jurisdiction, [LICENCE], REASON),
      () => asBureau.changeHolderKeys(CHAOYANG, [{ licence: LICENCE, key: asBureau }], REASON),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(lawyers, "LawyerRegistryRevoked").withArgs(LICENCE);
    }
  });

  it("of an unknown licence cannot change", async () => {
    const { lawyers, suspend, reinstate, revoke } = await loadFixture(withTwoCredentials);
    for (const attempt of [suspend, reinstate, revoke]) {
      await expect(attempt(licenceOf("A3")))
        .to.be.revertedWithCustomError(lawyers, "LawyerRegistryUnknownLicence")
        .withArgs(licenceOf("A3"));
    }
  });

  it("changes for 500 at once, and for no more, and not for none", async () => {
    const { lawyers, asBureau } = await loadFixture(withTwoCredentials);
    const now = await clock.latest();
    const numbers = Array.from({ length: 500 }, (_, index) => `B${index}`);
    await asBureau.issue(
      CHAOYANG,
      numbers.map((number) => issuanceOf(number, now)),
      REASON,
      { gasLimit: 30_000_000n },
    );
    const licences = numbers.map(licenceOf);
    for (const change of ["suspend", "reinstate", "revoke"] as const) {
      await asBureau[change](CHAOYANG, licences, REASON, { gasLimit: 30_000_000n });
      await expect(asBureau[change](CHAOYANG, [], REASON))
        .to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidNumber")
        .withArgs(0, 500);
      await expect(asBureau[change](CHAOYANG, [...licences, LICENCE], REASON))
        .to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidNumber")
        .withArgs(501, 500);
    }
    expect((await lawyers.credential(licences[499]!)).state.status).to.equal(Revoked);
  });
});
