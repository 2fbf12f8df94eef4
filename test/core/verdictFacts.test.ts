import { expect } from "chai";
import type { ChainFacts } from "../../src/core/index.js";
import { flipLastBit } from "../vectors/compose/breakDisclosure.js";
import {
  batch,
  disagreement,
  document,
  facts,
  factsOf,
  institution,
  judge,
  observed,
  receipt,
  superseded,
  transaction,
  unreachable,
  withdrawnRecord,
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
      account: batch.account,
      accountDisownedSince: null,
    });
  });

  it("says from when on an account is disowned, also where that is after the batch", () => {
    const since = batch.anchoredAt + 1;
    expect(
      factsOf(judge({ chain: observed({ batch: { ...batch, disownedSince: since } }) }), "issuer-entitled"),
    ).to.include({ account: batch.account, accountDisownedSince: "2026-11-23T10:00:01Z" });
  });

  it("says when, why, by whom and by what a record was superseded", () => {
    expect(factsOf(judge({ chain: observed({ standing: superseded }) }), "standing-superseded")).to.deep.equal({
      institutionId: 7,
      leaf: receipt.leaf,
      status: "superseded",
      since: "2026-11-23T10:00:02Z",
      reasonCode: 202,
      document: null,
      successor: superseded.successor,
      account: batch.account,
      accountDisownedSince: null,
    });
    const withdrawn = factsOf(judge({ chain: observed({ standing: withdrawnRecord }) }), "standing-withdrawn");
    expect(withdrawn).to.not.have.property("successor");
    expect(withdrawn).to.include({ since: "2026-11-23T10:00:02Z", reasonCode: 201 });
    expect(factsOf(judge(), "standing-stands")).to.deep.equal({ institutionId: 7, leaf: receipt.leaf });
  });

  it("says what was retired since, and from when; and what is to be retired", () => {
    const until = facts.head.timestamp;
    const standards = { ...facts.standards!, digestAlgorithm: { accepted: true, acceptedUntil: until } };
    const expected = {
      kind: 1,
      schema: 1,
      digestAlgorithm: "sha-256",
      anchoredAt: "2026-11-23T10:00:00Z",
      kindAcceptedUntil: null,
      schemaAcceptedUntil: null,
      digestAlgorithmAcceptedUntil: "2026-11-23T10:00:03Z",
    };
    expect(factsOf(judge({ chain: observed({ standards }) }), "standards-retired-since")).to.deep.equal(expected);
    const head = { ...facts.head, timestamp: until - 1 };
    expect(factsOf(judge({ chain: observed({ standards, head }) }), "standards-accepted")).to.deep.equal(expected);
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
