import { NodeUnreachableError } from "../../chain/index.js";
import type { Node } from "../../chain/index.js";

/**
 * The id of the chain that a node serves now. Asked each time: behind one address there may be another chain than before.
 *
 * @param expected null: any
 * @throws NodeUnreachableError `other-chain` where it is not the expected one
 */
export async function requireChain(node: Node, expected: number | null): Promise<number> {
  const answer = await node.request("eth_chainId", []);
  const chainId = typeof answer === "string" && /^0x[0-9a-f]+$/i.test(answer) ? Number(answer) : Number.NaN;
  if (!Number.isSafeInteger(chainId)) {
    throw new NodeUnreachableError({
      url: node.url,
      failure: "not-json-rpc",
      reason: "answered eth_chainId with no number",
    });
  }
  if (expected !== null && chainId !== expected) {
    throw new NodeUnreachableError({
      url: node.url,
      failure: "other-chain",
      reason: `serves chain ${chainId}, ${expected} expected`,
    });
  }
  return chainId;
}
