import type { DatabaseSync } from "node:sqlite";
import type { BatchState, QueueFigures } from "../queue.js";
import { number } from "./rows.js";

/** Counts without walking through the records: those in batches are counted by their batches. */
export function prepareFigures(database: DatabaseSync): () => QueueFigures {
  const byState = database.prepare(
    "SELECT state, count(*) AS batches, sum(records) AS records FROM batches GROUP BY state",
  );
  const others = database.prepare(`
    SELECT
      (SELECT count(*) FROM records WHERE batch_id IS NULL AND rejection_code IS NULL) AS received,
      (SELECT count(*) FROM records WHERE rejection_code IS NOT NULL) AS rejected,
      (SELECT min(received_at) FROM records WHERE batch_id IS NULL AND rejection_code IS NULL) AS oldest,
      (SELECT min(closed_at) FROM batches WHERE state <> 'final') AS closed,
      (SELECT count(*) FROM batches WHERE state <> 'final' AND hold_reason IS NOT NULL) AS held`);

  const begin = database.prepare("BEGIN");
  const commit = database.prepare("COMMIT");

  return () => {
    // Both statements see the same moment: between them another connection may close a batch.
    begin.run();
    try {
      return count();
    } finally {
      commit.run();
    }
  };

  function count(): QueueFigures {
    const records = { received: 0, batched: 0, submitted: 0, anchored: 0, final: 0, rejected: 0 };
    const batches = { batched: 0, submitted: 0, anchored: 0, final: 0 };
    for (const row of byState.all()) {
      const state = row["state"] as BatchState;
      records[state] = number(row, "records");
      batches[state] = number(row, "batches");
    }
    const row = others.get() ?? {};
    records.received = number(row, "received");
    records.rejected = number(row, "rejected");
    return {
      recordsByState: records,
      batchesByState: batches,
      batchesHeld: number(row, "held"),
      oldestReceivedAt: row["oldest"] === null ? null : number(row, "oldest"),
      oldestNotFinalClosedAt: row["closed"] === null ? null : number(row, "closed"),
    };
  }
}
