import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("relayerProcess.ts", import.meta.url));

export interface SpawnedRelayer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a relayer as a process of its own, and waits until it listens. */
export async function spawnRelayer(configFile: string): Promise<SpawnedRelayer> {
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAM, configFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim()));
    child.once("exit", (code) => reject(new Error(`the relayer ended with ${code ?? "a signal"}`)));
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}
