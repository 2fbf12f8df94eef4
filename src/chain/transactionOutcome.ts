import type { Hex } from "../core/index.js";
import { unusable } from "./blocks.js";
import type { Node } from "./node.js";
import { readQuantity } from "./quantities.js";

/** A log of a transaction, as the node gave it. */
export interface TransactionLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** `unknown` the node has it nowhere · `pending` it waits · `mined` it is in a block of the node's chain now. */
export type TransactionOutcome =
  | { readonly kind: "unknown" }
  | { readonly kind: "pending" }
  | {
      readonly kind: "mined";
      readonly succeeded: boolean;
      readonly blockNumber: number;
      readonly blockHash: Hex;
      readonly gasUsed: bigint;
      readonly logs: readonly TransactionLog[];
    };

/** What became of a transaction, by the node's chain of now: a block that was reorganised away does not count. */
export async function transactionOutcome(node: Node, hash: Hex): Promise<TransactionOutcome> {
  const [receipt, transaction] = await node.requestAll([
    { method: "eth_getTransactionReceipt", params: [hash] },
    { method: "eth_getTransactionByHash", params: [hash] },
  ]);
  if (receipt === undefined || transaction === undefined) throw unusable(node, "did not answer");
  if ("error" in receipt) throw receipt.error;
  const mined = parseTransactionReceipt(node, receipt.result);
  if (mined !== null) return mined;
  if ("error" in transaction) throw transaction.error;
  // In a block by now, without a receipt a moment ago: the next question finds it.
  return { kind: transaction.result === null ? "unknown" : "pending" };
}

/** A transaction's receipt of the node; null where it is in no block. */
export function parseTransactionReceipt(
  node: Node,
  value: unknown,
): (TransactionOutcome & { readonly kind: "mined" }) | null {
  if (value === null) return null;
  const { status, blockNumber, blockHash, gasUsed, logs } = value as Record<string, unknown>;
  const number = readQuantity(blockNumber);
  // Some nodes give the receipt of a waiting transaction, without a block.
  if (number === null && (blockNumber === null || blockNumber === undefined)) return null;
  if (number === null || typeof blockHash !== "string" || typeof status !== "string" || !Array.isArray(logs)) {
    throw unusable(node, "answered a transaction receipt without block, status or logs");
  }
  return {
    kind: "mined",
    succeeded: readQuantity(status) === 1,
    blockNumber: number,
    blockHash: blockHash.toLowerCase() as Hex,
    gasUsed: typeof gasUsed === "string" ? BigInt(gasUsed) : 0n,
    logs: logs as TransactionLog[],
  };
}
