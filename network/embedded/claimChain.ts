import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import { EmbeddedChainError } from "./errors.js";

const END_TIMEOUT_MS = 5_000;
const END_POLL_MS = 20;

/** Who runs the chain of a state file: kept beside it while it runs. */
interface Claim {
  parentPid: number;
  anvilPid: number;
}

/**
 * Makes sure that nobody else runs this chain. An anvil that is left from a parent that is gone (both it and the guard
 * were killed at once) is ended.
 *
 * @param program the anvil program, by which a left one is recognised: numbers of processes are used again
 * @throws EmbeddedChainError `chain-in-use`
 */
export async function claimChain(stateFile: string, program: string): Promise<void> {
  const claim = await readClaim(stateFile);
  if (claim === null || claim.parentPid === process.pid) return;
  if (!(await runs(claim.anvilPid, program))) return;
  if (isAlive(claim.parentPid)) {
    throw new EmbeddedChainError({
      code: "chain-in-use",
      message: `the chain ${stateFile} is run by process ${claim.parentPid} already: stop it first, or use another LEXANCHOR_HOME`,
    });
  }
  process.kill(claim.anvilPid, "SIGKILL");
  const deadline = Date.now() + END_TIMEOUT_MS;
  while ((await runs(claim.anvilPid, program)) && Date.now() < deadline) await pause(END_POLL_MS);
}

/** Says who runs the chain from now on. */
export async function writeClaim(stateFile: string, anvilPid: number): Promise<void> {
  const claim: Claim = { parentPid: process.pid, anvilPid };
  await writeFile(claimFile(stateFile), JSON.stringify(claim), { mode: 0o600 });
}

export async function dropClaim(stateFile: string): Promise<void> {
  await rm(claimFile(stateFile), { force: true });
}

async function readClaim(stateFile: string): Promise<Claim | null> {
  let text: string;
  try {
    text = await readFile(claimFile(stateFile), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    const { parentPid, anvilPid } = JSON.parse(text) as Partial<Claim>;
    return Number.isSafeInteger(parentPid) && Number.isSafeInteger(anvilPid)
      ? ({ parentPid, anvilPid } as Claim)
      : null;
  } catch {
    // Half written when the machine stopped: nothing of then still runs.
    return null;
  }
}

function claimFile(stateFile: string): string {
  return `${stateFile}.running`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether this process number is one of this program now. */
async function runs(pid: number, program: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  // There the guard's end always ends anvil, and there is no ps.
  if (process.platform === "win32") return false;
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "command=", "-p", `${pid}`]);
    return stdout.includes(program);
  } catch {
    // ps found no such process.
    return false;
  }
}
