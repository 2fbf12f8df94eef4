import { createSHA256 } from "hash-wasm";

const BLOCK_BYTES = 64;

const sha256 = await createSHA256();

/**
 * @param key at most 64 bytes: the record's secret has 32
 * @returns 32 bytes
 * @source RFC 2104, with SHA-256 of FIPS 180-4
 */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  if (key.length > BLOCK_BYTES) throw new RangeError(`key: ${key.length} bytes given, at most ${BLOCK_BYTES}`);
  const innerPad = new Uint8Array(BLOCK_BYTES).fill(0x36);
  const outerPad = new Uint8Array(BLOCK_BYTES).fill(0x5c);
  for (const [i, byte] of key.entries()) {
    innerPad[i] = byte ^ 0x36;
    outerPad[i] = byte ^ 0x5c;
  }
  const inner = sha256.init().update(innerPad).update(message).digest("binary");
  return sha256.init().update(outerPad).update(inner).digest("binary");
}
