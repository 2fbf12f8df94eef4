import { expect } from "chai";
import type { ChainFacts } from "../../src/core/index.js";
import { flipLastBit } from "../vectors/compose/breakDisclosure.js";
import {
  batch,
  disagreement,
  document,
  factsOf,
  institution,
  judge,
  observed,
  receipt,
  transaction,
  unreachable,
} from "./support/verdictScenarios.js";

describe("composeVerdict, facts", () => {
  it("carries the facts: what differs, on both sides", () => {
    const other = flipLastBit(document.digest);
    expect(factsOf(judge({ document: { ...document, digest: other } }), "integrity-digest-differs")).to.deep.equal({
      digestAlgorithm: "sha-256",
      record: document.digest,
      document: other,
    });
    expect(factsOf(judge({ chain: observed({ chainId: 1 }) }), "anchoring-other-chain")).to.deep.equal({
      receipt: 202_209,
      chain: 1,
    });
    expect(factsOf(judge({ receipt: { ...receipt, proof: [] } }), "inclusion-proof-length-impossible")).to.deep.equal({
      proofLength: 0,
      shortest: 1,
      longest: 2,
      count: 3,
    });
    expect(factsOf(judge({ chain: unreachable }), "anchoring-node-unreachable")).to.deep.equal({
      nodes: ["http://a: connection refused", "http://b: no answer in 3000 ms"],
    });
    expect(factsOf(judge({ chain: disagreement }), "anchoring-nodes-disagree")).to.deep.equal({
      field: "batch.count",
      answers: ["http://a: 3", "http://b: 4"],
    });
    expect(factsOf(judge({ finalityBlocks: 5 }), "finality-not-yet")).to.deep.equal({
      blockNumber: 1031,
      headNumber: 1034,
      depth: 3,
      finalityBlocks: 5,
    });
    expect(
      factsOf(judge({ chain: observed({ institution: { ...institution, status: "retired" } }) }), "issuer-entitled"),
    ).to.deep.equal({
      institutionId: 7,
      name: "Beijing Internet Court",
      kind: 1,
      statusAtAnchoring: "active",
      status: "retired",
      statusSince: "2026-11-22T10:00:00Z",
    });
  });

  const differences: readonly (readonly [
    field: string,
    chain: Partial<ChainFacts>,
    receipt: unknown,
    chainSays: unknown,
  ])[] = [
    ["batch.sequence", { batch: { ...batch, sequence: 41 } }, 42, 41],
    ["batch.count", { batch: { ...batch, count: 4 } }, 3, 4],
    [
      "ledger.anchoredAt",
      { batch: { ...batch, anchoredAt: batch.anchoredAt + 1 } },
      "2026-11-23T10:00:00Z",
      "2026-11-23T10:00:01Z",
    ],
    ["ledger.anchoredAt", { batch: { ...batch, anchoredAt: 2 ** 40 } }, "2026-11-23T10:00:00Z", "1099511627776 s"],
    ["ledger.blockNumber", { transaction: { ...transaction, blockNumber: 1030 } }, 1031, 1030],
    [
      "ledger.blockHash",
      { transaction: { ...transaction, blockHash: receipt.leaf } },
      receipt.ledger.blockHash,
      receipt.leaf,
    ],
  ];
  for (const [field, changed, inReceipt, chainSays] of differences) {
    it(`names ${field} where the chain says ${String(chainSays)}`, () => {
      const verdict = judge({ chain: observed(changed) });
      expect(factsOf(verdict, "anchoring-receipt-differs")).to.deep.equal({
        field,
        receipt: inReceipt,
        chain: chainSays,
      });
    });
  }
});
