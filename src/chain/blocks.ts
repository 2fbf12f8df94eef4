import type { Hex } from "../core/index.js";
import { NodeUnreachableError } from "./errors.js";
import type { Node } from "./node.js";
import { readQuantity, toQuantity } from "./quantities.js";

/** A block's header, as far as the platform needs it. */
export interface Block {
  number: number;
  hash: Hex;
  /** Unix seconds. */
  timestamp: number;
  /** Wei; null before London. */
  baseFeePerGas: bigint | null;
  gasLimit: bigint;
}

/** The latest block of the node. */
export async function readHead(node: Node): Promise<Block> {
  const block = parseBlock(node, await node.request("eth_getBlockByNumber", ["latest", false]));
  if (block === null) throw unusable(node, "has no latest block");
  return block;
}

/** The block of this number in the node's chain now; null where there is none yet. */
export async function readBlock(node: Node, number: number): Promise<Block | null> {
  return parseBlock(node, await node.request("eth_getBlockByNumber", [toQuantity(number), false]));
}

export function parseBlock(node: Node, value: unknown): Block | null {
  if (value === null) return null;
  const { number, hash, timestamp, baseFeePerGas, gasLimit } = value as Record<string, unknown>;
  const parsed = { number: readQuantity(number), timestamp: readQuantity(timestamp) };
  if (parsed.number === null || parsed.timestamp === null || typeof hash !== "string") {
    throw unusable(node, "answered a block without number, hash or timestamp");
  }
  return {
    number: parsed.number,
    hash: hash.toLowerCase() as Hex,
    timestamp: parsed.timestamp,
    baseFeePerGas: typeof baseFeePerGas === "string" ? BigInt(baseFeePerGas) : null,
    gasLimit: typeof gasLimit === "string" ? BigInt(gasLimit) : 0n,
  };
}

export function unusable(node: Node, reason: string): NodeUnreachableError {
  return new NodeUnreachableError({ url: node.url, failure: "not-json-rpc", reason });
}

/** A JSON-RPC quantity of any size. */
export function readBigQuantity(node: Node, value: unknown): bigint {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) throw unusable(node, "answered no quantity");
  return BigInt(value);
}
