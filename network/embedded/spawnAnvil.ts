import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { EmbeddedChainError } from "./errors.js";

/** How much of what anvil printed last is kept, for messages. */
const KEPT_OUTPUT_CHARACTERS = 4_000;

/** A running anvil that ends when this process does, in whatever way. */
export interface AnvilProcess {
  /** anvil's own process id, not the guard's. */
  readonly pid: number;
  /** Resolves when anvil has ended, or nothing watches it any more; says how, with what it printed last. */
  readonly ended: Promise<string>;
  /** What anvil printed last. */
  output(): string;
  /** Ends anvil, and waits until it has. */
  stop(): Promise<void>;
  /** Ends anvil as a crash would. */
  kill(): Promise<void>;
}

/**
 * Starts anvil through a guard: a process whose channel to this one closes when this one ends, even by SIGKILL, and
 * which ends anvil then.
 *
 * @param program the anvil program
 * @throws EmbeddedChainError `anvil-not-started`
 */
export async function spawnAnvil(
  program: string,
  args: readonly string[],
  options: { onOutput?: (text: string) => void } = {},
): Promise<AnvilProcess> {
  const guardFile = fileURLToPath(new URL("anvilGuard.ts", import.meta.url));
  const guard = spawn(process.execPath, ["--no-warnings", guardFile, program, ...args], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Its own process group: Ctrl-C in the terminal is for this process, which then ends anvil in its own order.
    detached: true,
    windowsHide: true,
  });
  let output = "";
  for (const stream of [guard.stdout, guard.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS);
      options.onOutput?.(text);
    });
  }

  const pid = await waitForPid(guard, program);
  const ended = waitForEnd(guard, pid, () => output);
  return {
    pid,
    ended,
    output: () => output,
    stop: async () => {
      if (guard.connected) guard.disconnect();
      await ended;
    },
    kill: async () => {
      endProcess(pid);
      await ended;
    },
  };
}

function waitForPid(guard: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown): void =>
      reject(new EmbeddedChainError({ code: "anvil-not-started", message: `${program}: ${reason}`, cause }));
    guard.once("error", (error) => fail(error.message, error));
    guard.once("exit", (code) => fail(`its guard ended with ${code}`));
    guard.on("message", (message: { pid?: number; error?: string }) => {
      if (message.pid !== undefined) resolve(message.pid);
      if (message.error !== undefined) fail(message.error);
    });
  });
}

function waitForEnd(guard: ChildProcess, pid: number, output: () => string): Promise<string> {
  return new Promise((resolve) => {
    let how: string | null = null;
    guard.on("message", (message: { exit?: { code: number | null; signal: string | null } }) => {
      if (message.exit !== undefined) how = `anvil ended with ${message.exit.signal ?? `status ${message.exit.code}`}`;
    });
    const printed = [guard.stdout, guard.stderr].map((stream) =>
      stream === null ? Promise.resolve() : once(stream, "close"),
    );
    // Not "close": Node does not emit it once the channel was closed from this side.
    guard.once("exit", (code, signal) => {
      // Without its guard anvil would outlive this process.
      if (how === null) endProcess(pid);
      void Promise.allSettled(printed).then(() => {
        const last = output().trim().split("\n").slice(-3).join(" | ");
        resolve(`${how ?? `anvil's guard ended with ${signal ?? `status ${code}`}`}${last === "" ? "" : `: ${last}`}`);
      });
    });
  });
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
