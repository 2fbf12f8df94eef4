import type { DatabaseSync } from "node:sqlite";
import { fromHex } from "../../../core/index.js";
import type { StoredTransaction } from "../queue.js";
import { readTransactionRow } from "./rows.js";

/** The statements about transactions; those that write are to be run in a transaction of the database. */
export interface TransactionStatements {
  store(transaction: Omit<StoredTransaction, "id" | "signedAt">, batchIds: readonly number[]): StoredTransaction;
  open(): StoredTransaction[];
  abandon(transactionId: number): void;
  /** Closes every transaction of which no batch is left to become final. */
  closeDone(): void;
}

export function prepareTransactions(database: DatabaseSync, now: () => number): TransactionStatements {
  const insert = database.prepare(`
    INSERT INTO transactions (account, nonce, hash, raw, signed_at, state) VALUES (?, ?, ?, ?, ?, 'open') RETURNING *`);
  const submit = database.prepare(`
    UPDATE batches SET state = 'submitted', transaction_id = ?, hold_reason = NULL
    WHERE id = ? AND state = 'batched'`);
  const open = database.prepare("SELECT * FROM transactions WHERE state = 'open' ORDER BY account, nonce");
  const abandon = database.prepare("UPDATE transactions SET state = 'abandoned' WHERE id = ? AND state = 'open'");
  const release = database.prepare(`
    UPDATE batches SET state = 'batched', transaction_id = NULL WHERE transaction_id = ? AND state = 'submitted'`);
  const closeDone = database.prepare(`
    UPDATE transactions SET state = 'done' WHERE state = 'open' AND NOT EXISTS (
      SELECT 1 FROM batches WHERE batches.transaction_id = transactions.id AND batches.state <> 'final')`);

  return {
    store({ account, nonce, hash, raw }, batchIds) {
      const row = insert.get(fromHex(account), nonce, fromHex(hash), fromHex(raw), now());
      if (row === undefined) throw new Error("a new transaction was not given back");
      const stored = readTransactionRow(row);
      for (const id of batchIds) submit.run(stored.id, id);
      return stored;
    },
    open: () => open.all().map(readTransactionRow),
    abandon(transactionId) {
      abandon.run(transactionId);
      release.run(transactionId);
    },
    closeDone() {
      closeDone.run();
    },
  };
}
