import type { Console } from "./terminal/createConsole.js";
import type { HomePaths } from "./home/homePaths.js";

/** What every command is given; nothing of it is global. */
export interface CliContext {
  readonly env: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
  readonly home: HomePaths;
  readonly stdin: AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Says how the process is to end. */
  setExitCode(code: number): void;
  /** The console of one command: with `--json` nothing but the result is printed. */
  console(options: { json?: boolean }): Console;
}

/** The option that every command has. */
export interface CommonOptions {
  json?: boolean;
}
