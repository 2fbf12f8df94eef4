import { expect } from "chai";
import { type Receipt, QUESTIONS, composeVerdict } from "../../src/core/index.js";
import {
  SCENARIOS,
  deviations,
  disagreement,
  disclosure,
  document,
  facts,
  judge,
  now,
  observed,
  receipt,
  unreachable,
} from "./support/verdictScenarios.js";

describe("composeVerdict", () => {
  for (const { name, change, outcome, codes } of SCENARIOS) {
    it(`is ${outcome} where ${name}`, () => {
      const verdict = judge(change);
      expect(deviations(verdict)).to.deep.equal(codes);
      expect(verdict.outcome).to.equal(outcome);
      expect(verdict.authentic).to.equal(outcome === "authentic");
    });
  }

  it("answers the nine questions in their order, whatever happens", () => {
    for (const { change } of SCENARIOS) {
      expect(judge(change).findings.map(({ question }) => question)).to.deep.equal([...QUESTIONS]);
    }
  });

  it("is authentic without document and disclosure, and says that they were not asked for", () => {
    const { findings, outcome } = composeVerdict({ receipt, chain: observed(), finalityBlocks: 3, now });
    expect(outcome).to.equal("authentic");
    const skipped = findings.filter(({ result }) => result === "skipped").map(({ code }) => code);
    expect(skipped).to.deep.equal(["integrity-no-document", "disclosure-none-shown", "recognition-not-partner"]);
  });

  it("says when it was checked, and with which nodes", () => {
    expect(judge()).to.include({ checkedAt: "2026-11-23T12:00:00.123Z" });
    for (const chain of [observed(), unreachable, disagreement]) {
      expect(judge({ chain }).nodes).to.deep.equal(["http://a", "http://b"]);
    }
  });

  it("compares hexadecimal without regard to case", () => {
    const upper = (hex: string): `0x${string}` => `0x${hex.slice(2).toUpperCase()}`;
    const shouted: Receipt = {
      ...receipt,
      record: {
        ...receipt.record,
        digest: upper(receipt.record.digest),
        metadataRoot: upper(receipt.record.metadataRoot),
      },
      leaf: upper(receipt.leaf),
      batch: { ...receipt.batch, root: upper(receipt.batch.root) },
      ledger: { ...receipt.ledger, blockHash: upper(receipt.ledger.blockHash) },
    };
    expect(judge({ receipt: shouted }).outcome).to.equal("authentic");
  });

  it("is final at once where the chain wants no blocks to follow", () => {
    const chain = observed({ head: { ...facts.head, number: receipt.ledger.blockNumber } });
    expect(judge({ chain, finalityBlocks: 0 }).outcome).to.equal("authentic");
  });

  it("is never authentic where a number is none", () => {
    expect(judge({ finalityBlocks: Number.NaN }).outcome).to.equal("undetermined");
    expect(judge({ chain: observed({ head: { number: Number.NaN, timestamp: 0 } }) }).outcome).to.equal("undetermined");
    expect(judge({ chain: observed({ chainId: Number.NaN }) }).outcome).to.equal("not-authentic");
  });

  it("changes nothing that it was given", () => {
    const before = JSON.stringify([receipt, document, disclosure, facts]);
    judge();
    expect(JSON.stringify([receipt, document, disclosure, facts])).to.equal(before);
  });
});
