import type { Hex } from "../../core/index.js";
import { openChainAccess } from "../anchor/chainAccess.js";
import { SILENT_LOG } from "../log.js";
import type { Log } from "../log.js";
import { createFollower } from "./createFollower.js";
import { createIndexRunner } from "./createIndexRunner.js";
import { createRegistryQueries } from "./queries/createRegistryQueries.js";
import type { RegistryQueries } from "./queries/createRegistryQueries.js";
import { createIndexStore } from "./store/indexStore.js";
import { openIndexDatabase } from "./store/openIndexDatabase.js";

export interface RegistryIndexConfig {
  /** The SQLite file, made if it is absent; whoever deletes it has it made again. */
  readonly file: string;
  readonly rpcUrls: readonly string[];
  /** Address of `Directory`. */
  readonly directory: Hex;
  readonly finalityBlocks: number;
  /** How often the chain is asked for new blocks, in milliseconds. */
  readonly pollIntervalMs: number;
}

/** How far the index is. */
export interface IndexLag {
  /** The last block read; null before the first. */
  readonly block: number | null;
  /** Blocks that the node had more when it was last asked; null before the first answer. */
  readonly blocksBehind: number | null;
  /** Unix milliseconds of the last round that succeeded; null before the first. */
  readonly lastRoundAt: number | null;
}

/** The registries of the chain, as their logs tell them, in a database of the relayer's own. */
export interface RegistryIndex {
  readonly queries: RegistryQueries;
  lag(): IndexLag;
  start(): void;
  /** Ends the round that is under way, and closes the file. */
  stop(): Promise<void>;
}

/** @throws RelayerError `registry-index-unusable` */
export function openRegistryIndex(
  config: RegistryIndexConfig,
  { log, now }: { log: Log; now: () => number },
): RegistryIndex {
  const directory = config.directory.toLowerCase() as Hex;
  const database = openIndexDatabase(config.file, log);
  const store = createIndexStore(database, directory);
  const follow = createFollower({ store, log, directory, finalityBlocks: config.finalityBlocks });
  // Nodes of its own: what it asks for neither waits for anchoring, nor says anything about it. Of which chain it is, the
  // file itself remembers.
  const chain = openChainAccess(config.rpcUrls, directory, { log: SILENT_LOG, now, chainId: null });
  let head: number | null = null;
  let lastRoundAt: number | null = null;

  async function round(): Promise<boolean> {
    const { head: found, isBehind } = await chain.ask((node) => follow(node));
    head = found;
    lastRoundAt = now();
    return isBehind;
  }

  const runner = createIndexRunner(round, { log, pollIntervalMs: config.pollIntervalMs });
  return {
    queries: createRegistryQueries(database),
    lag() {
      const block = store.position()?.number ?? null;
      return { block, blocksBehind: head === null ? null : Math.max(0, head - (block ?? -1)), lastRoundAt };
    },
    start: () => runner.start(),
    async stop() {
      chain.close();
      await runner.stop();
      database.close();
    },
  };
}
