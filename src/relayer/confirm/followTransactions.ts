import { anchoredBatches, broadcast, nonceAt, readBlock, transactionOutcome } from "../../chain/index.js";
import type { Node, TransactionOutcome } from "../../chain/index.js";
import type { Hex } from "../../core/index.js";
import type { Log } from "../log.js";
import type { Queue, StoredBatch, StoredTransaction } from "../queue/queue.js";
import type { StepObserver } from "../steps.js";

export interface ConfirmContext {
  readonly queue: Queue;
  readonly log: Log;
  readonly observe: StepObserver;
  readonly finalityBlocks: number;
}

/** Finds out what became of every open transaction that has batches on their way, and acts on it. */
export async function followTransactions(context: ConfirmContext, node: Node, recordAnchor: Hex): Promise<void> {
  const open = await context.queue.openTransactions();
  for (const transaction of open) {
    const submitted = (await context.queue.batchesOf(transaction.id)).filter(({ state }) => state === "submitted");
    if (submitted.length === 0) continue;
    const outcome = await transactionOutcome(node, transaction.hash);
    if (outcome.kind === "mined") await recordBlock(context, node, recordAnchor, transaction, submitted, outcome);
    else if (outcome.kind === "unknown") await sendAgain(context, node, transaction, open);
  }
}

async function recordBlock(
  context: ConfirmContext,
  node: Node,
  recordAnchor: Hex,
  transaction: StoredTransaction,
  submitted: readonly StoredBatch[],
  outcome: TransactionOutcome & { readonly kind: "mined" },
): Promise<void> {
  const { queue, log, observe } = context;
  const block = await readBlock(node, outcome.blockNumber);
  // The node's chain changed between two questions: the next round sees one or the other.
  if (block === null || block.hash !== outcome.blockHash) return;
  const anchored = anchoredBatches(outcome.logs, recordAnchor);
  const chainId = await node.chainId();
  for (const batch of submitted) {
    const found = anchored.find(
      ({ institutionId, root }) => institutionId === batch.institutionId && root === batch.root,
    );
    if (found === undefined) continue;
    await queue.markAnchored(batch.id, {
      chainId,
      recordAnchor,
      sequence: found.sequence,
      anchoredAt: block.timestamp,
      transactionHash: transaction.hash,
      blockNumber: outcome.blockNumber,
      blockHash: outcome.blockHash,
    });
    log.info("batch-anchored", {
      batchId: batch.id,
      institutionId: batch.institutionId,
      sequence: found.sequence,
      count: batch.count,
      blockNumber: outcome.blockNumber,
    });
  }
  await observe("batch-anchored");
  if (outcome.succeeded && anchored.length > 0) return;
  // In a block, and reverted: something changed since the contract was asked. It is asked again, and says what.
  await queue.abandonTransaction(transaction.id);
  log.warn("transaction-reverted", { transactionHash: transaction.hash, blockNumber: outcome.blockNumber });
}

/** The node does not know it: it forgot, it was never told, or the nonce went to another transaction. */
async function sendAgain(
  { queue, log }: ConfirmContext,
  node: Node,
  transaction: StoredTransaction,
  open: readonly StoredTransaction[],
): Promise<void> {
  const { id, hash, raw, account, nonce } = transaction;
  const next = await nonceAt(node, account, "latest");
  if (next > nonce) {
    // Asked once more: between the two answers it may have been mined itself.
    if ((await transactionOutcome(node, hash)).kind !== "unknown") return;
    await queue.abandonTransaction(id);
    log.warn("transaction-overtaken", { transactionHash: hash, nonce });
    return;
  }
  if (next < nonce && !open.some((other) => other.account === account && other.nonce === next)) {
    // The chain went back further than what is open here: nothing will ever fill the nonces between.
    await queue.abandonTransaction(id);
    log.warn("transaction-stranded", { transactionHash: hash, nonce, next });
    return;
  }
  const { kind, message } = await broadcast(node, raw);
  switch (kind) {
    case "accepted":
    case "already-known":
      log.info("transaction-sent-again", { transactionHash: hash, nonce });
      return;
    case "nonce-used":
    case "nonce-taken":
      // Somebody else's transaction has the nonce, or is about to: the next round sees which.
      log.warn("transaction-waits", { transactionHash: hash, nonce, outcome: kind, reason: message });
      return;
    case "insufficient-funds":
      log.error("account-cannot-pay", { account, reason: message });
      return;
    case "underpriced":
    case "refused":
      // This node will not take it as it is. A new one of the same nonce is harmless: one of the two is mined, and the
      // contract refuses a root that it has.
      await queue.abandonTransaction(id);
      log.warn("transaction-given-up", { transactionHash: hash, nonce, outcome: kind, reason: message });
      return;
  }
}
