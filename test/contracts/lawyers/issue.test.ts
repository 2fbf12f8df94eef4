import { expect } from "chai";
import type { IssuanceInput, LawyerScene } from "../support/lawyers.js";
import {
  BEIJING,
  CHAOYANG,
  COURT,
  CREDENTIAL,
  DAY,
  MINISTRY,
  NAME,
  REASON,
  commitTo,
  deployBureaus,
  issuanceOf,
  licenceOf,
} from "../support/lawyers.js";
import { fieldsOf } from "../support/fieldsOf.js";
import { openChain } from "../support/platform.js";
import { CAPABILITY, COMMON_CAPABILITIES, STATUS, shortText } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const LAST_DATE = 2n ** 32n - 1n;
const ZERO = `0x${"00".repeat(32)}`;

/** Issues one credential by the bureau of Chaoyang, with what differs from the usual. */
async function issueOne({ lawyers, chaoyang }: LawyerScene, other: IssuanceInput = {}) {
  const issuance = issuanceOf("A1", await clock.latest(), other);
  return { issuance, transaction: lawyers.connect(chaoyang).issue(CHAOYANG, [issuance], REASON) };
}
const bureaus = () => deployBureaus(chain);

describe("issue", () => {
  it("keeps the credential, and tells everything in the log", async () => {
    const scene = await loadFixture(bureaus);
    const { lawyers } = scene;
    const { issuance, transaction } = await issueOne(scene);
    await expect(transaction)
      .to.emit(lawyers, "CredentialIssued")
      .withArgs(
        issuance.licence,
        CHAOYANG,
        issuance.jurisdiction,
        issuance.validFrom,
        issuance.validUntil,
        issuance.scope,
        issuance.holderCommitment,
        Object.values(REASON),
      );
    const { holderCommitment, holderKey, state } = await lawyers.credential(issuance.licence);
    expect(holderCommitment).to.equal(commitTo(NAME));
    expect(holderKey).to.equal(chain.ethers.ZeroAddress);
    expect(fieldsOf(state)).to.deep.equal({
      since: BigInt(await clock.latest()),
      validFrom: BigInt(issuance.validFrom),
      validUntil: BigInt(issuance.validUntil),
      status: CREDENTIAL.Active,
      issuer: CHAOYANG,
      scope: 3n,
      jurisdiction: shortText("CN-11-0105"),
    });
  });

  it("issues 500 at once, of several jurisdictions, each with its own particulars", async () => {
    const { lawyers, beijing } = await loadFixture(bureaus);
    const now = await clock.latest();
    const issuances = Array.from({ length: 500 }, (_, index) =>
      issuanceOf(`A${index}`, now, {
        jurisdiction: ["CN-11", "CN-11-0105", "CN-11-0108"][index % 3]!,
        validUntil: now + DAY + index,
        scope: BigInt(1 + (index % 31)),
        holderCommitment: commitTo(`${NAME}${index}`),
      }),
    );
    await lawyers.connect(beijing).issue(BEIJING, issuances, REASON, { gasLimit: 30_000_000n });
    for (const index of [0, 1, 2, 3, 250, 498, 499]) {
      const { holderCommitment, state } = await lawyers.credential(licenceOf(`A${index}`));
      const expected = issuances[index]!;
      expect(holderCommitment).to.equal(expected.holderCommitment);
      expect([state.jurisdiction, state.validUntil, state.scope, state.issuer]).to.deep.equal([
        expected.jurisdiction,
        BigInt(expected.validUntil),
        expected.scope,
        BEIJING,
      ]);
    }
  });

  it("issues all or none", async () => {
    const { lawyers, chaoyang } = await loadFixture(bureaus);
    const now = await clock.latest();
    const issuances = [issuanceOf("A1", now), issuanceOf("A2", now), issuanceOf("A1", now)];
    await expect(lawyers.connect(chaoyang).issue(CHAOYANG, issuances, REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryAlreadyIssued")
      .withArgs(licenceOf("A1"));
    expect(await lawyers.historyOf(licenceOf("A2"))).to.deep.equal([]);
  });

  it("refuses none, and more than 500", async () => {
    const { lawyers, chaoyang } = await loadFixture(bureaus);
    const now = await clock.latest();
    await expect(lawyers.connect(chaoyang).issue(CHAOYANG, [], REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidNumber")
      .withArgs(0, 500);
    const issuances = Array.from({ length: 501 }, (_, index) => issuanceOf(`A${index}`, now));
    await expect(lawyers.connect(chaoyang).issue.staticCall(CHAOYANG, issuances, REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidNumber")
      .withArgs(501, 500);
  });

  it("refuses a licence that was issued, even a revoked one", async () => {
    const scene = await loadFixture(bureaus);
    const { lawyers, chaoyang } = scene;
    await (
      await issueOne(scene)
    ).transaction;
    await lawyers.connect(chaoyang).revoke(CHAOYANG, [licenceOf("A1")], REASON);
    await expect((await issueOne(scene)).transaction)
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryAlreadyIssued")
      .withArgs(licenceOf("A1"));
  });

  it("refuses the licence 0, and says which it is", async () => {
    const { lawyers, chaoyang } = await loadFixture(bureaus);
    const now = await clock.latest();
    const issuances = [issuanceOf("A1", now), { ...issuanceOf("A2", now), licence: ZERO }];
    await expect(lawyers.connect(chaoyang).issue(CHAOYANG, issuances, REASON))
      .to.be.revertedWithCustomError(lawyers, "LawyerRegistryInvalidLicence")
      .withArgs(1);
  });

  it("refuses a credential for nothing, or of nobody", async () => {
    const scene = await loadFixture(bureaus);
    await expect((await issueOne(scene, { scope: 0n })).transaction)
      .to.be.revertedWithCustomError(scene.lawyers, "LawyerRegistryInvalidScope")
      .withArgs(licenceOf("A1"), 0);
    await expect((await issueOne(scene, { holderCommitment: ZERO })).transaction)
      .to.be.revertedWithCustomError(scene.lawyers, "LawyerRegistryInvalidHolderCommitment")
      .withArgs(licenceOf("A1"));
  });

  describe("validity", () => {
    it("may have begun in the past, and may last until 2106-02-07 06:28:15 UTC", async () => {
      const scene = await loadFixture(bureaus);
      await (
        await issueOne(scene, { validFrom: 1, validUntil: LAST_DATE })
      ).transaction;
      expect((await scene.lawyers.credential(licenceOf("A1"))).state.validUntil).to.equal(LAST_DATE);
    });

    it("is refused one second later", async () => {
      const scene = await loadFixture(bureaus);
      await expect((await issueOne(scene, { validUntil: LAST_DATE + 1n })).transaction)
        .to.be.revertedWithCustomError(scene.lawyers, "LawyerRegistryDateBeyondLimit")
        .withArgs(licenceOf("A1"), LAST_DATE + 1n, LAST_DATE);
    });

    it("is refused in milliseconds", async () => {
      const scene = await loadFixture(bureaus);
      const now = BigInt(await clock.latest());
      const inMilliseconds = { validFrom: now * 1000n, validUntil: (now + 86_400n) * 1000n };
      await expect((await issueOne(scene, inMilliseconds)).transaction).to.be.revertedWithCustomError(
        scene.lawyers,
        "LawyerRegistryDateBeyondLimit",
      );
    });

    it("is refused before 1970, which no date of 48 bits without a sign can say", async () => {
      const { lawyers, chaoyang } = await loadFixture(bureaus);
      const issuance = issuanceOf("A1", await clock.latest(), { validFrom: 7_777_777n });
      expect(() =>
        lawyers.interface.encodeFunctionData("issue", [CHAOYANG, [{ ...issuance, validFrom: -1 }], REASON]),
      ).to.throw("value out-of-bounds");
      // As a program would send it that encodes -1 without a check.
      const data = lawyers.interface
        .encodeFunctionData("issue", [CHAOYANG, [issuance], REASON])
        .replace(7_777_777n.toString(16).padStart(64, "0"), "f".repeat(64));
      await expect(chaoyang.call({ to: lawyers, data })).to.be.revertedWithoutReason(chain.ethers);
    });

    for (const [what, validFrom, validUntil] of [
      ["that begins with a date left out", 0n, 2_000_000_000n],
      ["that ends where it begins", 2_000_000_000n, 2_000_000_000n],
      ["that ends before it begins", 2_000_000_001n, 2_000_000_000n],
    ] as const) {
      it(`is refused ${what}`, async () => {
        const scene = await loadFixture(bureaus);
        await expect((await issueOne(scene, { validFrom, validUntil })).transaction)
          .to.be.revertedWithCustomError(scene.lawyers, "LawyerRegistryInvalidValidity")
          .withArgs(licenceOf("A1"), validFrom, validUntil);
      });
    }

    it("is refused when it is over", async () => {
      const scene = await loadFixture(bureaus);
      const now = await clock.latest();
      await clock.setNextBlockTimestamp(now + 100);
      await expect((await issueOne(scene, { validUntil: now + 100 })).transaction)
        .to.be.revertedWithCustomError(scene.lawyers, "LawyerRegistryTermIsOver")
        .withArgs(licenceOf("A1"), now + 100, now + 100);
      await clock.setNextBlockTimestamp(now + 200);
      await (
        await issueOne(scene, { validUntil: now + 201 })
      ).transaction;
    });
  });

  describe("jurisdiction", () => {
    it("may be the bureau's own, or any below it", async () => {
      const { lawyers, ministry } = await loadFixture(bureaus);
      const now = await clock.latest();
      const issuances = ["CN", "CN-11", "CN-31-0101"].map((jurisdiction) =>
        issuanceOf(jurisdiction, now, { jurisdiction }),
      );
      await lawyers.connect(ministry).issue(MINISTRY, issuances, REASON);
    });

    for (const jurisdiction of ["CN", "CN-11", "CN-11-0108", "CN-11-01050", "CN-31", "US"]) {
      it(`is refused outside the bureau's: ${jurisdiction} by CN-11-0105`, async () => {
        const scene = await loadFixture(bureaus);
        await expect((await issueOne(scene, { jurisdiction })).transaction)
          .to.be.revertedWithCustomError(scene.lawyers, "LawyerRegistryOutsideJurisdiction")
          .withArgs(CHAOYANG, shortText("CN-11-0105"), shortText(jurisdiction));
      });
    }

    it("is refused outside the bureau's behind others that are inside", async () => {
      const { lawyers, chaoyang } = await loadFixture(bureaus);
      const now = await clock.latest();
      const issuances = [issuanceOf("A1", now), issuanceOf("A2", now, { jurisdiction: "CN-31" })];
      await expect(lawyers.connect(chaoyang).issue(CHAOYANG, issuances, REASON)).to.be.revertedWithCustomError(
        lawyers,
        "LawyerRegistryOutsideJurisdiction",
      );
    });

    for (const jurisdiction of ["", "CN--11", "CN-11-", "CN 11"]) {
      it(`is refused where it is no path: "${jurisdiction}"`, async () => {
        const scene = await loadFixture(bureaus);
        await expect((await issueOne(scene, { jurisdiction })).transaction)
          .to.be.revertedWithCustomError(scene.lawyers, "LawyerRegistryInvalidJurisdiction")
          .withArgs(shortText(jurisdiction));
      });
    }
  });

  describe("is refused to", () => {
    it("an institution of another kind, whose accounts cannot hold LICENSE", async () => {
      const { lawyers, court, institutions } = await loadFixture(bureaus);
      const issuance = issuanceOf("A1", await clock.latest());
      await expect(lawyers.connect(court).issue(COURT, [issuance], REASON))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(COURT, court.address, CAPABILITY.LICENSE, COMMON_CAPABILITIES);
      await expect(
        institutions.connect(court).grantCapabilities(COURT, court, CAPABILITY.LICENSE),
      ).to.be.revertedWithCustomError(institutions, "InstitutionRegistryCapabilityOutsideKind");
    });

    it("an account of another bureau, even one above", async () => {
      const { lawyers, beijing, institutions } = await loadFixture(bureaus);
      const issuance = issuanceOf("A1", await clock.latest());
      await expect(lawyers.connect(beijing).issue(CHAOYANG, [issuance], REASON))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(CHAOYANG, beijing.address, CAPABILITY.LICENSE, 0);
    });

    it("a suspended bureau", async () => {
      const scene = await loadFixture(bureaus);
      const { institutions, registrar } = scene;
      await institutions.connect(registrar).suspend(CHAOYANG, false, "");
      await expect((await issueOne(scene)).transaction)
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
        .withArgs(CHAOYANG, STATUS.Suspended);
    });
  });
});
