import {
  type ChainFacts,
  type Disclosure,
  type DocumentDigest,
  type FindingCode,
  type JudicialRecord,
  type Receipt,
  type VerdictOutcome,
  buildTree,
  composeVerdict,
  digestBytes,
  disclose,
  hashLeaf,
  parseReceipt,
  toHex,
} from "../../../src/core/index.js";
import { EXAMPLE_DOCUMENT, EXAMPLE_METADATA, sealSet } from "./composeMetadata.js";
import { VECTOR_FINALITY_BLOCKS, faithfulFacts } from "./faithfulChain.js";
import { type Mutation, mutateReceipt } from "./mutateReceipt.js";
import { bytes32Of, sampleRecord, sampleRecords } from "./sampleRecords.js";

interface ReceiptVector {
  name: string;
  receipt: Receipt;
  document: DocumentDigest;
  disclosure?: Disclosure;
  /** What the chain says, in the words of `ChainFacts`. */
  chain: ChainFacts;
  outcome: VerdictOutcome;
  /** One for each question, in their order. */
  codes: FindingCode[];
}

interface ReceiptVectors {
  finalityBlocks: number;
  /** All authentic. */
  vectors: ReceiptVector[];
  /** Changes to the first receipt, with the chain of the first receipt. None is authentic. */
  mutations: Mutation[];
}

/** receipts.json: receipts, what the chain says, and the verdict; then changed receipts. */
export function composeReceipts(): ReceiptVectors {
  const vectors = [composeExample(), ...composeOthers()];
  return {
    finalityBlocks: VECTOR_FINALITY_BLOCKS,
    vectors,
    mutations: mutateReceipt(vectors[0]!.receipt, vectors[0]!.chain),
  };
}

/** The worked example of docs/receipt.md: a batch of three. */
export function composeExample(): ReceiptVector {
  const sealed = sealSet("example", EXAMPLE_METADATA);
  const receipt = issueReceipt(sealed.record, sampleRecords("example neighbours", 2), { sequence: 42, block: 1031 });
  const digest = digestBytes("sha-256", new TextEncoder().encode(EXAMPLE_DOCUMENT));
  return conclude("batch of three, with metadata", receipt, {
    document: { digestAlgorithm: "sha-256", digest },
    disclosure: disclose(sealed, ["caseNumber"]),
  });
}

function composeOthers(): ReceiptVector[] {
  const alone = sampleRecord("alone", 3);
  const last: JudicialRecord = {
    institutionId: 4_294_967_295,
    kind: 65_535,
    schema: 65_535,
    digestAlgorithm: "sm3",
    digest: bytes32Of("ends of ranges"),
    metadataRoot: bytes32Of("ends of ranges metadata"),
  };
  const large = sampleRecords("large batch", 100);
  const issued: [string, Receipt][] = [
    ["batch of one, no metadata", issueReceipt(alone, [], { sequence: 1, block: 2 })],
    ["ends of ranges", issueReceipt(last, sampleRecords("neighbours", 12), { sequence: 4_294_967_295, block: 4e15 })],
    ["batch of a hundred", issueReceipt(large[42]!, large, { sequence: 43, block: 1032 })],
  ];
  return issued.map(([name, receipt]) => conclude(name, receipt, { document: receipt.record }));
}

function issueReceipt(
  record: JudicialRecord,
  others: readonly JudicialRecord[],
  { sequence, block }: { sequence: number; block: number },
): Receipt {
  const leaf = hashLeaf(record);
  const tree = buildTree([leaf, ...others.map(hashLeaf)]);
  return parseReceipt({
    type: "lexanchor/receipt",
    version: 1,
    record,
    leaf: toHex(leaf),
    proof: tree.proofOf(leaf).map(toHex),
    batch: { sequence, root: toHex(tree.root), count: tree.count },
    ledger: {
      chainId: 202_209,
      recordAnchor: bytes32Of("RecordAnchor").slice(0, 42),
      transactionHash: bytes32Of(`transaction ${sequence}`),
      blockNumber: block,
      blockHash: bytes32Of(`block ${block}`),
      anchoredAt: "2026-11-23T10:00:00Z",
    },
  });
}

function conclude(
  name: string,
  receipt: Receipt,
  shown: { document: DocumentDigest; disclosure?: Disclosure },
): ReceiptVector {
  const document = { digestAlgorithm: shown.document.digestAlgorithm, digest: shown.document.digest };
  const chain = faithfulFacts(receipt);
  const { outcome, findings } = composeVerdict({
    receipt,
    ...shown,
    document,
    chain: { kind: "observed", facts: chain, nodes: [] },
    finalityBlocks: VECTOR_FINALITY_BLOCKS,
    now: new Date(0),
  });
  return { name, receipt, ...shown, document, chain, outcome, codes: findings.map(({ code }) => code) };
}
