import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { EmbeddedChainError } from "./errors.js";

/** What comes before the hex digits in anvil's answer to `anvil_dumpState`. */
const BEFORE_STATE = /^\s*\{[^{}]*"result"\s*:\s*"0x/;
const QUOTE = '"';

/**
 * Writes all that anvil knows into the state file, as gzip of anvil's own JSON. The file is replaced in one step after
 * its content is on the disk: whatever ends this process or anvil, it holds a whole state.
 *
 * anvil's own `--state-interval` truncates the file and then writes it, so that a crash in between loses the chain.
 *
 * @returns the file's size in bytes
 * @throws EmbeddedChainError `state-not-written`
 */
export async function writeChainState(url: string, stateFile: string, signal: AbortSignal): Promise<number> {
  const unfinished = `${stateFile}.writing`;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "anvil_dumpState", params: [] }),
      signal,
    });
    if (!response.ok || response.body === null) throw new Error(`anvil_dumpState answered HTTP ${response.status}`);
    const file = await open(unfinished, "w", 0o600);
    let size = 0;
    try {
      for await (const bytes of decodeState(response.body)) {
        await file.write(bytes);
        size += bytes.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, stateFile);
    await syncFolder(dirname(stateFile));
    return size;
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw new EmbeddedChainError({
      code: "state-not-written",
      message: `the chain's state could not be written to ${stateFile}: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
}

/**
 * Unpacks a state file into the JSON that anvil loads. A state that anvil itself has written is taken as it is.
 *
 * @returns the file to load, which the caller removes; null where there is no state yet
 * @throws EmbeddedChainError `state-damaged`
 */
export async function unpackChainState(stateFile: string): Promise<string | null> {
  const head = await readHead(stateFile);
  if (head === null) return null;
  const unpacked = `${stateFile}.loading`;
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  try {
    const source = createReadStream(stateFile);
    const target = createWriteStream(unpacked, { mode: 0o600 });
    if (isGzip) await pipeline(source, createGunzip(), target);
    else await pipeline(source, target);
    return unpacked;
  } catch (cause) {
    await rm(unpacked, { force: true });
    throw stateDamaged(stateFile, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

export function stateDamaged(stateFile: string, reason: string, cause?: unknown): EmbeddedChainError {
  return new EmbeddedChainError({
    code: "state-damaged",
    message:
      `the chain's state ${stateFile} is damaged (${reason}). Put a copy of it back; or, to begin a new chain, move ` +
      `it and the deployment file of the chain away: the contracts are then deployed again, at other addresses, and ` +
      `receipts of the old chain can no longer be checked here`,
    cause,
  });
}

/** Yields the bytes of the state in anvil's answer, as they come: the whole may be larger than a string can be. */
async function* decodeState(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting = "";
  let stage: "before" | "inside" | "after" = "before";
  for await (const chunk of chunks) {
    waiting += Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString("latin1");
    if (stage === "before") {
      const match = BEFORE_STATE.exec(waiting);
      if (match === null) {
        if (waiting.length > 4_096) break;
        continue;
      }
      waiting = waiting.slice(match[0].length);
      stage = "inside";
    }
    if (stage === "inside") {
      const end = waiting.indexOf(QUOTE);
      const hex = end === -1 ? waiting.slice(0, waiting.length & ~1) : waiting.slice(0, end);
      const bytes = Buffer.from(hex, "hex");
      if (bytes.length * 2 !== hex.length) throw new Error("anvil_dumpState answered what is not hex");
      if (bytes.length > 0) yield bytes;
      waiting = waiting.slice(hex.length);
      if (end !== -1) stage = "after";
    }
  }
  if (stage !== "after")
    throw new Error(`anvil_dumpState answered ${stage === "before" ? waiting.slice(0, 80) : "half a state"}`);
}

async function readHead(stateFile: string): Promise<Buffer | null> {
  let file;
  try {
    file = await open(stateFile, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  try {
    if (!(await file.stat()).isFile()) throw stateDamaged(stateFile, "it is not a file");
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

/** A rename is on the disk once its folder is. Windows cannot open folders, and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The state file's size in bytes; 0 where there is none. */
export async function sizeOfState(stateFile: string): Promise<number> {
  const found = await stat(stateFile).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  });
  return found?.size ?? 0;
}
