// Durable intake: the relayer's HTTP route, and beside it the same rows written to the same SQLite, in the same run.
// The relayer and its clients are processes of their own; the chain is not asked (no node listens).
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createKeyFile } from "../src/chain/index.js";
import { NO_METADATA_ROOT, hashLeaf } from "../src/core/index.js";
import type { Hex } from "../src/core/index.js";
import { issueToken } from "../src/relayer/index.js";
import { createSqliteQueue } from "../src/relayer/queue/sqlite/createSqliteQueue.js";
import { postAll } from "./support/postAll.js";
import { formatCount, printTable } from "./table.js";

const RECORDS = 200_000;
const INSTITUTION = 1;
const CONNECTIONS = 64;
const GROUP = 1_000;

const folder = mkdtempSync(join(tmpdir(), "lexanchor-bench-"));
const digestOf = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`;
const itemOf = (n: number): object => ({
  reference: `case-${n}`,
  kind: 8,
  schema: 1,
  digestAlgorithm: "sha-256",
  digest: digestOf(n),
  metadataRoot: NO_METADATA_ROOT,
});

/** The floor: the queue's own insert in groups, without HTTP, JSON, checks and hashing. */
async function measureRawSqlite(): Promise<number> {
  const queue = createSqliteQueue(join(folder, "raw.sqlite"), Date.now);
  const groups = Array.from({ length: RECORDS / GROUP }, (_, group) =>
    Array.from({ length: GROUP }, (_, i) => {
      const n = group * GROUP + i;
      const record = {
        institutionId: INSTITUTION,
        kind: 8,
        schema: 1,
        digestAlgorithm: "sha-256" as const,
        digest: digestOf(n),
        metadataRoot: NO_METADATA_ROOT,
      };
      return { reference: `case-${n}`, record, leaf: hashLeaf(record) };
    }),
  );
  const started = performance.now();
  for (const group of groups) await queue.addRecords(INSTITUTION, group);
  const seconds = (performance.now() - started) / 1000;
  await queue.close();
  return RECORDS / seconds;
}

async function startRelayer(name: string): Promise<{ url: string; token: string; stop: () => Promise<void> }> {
  const queueFile = join(folder, `${name}.sqlite`);
  const keyFile = join(folder, `${name}.key.json`);
  const configFile = join(folder, `${name}.json`);
  await createKeyFile(keyFile);
  const { token } = await issueToken(queueFile, INSTITUTION, "bench");
  const config = {
    queueFile,
    keyFile,
    rpcUrls: ["http://127.0.0.1:9"],
    directory: `0x${"00".repeat(19)}01`,
    http: { host: "127.0.0.1", port: 0 },
    finalityBlocks: 0,
  };
  writeFileSync(configFile, JSON.stringify(config));
  const entry = fileURLToPath(new URL("support/relayerProcess.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", entry, configFile], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim()));
    child.once("exit", (code) => reject(new Error(`the relayer ended with ${code ?? "a signal"}`)));
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.kill("SIGTERM");
    });
  return { url, token, stop };
}

/** @returns records a second, from the first request sent to the last answer */
async function measureIntake(recordsARequest: number, requests: number): Promise<number> {
  const relayer = await startRelayer(`intake-${recordsARequest}`);
  const bodies = Array.from({ length: requests }, (_, request) =>
    JSON.stringify({
      institutionId: INSTITUTION,
      records: Array.from({ length: recordsARequest }, (_, i) => itemOf(request * recordsARequest + i)),
    }),
  );
  const started = performance.now();
  await postAll(`${relayer.url}/v1/records`, relayer.token, bodies, CONNECTIONS);
  const seconds = (performance.now() - started) / 1000;
  await relayer.stop();
  return (recordsARequest * requests) / seconds;
}

try {
  const raw = await measureRawSqlite();
  const hundred = await measureIntake(100, RECORDS / 100);
  const single = await measureIntake(1, 50_000);
  const row = (name: string, rate: number): string[] => [name, formatCount(rate), (rate / raw).toFixed(2)];
  printTable(
    `Durable intake, ${CONNECTIONS} connections, client on the same machine`,
    ["what", "records/s", "/ raw SQLite"],
    [
      row(`raw SQLite, the same rows in groups of ${formatCount(GROUP)}`, raw),
      row("Lexanchor, 100 records a request", hundred),
      row("Lexanchor, 1 record a request", single),
    ],
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
