import {
  type ChainFacts,
  type ChainObservation,
  type ChainStanding,
  type ChainStandards,
  type Finding,
  type FindingCode,
  type Verdict,
  type VerdictInput,
  type VerdictOutcome,
  composeVerdict,
} from "../../../src/core/index.js";
import { flipLastBit } from "../../vectors/compose/breakDisclosure.js";
import { composeExample } from "../../vectors/compose/composeReceipts.js";
import { VECTOR_FINALITY_BLOCKS, faithfulFacts } from "../../vectors/compose/faithfulChain.js";

export const { receipt, document, disclosure } = composeExample();
export const facts = faithfulFacts(receipt);
export const now = new Date("2026-11-23T12:00:00.123Z");

export function observed(changed: Partial<ChainFacts> = {}): ChainObservation {
  return { kind: "observed", facts: { ...facts, ...changed }, nodes: ["http://a", "http://b"] };
}

export function judge(changed: Partial<VerdictInput> = {}): Verdict {
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
export function deviations(verdict: Verdict): FindingCode[] {
  const usual = new Set(judge().findings.map(({ code }) => code));
  return verdict.findings.filter(({ code }) => !usual.has(code)).map(({ code }) => code);
}

export function factsOf(verdict: Verdict, code: FindingCode): Finding["facts"] {
  return verdict.findings.find((finding) => finding.code === code)!.facts;
}

export const unreachable: ChainObservation = {
  kind: "unreachable",
  nodes: [
    { url: "http://a", reason: "connection refused" },
    { url: "http://b", reason: "no answer in 3000 ms" },
  ],
};
export const disagreement: ChainObservation = {
  kind: "disagreement",
  field: "batch.count",
  answers: [
    { url: "http://a", value: "3" },
    { url: "http://b", value: "4" },
  ],
};
export const institution = facts.institution!;
export const transaction = facts.transaction!;
export const batch = facts.batch!;
export const withdrawnRecord: ChainStanding = {
  status: "withdrawn",
  since: batch.anchoredAt + 2,
  reasonCode: 201,
  document: receipt.batch.root,
  successor: null,
  account: batch.account,
  accountDisownedSince: null,
};
export const superseded: ChainStanding = {
  ...withdrawnRecord,
  status: "superseded",
  reasonCode: 202,
  document: null,
  successor: receipt.batch.root,
};

/** The standards where one of the three was not accepted at the time. */
function without(name: keyof ChainStandards): ChainStandards {
  return { ...facts.standards!, [name]: { accepted: false, acceptedUntil: null } };
}

export interface Scenario {
  name: string;
  change: Partial<VerdictInput>;
  outcome: VerdictOutcome;
  codes: FindingCode[];
}

export const SCENARIOS: readonly Scenario[] = [
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
    codes: [
      "anchoring-other-chain",
      "issuer-not-checked",
      "standing-not-checked",
      "standards-not-checked",
      "finality-not-checked",
    ],
  },
  {
    name: "the contract is not the platform's",
    change: { chain: observed({ recordAnchorListed: false }) },
    outcome: "not-authentic",
    codes: [
      "anchoring-contract-not-listed",
      "issuer-not-checked",
      "standing-not-checked",
      "standards-not-checked",
      "finality-not-checked",
    ],
  },
  {
    name: "the root is not anchored",
    change: { chain: observed({ batch: null }) },
    outcome: "not-authentic",
    codes: [
      "anchoring-not-anchored",
      "issuer-not-checked",
      "standing-not-checked",
      "standards-not-checked",
      "finality-not-checked",
    ],
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
    name: "the account that anchored it was disowned from that second on",
    change: { chain: observed({ batch: { ...batch, disownedSince: batch.anchoredAt } }) },
    outcome: "not-authentic",
    codes: ["issuer-account-disowned"],
  },
  {
    name: "the account that anchored it was disowned from a later second on",
    change: { chain: observed({ batch: { ...batch, disownedSince: batch.anchoredAt + 1 } }) },
    outcome: "authentic",
    codes: [],
  },
  {
    name: "the institution has withdrawn the record",
    change: { chain: observed({ standing: withdrawnRecord }) },
    outcome: "not-authentic",
    codes: ["standing-withdrawn"],
  },
  {
    name: "the institution has superseded the record",
    change: { chain: observed({ standing: superseded }) },
    outcome: "not-authentic",
    codes: ["standing-superseded"],
  },
  {
    name: "the account that withdrew the record is disowned from a later second on",
    change: { chain: observed({ standing: { ...withdrawnRecord, accountDisownedSince: batch.anchoredAt + 3 } }) },
    outcome: "not-authentic",
    codes: ["standing-withdrawn"],
  },
  {
    name: "the account that withdrew the record is disowned from that second on",
    change: { chain: observed({ standing: { ...withdrawnRecord, accountDisownedSince: batch.anchoredAt + 2 } }) },
    outcome: "undetermined",
    codes: ["standing-change-disowned"],
  },
  {
    name: "there is a batch, and nothing about the record's standing",
    change: { chain: observed({ standing: null }) },
    outcome: "undetermined",
    codes: ["standing-node-unreachable"],
  },
  {
    name: "the kind was not accepted then",
    change: { chain: observed({ standards: without("kind") }) },
    outcome: "not-authentic",
    codes: ["standards-kind-not-accepted"],
  },
  {
    name: "the schema was not accepted then",
    change: { chain: observed({ standards: without("schema") }) },
    outcome: "not-authentic",
    codes: ["standards-schema-not-accepted"],
  },
  {
    name: "the digest algorithm was not accepted then",
    change: { chain: observed({ standards: without("digestAlgorithm") }) },
    outcome: "not-authentic",
    codes: ["standards-algorithm-not-accepted"],
  },
  {
    name: "the digest algorithm was retired since",
    change: {
      chain: observed({
        standards: {
          ...facts.standards!,
          digestAlgorithm: { accepted: true, acceptedUntil: facts.head.timestamp },
        },
      }),
    },
    outcome: "authentic",
    codes: ["standards-retired-since"],
  },
  {
    name: "the platform has no registry of standards",
    change: { chain: observed({ standards: null }) },
    outcome: "authentic",
    codes: ["standards-not-registered"],
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
    codes: [
      "anchoring-node-unreachable",
      "issuer-node-unreachable",
      "standing-node-unreachable",
      "standards-node-unreachable",
      "finality-node-unreachable",
    ],
  },
  {
    name: "the nodes disagree",
    change: { chain: disagreement },
    outcome: "undetermined",
    codes: [
      "anchoring-nodes-disagree",
      "issuer-nodes-disagree",
      "standing-nodes-disagree",
      "standards-nodes-disagree",
      "finality-nodes-disagree",
    ],
  },
  {
    name: "no node answers, and the document is another",
    change: { chain: unreachable, document: { ...document, digest: flipLastBit(document.digest) } },
    outcome: "not-authentic",
    codes: [
      "integrity-digest-differs",
      "anchoring-node-unreachable",
      "issuer-node-unreachable",
      "standing-node-unreachable",
      "standards-node-unreachable",
      "finality-node-unreachable",
    ],
  },
];
