import { expect } from "chai";
import {
  CHAOYANG,
  CREDENTIAL,
  DAY,
  REASON,
  deployBureaus,
  issuanceOf,
  licenceOf,
  standingAt,
} from "../support/lawyers.js";
import { openChain } from "../support/platform.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const LICENCE = licenceOf("A1");
const OTHER = licenceOf("A2");
const LAST_DATE = 2n ** 32n - 1n;

/** Two credentials, valid for 1,000 seconds from `start`; further times count from there. */
async function withTwoCredentials() {
  const scene = await deployBureaus(chain);
  const asBureau = scene.lawyers.connect(scene.chaoyang);
  const start = (await clock.latest()) + 10;
  const issuances = ["A1", "A2"].map((number) =>
    issuanceOf(number, start, { validFrom: start, validUntil: start + 1000 }),
  );
  await clock.setNextBlockTimestamp(start);
  await asBureau.issue(CHAOYANG, issuances, REASON);
  return {
    ...scene,
    asBureau,
    start,
    /** Renews both at a time, for a term. */
    renewAt: async (seconds: number, validFrom: number, validUntil: number, licences = [LICENCE, OTHER]) => {
      await clock.setNextBlockTimestamp(start + seconds);
      return asBureau.renew(CHAOYANG, licences, start + validFrom, start + validUntil, REASON);
    },
    termOf: async (licence: string) => {
      const { state } = await scene.lawyers.credential(licence);
      return [Number(state.validFrom) - start, Number(state.validUntil) - start];
    },
  };
}

describe("renew", () => {
  it("prolongs a running term, all the credentials that it names", async () => {
    const { lawyers, chaoyang, renewAt, termOf, start } = await loadFixture(withTwoCredentials);
    await expect(renewAt(500, 1000, 2000))
      .to.emit(lawyers, "CredentialChanged")
      .withArgs(
        LICENCE,
        CHAOYANG,
        CREDENTIAL.Active,
        CHAOYANG,
        issuanceOf("A1", start).jurisdiction,
        start,
        start + 2000,
        3n,
        Object.values(REASON),
      );
    expect(await termOf(LICENCE)).to.deep.equal([0, 2000]);
    expect(await termOf(OTHER)).to.deep.equal([0, 2000]);
    await clock.increaseTo(start + 3000);
    expect(await standingAt(lawyers.connect(chaoyang), LICENCE, start + 1999)).to.deep.equal([true, CREDENTIAL.Active]);
    expect(await standingAt(lawyers, LICENCE, start + 2000)).to.deep.equal([false, CREDENTIAL.Active]);
  });

  it("refuses a term that overlaps the one before, and names both dates", async () => {
    const { lawyers, renewAt, start } = await loadFixture(withTwoCredentials);
    await expect(renewAt(500, 999, 2000))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryValidityOverlaps")
      .withArgs(LICENCE, start + 1000, start + 999);
  });

  it("refuses the same renewal twice, which would overlap itself", async () => {
    const { lawyers, renewAt } = await loadFixture(withTwoCredentials);
    await renewAt(500, 1000, 2000);
    await expect(renewAt(501, 1000, 2000)).to.be.revertedWithCustomError(lawyers, "LawyerRegistryValidityOverlaps");
    await expect(renewAt(502, 2000, 3000, [LICENCE, LICENCE])).to.be.revertedWithCustomError(
      lawyers,
      "LawyerRegistryValidityOverlaps",
    );
  });

  it("refuses a gap while the term runs, up to its last second", async () => {
    const { lawyers, renewAt, start } = await loadFixture(withTwoCredentials);
    await expect(renewAt(999, 1001, 2000))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryValidityGap")
      .withArgs(LICENCE, start + 1000, start + 1001);
  });

  it("begins a lapsed credential again, from the renewal on and not before", async () => {
    const { lawyers, renewAt, termOf, start } = await loadFixture(withTwoCredentials);
    await renewAt(1500, 1200, 3000);
    expect(await termOf(LICENCE)).to.deep.equal([1200, 3000]);
    await clock.increaseTo(start + 2000);
    for (const [seconds, entitled] of [
      [999, true],
      [1000, false],
      [1300, false],
      [1499, false],
      [1500, true],
    ] as const) {
      expect(await standingAt(lawyers, LICENCE, start + seconds)).to.deep.equal([entitled, CREDENTIAL.Active]);
    }
  });

  it("begins a lapsed credential again at a later date", async () => {
    const { lawyers, renewAt, start } = await loadFixture(withTwoCredentials);
    await renewAt(1000, 1800, 3000);
    await clock.increaseTo(start + 2000);
    expect(await standingAt(lawyers, LICENCE, start + 1799)).to.deep.equal([false, CREDENTIAL.Active]);
    expect(await standingAt(lawyers, LICENCE, start + 1800)).to.deep.equal([true, CREDENTIAL.Active]);
  });

  it("renews a suspended credential, which stays suspended", async () => {
    const { lawyers, asBureau, renewAt } = await loadFixture(withTwoCredentials);
    await asBureau.suspend(CHAOYANG, [LICENCE], REASON);
    await renewAt(500, 1000, 2000);
    expect((await lawyers.credential(LICENCE)).state.status).to.equal(CREDENTIAL.Suspended);
  });

  it("refuses a revoked credential, during its term and after", async () => {
    const { lawyers, asBureau, renewAt } = await loadFixture(withTwoCredentials);
    await asBureau.revoke(CHAOYANG, [OTHER], REASON);
    for (const [seconds, validFrom] of [
      [500, 1000],
      [5000, 5000],
    ] as const) {
      await expect(renewAt(seconds, validFrom, 9000))
        .to.be.revertedWithCustomError(lawyers, "LawyerRegistryRevoked")
        .withArgs(OTHER);
    }
  });

  it("refuses what it does not know", async () => {
    const { lawyers, renewAt } = await loadFixture(withTwoCredentials);
    await expect(renewAt(500, 1000, 2000, [licenceOf("A3")]))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryUnknownLicence")
      .withArgs(licenceOf("A3"));
  });

  it("refuses a term that is over, ends before it begins, or ends after 2106", async () => {
    const { lawyers, asBureau, renewAt, start } = await loadFixture(withTwoCredentials);
    await expect(renewAt(5000, 2000, 5000))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryTermIsOver")
      .withArgs(LICENCE, start + 5000, start + 5000);
    await expect(renewAt(5001, 7000, 7000)).to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidValidity");
    await expect(asBureau.renew(CHAOYANG, [LICENCE], start + 7000, LAST_DATE + 1n, REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryDateBeyondLimit")
      .withArgs(LICENCE, LAST_DATE + 1n, LAST_DATE);
  });

  it("renews for years to come", async () => {
    const { lawyers, asBureau, start } = await loadFixture(withTwoCredentials);
    for (let year = 0; year < 5; ++year) {
      const from = start + 1000 + year * 365 * DAY;
      await asBureau.renew(CHAOYANG, [LICENCE], from, from + 365 * DAY, REASON);
    }
    expect((await lawyers.historyOf(LICENCE)).length).to.equal(6);
    expect((await lawyers.credential(LICENCE)).state.validFrom).to.equal(start);
  });
});
