import { buildTree, toHex } from "../../core/index.js";
import type { Queue, StoredBatch, WaitingRecords } from "../queue/queue.js";

export interface BatchLimits {
  /** A batch closes when this many records wait. */
  readonly batchMaxRecords: number;
  /** A batch closes when its oldest record has waited this long, in milliseconds. */
  readonly batchMaxAgeMs: number;
}

/** Closes every batch that is full or old enough. Each closing is one transaction of the queue. */
export async function closeDueBatches(queue: Queue, limits: BatchLimits, now: number): Promise<StoredBatch[]> {
  const closed: StoredBatch[] = [];
  for (const waiting of await queue.waitingRecords(limits.batchMaxRecords)) {
    if (!isDue(waiting, limits, now)) continue;
    const batch = await queue.closeBatch(waiting.institutionId, limits.batchMaxRecords, sealBatch);
    if (batch !== null) closed.push(batch);
  }
  return closed;
}

function isDue({ count, oldestReceivedAt }: WaitingRecords, limits: BatchLimits, now: number): boolean {
  // A clock set back must not keep records waiting until it has caught up.
  const age = Math.abs(now - oldestReceivedAt);
  return count >= limits.batchMaxRecords || age >= limits.batchMaxAgeMs;
}

function sealBatch(leaves: readonly Uint8Array[]): { root: `0x${string}`; count: number } {
  const { root, count } = buildTree(leaves);
  return { root: toHex(root), count };
}
