import type { Hex } from "../../core/index.js";
import { parseBlock, unusable } from "../blocks.js";
import type { CallOutcome, Node } from "../node.js";
import type { RpcCall } from "../jsonRpc.js";
import { toQuantity } from "../quantities.js";
import type { ChainLink } from "./registryEvent.js";

/** The latest block of the node. */
export async function readHeadLink(node: Node): Promise<ChainLink> {
  const [outcome] = await node.requestAll([{ method: "eth_getBlockByNumber", params: ["latest", false] }]);
  const link = parseLink(node, outcome);
  if (link === null) throw unusable(node, "has no latest block");
  return link;
}

/** The blocks of these numbers in the node's chain now, in their order; null where there is none. */
export async function readLinks(node: Node, numbers: readonly number[]): Promise<(ChainLink | null)[]> {
  const outcomes = await node.requestAll(numbers.map(linkCall));
  return outcomes.map((outcome, i) => linkOf(node, outcome, numbers[i] as number));
}

export function linkCall(number: number): RpcCall {
  return { method: "eth_getBlockByNumber", params: [toQuantity(number), false] };
}

/** The answer to `linkCall`. */
export function linkOf(node: Node, outcome: CallOutcome | undefined, number: number): ChainLink | null {
  const link = parseLink(node, outcome);
  if (link !== null && link.number !== number) {
    throw unusable(node, `answered block ${link.number} for block ${number}`);
  }
  return link;
}

function parseLink(node: Node, outcome: CallOutcome | undefined): ChainLink | null {
  if (outcome === undefined) throw unusable(node, "did not answer for a block");
  if ("error" in outcome) throw outcome.error;
  const block = parseBlock(node, outcome.result);
  if (block === null) return null;
  const { parentHash } = outcome.result as { parentHash?: unknown };
  if (typeof parentHash !== "string") throw unusable(node, "answered a block without its parent's hash");
  const { number, hash, timestamp } = block;
  return { number, hash, parentHash: parentHash.toLowerCase() as Hex, timestamp };
}
