import { classifyRefusal } from "./classifyRefusal.js";
import { explainRevert, readRevertData } from "./contractErrors.js";
import { ChainError, NodeUnreachableError } from "./errors.js";
import { excerpt } from "./excerpt.js";
import type { RpcCall, RpcFailure } from "./jsonRpc.js";

/**
 * Codes by which a node speaks of itself: no such method, an internal error, too many requests.
 * @custom:source JSON-RPC 2.0 section 5.1; EIP-1474 (-32005 limit exceeded)
 */
const NODE_CODES: readonly number[] = [-32700, -32600, -32601, -32603, -32005, 429];

/** Only these run a contract, and can be reverted by it. */
const CALLS_OF_CONTRACTS: readonly string[] = ["eth_call", "eth_estimateGas", "eth_sendRawTransaction"];

/** What is wrong with a call whatever node runs it: the sender's funds, or its gas. */
const CALL_FAULTS = /insufficient funds|gas required exceeds|out of gas|intrinsic gas|exceeds block gas limit/i;

/**
 * Tells a refusal, by a contract or of a transaction, from a failure of the node.
 * @custom:source execution-apis: `eth_call` and `eth_estimateGas` answer a revert with code 3 and its data; older
 * nodes with -32000 or -32015 and the data somewhere inside
 */
export function classifyRpcFailure(url: string, call: RpcCall, failure: RpcFailure): ChainError | NodeUnreachableError {
  const message = excerpt(failure.message);
  const data = CALLS_OF_CONTRACTS.includes(call.method) ? readRevertData(failure) : null;
  if (data !== null) {
    const revert = explainRevert(data);
    return new ChainError({
      code: "transaction-reverted",
      message: revert === null ? "the contract refused without a reason that is known here" : revert.message,
      cause: failure,
      ...(revert !== null && { revert }),
    });
  }
  if (isAboutTransaction(call, failure)) {
    return new ChainError({
      code: "transaction-refused",
      message: `the node refused the transaction: ${message}`,
      cause: failure,
    });
  }
  return new NodeUnreachableError({
    url,
    failure: "node-error",
    reason: `${call.method} failed with error ${failure.code}: ${message}`,
    cause: failure,
  });
}

function isAboutTransaction(call: RpcCall, failure: RpcFailure): boolean {
  if (call.method === "eth_sendRawTransaction") {
    return !NODE_CODES.includes(failure.code) || classifyRefusal(failure.message).kind !== "refused";
  }
  return CALLS_OF_CONTRACTS.includes(call.method) && CALL_FAULTS.test(failure.message);
}
