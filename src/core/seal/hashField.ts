import { hmacSha256 } from "../digest/hmacSha256.js";
import { keccak256 } from "../digest/keccak256.js";
import type { JsonValue } from "../json.js";
import { canonicalJson } from "./canonicalJson.js";

const WORD_BYTES = 32;
const textEncoder = new TextEncoder();

/**
 * The salt that hides one metadata field: without it, the values of short fields could be guessed from their leaves.
 *
 * @param recordSecret 32 random bytes of this record alone
 * @param name the field's name, hashed as UTF-8
 * @returns 32 bytes: HMAC-SHA-256 of the name
 */
export function fieldSalt(recordSecret: Uint8Array, name: string): Uint8Array {
  return hmacSha256(recordSecret, textEncoder.encode(name));
}

/**
 * The leaf of one metadata field: `keccak256(keccak256(abi.encode(bytes32 salt, string name, string value)))`, where
 * `value` is the field's JSON in RFC 8785 form.
 *
 * @param salt 32 bytes
 * @returns 32 bytes
 * @source OpenZeppelin `StandardMerkleTree`, `standardLeafHash`
 */
export function hashField(salt: Uint8Array, name: string, value: JsonValue): Uint8Array {
  return keccak256(keccak256(encodeField(salt, name, canonicalJson(value))));
}

/** Salt, the places of the two texts, then each text: its length in bytes and its UTF-8, filled up to whole words. */
function encodeField(salt: Uint8Array, name: string, value: string): Uint8Array {
  const nameBytes = textEncoder.encode(name);
  const valueBytes = textEncoder.encode(value);
  const nameAt = 3 * WORD_BYTES;
  const valueAt = nameAt + WORD_BYTES + wholeWords(nameBytes.length);
  const encoded = new Uint8Array(valueAt + WORD_BYTES + wholeWords(valueBytes.length));
  const view = new DataView(encoded.buffer);
  const writeNumber = (wordAt: number, number: number): void => view.setUint32(wordAt + WORD_BYTES - 4, number);

  encoded.set(salt, 0);
  writeNumber(WORD_BYTES, nameAt);
  writeNumber(2 * WORD_BYTES, valueAt);
  writeNumber(nameAt, nameBytes.length);
  encoded.set(nameBytes, nameAt + WORD_BYTES);
  writeNumber(valueAt, valueBytes.length);
  encoded.set(valueBytes, valueAt + WORD_BYTES);
  return encoded;
}

function wholeWords(bytes: number): number {
  return Math.ceil(bytes / WORD_BYTES) * WORD_BYTES;
}
