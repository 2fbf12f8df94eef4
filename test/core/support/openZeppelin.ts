import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { type JudicialRecord, digestAlgorithmNumber } from "../../../src/core/index.js";

export const RECORD_TYPES = ["uint32", "uint16", "uint16", "uint8", "bytes32", "bytes32"];

export type RecordRow = (string | number)[];

/** A record as the values of its six types. */
export function rowOf(record: JudicialRecord): RecordRow {
  return [
    record.institutionId,
    record.kind,
    record.schema,
    digestAlgorithmNumber(record.digestAlgorithm),
    record.digest,
    record.metadataRoot,
  ];
}

/** OpenZeppelin's tree of the distinct records. */
export function treeOf(records: readonly JudicialRecord[]): StandardMerkleTree<RecordRow> {
  const distinct = new Map(records.map((record) => [JSON.stringify(rowOf(record)), rowOf(record)]));
  return StandardMerkleTree.of([...distinct.values()], RECORD_TYPES);
}
