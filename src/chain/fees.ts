import { readBigQuantity, readHead } from "./blocks.js";
import type { Node } from "./node.js";

/**
 * What a transaction pays for gas, in wei: `legacy` where the base fee is zero (price zero) and before London,
 * `eip-1559` elsewhere.
 */
export type Fees =
  | { readonly kind: "legacy"; readonly gasPrice: bigint }
  | { readonly kind: "eip-1559"; readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint };

/** Asks the node what a transaction has to pay now. */
export async function readFees(node: Node): Promise<Fees> {
  const { baseFeePerGas } = await readHead(node);
  if (baseFeePerGas === 0n) return { kind: "legacy", gasPrice: 0n };
  if (baseFeePerGas === null) {
    return { kind: "legacy", gasPrice: readBigQuantity(node, await node.request("eth_gasPrice", [])) };
  }
  const [suggestion] = await node.requestAll([{ method: "eth_maxPriorityFeePerGas", params: [] }]);
  // Not every node has a suggestion; the base fee's own tenth is taken by any chain that is not congested.
  const maxPriorityFeePerGas =
    suggestion !== undefined && "result" in suggestion
      ? readBigQuantity(node, suggestion.result)
      : baseFeePerGas / 10n + 1n;
  // The base fee can grow by an eighth a block: twice as much lasts for six full blocks.
  return { kind: "eip-1559", maxFeePerGas: 2n * baseFeePerGas + maxPriorityFeePerGas, maxPriorityFeePerGas };
}
