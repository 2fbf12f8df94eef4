import { hashNodePair } from "./hashNodePair.js";
import { type MerkleTree, openTree } from "./merkleTree.js";
import { NODE_BYTES, copyNode } from "./nodeBytes.js";
import { requireNodeLength } from "./processProof.js";
import { sortLeaves } from "./sortLeaves.js";
import { TreeError } from "./treeError.js";

/** The most leaves of one batch: `RecordAnchor` keeps the count in 24 bits. */
export const MAX_LEAVES = 0xff_ffff;

/**
 * Builds the tree of a batch, or of a record's metadata. Root and proofs equal those of OpenZeppelin's
 * `StandardMerkleTree` for the same leaves without their duplicates.
 *
 * @param leaves 32 bytes each, in any order; the same leaf twice counts once
 * @throws TreeError `tree-no-leaves`, `tree-too-large` (more than 16,777,215), `tree-leaf-malformed`
 * @source `@openzeppelin/merkle-tree`, `makeMerkleTree`
 */
export function buildTree(leaves: readonly Uint8Array[]): MerkleTree {
  if (leaves.length === 0)
    throw new TreeError({ code: "tree-no-leaves", field: "leaves", fact: "at least one is needed" });
  if (leaves.length > MAX_LEAVES) {
    const fact = `${leaves.length} given, at most ${MAX_LEAVES}`;
    throw new TreeError({ code: "tree-too-large", field: "leaves", fact });
  }
  for (const [index, leaf] of leaves.entries()) requireNodeLength(leaf, `leaves[${index}]`);

  const sorted = sortLeaves(leaves);
  const count = sorted.length / NODE_BYTES;
  const nodes = new Uint8Array((2 * count - 1) * NODE_BYTES);
  // the smallest leaf stands last
  for (let i = 0, target = nodes.length - NODE_BYTES; i < sorted.length; i += NODE_BYTES, target -= NODE_BYTES) {
    copyNode(sorted, i, nodes, target);
  }
  for (let i = count - 2; i >= 0; i -= 1) {
    const left = (2 * i + 1) * NODE_BYTES;
    nodes.set(hashNodePair(nodes, left, nodes, left + NODE_BYTES), i * NODE_BYTES);
  }
  return openTree(nodes);
}
