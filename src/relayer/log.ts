import type { Clock } from "./clock.js";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogFacts {
  readonly [name: string]: string | number | boolean | null;
}

/**
 * Where the relayer says what it does. `event` is stable and kebab-case: `batch-closed`. An event about the queue comes
 * after its commit. Facts never hold metadata, references, tokens, keys or digests.
 */
export type Log = (level: LogLevel, event: string, facts?: LogFacts) => void;

/** A log of one JSON object a line: `{"at":"2026-11-23T10:00:00.000Z","level":"info","event":"batch-closed",…}`. */
export function createJsonLog(
  write: (line: string) => void,
  options: { clock: Clock; level: LogLevel },
): Log {
  const lowest = LOG_LEVELS.indexOf(options.level);
  return (level, event, facts = {}) => {
    if (LOG_LEVELS.indexOf(level) < lowest) return;
    write(`${JSON.stringify({ at: new Date(options.clock.now()).toISOString(), level, event, ...facts })}\n`);
  };
}

export const NO_LOG: Log = () => {};

/** An error in one line, for a log's facts. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
