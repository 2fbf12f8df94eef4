import { findAnchoring, readBatch } from "../../chain/index.js";
import type { Node } from "../../chain/index.js";
import type { Hex } from "../../core/index.js";
import type { Log } from "../log.js";
import type { Queue, StoredBatch } from "../queue/queue.js";

/**
 * Takes over the place of a batch that the chain has, whoever anchored it: an earlier transaction of this relayer whose
 * outcome it never saw, another relayer, the same records from a lost database.
 *
 * @returns false where the node's answers do not fit together yet
 */
export async function adoptBatch(
  { queue, log }: { readonly queue: Queue; readonly log: Log },
  node: Node,
  recordAnchor: Hex,
  batch: StoredBatch,
): Promise<boolean> {
  const { institutionId, root } = batch;
  const known = await readBatch(node, recordAnchor, institutionId, root);
  const found = known === null ? null : await findAnchoring(node, recordAnchor, { institutionId, root }, 0);
  if (known === null || found === null) return false;
  await queue.markAnchored(batch.id, {
    chainId: await node.chainId(),
    recordAnchor,
    sequence: known.sequence,
    anchoredAt: known.anchoredAt,
    transactionHash: found.transactionHash,
    blockNumber: found.blockNumber,
    blockHash: found.blockHash,
  });
  log.info("batch-adopted", { batchId: batch.id, institutionId, sequence: known.sequence });
  return true;
}
