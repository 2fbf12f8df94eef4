import { digestAlgorithmNumber } from "../digest/algorithms.js";
import { writeHex } from "../hex.js";
import type { JudicialRecord } from "./judicialRecord.js";

/** Six words of 32 bytes. */
export const ENCODED_RECORD_BYTES = 192;

/**
 * `abi.encode(uint32 institutionId, uint16 kind, uint16 schema, uint8 digestAlgorithm, bytes32 digest,
 * bytes32 metadataRoot)`: each number at the end of a word of 32 bytes, highest byte first.
 *
 * @param record as `parseRecord` gives it: nothing is checked again here
 * @returns 192 bytes
 * @source Solidity ABI specification, "Formal Specification of the Encoding"
 */
export function encodeRecord(record: JudicialRecord): Uint8Array {
  const bytes = new Uint8Array(ENCODED_RECORD_BYTES);
  writeRecord(record, bytes);
  return bytes;
}

/** Writes all that differs between two records into 192 bytes that are zero, or hold another record. */
export function writeRecord(record: JudicialRecord, target: Uint8Array): void {
  writeUint16(record.institutionId >>> 16, target, 28);
  writeUint16(record.institutionId, target, 30);
  writeUint16(record.kind, target, 62);
  writeUint16(record.schema, target, 94);
  target[127] = digestAlgorithmNumber(record.digestAlgorithm);
  writeHex(record.digest, target, 128, 32, "record.digest");
  writeHex(record.metadataRoot, target, 160, 32, "record.metadataRoot");
}

function writeUint16(value: number, target: Uint8Array, offset: number): void {
  target[offset] = value >>> 8;
  target[offset + 1] = value;
}
