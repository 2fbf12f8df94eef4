import { mkdir } from "node:fs/promises";
import { dirname, resolve as resolvePath } from "node:path";
import { openNode } from "../../src/chain/index.js";
import { writeChainState } from "./chainState.js";
import type { EmbeddedChainLog } from "./chainLog.js";
import { claimChain, dropClaim, writeClaim } from "./claimChain.js";
import { EmbeddedChainError } from "./errors.js";
import { requireFreePort } from "./ports.js";
import { produceBlocks } from "./produceBlocks.js";
import type { BlockTimes } from "./produceBlocks.js";
import { resolveAnvil } from "./resolveAnvil.js";
import { startAnvil } from "./startAnvil.js";
import { superviseAnvil } from "./superviseAnvil.js";

export const EMBEDDED_CHAIN_ID = 202209;
/** Blocks that follow a block until it is final here: a crash costs one at most. */
export const EMBEDDED_FINALITY_BLOCKS = 3;
export const DEFAULT_BLOCK_TIMES: BlockTimes = { blockIntervalMs: 1_000, emptyBlocksAfter: 4, heartbeatMs: 60_000 };

const MINE_TIMEOUT_MS = 30_000;
const SAVE_TIMEOUT_MS = 120_000;

export interface EmbeddedChainOptions {
  /** Where the chain is kept, as gzip of anvil's JSON: `.lexanchor/chain/state.json.gz`. */
  stateFile: string;
  /** 0, the default: a free one. */
  port?: number;
  host?: string;
  chainId?: number;
  /** Whose pages may call the node from a browser: one origin, or `*`. None by default. */
  allowOrigin?: string;
  blockTimes?: Partial<BlockTimes>;
  log?: EmbeddedChainLog;
}

export interface EmbeddedChain {
  readonly url: string;
  readonly chainId: number;
  /** anvil's process id now; it changes with a restart. */
  readonly pid: number;
  /** Resolves when the chain has ended for good without being asked to. */
  readonly failed: Promise<EmbeddedChainError>;
  /** Writes the last state and ends anvil. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded chain: one local node that keeps its data.
 *
 * Each block is on the disk before the next one is mined, so a crash of anvil or of this process, at any moment, costs
 * the last block at most. Where anvil dies, it is started again with the same state, a bounded number of times. Where
 * this process dies, anvil ends too.
 *
 * @throws EmbeddedChainError `anvil-missing` · `port-taken` · `chain-in-use` · `state-damaged` · `anvil-not-started`
 */
export async function startEmbeddedChain(options: EmbeddedChainOptions): Promise<EmbeddedChain> {
  const log = options.log ?? (() => {});
  const stateFile = resolvePath(options.stateFile);
  const host = options.host ?? "127.0.0.1";
  const chainId = options.chainId ?? EMBEDDED_CHAIN_ID;
  const program = await resolveAnvil();
  await mkdir(dirname(stateFile), { recursive: true, mode: 0o700 });
  await claimChain(stateFile, program);
  const port = await requireFreePort(host, options.port ?? 0);
  const url = `http://${host}:${port}`;

  const stopping = new AbortController();
  const anvil = await superviseAnvil({
    start: async () => {
      const started = await startAnvil(
        { program, stateFile, host, port, chainId, allowOrigin: options.allowOrigin },
        stopping.signal,
      );
      await writeClaim(stateFile, started.pid);
      return started;
    },
    log,
    signal: stopping.signal,
  });
  const node = openNode(url, { timeoutMs: MINE_TIMEOUT_MS, chainId });
  const producer = produceBlocks({
    node,
    times: { ...DEFAULT_BLOCK_TIMES, ...options.blockTimes },
    saveState: async () => {
      await writeChainState(url, stateFile, AbortSignal.timeout(SAVE_TIMEOUT_MS));
    },
    log,
  });
  // Without anvil there is nothing left to save: what was mined last is lost.
  const failed = anvil.failed.then(async (error) => {
    node.close();
    await producer.abandon();
    await dropClaim(stateFile);
    return error;
  });
  return {
    url,
    chainId,
    failed,
    get pid() {
      return anvil.pid;
    },
    stop: async () => {
      await producer.stop();
      stopping.abort();
      await anvil.stop();
      node.close();
      await dropClaim(stateFile);
    },
  };
}
