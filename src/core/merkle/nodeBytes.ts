/** Length of a leaf, an inner node and a root. */
export const NODE_BYTES = 32;

/** Compares two nodes of 32 bytes as big-endian numbers. @returns below 0, 0 or above 0 */
export function compareNodes(a: Uint8Array, aOffset: number, b: Uint8Array, bOffset: number): number {
  for (let i = 0; i < NODE_BYTES; i += 1) {
    const difference = (a[aOffset + i] ?? 0) - (b[bOffset + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Copies a node byte by byte: for 32 bytes faster than making a view for `set`. */
export function copyNode(source: Uint8Array, sourceOffset: number, target: Uint8Array, targetOffset: number): void {
  for (let i = 0; i < NODE_BYTES; i += 1) target[targetOffset + i] = source[sourceOffset + i] ?? 0;
}
