import type { Node } from "../../chain/index.js";
import { isTooMuch, readBlocks, readRange } from "../../chain/registryEvents/index.js";
import type { ReadBlocks } from "../../chain/registryEvents/index.js";
import type { Hex } from "../../core/index.js";
import { createPace } from "./createPace.js";

/** Settled blocks, asked for in one request. */
const SETTLED = { first: 128, most: 10_000 };
/** The newest blocks, asked for one by one in two requests. */
const NEWEST = { first: 2, most: 50 };
/** Ranges end at a multiple of this where they can: those blocks' hashes are kept for good. */
const KEPT_FOR_GOOD = 1_000;

/** Which blocks to read, and whose logs. */
export interface ChunkRequest {
  /** Lower case. */
  readonly addresses: readonly Hex[];
  readonly from: number;
  /** The last block that may be read. */
  readonly to: number;
  /** The hash of the block before the first; null where that is not known. */
  readonly after: Hex | null;
  /** The first block that may yet be replaced. */
  readonly firstUnsettled: number;
}

/**
 * Makes the function that reads some blocks of a request: settled ones as a range, fewer where the node refuses so many,
 * the others by their hashes.
 * @returns null where the blocks do not follow `after`
 */
export function createChunkReader(): (node: Node, request: ChunkRequest) => Promise<ReadBlocks | null> {
  const settled = createPace(SETTLED);
  const newest = createPace(NEWEST);

  async function readSettled(node: Node, { addresses, from, ...request }: ChunkRequest): Promise<ReadBlocks> {
    const limit = Math.min(request.to, request.firstUnsettled - 1);
    for (;;) {
      const to = endOfRange(from, limit, settled.blocks);
      try {
        const found = await readRange(node, addresses, from, to);
        settled.answered(found.logs.length);
        return found;
      } catch (error) {
        if (to === from || !isTooMuch(error)) throw error;
        settled.refused(to - from + 1);
      }
    }
  }

  return async (node, request) => {
    const { addresses, from, to, after, firstUnsettled } = request;
    if (from < firstUnsettled) return readSettled(node, request);
    const found = await readBlocks(node, addresses, from, Math.min(to, from + newest.blocks - 1), after);
    newest.answered(found?.logs.length ?? 0);
    return found;
  };
}

function endOfRange(from: number, limit: number, size: number): number {
  const end = Math.min(limit, from + size - 1);
  const rounded = end - (end % KEPT_FOR_GOOD);
  return rounded > from && end < limit ? rounded : end;
}
