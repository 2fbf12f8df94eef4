import type { ChainAccess } from "./anchor/chainAccess.js";
import { submitBatches } from "./anchor/submitBatches.js";
import type { SubmitContext } from "./anchor/submitBatches.js";
import { closeDueBatches } from "./batch/closeDueBatches.js";
import type { BatchLimits } from "./batch/closeDueBatches.js";
import { confirmBatches } from "./confirm/confirmBatches.js";
import { followTransactions } from "./confirm/followTransactions.js";
import type { ConfirmContext } from "./confirm/followTransactions.js";
import { recoverFinalBatches } from "./confirm/recoverFinalBatches.js";
import { readHead } from "../chain/index.js";

export interface CycleContext extends SubmitContext, ConfirmContext {
  readonly chain: ChainAccess;
  readonly limits: BatchLimits;
  readonly now: () => number;
}

export interface Cycle {
  /** Closes what is due; needs no chain. @returns whether anything was */
  closeBatches(): Promise<boolean>;
  /**
   * Takes every batch as far as the chain allows now.
   * @returns whether anything is left to do for the batches that are closed
   * @throws NodeUnreachableError
   */
  advance(): Promise<boolean>;
}

/** One round of everything that happens after intake. Each part finds its work in the queue, and nowhere else. */
export function createCycle(context: CycleContext): Cycle {
  let highestHead = Number.POSITIVE_INFINITY;

  return {
    async closeBatches() {
      const closed = await closeDueBatches(context.queue, context.limits, context.now());
      for (const { id, institutionId, count } of closed) {
        context.log.info("batch-closed", { batchId: id, institutionId, count });
      }
      if (closed.length > 0) await context.observe("batch-closed");
      return closed.length > 0;
    },
    async advance() {
      await context.chain.ask(async (node, recordAnchor) => {
        const head = await readHead(node);
        // At the start, and whenever the chain is shorter than it was: what was final may be gone.
        if (head.number < highestHead) await recoverFinalBatches(context, node);
        highestHead = head.number;
        if (!(await context.queue.hasBatchesUnderWay())) return;
        await followTransactions(context, node, recordAnchor);
        await confirmBatches(context, node);
        await submitBatches(context, node, recordAnchor);
      });
      return context.queue.hasBatchesUnderWay();
    },
  };
}
