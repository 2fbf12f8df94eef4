import { type Hex, buildTree, hashLeaf, toHex } from "../../../src/core/index.js";
import { type NumberedRecord, numbered, sampleRecords } from "./sampleRecords.js";

const SIZES = [1, 2, 3, 5, 8, 13, 100];

/** Trees larger than this have proofs for some of their records only. */
const ALL_PROOFS_UP_TO = 13;

interface TreeVector {
  records: NumberedRecord[];
  root: Hex;
  count: number;
  /** `index` counts in `records`. */
  proofs: { index: number; leaf: Hex; proof: Hex[] }[];
  /** `indices` count in `records` and stand in the order of `leaves`, which is the one that the proof needs. */
  multiProof: { indices: number[]; leaves: Hex[]; proof: Hex[]; proofFlags: boolean[] };
}

/** trees.json: trees of records with their proofs. Solidity reads it: plain shapes. */
export function composeTrees(): { vectors: TreeVector[] } {
  return { vectors: SIZES.map(composeTree) };
}

function composeTree(size: number): TreeVector {
  const records = sampleRecords(`tree of ${size}`, size);
  const leaves = records.map(hashLeaf);
  const texts = leaves.map(toHex);
  const tree = buildTree(leaves);
  const proved = size <= ALL_PROOFS_UP_TO ? texts.map((_, index) => index) : [0, 1, 42, 63, 64, 99];
  // every third record, so that some siblings are proved together and some are not
  const multiProof = tree.multiProofOf(leaves.filter((_, index) => index % 3 === 0));
  return {
    records: records.map(numbered),
    root: toHex(tree.root),
    count: tree.count,
    proofs: proved.map((index) => ({
      index,
      leaf: texts[index]!,
      proof: tree.proofOf(leaves[index]!).map(toHex),
    })),
    multiProof: {
      indices: multiProof.leaves.map((leaf) => texts.indexOf(toHex(leaf))),
      leaves: multiProof.leaves.map(toHex),
      proof: multiProof.proof.map(toHex),
      proofFlags: [...multiProof.proofFlags],
    },
  };
}
