import type { SQLOutputValue } from "node:sqlite";
import { digestAlgorithmName, toHex } from "../../../core/index.js";
import type { Hex } from "../../../core/index.js";
import type { BatchState, StoredBatch, StoredRecord, StoredToken, StoredTransaction } from "../queue.js";
import { formatUuid } from "../uuidV7.js";

export type Row = Record<string, SQLOutputValue>;

/** What every query of records selects: a record's state is its own rejection, else that of its batch. */
export const RECORD_COLUMNS = `records.id, records.institution_id, records.reference, records.kind, records.schema,
  records.digest_algorithm, records.digest, records.metadata_root, records.leaf, records.received_at,
  records.batch_id, records.rejection_code, records.rejection_field, records.rejection_reason,
  CASE WHEN records.rejection_code IS NOT NULL THEN 'rejected' ELSE coalesce(batches.state, 'received') END AS state`;

export const RECORD_SOURCE = "records LEFT JOIN batches ON batches.id = records.batch_id";

export function readRecord(row: Row): StoredRecord {
  const code = row["rejection_code"];
  return {
    id: formatUuid(bytes(row, "id")),
    reference: text(row, "reference"),
    record: {
      institutionId: number(row, "institution_id"),
      kind: number(row, "kind"),
      schema: number(row, "schema"),
      digestAlgorithm: digestAlgorithmName(number(row, "digest_algorithm")),
      digest: hex(row, "digest"),
      metadataRoot: hex(row, "metadata_root"),
    },
    leaf: bytes(row, "leaf"),
    state: text(row, "state") as StoredRecord["state"],
    receivedAt: number(row, "received_at"),
    batchId: row["batch_id"] === null ? null : number(row, "batch_id"),
    rejection:
      code === null
        ? null
        : {
            code: text(row, "rejection_code"),
            field: text(row, "rejection_field"),
            reason: text(row, "rejection_reason"),
          },
  };
}

export function readBatchRow(row: Row): StoredBatch {
  return {
    id: number(row, "id"),
    institutionId: number(row, "institution_id"),
    root: hex(row, "root"),
    count: number(row, "count"),
    state: text(row, "state") as BatchState,
    closedAt: number(row, "closed_at"),
    transactionId: row["transaction_id"] === null ? null : number(row, "transaction_id"),
    place:
      row["sequence"] === null
        ? null
        : {
            chainId: number(row, "chain_id"),
            recordAnchor: hex(row, "record_anchor"),
            sequence: number(row, "sequence"),
            anchoredAt: number(row, "anchored_at"),
            transactionHash: hex(row, "transaction_hash"),
            blockNumber: number(row, "block_number"),
            blockHash: hex(row, "block_hash"),
          },
    hold:
      row["hold_reason"] === null
        ? null
        : { reason: text(row, "hold_reason"), refusals: number(row, "refusals"), retryAt: number(row, "retry_at") },
  };
}

export function readTransactionRow(row: Row): StoredTransaction {
  return {
    id: number(row, "id"),
    account: hex(row, "account"),
    nonce: number(row, "nonce"),
    hash: hex(row, "hash"),
    raw: hex(row, "raw"),
    signedAt: number(row, "signed_at"),
  };
}

export function readTokenRow(row: Row): StoredToken {
  return {
    id: number(row, "id"),
    institutionId: number(row, "institution_id"),
    label: text(row, "label"),
    issuedAt: number(row, "issued_at"),
    revokedAt: row["revoked_at"] === null ? null : number(row, "revoked_at"),
  };
}

export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw wrongType(column, "a number");
  return value;
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw wrongType(column, "bytes");
  return value;
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw wrongType(column, "text");
  return value;
}

function hex(row: Row, column: string): Hex {
  return toHex(bytes(row, column));
}

/** The tables are STRICT: this is a query that selects something else than it reads. */
function wrongType(column: string, expected: string): Error {
  return new TypeError(`column ${column}: ${expected} expected`);
}
