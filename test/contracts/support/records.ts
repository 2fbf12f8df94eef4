import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { keccak256, toUtf8Bytes } from "ethers";
import type { IRecordAnchor } from "../../../typechain-types/records/RecordAnchor.js";

/** The six types of a record, as it is encoded for its leaf. */
const RECORD_TYPES = ["uint32", "uint16", "uint16", "uint8", "bytes32", "bytes32"];

type RecordStruct = IRecordAnchor.RecordStruct;

/** A record of electronic evidence whose digest tells it from others. */
export function recordOf(institutionId: bigint, name: string): RecordStruct {
  return {
    institutionId,
    kind: 1n,
    schema: 1n,
    digestAlgorithm: 1n,
    digest: keccak256(toUtf8Bytes(name)),
    metadataRoot: `0x${"00".repeat(32)}`,
  };
}

/** So many different records of one institution. */
export function recordsOf(institutionId: bigint, count: number): RecordStruct[] {
  return Array.from({ length: count }, (_, index) => recordOf(institutionId, `record ${index}`));
}

/** The batch's tree as OpenZeppelin's library builds it: the reference for every root and proof. */
export function treeOf(records: RecordStruct[]): StandardMerkleTree<unknown[]> {
  return StandardMerkleTree.of(records.map(fieldsOf), RECORD_TYPES);
}

/** The multiproof of the records at these places, with the records in the order that it asks for. */
export function multiProofOf(records: RecordStruct[], indices: number[]) {
  const { leaves, proof, proofFlags } = treeOf(records).getMultiProof(indices);
  const shown = leaves.map((fields) => {
    const record = records.find((candidate) => candidate.digest === fields[4]);
    if (!record) throw new Error("the multiproof names a record that is not in the tree");
    return record;
  });
  return { records: shown, proof, proofFlags };
}

function fieldsOf(record: RecordStruct): unknown[] {
  const { institutionId, kind, schema, digestAlgorithm, digest, metadataRoot } = record;
  return [institutionId, kind, schema, digestAlgorithm, digest, metadataRoot];
}
