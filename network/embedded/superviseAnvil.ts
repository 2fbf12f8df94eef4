import { setTimeout as pause } from "node:timers/promises";
import { EmbeddedChainError } from "./errors.js";
import type { AnvilProcess } from "./spawnAnvil.js";
import type { EmbeddedChainLog } from "./chainLog.js";

/** Restarts in a row; an anvil that ran for a while begins a new row. */
export const MAX_RESTARTS = 5;
const STABLE_AFTER_MS = 60_000;
const FIRST_PAUSE_MS = 100;

export interface SupervisedAnvil {
  /** The process id of the anvil that runs now. */
  readonly pid: number;
  /** Resolves when anvil has been given up; never where it was stopped. */
  readonly failed: Promise<EmbeddedChainError>;
  stop(): Promise<void>;
}

/**
 * Starts anvil, and again each time it dies, saying so, a bounded number of times in a row.
 * @throws what the first start throws
 */
export async function superviseAnvil(options: {
  start: () => Promise<AnvilProcess>;
  log: EmbeddedChainLog;
  /** Aborted before `stop`, so that an anvil that is being started again ends. */
  signal: AbortSignal;
}): Promise<SupervisedAnvil> {
  const { start, log, signal } = options;
  /** Asked anew each time: it changes while something else is waited for. */
  const isStopping = (): boolean => signal.aborted;
  let anvil = await start();

  const supervise = async (): Promise<EmbeddedChainError | null> => {
    let restarts = 0;
    for (;;) {
      const startedAt = Date.now();
      const how = await anvil.ended;
      if (isStopping()) return null;
      if (Date.now() - startedAt >= STABLE_AFTER_MS) restarts = 0;
      if (restarts === MAX_RESTARTS) return givenUp(how);
      restarts += 1;
      log("error", `${how}; it is started again with the last state saved (${restarts} of ${MAX_RESTARTS})`);
      try {
        await pause(FIRST_PAUSE_MS * 2 ** (restarts - 1), undefined, { signal });
        anvil = await start();
      } catch (cause) {
        if (isStopping()) return null;
        return cause instanceof EmbeddedChainError ? cause : givenUp(how, cause);
      }
      // Asked to stop while it started: stop() saw the one before.
      if (isStopping()) await anvil.stop();
      else log("info", `anvil runs again as process ${anvil.pid}`);
    }
  };
  const supervised = supervise();
  return {
    get pid() {
      return anvil.pid;
    },
    failed: new Promise((resolve) => {
      void supervised.then((error) => {
        if (error === null) return;
        log("error", error.message);
        resolve(error);
      });
    }),
    stop: async () => {
      await anvil.stop();
      await supervised;
    },
  };
}

function givenUp(how: string, cause?: unknown): EmbeddedChainError {
  return new EmbeddedChainError({
    code: "anvil-failed",
    message: `${how}; it was started again ${MAX_RESTARTS} times and is given up`,
    cause,
  });
}
