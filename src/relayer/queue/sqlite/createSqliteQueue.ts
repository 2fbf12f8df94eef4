import { fromHex } from "../../../core/index.js";
import type { Queue } from "../queue.js";
import { parseUuid } from "../uuidV7.js";
import { conflictOutcome, prepareAddRecords } from "./addRecords.js";
import { prepareBatches } from "./batches.js";
import { prepareFigures } from "./figures.js";
import { createGroupCommit } from "./groupCommit.js";
import { openDatabase } from "./openDatabase.js";
import { RECORD_COLUMNS, RECORD_SOURCE, readRecord } from "./rows.js";
import { prepareTokens } from "./tokens.js";
import { prepareTransactions } from "./transactions.js";

/**
 * The queue in one SQLite file.
 *
 * @param now Unix milliseconds
 * @throws RelayerError `queue-unusable`, `queue-in-newer-format`
 */
export function createSqliteQueue(file: string, now: () => number): Queue {
  const database = openDatabase(file);
  const { write, close } = createGroupCommit(database);
  const addRecords = prepareAddRecords(database, now);
  const batches = prepareBatches(database, now);
  const transactions = prepareTransactions(database, now);
  const tokens = prepareTokens(database, now);
  const figures = prepareFigures(database);

  const select = `SELECT ${RECORD_COLUMNS} FROM ${RECORD_SOURCE}`;
  const byId = database.prepare(`${select} WHERE records.id = ?`);
  const byReference = database.prepare(`${select} WHERE records.institution_id = ? AND records.reference = ?`);
  const byDigest = database.prepare(`${select} WHERE records.digest = ? ORDER BY records.position LIMIT ?`);
  const reject = database.prepare(`
    UPDATE records SET rejection_code = ?, rejection_field = ?, rejection_reason = ?
    WHERE id = ? AND batch_id IS NULL AND rejection_code IS NULL`);

  const underWay = database.prepare("SELECT 1 FROM batches WHERE state <> 'final' LIMIT 1");

  /** Reads run between two transactions, never inside one: what they see is committed. */
  const read = <T>(query: () => T): Promise<T> => Promise.resolve().then(query);

  return {
    addRecords: (institutionId, records) =>
      write(() => addRecords(institutionId, records)).catch((error: unknown) => conflictOutcome(error)),
    recordById: (id) =>
      read(() => {
        const uuid = parseUuid(id);
        const row = uuid === null ? undefined : byId.get(uuid);
        return row === undefined ? null : readRecord(row);
      }),
    recordByReference: (institutionId, reference) =>
      read(() => {
        const row = byReference.get(institutionId, reference);
        return row === undefined ? null : readRecord(row);
      }),
    recordsByDigest: (digest, limit) => read(() => byDigest.all(fromHex(digest, 32, "digest"), limit).map(readRecord)),
    rejectRecord: (id, { code, field, reason }) =>
      write(() => {
        const uuid = parseUuid(id);
        return uuid !== null && reject.run(code, field, reason, uuid).changes === 1;
      }),

    waitingRecords: (limit) => read(() => batches.waiting(limit)),
    closeBatch: (institutionId, maxRecords) => write(() => batches.close(institutionId, maxRecords)),
    batchById: (id) => read(() => batches.byId(id)),
    leavesOf: (batchId) => read(() => batches.leavesOf(batchId)),
    batchesToSubmit: (limit) => read(() => batches.toSubmit(limit)),
    batchesOf: (transactionId) => read(() => batches.ofTransaction(transactionId)),
    anchoredBatches: () => read(() => batches.anchored()),
    holdBatch: (batchId, reason, retryAfterMs) => write(() => batches.hold(batchId, reason, retryAfterMs)),

    storeTransaction: (transaction, batchIds) => write(() => transactions.store(transaction, batchIds)),
    openTransactions: () => read(() => transactions.open()),
    abandonTransaction: (transactionId) => write(() => transactions.abandon(transactionId)),
    markAnchored: (batchId, place) => write(() => batches.markAnchored(batchId, place)),
    markLost: (batchId) => write(() => batches.markLost(batchId)),
    finalBatches: (beforeId, limit) => read(() => batches.final(beforeId, limit)),
    markFinal: (batchIds) =>
      write(() => {
        batches.markFinal(batchIds);
        transactions.closeDone();
      }),

    hasBatchesUnderWay: () => read(() => underWay.get() !== undefined),
    figures: () => read(figures),

    addToken: (institutionId, label, secretHash) => write(() => tokens.add(institutionId, label, secretHash)),
    tokenBySecretHash: (secretHash) => read(() => tokens.bySecretHash(secretHash)),
    tokens: () => read(() => tokens.all()),
    revokeToken: (id) => write(() => tokens.revoke(id)),

    async close(): Promise<void> {
      await close();
      if (database.isOpen) database.close();
    },
  };
}
