import { appendFile, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSignedTransaction } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";

/**
 * Every transaction of a deployment, written before it is sent. Ignition writes down that it is about to send one, and
 * its hash once it was sent: what was sent when it was killed in between is only known from here.
 */
export interface SentTransactions {
  /** Durable when it resolves. */
  add(raw: Hex): Promise<void>;
  /** The raw transactions with this nonce, the latest last. */
  withNonce(nonce: number): Promise<Hex[]>;
  /** The hashes of all. */
  hashes(): Promise<Hex[]>;
}

export function openSentTransactions(deploymentDir: string): SentTransactions {
  const path = join(deploymentDir, "sent.txt");
  const readAll = async (): Promise<Hex[]> => {
    const lines = (await readText(path)).split("\n");
    // The last one has no line end where the process was killed while it was written; it was not sent then.
    return lines.slice(0, -1) as Hex[];
  };
  return {
    add: async (raw) => {
      const text = await readText(path);
      const lineEnd = text === "" || text.endsWith("\n") ? "" : "\n";
      await appendFile(path, `${lineEnd}${raw}\n`, { mode: 0o600 });
      const file = await open(path, "r+");
      try {
        await file.sync();
      } finally {
        await file.close();
      }
    },
    withNonce: async (nonce) =>
      (await readAll()).filter((raw) => isWhole(raw) && readSignedTransaction(raw).nonce === nonce),
    hashes: async () => (await readAll()).filter(isWhole).map((raw) => readSignedTransaction(raw).hash),
  };
}

/** Half a line stays in the file; it is no transaction. */
function isWhole(raw: Hex): boolean {
  try {
    readSignedTransaction(raw);
    return true;
  } catch {
    return false;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
