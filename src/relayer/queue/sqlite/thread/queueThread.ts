// The queue's own thread: what waits for the disk waits here, and the thread that answers requests goes on.
import { parentPort, workerData } from "node:worker_threads";
import type { Queue } from "../../queue.js";
import { createSqliteQueue } from "../createSqliteQueue.js";
import { packError } from "./carryError.js";
import type { Answer, Call } from "./messages.js";

const port = parentPort;
if (port === null) throw new Error("this is the entry of a thread");
const say = (answer: Answer): void => port.postMessage(answer);

/** The caller's clock, as of its last call. */
let now = 0;
try {
  serve(createSqliteQueue((workerData as { file: string }).file, () => now));
  say({ kind: "open" });
} catch (error) {
  say({ kind: "not-open", error: packError(error) });
}

function serve(queue: Queue): void {
  port?.on("message", ({ id, at, method, parameters }: Call) => {
    now = at;
    const run = queue[method] as (...given: readonly unknown[]) => Promise<unknown>;
    run(...parameters).then(
      (value) => say({ kind: "value", id, value }),
      (error: unknown) => say({ kind: "error", id, error: packError(error) }),
    );
  });
}
