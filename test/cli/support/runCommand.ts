import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));
const LOADER = import.meta.resolve("tsx");

export interface RunOptions {
  /** The folder that it looks for its platform in; by default one that does not exist. */
  home?: string;
  workingDirectory?: string;
  env?: NodeJS.ProcessEnv;
  stdin?: string | Uint8Array;
}

/** How a command ended, and what it wrote. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface StartedCommand {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** Starts `lexanchor …` as a process of its own, with pipes and with nothing of this process's environment of ours. */
export function startCommand(words: readonly string[], options: RunOptions = {}): StartedCommand {
  const { home = "/nowhere/lexanchor", workingDirectory = process.cwd(), env = {}, stdin } = options;
  const { LEXANCHOR_TOKEN: _token, FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--import", LOADER, PROGRAM, ...words], {
    cwd: workingDirectory,
    env: { ...inherited, LEXANCHOR_HOME: home, ...env },
    stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin?.end(stdin);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

/** Commands at a time: each takes a core while it starts. */
const AT_ONCE = 4;

/** Runs many, a few at a time. @returns their ends, in their order */
export async function runEach<T, R>(items: readonly T[], run: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const work = async (): Promise<void> => {
    for (const [i, item] of entries) results[i] = await run(item, i);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

/** Runs it to its end. */
export function runCommand(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return startCommand(words, options).ended;
}
