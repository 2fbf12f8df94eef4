import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { RelayerError } from "../../../errors.js";
import type { Queue } from "../../queue.js";
import { createSqliteQueue } from "../createSqliteQueue.js";
import { unpackError } from "./carryError.js";
import type { Answer, Call, QueueMethod } from "./messages.js";

/** The methods that write. The others read what is committed, through a connection of this thread. */
const WRITES = [
  "addRecords",
  "rejectRecord",
  "closeBatch",
  "holdBatch",
  "storeTransaction",
  "abandonTransaction",
  "markAnchored",
  "markLost",
  "markFinal",
  "addToken",
  "revokeToken",
] as const satisfies readonly QueueMethod[];

interface Caller {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The queue of `createSqliteQueue` with a thread of its own for what it writes: commits wait for the disk, and the
 * thread that answers requests does not wait with them.
 *
 * @param now Unix milliseconds
 * @throws RelayerError `queue-unusable`, `queue-in-newer-format`
 */
export async function openQueueInThread(file: string, now: () => number): Promise<Queue> {
  const worker = startThread(file);
  const callers = new Map<number, Caller>();
  let lastId = 0;
  let ended: RelayerError | null = null;

  await waitUntilOpen(worker);
  worker.on("message", (answer: Answer) => {
    if (answer.kind !== "value" && answer.kind !== "error") return;
    const caller = callers.get(answer.id);
    callers.delete(answer.id);
    if (answer.kind === "value") caller?.resolve(answer.value);
    else caller?.reject(unpackError(answer.error));
  });
  const fail = (cause: unknown): void => {
    const message = cause instanceof Error ? `the queue's thread failed: ${cause.message}` : "the queue is closed";
    ended ??= new RelayerError({
      code: cause instanceof Error ? "queue-unusable" : "relayer-stopping",
      message,
      cause,
    });
    for (const { reject } of callers.values()) reject(ended);
    callers.clear();
  };
  worker.on("error", fail);
  worker.on("exit", fail);

  function call(method: QueueMethod, parameters: readonly unknown[]): Promise<unknown> {
    if (ended !== null) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      lastId += 1;
      callers.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, at: now(), method, parameters } satisfies Call);
    });
  }

  const reading = createSqliteQueue(file, now);
  const writes = WRITES.map((method) => [method, (...parameters: unknown[]) => call(method, parameters)] as const);
  return {
    ...reading,
    ...(Object.fromEntries(writes) as unknown as Pick<Queue, (typeof WRITES)[number]>),
    async close() {
      await reading.close();
      if (ended !== null) return;
      await call("close", []);
      await worker.terminate();
    },
  };
}

/** The thread runs as this one does: from TypeScript in a clone, from what it was built to in an installed package. */
function startThread(file: string): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  return new Worker(new URL(isSource ? "./queueThread.ts" : "./queueThread.js", import.meta.url), {
    workerData: { file },
    execArgv: isSource ? ["--import", import.meta.resolve("tsx")] : [],
  });
}

async function waitUntilOpen(worker: Worker): Promise<void> {
  const [answer] = (await once(worker, "message")) as [Answer];
  if (answer.kind !== "not-open") return;
  await worker.terminate();
  throw unpackError(answer.error);
}
