import { expect } from "chai";
import type { BaseContract } from "ethers";
import { MINISTRY, REASON, deployBureaus, issuanceOf, licenceOf } from "./support/lawyers.js";
import type { Account } from "./support/platform.js";
import { openChain } from "./support/platform.js";
import { CATEGORY, contentOf, standardId } from "./support/standards.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const SM3 = standardId(CATEGORY.DigestAlgorithm, 2n);
const LICENCE = licenceOf("A1");
/** A date that the ABI encodes as no other value in these calls. */
const MARK = 7_777_777n;

/** Every call that takes a date, with `MARK` in its place, by an account that may make it. */
async function scene() {
  const platform = await deployBureaus(chain);
  const { lawyers, standards, anchor, ministry, standardsCommittee } = platform;
  const now = await clock.latest();
  await lawyers.connect(ministry).issue(MINISTRY, [issuanceOf("A1", now)], REASON);
  const issue = (dates: { validFrom?: bigint; validUntil?: bigint }) =>
    lawyers.interface.encodeFunctionData("issue", [MINISTRY, [issuanceOf("A2", now, dates)], REASON]);
  const renew = (validFrom: bigint, validUntil: bigint) =>
    lawyers.interface.encodeFunctionData("renew", [MINISTRY, [LICENCE], validFrom, validUntil, REASON]);
  const calls: Record<string, { to: BaseContract; from: Account; data: string }> = {
    "issue, valid from": { to: lawyers, from: ministry, data: issue({ validFrom: MARK }) },
    "issue, valid until": { to: lawyers, from: ministry, data: issue({ validUntil: MARK }) },
    "renew, valid from": { to: lawyers, from: ministry, data: renew(MARK, 4_000_000_000n) },
    "renew, valid until": { to: lawyers, from: ministry, data: renew(4_000_000_000n, MARK) },
    propose: {
      to: standards,
      from: standardsCommittee,
      data: standards.interface.encodeFunctionData("propose", [SM3, MARK, contentOf("SM3")]),
    },
    proposeRetirement: {
      to: standards,
      from: standardsCommittee,
      data: standards.interface.encodeFunctionData("proposeRetirement", [SM3, MARK]),
    },
    disownAccount: {
      to: anchor,
      from: ministry,
      data: anchor.interface.encodeFunctionData("disownAccount", [MINISTRY, ministry.address, MARK, REASON]),
    },
    verifyLawyer: {
      to: lawyers,
      from: ministry,
      data: lawyers.interface.encodeFunctionData("verifyLawyer", [LICENCE, MARK]),
    },
    holderKeyAt: {
      to: lawyers,
      from: ministry,
      data: lawyers.interface.encodeFunctionData("holderKeyAt", [LICENCE, MARK]),
    },
  };
  return { calls, now };
}

/** The same call with another word in the place of the date. */
function withDate(data: string, word: string): string {
  const mark = MARK.toString(16).padStart(64, "0");
  expect(data.split(mark).length, "the mark occurs once").to.equal(2);
  return data.replace(mark, word);
}

const NAMES = Object.keys((await loadFixture(scene)).calls);

describe("a date", () => {
  for (const name of NAMES) {
    // As a program sends it that encodes a negative number without a check.
    it(`before 1970 is no date: ${name}`, async () => {
      const { calls } = await loadFixture(scene);
      const { to, from, data } = calls[name]!;
      for (const seconds of [-1n, -86_400n, -(2n ** 47n)]) {
        const word = BigInt.asUintN(256, seconds).toString(16).padStart(64, "0");
        await expect(from.call({ to, data: withDate(data, word) })).to.be.revertedWithoutReason(chain.ethers);
      }
    });

    it(`after 2106, or in milliseconds, is refused by name: ${name}`, async () => {
      const { calls, now } = await loadFixture(scene);
      const { to, from, data } = calls[name]!;
      const errors = [
        "LawyerRegistryDateBeyondLimit",
        "LawyerRegistryInvalidValidity",
        "LawyerRegistryTimeInFuture",
        "StandardsRegistryDateBeyondLimit",
        "StandardsRegistryNotInForce",
        "RecordAnchorInvalidDisownTime",
      ].map((error) => to.interface.getError(error)?.selector);
      for (const seconds of [2n ** 32n, BigInt(now) * 1000n, 2n ** 48n - 1n]) {
        const word = seconds.toString(16).padStart(64, "0");
        const revert = await from.call({ to, data: withDate(data, word) }).then(
          () => "done",
          (error: unknown) => JSON.stringify(error),
        );
        expect(
          errors.some((selector) => selector !== undefined && revert.includes(selector)),
          revert,
        ).to.equal(true);
      }
    });
  }
});
