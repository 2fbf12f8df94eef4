import { loadSigner } from "../chain/index.js";
import { openChainAccess } from "./anchor/chainAccess.js";
import { findChainId } from "./anchor/findChainId.js";
import type { RelayerConfig } from "./config.js";
import { createHttpServer } from "./http/createHttpServer.js";
import { createMetrics } from "./http/metrics.js";
import { SILENT_LOG } from "./log.js";
import type { Log } from "./log.js";
import { createStandardsCheck } from "./intake/createStandardsCheck.js";
import { openQueueInThread } from "./queue/sqlite/thread/openQueueInThread.js";
import { createReceiptMaker } from "./receipt/createReceiptMaker.js";
import { createCycle } from "./runCycle.js";
import { openRegistryIndex } from "./registry/openRegistryIndex.js";
import type { RegistryIndexConfig } from "./registry/openRegistryIndex.js";
import { createRunner } from "./runner.js";
import type { StepObserver } from "./steps.js";

/** How many times more rarely than what is under way the registries are looked at. */
const INDEX_POLL_FACTOR = 4;
/** How long a round that is under way may go on when the relayer stops. */
const ROUND_GRACE_MS = 2_000;

export interface RelayerOptions {
  readonly log?: Log;
  /** Unix milliseconds. */
  readonly now?: () => number;
  readonly observe?: StepObserver;
}

export interface Relayer {
  /** `http://127.0.0.1:8790`; the port is known once it has started. */
  readonly url: string;
  /** Takes in records and anchors them, until `stop`. Comes up without the chain too, and waits for it. */
  start(): Promise<void>;
  /** Takes in nothing more, finishes the write that is under way, and closes the queue. */
  stop(): Promise<void>;
}

/**
 * Makes a relayer; it does nothing before `start`.
 * @throws RelayerError `queue-unusable`, `queue-in-newer-format`, `config-malformed` where the queue is of another chain ·
 * ChainError for its key file
 */
export async function createRelayer(config: RelayerConfig, options: RelayerOptions = {}): Promise<Relayer> {
  const { log = SILENT_LOG, now = Date.now, observe = () => Promise.resolve() } = options;
  const signer = await loadSigner(config.keyFile);
  const queue = await openQueueInThread(config.queueFile, now);
  const chainId = await findChainId(queue, config.chainId).catch(async (error: unknown) => {
    await queue.close();
    throw error;
  });
  const chain = openChainAccess(config.rpcUrls, config.directory, { log, now, chainId });
  const { finalityBlocks } = config;
  const cycle = createCycle({ queue, signer, chain, log, now, observe, limits: config, finalityBlocks });
  const runner = createRunner(cycle, { log, pollIntervalMs: config.pollIntervalMs });
  const index = openRegistryIndex(indexConfig(config), { log, now });
  const metrics = createMetrics(queue, chain, now, () => index.lag());
  const makeReceipt = createReceiptMaker(queue);
  const { queries: registry } = index;
  const checkStandards = createStandardsCheck(registry, now);
  const server = createHttpServer({ queue, chain, log, metrics, makeReceipt, observe, registry, checkStandards });

  return {
    get url() {
      const [address] = server.addresses();
      const port = typeof address === "object" ? address.port : config.http.port;
      const host = config.http.host.includes(":") ? `[${config.http.host}]` : config.http.host;
      return `http://${host}:${port}`;
    },
    async start() {
      await server.listen(config.http);
      runner.start();
      index.start();
      log.info("relayer-started", { account: signer.address, finalityBlocks });
    },
    async stop() {
      // A node that hangs must not hold up the end: what it was asked is asked again after the next start.
      const patience = setTimeout(() => chain.close(), ROUND_GRACE_MS);
      await Promise.all([server.close(), runner.stop()]);
      clearTimeout(patience);
      await index.stop();
      chain.close();
      await queue.close();
      log.info("relayer-stopped");
    },
  };
}

/** Beside the queue's file: it can be made again from the chain, the queue cannot. */
function indexConfig({
  queueFile,
  rpcUrls,
  directory,
  finalityBlocks,
  pollIntervalMs,
}: RelayerConfig): RegistryIndexConfig {
  const file = `${queueFile}.registry`;
  return { file, rpcUrls, directory, finalityBlocks, pollIntervalMs: pollIntervalMs * INDEX_POLL_FACTOR };
}
