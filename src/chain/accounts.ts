import type { Hex } from "../core/index.js";
import { readBigQuantity, unusable } from "./blocks.js";
import type { Node } from "./node.js";
import { readQuantity } from "./quantities.js";

/**
 * How many transactions of the account are in blocks (`latest`), or also wait in order (`pending`): the next nonce.
 */
export async function nonceAt(node: Node, address: Hex, tag: "latest" | "pending"): Promise<number> {
  const nonce = readQuantity(await node.request("eth_getTransactionCount", [address, tag]));
  if (nonce === null) throw unusable(node, "answered no transaction count");
  return nonce;
}

/** The account's balance in wei. */
export async function balanceOf(node: Node, address: Hex): Promise<bigint> {
  return readBigQuantity(node, await node.request("eth_getBalance", [address, "latest"]));
}
