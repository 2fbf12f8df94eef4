import { expect } from "chai";
import {
  type ChainFacts,
  type ChainObservation,
  FINDING_CODES,
  type Finding,
  type FindingCode,
  QUESTIONS,
  type Receipt,
  type Verdict,
  type VerdictInput,
  type VerdictOutcome,
  composeVerdict,
} from "../../src/core/index.js";
import { flipLastBit } from "../vectors/compose/breakDisclosure.js";
import { composeExample } from "../vectors/compose/composeReceipts.js";
import { VECTOR_FINALITY_BLOCKS, faithfulFacts } from "../vectors/compose/faithfulChain.js";

const { receipt, document, disclosure } = composeExample();
const facts = faithfulFacts(receipt);
const now = new Date("2026-11-23T12:00:00.123Z");

function observed(changed: Partial<ChainFacts> = {}): ChainObservation {
  return { kind: "observed", facts: { ...facts, ...changed }, nodes: ["http://a", "http://b"] };
}

function judge(changed: Partial<VerdictInput> = {}): Verdict {
  return composeVerdict({
    receipt,
    document,
    disclosure: disclosure!,
    chain: observed(),
    finalityBlocks: VECTOR_FINALITY_BLOCKS,
    now,
    ...changed,
  });
}

/** The findings whose code is not that of an authentic record with document and disclosure. */
function deviations(verdict: Verdict): FindingCode[] {
  const usual = new Set(judge().findings.map(({ code }) => code));
  return verdict.findings.filter(({ code }) => !usual.has(code)).map(({ code }) => code);
}

function factsOf(verdict: Verdict, code: FindingCode): Finding["facts"] {
  return verdict.findings.find((finding) => finding.code === code)!.facts;
}

const unreachable: ChainObservation = {
  kind: "unreachable",
  nodes: [
    { url: "http://a", reason: "connection refused" },
    { url: "http://b", reason: "no answer in 3000 ms" },
  ],
};
const disagreement: ChainObservation = {
  kind: "disagreement",
  field: "batch.count",
  answers: [
    { url: "http://a", value: "3" },
    { url: "http://b", value: "4" },
  ],
};
const institution = facts.institution!;
const transaction = facts.transaction!;
const batch = facts.batch!;

interface Scenario {
  name: string;
  change: Partial<VerdictInput>;
  outcome: VerdictOutcome;
  codes: FindingCode[];
}

const SCENARIOS: readonly Scenario[] = [
  { name: "everything is true", change: {}, outcome: "authentic", codes: [] },
  {
    name: "the document is another",
    change: { document: { ...document, digest: flipLastBit(document.digest) } },
    outcome: "not-authentic",
    codes: ["integrity-digest-differs"],
  },
  {
    name: "the document was digested with another algorithm",
    change: { document: { ...document, digestAlgorithm: "sm3" } },
    outcome: "undetermined",
    codes: ["integrity-other-algorithm"],
  },
  {
    name: "the chain is another",
    change: { chain: observed({ chainId: 1 }) },
    outcome: "not-authentic",
    codes: ["anchoring-other-chain", "issuer-not-checked", "finality-not-checked"],
  },
  {
    name: "the contract is not the platform's",
    change: { chain: observed({ recordAnchorListed: false }) },
    outcome: "not-authentic",
    codes: ["anchoring-contract-not-listed", "issuer-not-checked", "finality-not-checked"],
  },
  {
    name: "the root is not anchored",
    change: { chain: observed({ batch: null }) },
    outcome: "not-authentic",
    codes: ["anchoring-not-anchored", "issuer-not-checked", "finality-not-checked"],
  },
  {
    name: "the batch has another sequence",
    change: { chain: observed({ batch: { ...batch, sequence: 41 } }) },
    outcome: "not-authentic",
    codes: ["anchoring-receipt-differs"],
  },
  {
    name: "the transaction failed",
    change: { chain: observed({ transaction: { ...transaction, succeeded: false } }) },
    outcome: "not-authentic",
    codes: ["anchoring-transaction-differs", "finality-not-checked"],
  },
  {
    name: "the transaction anchored something else",
    change: { chain: observed({ transaction: { ...transaction, anchorsRoot: false } }) },
    outcome: "not-authentic",
    codes: ["anchoring-transaction-differs", "finality-not-checked"],
  },
  {
    name: "the node has no such transaction",
    change: { chain: observed({ transaction: null }) },
    outcome: "undetermined",
    codes: ["anchoring-transaction-not-found", "finality-not-checked"],
  },
  {
    name: "the institution was suspended when it anchored",
    change: { chain: observed({ institution: { ...institution, statusAtAnchoring: "suspended" } }) },
    outcome: "not-authentic",
    codes: ["issuer-not-entitled"],
  },
  {
    name: "the institution was not registered yet when it anchored",
    change: { chain: observed({ institution: { ...institution, statusAtAnchoring: "none" } }) },
    outcome: "not-authentic",
    codes: ["issuer-not-entitled"],
  },
  {
    name: "the institution is suspended now, and was not then",
    change: { chain: observed({ institution: { ...institution, status: "suspended" } }) },
    outcome: "authentic",
    codes: [],
  },
  {
    name: "no such institution is registered",
    change: { chain: observed({ institution: null }) },
    outcome: "not-authentic",
    codes: ["issuer-unknown"],
  },
  {
    name: "the block is one short of final",
    change: { chain: observed({ head: { ...facts.head, number: receipt.ledger.blockNumber + 2 } }) },
    outcome: "undetermined",
    codes: ["finality-not-yet"],
  },
  {
    name: "the disclosure is of another record",
    change: { disclosure: { ...disclosure!, metadataRoot: flipLastBit(disclosure!.metadataRoot) } },
    outcome: "not-authentic",
    codes: ["disclosure-other-record"],
  },
  {
    name: "a shown field was changed",
    change: { disclosure: { ...disclosure!, fields: [{ ...disclosure!.fields[0]!, value: "(2026)京01民终43号" }] } },
    outcome: "not-authentic",
    codes: ["disclosure-field-differs"],
  },
  {
    name: "the leaf is another",
    change: { receipt: { ...receipt, leaf: flipLastBit(receipt.leaf) } },
    outcome: "not-authentic",
    codes: ["inclusion-leaf-differs"],
  },
  {
    name: "the proof is too long for the batch",
    change: { receipt: { ...receipt, proof: [...receipt.proof, receipt.leaf] } },
    outcome: "not-authentic",
    codes: ["inclusion-proof-length-impossible"],
  },
  {
    name: "the proof is too short for the batch",
    change: { receipt: { ...receipt, proof: [] } },
    outcome: "not-authentic",
    codes: ["inclusion-proof-length-impossible"],
  },
  {
    name: "the proof leads elsewhere",
    change: { receipt: { ...receipt, proof: receipt.proof.map(flipLastBit) } },
    outcome: "not-authentic",
    codes: ["inclusion-root-differs"],
  },
  {
    name: "no node answers",
    change: { chain: unreachable },
    outcome: "undetermined",
    codes: ["anchoring-node-unreachable", "issuer-node-unreachable", "finality-node-unreachable"],
  },
  {
    name: "the nodes disagree",
    change: { chain: disagreement },
    outcome: "undetermined",
    codes: ["anchoring-nodes-disagree", "issuer-nodes-disagree", "finality-nodes-disagree"],
  },
  {
    name: "no node answers, and the document is another",
    change: { chain: unreachable, document: { ...document, digest: flipLastBit(document.digest) } },
    outcome: "not-authentic",
    codes: [
      "integrity-digest-differs",
      "anchoring-node-unreachable",
      "issuer-node-unreachable",
      "finality-node-unreachable",
    ],
  },
];

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
    expect(skipped).to.deep.equal([
      "integrity-no-document",
      "standing-not-recorded",
      "standards-not-registered",
      "disclosure-none-shown",
      "recognition-not-partner",
    ]);
  });

  it("says when it was checked, and with which nodes", () => {
    expect(judge()).to.include({ checkedAt: "2026-11-23T12:00:00.123Z" });
    for (const chain of [observed(), unreachable, disagreement]) {
      expect(judge({ chain }).nodes).to.deep.equal(["http://a", "http://b"]);
    }
  });

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

describe("FINDING_CODES", () => {
  it("are all reached by the scenarios of this file", () => {
    const reached = new Set(SCENARIOS.flatMap(({ change }) => judge(change).findings.map(({ code }) => code)));
    for (const { code } of composeVerdict({ receipt, chain: observed(), finalityBlocks: 3, now }).findings)
      reached.add(code);
    expect([...reached].toSorted()).to.deep.equal(Object.keys(FINDING_CODES).toSorted());
  });

  it("begin with their question, and are explained in one sentence each", () => {
    for (const [code, { question, meaning }] of Object.entries(FINDING_CODES)) {
      expect(code).to.match(/^[a-z]+(-[a-z]+)+$/);
      expect(code.startsWith(`${question}-`)).to.be.true;
      expect(meaning).to.match(/^[A-Z][^.]*\.$/);
    }
  });
});
