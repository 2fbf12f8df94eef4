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
  let due = await findDue(queue, limits, (waiting) => isFull(waiting, limits) || isOld(waiting, limits, now));
  while (due.length > 0) {
    for (const { institutionId } of due) {
      const batch = await queue.closeBatch(institutionId, limits.batchMaxRecords);
      if (batch !== null) closed.push(batch);
    }
    // Age is looked at once a round: records that keep coming in must not keep the round from its end.
    due = await findDue(queue, limits, (waiting) => isFull(waiting, limits));
  }
  return closed;
}

async function findDue(
  queue: Queue,
  limits: BatchLimits,
  isDue: (waiting: WaitingRecords) => boolean,
): Promise<WaitingRecords[]> {
  return (await queue.waitingRecords(limits.batchMaxRecords)).filter(isDue);
}

function isFull({ count }: WaitingRecords, { batchMaxRecords }: BatchLimits): boolean {
  return count >= batchMaxRecords;
}

function isOld({ oldestReceivedAt }: WaitingRecords, { batchMaxAgeMs }: BatchLimits, now: number): boolean {
  // A clock set back must not keep records waiting until it has caught up.
  return Math.abs(now - oldestReceivedAt) >= batchMaxAgeMs;
}
