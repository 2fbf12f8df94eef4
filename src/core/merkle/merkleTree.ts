import { NODE_BYTES, compareNodes } from "./nodeBytes.js";
import { requireNodeLength } from "./processProof.js";
import { TreeError } from "./treeError.js";

/** Proves several leaves at once; `MerkleProof.multiProofVerify` takes it as it is. */
export interface MultiProof {
  /** The proved leaves in the order that the proof needs: descending. */
  readonly leaves: readonly Uint8Array[];
  /** Sibling hashes, 32 bytes each. */
  readonly proof: readonly Uint8Array[];
  /** For each step, whether the second operand is a node computed before (true) or the next of `proof` (false). */
  readonly proofFlags: readonly boolean[];
}

/** The tree of a batch: complete and binary, with the root first and the smallest leaf last. */
export interface MerkleTree {
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** Number of distinct leaves. */
  readonly count: number;
  /** All `2 * count - 1` nodes of 32 bytes one after the other; the children of node i are 2i + 1 and 2i + 2. */
  readonly nodes: Uint8Array;
  /**
   * @returns sibling hashes from leaf to root, 32 bytes each; empty for a batch of one
   * @throws TreeError `tree-leaf-unknown`
   */
  proofOf(leaf: Uint8Array): Uint8Array[];
  /**
   * @param leaves at least one, in any order
   * @throws TreeError `tree-no-leaves`, `tree-leaf-unknown`, `tree-leaf-twice`
   */
  multiProofOf(leaves: readonly Uint8Array[]): MultiProof;
}

/** @param nodes as `buildTree` lays them out */
export function openTree(nodes: Uint8Array): MerkleTree {
  const count = (nodes.length / NODE_BYTES + 1) / 2;
  return {
    root: copyOf(nodes, 0),
    count,
    nodes,
    proofOf: (leaf) => proveLeaf(nodes, indexOf(nodes, count, leaf, "leaf")),
    multiProofOf: (leaves) => proveLeaves(nodes, indicesOf(nodes, count, leaves)),
  };
}

function proveLeaf(nodes: Uint8Array, leafIndex: number): Uint8Array[] {
  const proof: Uint8Array[] = [];
  for (let index = leafIndex; index > 0; index = parentOf(index)) proof.push(copyOf(nodes, siblingOf(index)));
  return proof;
}

/** @param indices descending, so that each level is finished before the next begins */
function proveLeaves(nodes: Uint8Array, indices: readonly number[]): MultiProof {
  const queue = [...indices];
  const proof: Uint8Array[] = [];
  const proofFlags: boolean[] = [];
  for (let next = 0; next < queue.length; next += 1) {
    const index = queue[next] ?? 0;
    if (index === 0) break;
    const sibling = siblingOf(index);
    const siblingIsKnown = queue[next + 1] === sibling;
    proofFlags.push(siblingIsKnown);
    if (siblingIsKnown) next += 1;
    else proof.push(copyOf(nodes, sibling));
    queue.push(parentOf(index));
  }
  return { leaves: indices.map((index) => copyOf(nodes, index)), proof, proofFlags };
}

function indicesOf(nodes: Uint8Array, count: number, leaves: readonly Uint8Array[]): number[] {
  if (leaves.length === 0)
    throw new TreeError({ code: "tree-no-leaves", field: "leaves", fact: "at least one is needed" });
  const indices = leaves.map((leaf, i) => indexOf(nodes, count, leaf, `leaves[${i}]`)).sort((a, b) => b - a);
  if (indices.some((index, i) => index === indices[i + 1])) {
    throw new TreeError({ code: "tree-leaf-twice", field: "leaves", fact: "one of them is given twice" });
  }
  return indices;
}

/** Finds a leaf by bisection: from the first leaf node to the last, leaves descend. */
function indexOf(nodes: Uint8Array, count: number, leaf: Uint8Array, field: string): number {
  requireNodeLength(leaf, field);
  let low = count - 1;
  let high = 2 * count - 2;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compareNodes(nodes, middle * NODE_BYTES, leaf, 0);
    if (order === 0) return middle;
    if (order > 0) low = middle + 1;
    else high = middle - 1;
  }
  throw new TreeError({ code: "tree-leaf-unknown", field, fact: `is not in the tree of ${count} leaves` });
}

function parentOf(index: number): number {
  return (index - 1) >>> 1;
}

function siblingOf(index: number): number {
  return index % 2 === 0 ? index - 1 : index + 1;
}

function copyOf(nodes: Uint8Array, index: number): Uint8Array {
  return nodes.slice(index * NODE_BYTES, (index + 1) * NODE_BYTES);
}
