import { type Hex, type JudicialRecord, hashLeaf, toHex } from "../../../src/core/index.js";
import { type NumberedRecord, numbered, sampleRecords } from "./sampleRecords.js";

const ZERO: Hex = `0x${"00".repeat(32)}`;
const ONES: Hex = `0x${"ff".repeat(32)}`;

/** The ends of every range. Not all are records that anyone would seal; their encoding is defined all the same. */
const EDGES: readonly JudicialRecord[] = [
  { institutionId: 1, kind: 1, schema: 1, digestAlgorithm: "sha-256", digest: ZERO, metadataRoot: ZERO },
  {
    institutionId: 4_294_967_295,
    kind: 65_535,
    schema: 65_535,
    digestAlgorithm: "keccak-256",
    digest: ONES,
    metadataRoot: ONES,
  },
  { institutionId: 65_536, kind: 256, schema: 255, digestAlgorithm: "sm3", digest: ONES, metadataRoot: ZERO },
  { institutionId: 16_777_216, kind: 255, schema: 256, digestAlgorithm: "sha3-256", digest: ZERO, metadataRoot: ONES },
];

/** records.json: records and their leaves. Solidity reads it: plain shapes. */
export function composeRecords(): { vectors: { record: NumberedRecord; leaf: Hex }[] } {
  const records = [...sampleRecords("records", 12), ...EDGES];
  return { vectors: records.map((record) => ({ record: numbered(record), leaf: toHex(hashLeaf(record)) })) };
}
