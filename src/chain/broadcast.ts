import type { Hex } from "../core/index.js";
import { unusable } from "./blocks.js";
import { classifyRefusal } from "./classifyRefusal.js";
import type { BroadcastOutcome } from "./classifyRefusal.js";
import { ChainError } from "./errors.js";
import type { Node } from "./node.js";

/** Hands a signed transaction to the node. Harmless to repeat. Throws only where the node cannot be asked. */
export async function broadcast(node: Node, raw: Hex): Promise<BroadcastOutcome> {
  const [outcome] = await broadcastAll(node, [raw]);
  if (outcome === undefined) throw unusable(node, "did not answer eth_sendRawTransaction");
  return outcome;
}

/** `broadcast` for many, in their order, in few round trips. */
export async function broadcastAll(node: Node, raws: readonly Hex[]): Promise<BroadcastOutcome[]> {
  const outcomes = await node.requestAll(raws.map((raw) => ({ method: "eth_sendRawTransaction", params: [raw] })));
  return outcomes.map((outcome) => {
    if ("result" in outcome) return { kind: "accepted", message: "" };
    if (outcome.error instanceof ChainError) return classifyRefusal(refusalText(outcome.error));
    throw outcome.error;
  });
}

function refusalText(error: ChainError): string {
  const { cause } = error;
  const words = typeof cause === "object" && cause !== null && "message" in cause ? cause.message : error.message;
  return typeof words === "string" ? words : error.message;
}
