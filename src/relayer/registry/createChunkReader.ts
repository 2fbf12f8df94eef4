import type { Node } from "../../chain/index.js";
import { isTooMuch, readBlocks, readRange } from "../../chain/registryEvents/index.js";
import type { ReadBlocks } from "../../chain/registryEvents/index.js";
import type { Hex } from "../../core/index.js";

/** The most final blocks asked for in one request. */
export const MAX_RANGE_BLOCKS = 10_000;
/** The most of the newest blocks read at once, in two requests. */
const MAX_NEWEST_BLOCKS = 50;
/** Ranges read after a refusal, before a larger one is tried. */
const RANGES_BEFORE_GROWTH = 20;
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
  let size = MAX_RANGE_BLOCKS;
  let sinceRefusal = 0;

  async function readSettled(node: Node, { addresses, from, ...request }: ChunkRequest): Promise<ReadBlocks> {
    const limit = Math.min(request.to, request.firstUnsettled - 1);
    for (;;) {
      const to = endOfRange(from, limit, size);
      try {
        const found = await readRange(node, addresses, from, to);
        sinceRefusal += 1;
        if (sinceRefusal > RANGES_BEFORE_GROWTH && size < MAX_RANGE_BLOCKS) {
          size = Math.min(MAX_RANGE_BLOCKS, size * 2);
          sinceRefusal = 0;
        }
        return found;
      } catch (error) {
        if (to === from || !isTooMuch(error)) throw error;
        size = Math.ceil((to - from + 1) / 2);
        sinceRefusal = 0;
      }
    }
  }

  return (node, request) => {
    const { addresses, from, to, after, firstUnsettled } = request;
    if (from < firstUnsettled) return readSettled(node, request);
    return readBlocks(node, addresses, from, Math.min(to, from + MAX_NEWEST_BLOCKS - 1), after);
  };
}

function endOfRange(from: number, limit: number, size: number): number {
  const end = Math.min(limit, from + size - 1);
  const rounded = end - (end % KEPT_FOR_GOOD);
  return rounded > from && end < limit ? rounded : end;
}
