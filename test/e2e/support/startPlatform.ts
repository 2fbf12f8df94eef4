import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readEndpoints } from "../../../src/cli/home/endpoints.js";
import type { Endpoints } from "../../../src/cli/home/endpoints.js";
import { homePaths } from "../../../src/cli/home/homePaths.js";
import { poll } from "../../support/poll.js";

const projectDirectory = fileURLToPath(new URL("../../../", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A platform that `npm start` would run, in a process of its own. */
export interface PlatformProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Waits until `endpoints.json` is there and the relayer that it names answers. */
  ready(): Promise<Endpoints>;
  /** Sends a signal, and waits until the process has ended. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** What `npm start` runs, with its data in `home`. */
export function startPlatform(home: string, port: number, words: readonly string[] = []): PlatformProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts", ...words], {
    cwd: projectDirectory,
    env: { ...process.env, LEXANCHOR_HOME: home, LEXANCHOR_PORT: `${port}`, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = collect(child);
  let isOver = false;
  void ended.then(() => (isOver = true));
  const file = homePaths(home).endpoints;
  return {
    pid: child.pid as number,
    ended,
    async ready() {
      let endpoints: Endpoints | null = null;
      await poll(
        `${file} is written`,
        async () => {
          if (isOver) throw new Error(`the platform ended: ${JSON.stringify(await ended)}`);
          endpoints = await readEndpoints(file).catch(() => null);
          // A file that a killed platform has left is not this one's: it answers only when it is up.
          return endpoints !== null && (await fetch(`${endpoints.http}/health/ready`).catch(() => null))?.ok === true;
        },
        { deadlineMs: 60_000 },
      );
      return endpoints as unknown as Endpoints;
    },
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** The `lexanchor` command, as someone types it. */
export function runCommand(home: string, words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(projectDirectory, "bin", "lexanchor.js"), ...words], {
    cwd: projectDirectory,
    env: { ...process.env, LEXANCHOR_HOME: home, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return collect(child);
}

async function collect(child: ReturnType<typeof spawn>): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

/** The first of two ports that are free now. */
export async function findTwoPorts(): Promise<number> {
  for (;;) {
    const first = await listen(0);
    const port = first.port;
    const second = port < 65_535 ? await listen(port + 1).catch(() => null) : null;
    await first.close();
    if (second === null) continue;
    await second.close();
    return port;
  }
}

async function listen(port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return {
    port: address.port,
    close: async () => {
      server.close();
      await once(server, "close");
    },
  };
}
