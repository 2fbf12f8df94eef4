/** Where the relayer writes what it does. Fields never hold metadata, digests, references or tokens. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export const SILENT_LOG: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** One JSON object a line: time, level, event, fields. */
export function createJsonLog(write: (line: string) => void, now: () => number): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}): void =>
      write(`${JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields })}\n`);
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** What went wrong, in one line. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
