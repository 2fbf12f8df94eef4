import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { RelayerStep } from "../../../src/relayer/index.js";

const PROGRAM = fileURLToPath(new URL("haltingRelayer.ts", import.meta.url));

export interface SpawnedRelayer {
  readonly url: string;
  /** Resolves when the step at which it was to halt has come. */
  readonly halted: Promise<unknown>;
  /** Ends it as a crash would, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop. @returns its exit code */
  terminate(): Promise<number | null>;
}

/** Starts a relayer as a process of its own, and waits until it takes requests. */
export async function spawnRelayer(
  configFile: string,
  haltAt: RelayerStep | "never" = "never",
): Promise<SpawnedRelayer> {
  const child = spawn(process.execPath, ["--no-warnings", "--import", "tsx", PROGRAM, configFile, haltAt], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let logged = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (logged = (logged + text).slice(-4_000)));
  const ended = once(child, "exit") as Promise<[number | null]>;

  const started = Promise.withResolvers<string>();
  const halted = Promise.withResolvers<null>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const said = JSON.parse(line) as { url?: string; halted?: string };
    if (said.url !== undefined) started.resolve(said.url);
    if (said.halted !== undefined) halted.resolve(null);
  });
  void ended.then(([code]) => started.reject(new Error(`the relayer ended with ${code}: ${logged}`)));
  return {
    url: await started.promise,
    halted: halted.promise,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async terminate() {
      child.kill("SIGTERM");
      const [code] = await ended;
      return code;
    },
  };
}
