import {
  type ChainFacts,
  type FindingCode,
  type Receipt,
  ReceiptError,
  type VerdictOutcome,
  composeVerdict,
  parseReceipt,
  parseReceiptJson,
} from "../../../src/core/index.js";
import { flipLastBit } from "./breakDisclosure.js";
import { VECTOR_FINALITY_BLOCKS } from "./faithfulChain.js";

/** `refused`: the code of the error with which a parser refuses it. Else the verdict with the unchanged chain. */
export type Mutation = { name: string } & ({ receipt: unknown } | { text: string }) &
  ({ refused: string } | { offline: FindingCode; anchoring: FindingCode; outcome: VerdictOutcome });

type Changes = readonly (readonly [name: string, change: (receipt: Receipt) => unknown])[];

const ledgerWith = (receipt: Receipt, changed: object): unknown => ({
  ...receipt,
  ledger: { ...receipt.ledger, ...changed },
});
const batchWith = (receipt: Receipt, changed: object): unknown => ({
  ...receipt,
  batch: { ...receipt.batch, ...changed },
});
const recordWith = (receipt: Receipt, changed: object): unknown => ({
  ...receipt,
  record: { ...receipt.record, ...changed },
});

/** Well-formed, and something in it is not true. */
const UNTRUE: Changes = [
  ["another institution", (receipt) => recordWith(receipt, { institutionId: 8 })],
  ["another kind", (receipt) => recordWith(receipt, { kind: 2 })],
  ["another schema", (receipt) => recordWith(receipt, { schema: 2 })],
  ["another digest algorithm", (receipt) => recordWith(receipt, { digestAlgorithm: "sm3" })],
  ["another digest", (receipt) => recordWith(receipt, { digest: flipLastBit(receipt.record.digest) })],
  [
    "another metadata root",
    (receipt) => recordWith(receipt, { metadataRoot: flipLastBit(receipt.record.metadataRoot) }),
  ],
  ["another leaf", (receipt) => ({ ...receipt, leaf: flipLastBit(receipt.leaf) })],
  ["another hash in the proof", (receipt) => ({ ...receipt, proof: receipt.proof.map(flipLastBit) })],
  ["proof in another order", (receipt) => ({ ...receipt, proof: [...receipt.proof].reverse() })],
  ["proof without its last hash", (receipt) => ({ ...receipt, proof: receipt.proof.slice(0, -1) })],
  ["no proof", (receipt) => ({ ...receipt, proof: [] })],
  ["proof with a hash more", (receipt) => ({ ...receipt, proof: [...receipt.proof, receipt.leaf] })],
  ["another root", (receipt) => batchWith(receipt, { root: flipLastBit(receipt.batch.root) })],
  ["another sequence", (receipt) => batchWith(receipt, { sequence: 41 })],
  ["another count with the same proof lengths", (receipt) => batchWith(receipt, { count: 4 })],
  ["a count too large for the proof", (receipt) => batchWith(receipt, { count: 1000 })],
  ["another chain", (receipt) => ledgerWith(receipt, { chainId: 1 })],
  ["another block", (receipt) => ledgerWith(receipt, { blockNumber: 1030 })],
  ["another block hash", (receipt) => ledgerWith(receipt, { blockHash: flipLastBit(receipt.ledger.blockHash) })],
  ["a second earlier", (receipt) => ledgerWith(receipt, { anchoredAt: "2026-11-23T09:59:59Z" })],
];

/** Not a receipt. */
const MALFORMED: Changes = [
  ["a list", (receipt) => [receipt]],
  ["an unknown field", (receipt) => ({ ...receipt, note: "" })],
  ["an unknown field in the ledger", (receipt) => ledgerWith(receipt, { note: "" })],
  ["no leaf", (receipt) => Object.fromEntries(Object.entries(receipt).filter(([name]) => name !== "leaf"))],
  ["another type", (receipt) => ({ ...receipt, type: "lexanchor/disclosure" })],
  ["a later version", (receipt) => ({ ...receipt, version: 2 })],
  ["a digest of 31 bytes", (receipt) => recordWith(receipt, { digest: receipt.record.digest.slice(0, -2) })],
  ["a digest without 0x", (receipt) => recordWith(receipt, { digest: receipt.record.digest.slice(2) })],
  ["an unknown digest algorithm", (receipt) => recordWith(receipt, { digestAlgorithm: "sha-1" })],
  ["a digest algorithm by number", (receipt) => recordWith(receipt, { digestAlgorithm: 1 })],
  ["institution 0", (receipt) => recordWith(receipt, { institutionId: 0 })],
  ["an institution of 33 bits", (receipt) => recordWith(receipt, { institutionId: 4_294_967_296 })],
  ["an institution as text", (receipt) => recordWith(receipt, { institutionId: "7" })],
  ["a kind of 17 bits", (receipt) => recordWith(receipt, { kind: 65_536 })],
  ["schema 0", (receipt) => recordWith(receipt, { schema: 0 })],
  ["a schema and a half", (receipt) => recordWith(receipt, { schema: 1.5 })],
  ["a proof of 33 hashes", (receipt) => ({ ...receipt, proof: Array.from({ length: 33 }, () => receipt.leaf) })],
  ["a proof that is text", (receipt) => ({ ...receipt, proof: receipt.leaf })],
  ["count 0", (receipt) => batchWith(receipt, { count: 0 })],
  ["sequence 0", (receipt) => batchWith(receipt, { sequence: 0 })],
  ["a contract of 32 bytes", (receipt) => ledgerWith(receipt, { recordAnchor: receipt.leaf })],
  ["a block below 0", (receipt) => ledgerWith(receipt, { blockNumber: -1 })],
  ["a time with milliseconds", (receipt) => ledgerWith(receipt, { anchoredAt: "2026-11-23T10:00:00.000Z" })],
  ["a time with an offset", (receipt) => ledgerWith(receipt, { anchoredAt: "2026-11-23T18:00:00+08:00" })],
  ["a day that does not exist", (receipt) => ledgerWith(receipt, { anchoredAt: "2026-02-30T10:00:00Z" })],
  ["no record", (receipt) => ({ ...receipt, record: null })],
];

/** @param chain what the chain says about the unchanged receipt */
export function mutateReceipt(receipt: Receipt, chain: ChainFacts): Mutation[] {
  const text = JSON.stringify(receipt);
  const texts: readonly (readonly [string, string])[] = [
    ["text: not JSON", text.slice(0, -1)],
    ["text: a name twice", text.replace('"version":1', '"version":2,"version":1')],
    ["text: a name twice, once with an escape", text.replace('"count":', '"c\\u006funt":3,"count":')],
  ];
  return [
    ...UNTRUE.map(([name, change]) => judge(name, change(receipt), chain)),
    ...MALFORMED.map(([name, change]) => {
      const changed = change(receipt);
      return { name, receipt: changed, refused: refusalOf(() => parseReceipt(changed)) };
    }),
    ...texts.map(([name, changed]) => ({ name, text: changed, refused: refusalOf(() => parseReceiptJson(changed)) })),
  ];
}

function judge(name: string, changed: unknown, facts: ChainFacts): Mutation {
  const { findings, outcome } = composeVerdict({
    receipt: parseReceipt(changed),
    chain: { kind: "observed", facts, nodes: [] },
    finalityBlocks: VECTOR_FINALITY_BLOCKS,
    now: new Date(0),
  });
  const codeFor = (question: string): FindingCode => findings.find((finding) => finding.question === question)!.code;
  return { name, receipt: changed, offline: codeFor("inclusion"), anchoring: codeFor("anchoring"), outcome };
}

function refusalOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof ReceiptError) return error.code;
    throw error;
  }
  throw new Error("a malformed receipt was accepted");
}
