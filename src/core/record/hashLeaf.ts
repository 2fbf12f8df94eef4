import { keccak256 } from "../digest/keccak256.js";
import { ENCODED_RECORD_BYTES, writeRecord } from "./encodeRecord.js";
import type { JudicialRecord } from "./judicialRecord.js";

// written anew before each use, and never kept across a call
const encoded = new Uint8Array(ENCODED_RECORD_BYTES);

/**
 * The leaf of a record: `keccak256(keccak256(abi.encode(record)))`. Hashed twice, so that no inner node of a tree, which
 * is the hash of 64 bytes, can pass for a leaf.
 *
 * @param record as `parseRecord` gives it
 * @returns 32 bytes
 * @source OpenZeppelin `StandardMerkleTree`, `standardLeafHash`
 */
export function hashLeaf(record: JudicialRecord): Uint8Array {
  writeRecord(record, encoded);
  return keccak256(keccak256(encoded));
}
