import { setTimeout as pause } from "node:timers/promises";
import { readHead } from "../../src/chain/index.js";
import type { Block, Node } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import type { EmbeddedChainLog } from "./chainLog.js";

export interface BlockTimes {
  /** Milliseconds between two blocks at least. */
  blockIntervalMs: number;
  /** Empty blocks after the last one with a transaction, so that it becomes final. */
  emptyBlocksAfter: number;
  /** Milliseconds after which an idle chain gets a block, to show that it lives. */
  heartbeatMs: number;
}

export interface BlockProducer {
  /** Ends once the block under way, if any, is on the disk. */
  stop(): Promise<void>;
  /** Ends without saving: the chain is gone. */
  abandon(): Promise<void>;
}

/**
 * Mines when there is a reason to: with a block a second, the state of an idle chain would grow for nothing.
 * A block is only mined when the one before is on the disk, however long that takes: a crash costs one block at most.
 */
export function produceBlocks(options: {
  node: Node;
  times: BlockTimes;
  saveState: () => Promise<void>;
  log: EmbeddedChainLog;
}): BlockProducer {
  const { node, times, saveState, log } = options;
  const ending = new AbortController();
  let savedHash: Hex | null = null;
  let minedHash: Hex | null = null;
  let emptyBlocksDue = times.emptyBlocksAfter;
  let minedAt = 0;
  let isFailing = false;

  const save = async (): Promise<Block> => {
    const head = await readHead(node);
    if (head.hash === savedHash) return head;
    await saveState();
    savedHash = head.hash;
    return head;
  };
  const step = async (): Promise<void> => {
    // The block before, where it could not be saved at once.
    const head = await save();
    // A block that someone else made may hold anything, and has to become final too.
    if (head.hash !== minedHash) emptyBlocksDue = times.emptyBlocksAfter;
    minedHash = head.hash;
    const pending = await countPending(node);
    if (pending === 0 && emptyBlocksDue === 0 && Date.now() - minedAt < times.heartbeatMs) return;
    // anvil itself would give two blocks of one second the same time.
    const timestamp = Math.max(head.timestamp + 1, Math.floor(Date.now() / 1_000));
    await node.request("evm_mine", [{ timestamp }]);
    minedAt = Date.now();
    // What the block holds, not what was waiting: a transaction may have come in between.
    const isEmpty = (await countTransactions(node)) === 0;
    emptyBlocksDue = isEmpty ? Math.max(0, emptyBlocksDue - 1) : times.emptyBlocksAfter;
    minedHash = (await save()).hash;
  };
  const stepAndTell = async (): Promise<void> => {
    try {
      await step();
      if (isFailing) log("info", "the chain makes blocks again");
      isFailing = false;
    } catch (error) {
      // Once, not each second: a full disk stays full for a while.
      if (!isFailing && !ending.signal.aborted) log("error", `no block was made: ${messageOf(error)}`);
      isFailing = true;
      // After a restart: what was lost is sent again, and has to become final.
      emptyBlocksDue = times.emptyBlocksAfter;
    }
  };
  const running = (async () => {
    while (!ending.signal.aborted) {
      const startedAt = Date.now();
      await stepAndTell();
      await pauseUntil(startedAt + times.blockIntervalMs, ending.signal);
    }
  })();
  const abandon = async (): Promise<void> => {
    ending.abort();
    await running;
  };
  return {
    abandon,
    stop: async () => {
      await abandon();
      try {
        await save();
      } catch (error) {
        log("error", `the last block was not saved: ${messageOf(error)}`);
      }
    },
  };
}

async function countPending(node: Node): Promise<number> {
  const { pending } = (await node.request("txpool_status", [])) as { pending?: unknown };
  return Number(pending ?? 0);
}

async function countTransactions(node: Node): Promise<number> {
  return Number(await node.request("eth_getBlockTransactionCountByNumber", ["latest"]));
}

async function pauseUntil(time: number, signal: AbortSignal): Promise<void> {
  try {
    await pause(Math.max(0, time - Date.now()), undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
