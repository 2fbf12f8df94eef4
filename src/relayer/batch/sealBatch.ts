import { buildTree, toHex } from "../../core/index.js";
import type { Hex } from "../../core/index.js";

/** The root of a batch, and how many leaves it has: records that are equal share one. */
export function sealBatch(leaves: readonly Uint8Array[]): { readonly root: Hex; readonly count: number } {
  const { root, count } = buildTree(leaves);
  return { root: toHex(root), count };
}
