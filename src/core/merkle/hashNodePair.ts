import { keccak256 } from "../digest/keccak256.js";
import { NODE_BYTES, compareNodes, copyNode } from "./nodeBytes.js";

// written anew before each use, and never kept across a call
const pair = new Uint8Array(2 * NODE_BYTES);

/**
 * The parent of two nodes: Keccak-256 of the smaller one followed by the larger one.
 *
 * @param a holds a node of 32 bytes at `aOffset`
 * @param b holds a node of 32 bytes at `bOffset`
 * @returns 32 bytes
 * @source OpenZeppelin `Hashes.commutativeKeccak256`
 */
export function hashNodePair(a: Uint8Array, aOffset: number, b: Uint8Array, bOffset: number): Uint8Array {
  const aFirst = compareNodes(a, aOffset, b, bOffset) < 0;
  copyNode(a, aOffset, pair, aFirst ? 0 : NODE_BYTES);
  copyNode(b, bOffset, pair, aFirst ? NODE_BYTES : 0);
  return keccak256(pair);
}
