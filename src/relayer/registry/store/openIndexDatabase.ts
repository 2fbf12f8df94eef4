import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { RelayerError } from "../../errors.js";
import { describeError } from "../../log.js";
import type { Log } from "../../log.js";
import { INDEX_FORMAT, INDEX_SCHEMA } from "./indexSchema.js";

/** How long a writer waits for another process's transaction, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the index's file. One that is absent, damaged or in another format is made anew: the chain has all of it, and a
 * relayer must not stand still for it.
 * @throws RelayerError `registry-index-unusable` where no file can be made there
 */
export function openIndexDatabase(file: string, log: Log): DatabaseSync {
  try {
    return open(file);
  } catch (cause) {
    log.warn("registry-index-made-anew", { reason: describeError(cause) });
  }
  try {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
    return open(file);
  } catch (cause) {
    throw new RelayerError({
      code: "registry-index-unusable",
      message: `registry index ${file}: ${describeError(cause)}`,
      field: "queueFile",
      cause,
    });
  }
}

function open(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    // NORMAL: a power failure may take the last commits, each with the position that came with it; they are read again.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE;");
    const { user_version: format } = database.prepare("PRAGMA user_version").get() as { user_version: number };
    if (format === 0) database.exec(`${INDEX_SCHEMA} PRAGMA user_version = ${INDEX_FORMAT}`);
    else if (format !== INDEX_FORMAT) throw new Error(`is in format ${format}, not ${INDEX_FORMAT}`);
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
