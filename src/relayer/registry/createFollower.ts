import { setImmediate } from "node:timers/promises";
import type { Node } from "../../chain/index.js";
import { readHeadLink, readLinks } from "../../chain/registryEvents/index.js";
import type { ReadBlocks } from "../../chain/registryEvents/index.js";
import type { Hex } from "../../core/index.js";
import { RelayerError } from "../errors.js";
import type { Log } from "../log.js";
import { createChunkReader } from "./createChunkReader.js";
import type { ChunkRequest } from "./createChunkReader.js";
import { cutSteps } from "./cutSteps.js";
import type { Chunk } from "./cutSteps.js";
import { findFork } from "./findFork.js";
import { findListings } from "./findListings.js";
import { placeEvents } from "./placeEvents.js";
import type { IndexStore, ListedContract, PlacedEvent, Position } from "./store/indexStore.js";

/** Blocks beyond those that finality asks for whose hashes are kept: a chain restored from a backup has lost some. */
const KEPT_BEYOND_FINALITY = 64;

export interface FollowContext {
  readonly store: IndexStore;
  readonly log: Log;
  /** Address of `Directory`, lower case. */
  readonly directory: Hex;
  readonly finalityBlocks: number;
}

/** How far a round came. */
export interface RoundEnd {
  /** The node's latest block. */
  readonly head: number;
  /** Whether there is more to read now. */
  readonly isBehind: boolean;
}

/**
 * Takes the index one round further along the chain.
 * @throws NodeUnreachableError · RelayerError `registry-index-incomplete`: the index was emptied
 */
export type Follow = (node: Node) => Promise<RoundEnd>;

/**
 * Each round takes back what the chain no longer has, or reads some blocks that it has more. Between two rounds nothing
 * is kept in memory but how large a range the node takes, so that the index can be ended, killed and started at any time.
 */
export function createFollower({ store, log, directory, finalityBlocks }: FollowContext): Follow {
  const readChunk = createChunkReader();
  const keptBlocks = finalityBlocks + KEPT_BEYOND_FINALITY;

  return async (node) => {
    store.requireChain(await node.chainId());
    const head = await readHeadLink(node);
    const position = store.position();
    const again: RoundEnd = { head: head.number, isBehind: true };
    if (position !== null) {
      const fork = await findFork(node, store, position, head);
      if (fork !== position) {
        store.undo(position, fork);
        log.warn("registry-blocks-undone", { from: position.number, to: fork?.number ?? null });
        return again;
      }
    }
    const from = (position?.number ?? -1) + 1;
    if (from > head.number) return { head: head.number, isBehind: false };

    const firstUnsettled = Math.max(0, head.number - keptBlocks + 1);
    const request = { from, to: head.number, after: position?.hash ?? null, firstUnsettled };
    const chunk = await readWithListings(node, request, position);
    if (chunk === null) return again;
    await write(position, chunk);
    const { number } = chunk.found.end;
    store.prune(number - keptBlocks);
    return { head: head.number, isBehind: number < head.number };
  };

  /** @returns null where the chain is no longer the one that the index has read */
  async function readWithListings(
    node: Node,
    request: Omit<ChunkRequest, "addresses">,
    position: Position | null,
  ): Promise<Chunk | null> {
    let contracts: ListedContract[] = [];
    for (;;) {
      const addresses = [...store.contracts(), ...contracts.map(({ address }) => address)];
      const found = await readChunk(node, { ...request, addresses });
      if (found === null) return null;
      const listed = findListings(node, found, directory, addresses);
      if (listed.length > 0) {
        // Read again, with what the contracts said that the directory named in these very blocks.
        contracts = [...contracts, ...listed];
        continue;
      }
      const earlier = await readEarlier(node, contracts, request.firstUnsettled, position);
      if (earlier === null) return null;
      const events = await placeEvents(node, found);
      return { found: request.from === 0 ? await withGenesis(node, found) : found, events, contracts, earlier };
    }
  }

  /** What contracts said before the directory named them. @returns as `readWithListings` */
  async function readEarlier(
    node: Node,
    contracts: readonly ListedContract[],
    firstUnsettled: number,
    position: Position | null,
  ): Promise<PlacedEvent[] | null> {
    const events: PlacedEvent[] = [];
    if (contracts.length === 0 || position === null) return events;
    const addresses = contracts.map(({ address }) => address);
    let after: Hex | null = null;
    for (let from = 0; from <= position.number;) {
      const found = await readChunk(node, { addresses, from, to: position.number, after, firstUnsettled });
      if (found === null) return null;
      events.push(...(await placeEvents(node, found)));
      after = found.end.hash;
      from = found.end.number + 1;
    }
    return after === position.hash ? events : null;
  }

  async function write(position: Position | null, chunk: Chunk): Promise<void> {
    let after = position;
    try {
      for (const step of cutSteps(chunk)) {
        if (!store.append(after, step)) return;
        after = step.end;
        await setImmediate();
      }
    } catch (error) {
      if (!(error instanceof RelayerError) || error.code !== "registry-index-incomplete" || after === null) throw error;
      // What was left out, and where, is not known: all is read again.
      store.undo(after, null);
      throw error;
    }
  }
}

/** With the hash of the first block, by which another chain is recognised however short it is. */
async function withGenesis(node: Node, found: ReadBlocks): Promise<ReadBlocks> {
  if (found.links[0]?.number === 0) return found;
  const [genesis] = await readLinks(node, [0]);
  return genesis == null ? found : { ...found, links: [genesis, ...found.links] };
}
