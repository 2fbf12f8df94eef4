import { createKeccak } from "hash-wasm";

// one instance for all calls: making one costs more than hashing a thousand nodes, and every use below is synchronous
const keccak = await createKeccak(256);

/** @returns 32 bytes: Keccak-256 as Ethereum uses it */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak.init().update(bytes).digest("binary");
}
