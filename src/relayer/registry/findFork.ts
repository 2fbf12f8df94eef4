import type { Node } from "../../chain/index.js";
import { readLinks } from "../../chain/registryEvents/index.js";
import type { ChainLink } from "../../chain/registryEvents/index.js";
import type { IndexStore, Position } from "./store/indexStore.js";

/** Blocks compared in one request. */
const COMPARED_AT_ONCE = 50;

/**
 * The last block read that the node's chain still has.
 *
 * @param position where the index is
 * @returns `position` itself where nothing was replaced, and where the node has not come so far but agrees as far as it
 * has; null where it has none of the blocks
 */
export async function findFork(
  node: Node,
  store: IndexStore,
  position: Position,
  head: ChainLink,
): Promise<Position | null> {
  if (head.hash === position.hash) return position;
  let below = Math.min(position.number, head.number) + 1;
  for (let isFirst = true; ; isFirst = false) {
    const kept = store.blocksBelow(below, isFirst ? 1 : COMPARED_AT_ONCE);
    // None as old as the node's chain is long: it says nothing about what was read.
    if (kept.length === 0) return isFirst ? position : null;
    const links = await readLinks(
      node,
      kept.map(({ number }) => number),
    );
    const same = kept.find(({ hash }, i) => links[i]?.hash === hash);
    if (same !== undefined) return isFirst ? position : same;
    below = kept.at(-1)?.number ?? 0;
  }
}
