import { readHead, transactionOutcome } from "../../chain/index.js";
import type { Node, TransactionOutcome } from "../../chain/index.js";
import type { Hex } from "../../core/index.js";
import type { ConfirmContext } from "./followTransactions.js";

/**
 * Looks at every anchored batch again: deep enough, it is final; gone from its block (a reorganisation, a chain restored
 * from a backup), it goes back and is followed, or anchored, again.
 */
export async function confirmBatches(context: ConfirmContext, node: Node): Promise<void> {
  const { queue, log, observe, finalityBlocks } = context;
  const batches = await queue.anchoredBatches();
  if (batches.length === 0) return;
  const outcomes = new Map<Hex, TransactionOutcome>();
  const head = await readHead(node);
  const final: number[] = [];
  for (const batch of batches) {
    if (batch.place === null) continue;
    const { transactionHash } = batch.place;
    const outcome = outcomes.get(transactionHash) ?? (await transactionOutcome(node, transactionHash));
    outcomes.set(transactionHash, outcome);
    if (outcome.kind !== "mined" || !outcome.succeeded || outcome.blockHash !== batch.place.blockHash) {
      // Gone, or in another block, where it may have another place in the sequence: it is read anew. Wrong only for a
      // node that is behind, and then harmless: nothing is sent that the chain does not know.
      await queue.markLost(batch.id);
      log.warn("batch-lost", { batchId: batch.id, blockNumber: batch.place.blockNumber });
    } else if (head.number >= outcome.blockNumber + finalityBlocks) {
      final.push(batch.id);
    }
  }
  if (final.length === 0) return;
  await queue.markFinal(final);
  await observe("batch-final");
  log.info("batches-final", { batches: final.length, head: head.number });
}
