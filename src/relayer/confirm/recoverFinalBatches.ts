import { readBatches } from "../../chain/index.js";
import type { Node } from "../../chain/index.js";
import type { ConfirmContext } from "./followTransactions.js";

/** Final batches looked up in one go. */
const PAGE = 100;

/**
 * Finds final batches that the chain no longer has, from the newest back, until a page is complete: a chain that was
 * restored from a backup has lost its newest blocks. They are anchored again.
 */
export async function recoverFinalBatches({ queue, log }: ConfirmContext, node: Node): Promise<void> {
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const page = await queue.finalBatches(before, PAGE);
    const [newest] = page;
    if (newest?.place == null) return;
    const { recordAnchor } = newest.place;
    const known = await readBatches(node, recordAnchor, page);
    const lost = page.filter((_, i) => known[i] === null);
    for (const batch of lost) {
      await queue.markLost(batch.id);
      log.error("final-batch-lost", { batchId: batch.id, institutionId: batch.institutionId });
    }
    if (lost.length === 0) return;
    before = page.at(-1)?.id ?? 0;
  }
}
