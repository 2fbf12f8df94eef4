import { RECEIPT_TYPE, RECEIPT_VERSION, buildTree, formatUtcSeconds, toHex } from "../../core/index.js";
import type { MerkleTree, Receipt } from "../../core/index.js";
import type { Queue, StoredRecord } from "../queue/queue.js";

/** Trees kept in memory: 640 kB each at 10,000 records. */
const TREES_KEPT = 16;

/** @returns the receipt of a record in a batch that the chain has; null for any other */
export type MakeReceipt = (stored: StoredRecord) => Promise<Receipt | null>;

/** Makes receipts from what is stored; a batch's tree is built again when the first of its receipts is asked for. */
export function createReceiptMaker(queue: Queue): MakeReceipt {
  const trees = new Map<number, Promise<MerkleTree>>();

  function treeOf(batchId: number): Promise<MerkleTree> {
    const tree = trees.get(batchId) ?? queue.leavesOf(batchId).then(buildTree);
    // The last one used goes to the end, the first one in line is the longest unused.
    trees.delete(batchId);
    trees.set(batchId, tree);
    for (const oldest of trees.keys()) {
      if (trees.size <= TREES_KEPT) break;
      trees.delete(oldest);
    }
    tree.catch(() => trees.delete(batchId));
    return tree;
  }

  return async ({ batchId, leaf, record }) => {
    if (batchId === null) return null;
    const batch = await queue.batchById(batchId);
    if (batch?.place == null) return null;
    const { chainId, recordAnchor, sequence, anchoredAt, transactionHash, blockNumber, blockHash } = batch.place;
    const tree = await treeOf(batchId);
    return {
      type: RECEIPT_TYPE,
      version: RECEIPT_VERSION,
      record,
      leaf: toHex(leaf),
      proof: tree.proofOf(leaf).map(toHex),
      batch: { sequence, root: batch.root, count: batch.count },
      ledger: {
        chainId,
        recordAnchor,
        transactionHash,
        blockNumber,
        blockHash,
        anchoredAt: formatUtcSeconds(anchoredAt),
      },
    };
  };
}
