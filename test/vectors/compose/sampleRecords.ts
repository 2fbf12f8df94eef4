import {
  DIGEST_ALGORITHM_NAMES,
  type Hex,
  type JudicialRecord,
  NO_METADATA_ROOT,
  RECORD_KINDS,
  digestAlgorithmNumber,
  digestBytes,
} from "../../../src/core/index.js";

/** A record as Solidity reads it: the algorithm is its number. */
export type NumberedRecord = Omit<JudicialRecord, "digestAlgorithm"> & { digestAlgorithm: number };

/** 32 bytes that look random and are the same in every run: SHA-256 of a label. */
export function bytes32Of(label: string): Hex {
  return digestBytes("sha-256", new TextEncoder().encode(`lexanchor test vector: ${label}`));
}

/** Record `index` of a group; kinds, algorithms and metadata vary with the index. */
export function sampleRecord(group: string, index: number): JudicialRecord {
  return {
    institutionId: 7,
    kind: RECORD_KINDS[index % RECORD_KINDS.length]!.number,
    schema: 1 + (index % 3),
    digestAlgorithm: DIGEST_ALGORITHM_NAMES[index % DIGEST_ALGORITHM_NAMES.length]!,
    digest: bytes32Of(`${group} digest ${index}`),
    metadataRoot: index % 4 === 3 ? NO_METADATA_ROOT : bytes32Of(`${group} metadata root ${index}`),
  };
}

export function sampleRecords(group: string, count: number): JudicialRecord[] {
  return Array.from({ length: count }, (_, index) => sampleRecord(group, index));
}

export function numbered(record: JudicialRecord): NumberedRecord {
  return { ...record, digestAlgorithm: digestAlgorithmNumber(record.digestAlgorithm) };
}
