import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { createSqliteQueue } from "../../src/relayer/queue/sqlite/createSqliteQueue.js";
import { openQueueInThread } from "../../src/relayer/queue/sqlite/thread/openQueueInThread.js";
import { describeQueue, newRecord } from "./queueConformance.js";

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "lexanchor-queue-"));

describeQueue("SQLite", async () => {
  const folder = await newFolder();
  const open = (now: () => number) => Promise.resolve(createSqliteQueue(join(folder, "queue.sqlite"), now));
  return { open, reopen: open, close: () => rm(folder, { recursive: true, force: true }) };
});

describeQueue("SQLite in a thread of its own", async () => {
  const folder = await newFolder();
  const open = (now: () => number) => openQueueInThread(join(folder, "queue.sqlite"), now);
  return { open, reopen: open, close: () => rm(folder, { recursive: true, force: true }) };
});

describe("SQLite file", () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await newFolder();
    file = join(folder, "queue.sqlite");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("waits for the disk at each commit: write-ahead log, synchronous FULL", async () => {
    const queue = createSqliteQueue(file, () => 0);
    const database = new DatabaseSync(file);
    expect(database.prepare("PRAGMA journal_mode").get()).to.deep.include({ journal_mode: "wal" });
    database.close();
    await queue.close();
  });

  it("refuses a file that a newer program wrote, and says so", async () => {
    await createSqliteQueue(file, () => 0).close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => createSqliteQueue(file, () => 0)).to.throw(/is in format 99, this program knows \d+/);
  });

  it("refuses a file that is no database, and leaves it as it is", async () => {
    await writeFile(file, "a letter, not a database ".repeat(100));
    expect(() => createSqliteQueue(file, () => 0)).to.throw(/not a database/);
  });

  it("is shared by two processes' connections without losing either's records", async () => {
    const one = createSqliteQueue(file, () => 0);
    const other = createSqliteQueue(file, () => 0);
    const adding = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? one : other).addRecords(7, [newRecord(n)]));
    expect((await Promise.all(adding)).every(({ kind }) => kind === "added")).to.equal(true);
    expect(await one.waitingRecords(100)).to.deep.equal([{ institutionId: 7, count: 40, oldestReceivedAt: 0 }]);
    await one.close();
    await other.close();
  });
});
