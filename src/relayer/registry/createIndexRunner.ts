import { setImmediate, setTimeout } from "node:timers/promises";
import { NodeUnreachableError } from "../../chain/index.js";
import { describeError } from "../log.js";
import type { Log } from "../log.js";

const LONGEST_BACKOFF_MS = 10_000;

export interface IndexRunner {
  start(): void;
  /** Resolves when the round that is under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs round after round while the index is behind, then once an interval; ever more rarely while that fails.
 * @param round says whether there is more to read
 */
export function createIndexRunner(
  round: () => Promise<boolean>,
  { log, pollIntervalMs }: { log: Log; pollIntervalMs: number },
): IndexRunner {
  const stopping = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  let failures = 0;

  /** @returns milliseconds to wait before the next round */
  async function runRound(): Promise<number> {
    try {
      const isBehind = await round();
      if (failures > 0) log.info("registry-index-goes-on");
      failures = 0;
      return isBehind ? 0 : pollIntervalMs;
    } catch (error) {
      failures += 1;
      const isOutage = error instanceof NodeUnreachableError;
      // An outage is told once; anything else each time.
      if (!stopping.signal.aborted && (!isOutage || failures === 1)) {
        const fields = { reason: describeError(error), failures };
        if (isOutage) log.warn("registry-index-waits", fields);
        else log.error("registry-index-failed", fields);
      }
      return Math.min(pollIntervalMs * 2 ** Math.min(failures, 10), LONGEST_BACKOFF_MS);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const waitMs = await runRound();
      if (waitMs === 0) await setImmediate();
      // Aborted while it waits: the loop's own condition ends it.
      else await setTimeout(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
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
