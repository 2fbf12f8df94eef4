import { broadcast, buildAnchorTransaction, nonceAt, signTransaction, simulateAnchor } from "../../chain/index.js";
import type { Node, Revert, Signer } from "../../chain/index.js";
import type { Hex } from "../../core/index.js";
import type { Log } from "../log.js";
import type { Queue, StoredBatch } from "../queue/queue.js";
import type { StepObserver } from "../steps.js";
import { adoptBatch } from "./adoptBatch.js";
import { holdDelayMs } from "./holdDelayMs.js";

/** Batches in one transaction: their gas stays below two million, far below any block's limit. */
export const MAX_BATCHES_A_TRANSACTION = 50;

export interface SubmitContext {
  readonly queue: Queue;
  readonly signer: Signer;
  readonly log: Log;
  readonly observe: StepObserver;
}

/**
 * Signs and sends one transaction for the batches that wait, if none of this account's is on its way.
 *
 * The contract is asked first. Where it refuses, what it names is taken out (adopted if it is anchored already, held if
 * its institution may not anchor now), and the others go on.
 */
export async function submitBatches(context: SubmitContext, node: Node, recordAnchor: Hex): Promise<void> {
  if (await isTransactionOnItsWay(context.queue)) return;
  let batches = await context.queue.batchesToSubmit(MAX_BATCHES_A_TRANSACTION);
  while (batches.length > 0) {
    const simulated = await simulateAnchor(node, recordAnchor, context.signer.address, batches);
    if (simulated.kind === "accepted") return sendTransaction(context, node, recordAnchor, batches, simulated.gas);
    batches = await takeOut(context, node, recordAnchor, batches, simulated.revert);
  }
}

/** Whether a transaction is signed and not in a block: its nonce is the next one's business. */
async function isTransactionOnItsWay(queue: Queue): Promise<boolean> {
  for (const { id } of await queue.openTransactions()) {
    const batches = await queue.batchesOf(id);
    if (batches.some(({ state }) => state === "submitted")) return true;
  }
  return false;
}

async function sendTransaction(
  { queue, signer, log, observe }: SubmitContext,
  node: Node,
  recordAnchor: Hex,
  batches: readonly StoredBatch[],
  gas: bigint,
): Promise<void> {
  const nonce = await nonceAt(node, signer.address, "latest");
  const unsigned = await buildAnchorTransaction(node, { recordAnchor, batches, nonce, gas });
  const { raw, hash } = await signTransaction(signer, unsigned);
  await observe("transaction-signed");
  const ids = batches.map(({ id }) => id);
  // before it is sent: a crash after this line finds the transaction here, one before it has sent nothing
  await queue.storeTransaction({ account: signer.address, nonce, hash, raw }, ids);
  await observe("transaction-stored");
  const { kind, message } = await broadcast(node, raw);
  await observe("transaction-sent");
  if (kind === "accepted" || kind === "already-known") {
    log.info("transaction-sent", { transactionHash: hash, nonce, batches: batches.length });
  } else {
    log.warn("transaction-not-taken", { transactionHash: hash, nonce, outcome: kind, reason: message });
  }
}

/** @returns the batches that may go on */
async function takeOut(
  context: SubmitContext,
  node: Node,
  recordAnchor: Hex,
  batches: readonly StoredBatch[],
  revert: Revert,
): Promise<StoredBatch[]> {
  const named = batches.filter((batch) => isNamed(batch, revert));
  const [only] = batches;
  // An error that names none of several: each is asked about alone, and answers for itself.
  if (named.length === 0 && batches.length > 1) return takeOutOneByOne(context, node, recordAnchor, batches);
  const culprits = named.length > 0 ? named : only === undefined ? [] : [only];
  for (const batch of culprits) {
    if (revert.name === "RecordAnchorBatchAlreadyAnchored" && (await adoptBatch(context, node, recordAnchor, batch))) {
      continue;
    }
    await context.queue.holdBatch(batch.id, revert.message, holdDelayMs(batch.hold?.refusals ?? 0));
    context.log.warn("batch-held", { batchId: batch.id, institutionId: batch.institutionId, reason: revert.message });
  }
  return batches.filter((batch) => !culprits.includes(batch));
}

async function takeOutOneByOne(
  context: SubmitContext,
  node: Node,
  recordAnchor: Hex,
  batches: readonly StoredBatch[],
): Promise<StoredBatch[]> {
  const accepted: StoredBatch[] = [];
  for (const batch of batches) {
    const simulated = await simulateAnchor(node, recordAnchor, context.signer.address, [batch]);
    if (simulated.kind === "accepted") accepted.push(batch);
    else await takeOut(context, node, recordAnchor, [batch], simulated.revert);
  }
  return accepted;
}

/** The contract's errors name the institution, and where it is about one batch only, its root. */
function isNamed(batch: StoredBatch, { args }: Revert): boolean {
  if (args["institutionId"] !== batch.institutionId) return false;
  const root = args["root"];
  return root === undefined || String(root).toLowerCase() === batch.root;
}
