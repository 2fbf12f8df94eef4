import { expect } from "chai";
import fc from "fast-check";
import {
  type ChainFacts,
  type ChainObservation,
  type Receipt,
  ReceiptError,
  type Verdict,
  composeVerdict,
  parseReceipt,
  sameHex,
} from "../../src/core/index.js";
import { composeReceipts } from "../vectors/compose/composeReceipts.js";
import { VECTOR_FINALITY_BLOCKS, faithfulFacts } from "../vectors/compose/faithfulChain.js";
import { leafPathsOf, mutated, replaceAt, valueAt } from "./support/mutations.js";

const receipts = composeReceipts().vectors.map(({ receipt }) => receipt);

/** What a chain that holds exactly the batches of `issued` answers about another receipt. */
function observe(receipt: Receipt, issued: Receipt): ChainObservation {
  const truth = faithfulFacts(issued);
  const sameBatch =
    receipt.record.institutionId === issued.record.institutionId && sameHex(receipt.batch.root, issued.batch.root);
  const sameTransaction = sameHex(receipt.ledger.transactionHash, issued.ledger.transactionHash);
  const facts: ChainFacts = {
    ...truth,
    recordAnchorListed: sameHex(receipt.ledger.recordAnchor, issued.ledger.recordAnchor),
    batch: sameBatch ? truth.batch : null,
    transaction: sameTransaction ? { ...truth.transaction!, anchorsRoot: sameBatch } : null,
    institution: receipt.record.institutionId === issued.record.institutionId ? truth.institution : null,
    standing: sameBatch ? truth.standing : null,
    standards: sameBatch ? truth.standards : null,
  };
  return { kind: "observed", facts, nodes: ["http://a"] };
}

function judge(receipt: Receipt, issued: Receipt): Verdict {
  const chain = observe(receipt, issued);
  return composeVerdict({ receipt, chain, finalityBlocks: VECTOR_FINALITY_BLOCKS, now: new Date(0) });
}

/** The verdict about a changed receipt, or the parser's refusal. */
function judgeChanged(changed: unknown, issued: Receipt): Verdict | ReceiptError {
  try {
    return judge(parseReceipt(changed), issued);
  } catch (error) {
    if (error instanceof ReceiptError) return error;
    throw error;
  }
}

/** Other values of the same form, so that the parser lets most of them pass. */
function othersLike(value: unknown): unknown[] {
  if (typeof value === "number")
    return [value + 1, value - 1, value + 256, value * 2, 1, 2, 1000].filter((other) => other !== value);
  const text = String(value);
  if (!text.startsWith("0x")) {
    const others = [
      "sha-256",
      "sm3",
      "sha3-256",
      "keccak-256",
      "2026-11-23T10:00:01Z",
      "2025-11-23T10:00:00Z",
      "lexanchor/disclosure",
    ];
    return others.filter((other) => other !== text);
  }
  const digits = text.slice(2).split("");
  const flipped = (at: number): string => {
    const changed = [...digits];
    changed[at] = (Number.parseInt(changed[at]!, 16) ^ 1).toString(16);
    return `0x${changed.join("")}`;
  };
  return [
    flipped(0),
    flipped(digits.length - 1),
    flipped(digits.length / 2),
    `0x${"0".repeat(digits.length)}`,
    `0x${digits.toReversed().join("")}`,
  ].filter((other) => other !== text);
}

describe("a receipt", () => {
  for (const issued of receipts) {
    it(`is authentic as it was issued (batch ${issued.batch.sequence})`, () => {
      expect(judge(issued, issued).outcome).to.equal("authentic");
    });

    for (const path of leafPathsOf(issued)) {
      it(`is never authentic with another ${path.join(".")} (batch ${issued.batch.sequence})`, () => {
        for (const other of othersLike(valueAt(issued, path))) {
          const answer = judgeChanged(replaceAt(issued, path, other), issued);
          if (answer instanceof ReceiptError) continue;
          expect(answer.outcome, `${path.join(".")} = ${String(other)}`).to.not.equal("authentic");
          // the chain answered: whatever it contradicts is said to be false
          if (path.at(-1) !== "transactionHash") expect(answer.outcome).to.equal("not-authentic");
        }
      });
    }
  }

  it("is never authentic with the parts of another receipt", () => {
    for (const issued of receipts) {
      for (const other of receipts) {
        if (other === issued) continue;
        for (const part of ["record", "leaf", "proof", "batch", "ledger"] as const) {
          const answer = judgeChanged({ ...issued, [part]: other[part] }, issued);
          expect(answer, part).to.not.have.property("outcome", "authentic");
        }
      }
    }
  });

  it("is refused, or not authentic, or the same, after any changes", () => {
    fc.assert(
      fc.property(mutated(receipts), (changed) => {
        for (const issued of receipts) {
          const answer = judgeChanged(changed, issued);
          if (answer instanceof ReceiptError || !answer.authentic) continue;
          expect(parseReceipt(changed)).to.deep.equal(issued);
        }
      }),
      { numRuns: 4_000 },
    );
  });

  it("is never authentic while no node answers or nodes disagree, and never false for it", () => {
    const unreachable: ChainObservation = {
      kind: "unreachable",
      nodes: [{ url: "http://a", reason: "connection refused" }],
    };
    const disagreement: ChainObservation = { kind: "disagreement", field: "head", answers: [] };
    for (const receipt of receipts) {
      for (const chain of [unreachable, disagreement]) {
        const verdict = composeVerdict({ receipt, chain, finalityBlocks: 0, now: new Date(0) });
        expect(verdict.outcome).to.equal("undetermined");
      }
    }
  });
});
