import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { RegistryIndexConfig } from "../../../../src/relayer/registry/openRegistryIndex.js";

const PROGRAM = fileURLToPath(new URL("indexerProcess.ts", import.meta.url));

export interface SpawnedIndexer {
  /** What it logged, the newest last. */
  readonly logged: string;
  /** Ends it as a crash would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts an indexer as a process of its own. */
export function spawnIndexer(config: RegistryIndexConfig): SpawnedIndexer {
  const child = spawn(process.execPath, ["--no-warnings", "--import", "tsx", PROGRAM, JSON.stringify(config)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let logged = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (logged = (logged + text).slice(-10_000)));
  const ended = once(child, "exit");
  return {
    get logged() {
      return logged;
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
