import type { DatabaseSync } from "node:sqlite";
import { fromHex } from "../../../core/index.js";
import { sealBatch } from "../../batch/sealBatch.js";
import type { BatchPlace, StoredBatch, WaitingRecords } from "../queue.js";
import { bytes, number, readBatchRow } from "./rows.js";

/** The statements about batches; those that write are to be run in a transaction. */
export interface BatchStatements {
  waiting(limit: number): WaitingRecords[];
  close(institutionId: number, maxRecords: number): StoredBatch | null;
  byId(id: number): StoredBatch | null;
  leavesOf(batchId: number): Uint8Array[];
  toSubmit(limit: number): StoredBatch[];
  ofTransaction(transactionId: number): StoredBatch[];
  anchored(): StoredBatch[];
  hold(batchId: number, reason: string, retryAfterMs: number): void;
  markAnchored(batchId: number, place: BatchPlace): void;
  markLost(batchId: number): void;
  final(beforeId: number, limit: number): StoredBatch[];
  markFinal(batchIds: readonly number[]): void;
}

export function prepareBatches(database: DatabaseSync, now: () => number): BatchStatements {
  // One step through the index for each institution, however many records wait.
  const nextInstitution = database.prepare(`
    SELECT institution_id, received_at FROM records
    WHERE batch_id IS NULL AND rejection_code IS NULL AND institution_id > ?
    ORDER BY institution_id, position LIMIT 1`);
  const countWaiting = database.prepare(`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM records WHERE institution_id = ? AND batch_id IS NULL AND rejection_code IS NULL LIMIT ?)`);
  const oldest = database.prepare(`
    SELECT position, leaf FROM records
    WHERE institution_id = ? AND batch_id IS NULL AND rejection_code IS NULL ORDER BY position LIMIT ?`);
  const assign = database.prepare(`
    UPDATE records SET batch_id = ?
    WHERE institution_id = ? AND batch_id IS NULL AND rejection_code IS NULL AND position <= ?`);
  const sameRoot = database.prepare("SELECT * FROM batches WHERE institution_id = ? AND root = ?");
  const insert = database.prepare(`
    INSERT INTO batches (institution_id, root, count, records, state, closed_at) VALUES (?, ?, ?, ?, 'batched', ?)
    RETURNING *`);
  const joinBatch = database.prepare("UPDATE batches SET records = records + ? WHERE id = ?");
  const byId = database.prepare("SELECT * FROM batches WHERE id = ?");
  const leaves = database.prepare("SELECT DISTINCT leaf FROM records WHERE batch_id = ?");
  const toSubmit = database.prepare(`
    SELECT * FROM batches WHERE state = 'batched' AND retry_at <= ? ORDER BY institution_id, id LIMIT ?`);
  const ofTransaction = database.prepare("SELECT * FROM batches WHERE transaction_id = ? ORDER BY id");
  const anchored = database.prepare("SELECT * FROM batches WHERE state = 'anchored' ORDER BY id");
  const hold = database.prepare(`
    UPDATE batches SET hold_reason = ?, refusals = refusals + 1, retry_at = ? WHERE id = ? AND state = 'batched'`);
  const markAnchored = database.prepare(`
    UPDATE batches SET state = 'anchored', chain_id = ?, record_anchor = ?, sequence = ?, anchored_at = ?, transaction_hash = ?, block_number = ?,
      block_hash = ?, hold_reason = NULL, refusals = 0, retry_at = 0
    WHERE id = ? AND state <> 'final'`);
  const markLost = database.prepare(`
    UPDATE batches SET
      state = CASE WHEN transaction_id IN (SELECT id FROM transactions WHERE state = 'open')
        THEN 'submitted' ELSE 'batched' END,
      chain_id = NULL, record_anchor = NULL, sequence = NULL, anchored_at = NULL, transaction_hash = NULL, block_number = NULL, block_hash = NULL
    WHERE id = ? AND state IN ('anchored', 'final')`);
  const final = database.prepare("SELECT * FROM batches WHERE state = 'final' AND id < ? ORDER BY id DESC LIMIT ?");
  const markFinal = database.prepare("UPDATE batches SET state = 'final' WHERE id = ? AND state = 'anchored'");

  return {
    waiting(limit) {
      const found: WaitingRecords[] = [];
      for (let after = 0; ;) {
        const row = nextInstitution.get(after);
        if (row === undefined) return found;
        after = number(row, "institution_id");
        const count = countWaiting.get(after, limit);
        found.push({
          institutionId: after,
          count: count === undefined ? 0 : number(count, "count"),
          oldestReceivedAt: number(row, "received_at"),
        });
      }
    },
    close(institutionId, maxRecords) {
      const members = oldest.all(institutionId, maxRecords);
      const last = members.at(-1);
      if (last === undefined) return null;
      const { root, count } = sealBatch(members.map((row) => bytes(row, "leaf")));
      const rootBytes = fromHex(root, 32, "root");
      const known = sameRoot.get(institutionId, rootBytes);
      const row = known ?? insert.get(institutionId, rootBytes, count, members.length, now());
      if (row === undefined) throw new Error("a new batch was not given back");
      const batch = readBatchRow(row);
      if (known !== undefined) joinBatch.run(members.length, batch.id);
      assign.run(batch.id, institutionId, number(last, "position"));
      return batch;
    },
    byId(id) {
      const row = byId.get(id);
      return row === undefined ? null : readBatchRow(row);
    },
    leavesOf: (batchId) => leaves.all(batchId).map((row) => bytes(row, "leaf")),
    toSubmit: (limit) => toSubmit.all(now(), limit).map(readBatchRow),
    ofTransaction: (transactionId) => ofTransaction.all(transactionId).map(readBatchRow),
    anchored: () => anchored.all().map(readBatchRow),
    hold(batchId, reason, retryAfterMs) {
      hold.run(reason, now() + retryAfterMs, batchId);
    },
    markAnchored(batchId, place) {
      markAnchored.run(
        place.chainId,
        fromHex(place.recordAnchor, 20, "recordAnchor"),
        place.sequence,
        place.anchoredAt,
        fromHex(place.transactionHash, 32, "transactionHash"),
        place.blockNumber,
        fromHex(place.blockHash, 32, "blockHash"),
        batchId,
      );
    },
    markLost(batchId) {
      markLost.run(batchId);
    },
    final: (beforeId, limit) => final.all(beforeId, limit).map(readBatchRow),
    markFinal(batchIds) {
      for (const id of batchIds) markFinal.run(id);
    },
  };
}
