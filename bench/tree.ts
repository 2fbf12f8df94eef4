// Trees of 100,000 records: ours, two peers, and a floor (one reused keccak instance, no tree around it).
import { createRequire } from "node:module";
import { SimpleMerkleTree, StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { createKeccak } from "hash-wasm";
import { buildTree, digestAlgorithmNumber, hashLeaf, toHex } from "../src/core/index.js";
import type { JudicialRecord } from "../src/core/index.js";
import { formatCount, medianRate, printTable } from "./table.js";

const LEAVES = 100_000;
const RUNS = 5;

const peers = createRequire(new URL("peers/package.json", import.meta.url));
interface MerkleTreeJs {
  getRoot(): Buffer;
}
const { MerkleTree } = peers("merkletreejs") as {
  MerkleTree: new (leaves: Uint8Array[], hash: (data: Uint8Array) => Uint8Array, options: object) => MerkleTreeJs;
};

const keccak = await createKeccak(256);
const keccak256 = (data: Uint8Array): Uint8Array => keccak.init().update(data).digest("binary");
const leaves = Array.from({ length: LEAVES }, (_, i) => keccak256(Buffer.from(`leaf ${i}`)));
const leavesHex = leaves.map(toHex);

const ourRoot = toHex(buildTree(leaves).root);
if (SimpleMerkleTree.of(leavesHex.slice(0, 3000)).root !== toHex(buildTree(leaves.slice(0, 3000)).root)) {
  throw new Error("the roots differ");
}

const rates = {
  floor: await medianRate(LEAVES, RUNS, () => {
    const pair = new Uint8Array(64);
    for (let i = 1; i < LEAVES; i++) {
      pair.set(leaves[i] ?? pair, 0);
      pair.set(leaves[i - 1] ?? pair, 32);
      keccak256(pair);
    }
  }),
  lexanchor: await medianRate(LEAVES, RUNS, () => {
    buildTree(leaves);
  }),
  // One run: it takes fifteen seconds, and a second would say no more.
  openZeppelin: await medianRate(LEAVES, 1, () => {
    if (SimpleMerkleTree.of(leavesHex).root !== ourRoot) throw new Error("the roots differ");
  }),
  merkletreejs: await medianRate(LEAVES, RUNS, () => {
    new MerkleTree(leaves, (data) => keccak256(data), { sortPairs: true, sortLeaves: true }).getRoot();
  }),
};
const row = (name: string, rate: number): string[] => [
  name,
  formatCount(rate),
  (rate / rates.openZeppelin).toFixed(1),
  (rate / rates.floor).toFixed(2),
];
printTable(
  `Trees of ${formatCount(LEAVES)} leaves, median of ${RUNS}`,
  ["what", "leaves/s", "x OpenZeppelin", "x floor"],
  [
    row("floor: one keccak a leaf, one reused instance", rates.floor),
    row("Lexanchor", rates.lexanchor),
    row("merkletreejs 0.6.0, with the same keccak", rates.merkletreejs),
    row("@openzeppelin/merkle-tree 1.0.8, equal roots", rates.openZeppelin),
  ],
);

// From records, leaf hashing included: what a batch takes from its records to its root.
const records = leavesHex.map((digest, i): JudicialRecord => {
  return {
    institutionId: 7,
    kind: 9,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest,
    metadataRoot: leavesHex[LEAVES - 1 - i] ?? digest,
  };
});
const types = ["uint32", "uint16", "uint16", "uint8", "bytes32", "bytes32"];
const recordsRoot = toHex(buildTree(records.map(hashLeaf)).root);
const ours = await medianRate(LEAVES, RUNS, () => {
  buildTree(records.map(hashLeaf));
});
const standard = await medianRate(LEAVES, 1, () => {
  const values = records.map(({ institutionId, kind, schema, digestAlgorithm, digest, metadataRoot }) => [
    ...[institutionId, kind, schema, digestAlgorithmNumber(digestAlgorithm), digest, metadataRoot],
  ]);
  if (StandardMerkleTree.of(values, types).root !== recordsRoot) throw new Error("the roots differ");
});
printTable(
  `From ${formatCount(LEAVES)} records to a root, leaf hashing included`,
  ["what", "records/s", "x OpenZeppelin"],
  [
    ["Lexanchor", formatCount(ours), (ours / standard).toFixed(1)],
    ["@openzeppelin/merkle-tree 1.0.8, StandardMerkleTree, equal roots", formatCount(standard), "1.0"],
  ],
);
