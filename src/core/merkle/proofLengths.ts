import { MAX_UINT32 } from "../limits.js";
import { TreeError } from "./treeError.js";

/** The longest proof in a tree of up to 2^32 - 1 leaves. */
export const MAX_PROOF_LENGTH = 32;

/**
 * How many sibling hashes the proof of a leaf can have in a tree of `count` leaves: one length where `count` is a power
 * of two, else two. The tree is complete: its nodes fill every level but the last.
 *
 * @param count 1 to 2^32 - 1
 * @returns the shortest and the longest; they differ by at most one
 * @throws TreeError `tree-count-malformed`
 */
export function proofLengths(count: number): { shortest: number; longest: number } {
  if (!Number.isInteger(count) || count < 1 || count > MAX_UINT32) {
    throw new TreeError({
      code: "tree-count-malformed",
      field: "count",
      fact: `${count} given, a whole number from 1 to ${MAX_UINT32} expected`,
    });
  }
  const shortest = 31 - Math.clz32(count);
  return { shortest, longest: (count & (count - 1)) === 0 ? shortest : shortest + 1 };
}
