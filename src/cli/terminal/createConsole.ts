import type { WriteStream } from "node:tty";

const DEFAULT_COLUMNS = 100;

/** Where a command writes: results to `out`, everything about the way there to `err`. */
export interface Console {
  /** Whether someone watches: then progress is shown. */
  readonly isTerminal: boolean;
  /** Columns of the terminal; 100 without one. */
  readonly columns: number;
  /** A line of the result. */
  print(line: string): void;
  /** A line for people, beside the result. */
  note(line: string): void;
  /** Shows a line that the next one replaces; nothing without a terminal. */
  showProgress(line: string): void;
  /** Takes the progress line away. */
  clearProgress(): void;
  readonly paint: Paint;
}

/** Colours, where they are wanted. */
export interface Paint {
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

export interface ConsoleOptions {
  out: NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns">>;
  err: NodeJS.WritableStream & Partial<Pick<WriteStream, "isTTY" | "columns">>;
  env: NodeJS.ProcessEnv;
  /** No line for people at all. */
  silent?: boolean;
}

export function createConsole(options: ConsoleOptions): Console {
  const { out, err, env, silent = false } = options;
  const isTerminal = !silent && err.isTTY === true && env["TERM"] !== "dumb";
  let shown = false;
  const clearProgress = (): void => {
    if (shown) err.write("\r\x1b[2K");
    shown = false;
  };
  return {
    isTerminal,
    columns: columnsOf(out.isTTY === true ? out : err),
    print: (line) => {
      clearProgress();
      out.write(`${line}\n`);
    },
    note: (line) => {
      clearProgress();
      if (!silent) err.write(`${line}\n`);
    },
    showProgress: (line) => {
      if (!isTerminal) return;
      err.write(`\r\x1b[2K${line}`);
      shown = true;
    },
    clearProgress,
    paint: createPaint(wantsColour(out, env)),
  };
}

/** A terminal that does not know its size says 0. */
function columnsOf({ columns = 0 }: ConsoleOptions["out"]): number {
  return columns > 0 ? columns : DEFAULT_COLUMNS;
}

/** @custom:source https://no-color.org, https://force-color.org */
function wantsColour(out: ConsoleOptions["out"], env: NodeJS.ProcessEnv): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  if ((env["FORCE_COLOR"] ?? "") !== "") return env["FORCE_COLOR"] !== "0";
  return out.isTTY === true && env["TERM"] !== "dumb";
}

function createPaint(colours: boolean): Paint {
  const code = (open: number, close: number) => (text: string) =>
    colours ? `\x1b[${open}m${text}\x1b[${close}m` : text;
  return {
    green: code(32, 39),
    red: code(31, 39),
    yellow: code(33, 39),
    dim: code(2, 22),
    bold: code(1, 22),
  };
}
