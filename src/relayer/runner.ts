import { setTimeout } from "node:timers/promises";
import { NodeUnreachableError } from "../chain/index.js";
import { describeError } from "./log.js";
import type { Log } from "./log.js";
import type { Cycle } from "./runCycle.js";

/** With nothing under way, the chain is looked at this many times more rarely. */
const IDLE_FACTOR = 20;
const LONGEST_BACKOFF_MS = 10_000;

export interface Runner {
  start(): void;
  /** Resolves when the round that is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs the cycle round after round: batches are closed on time whatever the chain does; the chain is asked often while
 * something is under way, rarely otherwise, and ever more rarely while it does not answer.
 */
export function createRunner(cycle: Cycle, options: { log: Log; pollIntervalMs: number }): Runner {
  const { log, pollIntervalMs } = options;
  const stopping = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  let failures = 0;
  let chainDueAt = 0;

  async function closeBatches(): Promise<boolean> {
    try {
      return await cycle.closeBatches();
    } catch (error) {
      log.error("batch-not-closed", { reason: describeError(error) });
      return false;
    }
  }

  async function advance(): Promise<void> {
    try {
      const busy = await cycle.advance();
      failures = 0;
      chainDueAt = performance.now() + (busy ? pollIntervalMs : pollIntervalMs * IDLE_FACTOR);
    } catch (error) {
      failures += 1;
      chainDueAt = performance.now() + Math.min(pollIntervalMs * 2 ** Math.min(failures, 10), LONGEST_BACKOFF_MS);
      // An outage is told once, where it is noticed; anything else each time.
      if (!(error instanceof NodeUnreachableError))
        log.error("round-failed", { reason: describeError(error), failures });
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const closed = await closeBatches();
      if ((closed && failures === 0) || performance.now() >= chainDueAt) await advance();
      // Aborted while it waits: the loop's own condition ends it.
      await setTimeout(pollIntervalMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    start() {
      ended = run();
    },
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
