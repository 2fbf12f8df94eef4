import { closeSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { RelayerError } from "../../errors.js";
import { MIGRATIONS } from "./migrations.js";

/** How long a writer waits for another process's transaction, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the queue's file, makes it where it is absent, and brings it to the newest format.
 * @throws RelayerError `queue-unusable`, `queue-in-newer-format`
 */
export function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync;
  try {
    // For its owner alone; the files beside it get the same mode from SQLite.
    closeSync(openSync(file, "a", 0o600));
    database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    // FULL: a commit has reached the disk before the answer that promises it.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
  } catch (cause) {
    throw new RelayerError({
      code: "queue-unusable",
      message: `queue ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      field: "queueFile",
      cause,
    });
  }
  migrate(database, file);
  return database;
}

function migrate(database: DatabaseSync, file: string): void {
  // Another process may be doing the same: whoever comes second finds it done.
  database.exec("BEGIN IMMEDIATE");
  try {
    const { user_version: version } = database.prepare("PRAGMA user_version").get() as { user_version: number };
    if (version > MIGRATIONS.length) {
      throw new RelayerError({
        code: "queue-in-newer-format",
        message: `queue ${file}: is in format ${version}, this program knows ${MIGRATIONS.length}`,
        field: "queueFile",
      });
    }
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    database.close();
    throw error;
  }
}
