import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { HomePaths } from "../../src/cli/home/homePaths.js";
import { errnoOf } from "../../src/cli/errnoOf.js";
import { StartError } from "./startError.js";

/** How long an instance that is just ending may take. */
const WAIT_MS = 3_000;

export interface HomeLock {
  release(): void;
}

/**
 * Makes the folder and claims it for this process. The lock is SQLite's on a file: the system drops it when the
 * process ends, in whatever way, so there is no stale lock and no number of a process to be taken by another one.
 *
 * @throws StartError `already-running`, naming the process
 */
export async function lockHome(paths: HomePaths): Promise<HomeLock> {
  await mkdir(paths.home, { recursive: true, mode: 0o700 });
  await chmod(paths.home, 0o700);
  const holderFile = join(paths.home, "lock.json");
  const database = new DatabaseSync(join(paths.home, "lock.sqlite"), { timeout: WAIT_MS });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (cause) {
    database.close();
    if (!(cause instanceof Error && cause.message.includes("locked"))) throw damaged(paths, cause);
    throw new StartError({
      code: "already-running",
      message: `a platform is running in ${paths.home} already${await describeHolder(holderFile)}. Stop it with Ctrl-C, or start a second one elsewhere: LEXANCHOR_HOME=… LEXANCHOR_PORT=… npm start`,
      cause,
    });
  }
  await writeFile(holderFile, `${JSON.stringify({ pid: process.pid, since: new Date().toISOString() })}\n`);
  return { release: () => database.close() };
}

async function describeHolder(file: string): Promise<string> {
  try {
    const { pid, since } = JSON.parse(await readFile(file, "utf8")) as { pid: unknown; since: unknown };
    return ` (process ${String(pid)}, since ${String(since)})`;
  } catch (error) {
    // The other one has the lock and has not written its name yet.
    if (error instanceof SyntaxError || errnoOf(error) === "ENOENT") return "";
    throw error;
  }
}

function damaged(paths: HomePaths, cause: unknown): StartError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartError({
    code: "home-damaged",
    message: `${join(paths.home, "lock.sqlite")}: ${reason}. Nothing is kept in this file: delete it and start again`,
    cause,
  });
}
