// Look-ups of lawyers by licence over HTTP, among 10,000 on a real chain, and beside them the same rows read from the same
// SQLite without HTTP. The relayer is a process of its own; it has read the registries from the chain's logs alone.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout } from "node:timers/promises";
import { readHead, verifyLawyer } from "../src/chain/index.js";
import { issueCall } from "../src/chain/changeLawyers.js";
import { formatUtcSeconds, hashLicence, keccak256, toHex } from "../src/core/index.js";
import type { Hex } from "../src/core/index.js";
import { SILENT_LOG } from "../src/relayer/log.js";
import { openRegistryIndex } from "../src/relayer/registry/openRegistryIndex.js";
import { createRegistryQueries } from "../src/relayer/registry/queries/createRegistryQueries.js";
import { openIndexDatabase } from "../src/relayer/registry/store/openIndexDatabase.js";
import { makeBureau } from "../test/chain/support/makeBureau.js";
import { deployTestPlatform } from "../test/support/deployTestPlatform.js";
import { poll } from "../test/support/poll.js";
import { startAnvil } from "../test/support/startAnvil.js";
import { TestSender } from "../test/support/testSender.js";
import { spawnRelayer } from "./support/spawnRelayer.js";
import { formatCount, printTable } from "./table.js";

const LAWYERS = 10_000;
const AT_ONCE = 500;
const ISSUE_GAS = 29_000_000n;
const LOOKUPS = 5_000;
const CONNECTIONS = 16;
const BUDGET_MS = 5;

const licenceOf = (n: number): string => `11101202610${n.toString().padStart(6, "0")}`;
/** All over the table, in no order, the same in each run. */
const chosen = Array.from({ length: LOOKUPS }, (_, i) => licenceOf((i * 7_919) % LAWYERS));
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** One after another, or as many at a time as there are connections. @returns milliseconds of each, sorted */
async function measure(atOnce: number, look: (licence: string) => unknown): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let licence = chosen[next++]; licence !== undefined; licence = chosen[next++]) {
      const started = performance.now();
      await look(licence);
      times.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return times.sort((a, b) => a - b);
}

interface Pauses {
  readonly p99: number;
  readonly longest: number;
}

/** What requests and anchoring feel while the index reads: all three share one thread. */
async function measurePauses(
  url: string,
  directory: Hex,
  blockNumber: number,
): Promise<{ reading: Pauses; idle: Pauses }> {
  const watch = async (run: () => Promise<unknown>): Promise<Pauses> => {
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    await run();
    delays.disable();
    return { p99: delays.percentile(99) / 1e6, longest: delays.max / 1e6 };
  };
  const file = join(folder, "paused");
  const config = { file, rpcUrls: [url], directory, finalityBlocks: 3, pollIntervalMs: 50 };
  const index = openRegistryIndex(config, { log: SILENT_LOG, now: Date.now });
  const isRead = (): Promise<boolean> => Promise.resolve(index.queries.position()?.number === blockNumber);
  try {
    const reading = await watch(async () => {
      index.start();
      await poll("the index has read all", isRead, { deadlineMs: 60_000 });
    });
    return { reading, idle: await watch(() => setTimeout(1_000)) };
  } finally {
    await index.stop();
  }
}

const folder = mkdtempSync(join(tmpdir(), "lexanchor-bench-"));
const anvil = await startAnvil();
try {
  const platform = await deployTestPlatform(anvil.url);
  const { bureau } = await makeBureau(platform);
  const { node, lawyerRegistry } = platform;
  const { timestamp } = await readHead(node);
  const sender = new TestSender(node, bureau.administrator);
  const importing = performance.now();
  for (let from = 0; from < LAWYERS; from += AT_ONCE) {
    const issuances = Array.from({ length: AT_ONCE }, (_, i) => ({
      licence: hashLicence(licenceOf(from + i)),
      jurisdiction: "CN-11-0105",
      validFrom: timestamp - 86_400,
      validUntil: timestamp + 365 * 86_400,
      scope: ["litigation" as const],
      holderCommitment: toHex(keccak256(new TextEncoder().encode(licenceOf(from + i)))),
    }));
    const { to, data } = issueCall(lawyerRegistry, bureau.id, issuances, { code: 101, document: null });
    await sender.sendAll([{ to, data, gasLimit: ISSUE_GAS }]);
  }
  const importSeconds = (performance.now() - importing) / 1000;

  const queueFile = join(folder, "queue.sqlite");
  const configFile = join(folder, "relayer.json");
  writeFileSync(
    configFile,
    JSON.stringify({
      queueFile,
      keyFile: await bureau.relayer.writeTo(join(folder, "key.json")),
      rpcUrls: [anvil.url],
      directory: platform.directory,
      finalityBlocks: 3,
    }),
  );
  const head = await readHead(node);
  const indexing = performance.now();
  const relayer = await spawnRelayer(configFile);
  const look = async (licence: string, at = ""): Promise<{ entitled: boolean; asOf: { blockNumber: number } }> => {
    const answer = await fetch(`${relayer.url}/v1/lawyers/${licence}${at}`);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { entitled: boolean; asOf: { blockNumber: number } };
  };
  const last = licenceOf(LAWYERS - 1);
  await poll(
    "the index has read all",
    async () => (await look(last).catch(() => null))?.asOf.blockNumber === head.number,
    {
      deadlineMs: 60_000,
    },
  );
  const indexSeconds = (performance.now() - indexing) / 1000;

  const database = openIndexDatabase(`${queueFile}.registry`, SILENT_LOG);
  const queries = createRegistryQueries(database);
  const past = `?at=${formatUtcSeconds(head.timestamp)}`;
  await measure(1, (licence) => look(licence));
  const rows = [
    ["SQLite alone", await measure(1, (licence) => void queries.lawyer(hashLicence(licence), null))],
    ["GET /v1/lawyers/{licence}", await measure(1, (licence) => look(licence))],
    ["GET /v1/lawyers/{licence}?at=", await measure(1, (licence) => look(licence, past))],
    [`the same, ${CONNECTIONS} connections`, await measure(CONNECTIONS, (licence) => look(licence, past))],
    [
      "the contract, by eth_call",
      await measure(1, (licence) => verifyLawyer(node, lawyerRegistry, hashLicence(licence), head.timestamp)),
    ],
  ] as const;
  database.close();
  const pauses = await measurePauses(anvil.url, platform.directory, head.number);
  await relayer.stop();

  printTable(
    `One lawyer among ${formatCount(LAWYERS)}, milliseconds a look-up (imported in ${importSeconds.toFixed(1)} s; ` +
      `relayer started and all read in ${indexSeconds.toFixed(1)} s)`,
    ["what", "median", "p99", "slowest", `under ${BUDGET_MS} ms`],
    rows.map(([name, times]) => [
      name,
      quantile(times, 0.5).toFixed(2),
      quantile(times, 0.99).toFixed(2),
      quantile(times, 1).toFixed(2),
      `${((100 * times.filter((time) => time < BUDGET_MS).length) / times.length).toFixed(2)} %`,
    ]),
  );
  printTable(
    `Pauses of a thread that reads them all from the logs, in milliseconds, beside one that does nothing`,
    ["", "p99", "longest"],
    [
      ["reading", pauses.reading.p99.toFixed(1), pauses.reading.longest.toFixed(1)],
      ["nothing", pauses.idle.p99.toFixed(1), pauses.idle.longest.toFixed(1)],
    ],
  );
  node.close();
} finally {
  await anvil.stop();
  rmSync(folder, { recursive: true, force: true });
}
