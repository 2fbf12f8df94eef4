import { hashNodePair } from "./hashNodePair.js";
import { NODE_BYTES } from "./nodeBytes.js";
import { TreeError } from "./treeError.js";

/**
 * @param leaf 32 bytes
 * @param proof sibling hashes from leaf to root, 32 bytes each; empty for a batch of one
 * @returns the root of the tree in which the proof places the leaf, 32 bytes
 * @throws TreeError `tree-leaf-malformed` where a length is not 32
 * @source OpenZeppelin `MerkleProof.processProof`
 */
export function processProof(leaf: Uint8Array, proof: readonly Uint8Array[]): Uint8Array {
  requireNodeLength(leaf, "leaf");
  let node = leaf;
  for (const [index, sibling] of proof.entries()) {
    requireNodeLength(sibling, `proof[${index}]`);
    node = hashNodePair(node, 0, sibling, 0);
  }
  return node;
}

/** @throws TreeError `tree-leaf-malformed` */
export function requireNodeLength(node: Uint8Array, field: string): void {
  if (node.length === NODE_BYTES) return;
  throw new TreeError({
    code: "tree-leaf-malformed",
    field,
    fact: `${node.length} bytes given, ${NODE_BYTES} expected`,
  });
}
