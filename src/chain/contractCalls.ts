import type { Interface, Result } from "ethers";
import type { Hex } from "../core/index.js";
import { ChainError, NodeUnreachableError } from "./errors.js";
import type { RpcCall } from "./jsonRpc.js";
import type { CallOutcome, Node } from "./node.js";
import { toQuantity } from "./quantities.js";

/** Where a contract is, and its ABI. */
export interface ContractAt {
  readonly name: string;
  readonly address: Hex;
  readonly abi: Interface;
}

/** A view call, for `Node.requestAll`; `decodeViewCall` reads its answer. */
export function viewCall(
  contract: ContractAt,
  functionName: string,
  values: readonly unknown[],
  tag: string = "latest",
): RpcCall {
  const data = contract.abi.encodeFunctionData(functionName, values) as Hex;
  return { method: "eth_call", params: [toCallObject({ to: contract.address, data }), tag] };
}

/**
 * The answer to a view call.
 * @throws what the call failed with · NodeUnreachableError `no-contract` where the node's chain has nothing at the
 * address · ChainError `contract-missing` where it has something else there
 */
export function decodeViewCall(node: Node, contract: ContractAt, functionName: string, outcome: CallOutcome): Result {
  if ("error" in outcome && outcome.error instanceof ChainError && outcome.error.revert === null) {
    // The platform's contracts refuse with their own errors only.
    throw isAnotherContract(contract, outcome.error);
  }
  const data = requireCode(node, outcome, contract.name, contract.address);
  try {
    return contract.abi.decodeFunctionResult(functionName, data);
  } catch (cause) {
    throw isAnotherContract(contract, cause);
  }
}

function isAnotherContract(contract: ContractAt, cause: unknown): ChainError {
  const message = `the contract at ${contract.address} is not the platform's ${contract.name}`;
  return new ChainError({ code: "contract-missing", message, cause });
}

/** Makes view calls of one contract in few round trips; throws where one of them fails. */
export async function readAll(
  node: Node,
  contract: ContractAt,
  functionName: string,
  valuesOfCalls: readonly (readonly unknown[])[],
): Promise<Result[]> {
  const outcomes = await node.requestAll(valuesOfCalls.map((values) => viewCall(contract, functionName, values)));
  return outcomes.map((outcome) => decodeViewCall(node, contract, functionName, outcome));
}

/**
 * The data that a node answered about a contract: code, or the result of a view call, neither of which can be empty.
 * A node that has not caught up, or serves another chain of the same id, answers as if nothing had been deployed: that
 * says nothing about the platform, so it counts as a failure of the node.
 */
export function requireCode(node: Node, outcome: CallOutcome, name: string, address: Hex): Hex {
  if ("error" in outcome) throw outcome.error;
  const { result } = outcome;
  if (typeof result !== "string" || !/^0x(?:[0-9a-fA-F]{2})*$/.test(result)) {
    throw new NodeUnreachableError({ url: node.url, failure: "not-json-rpc", reason: `answered no data for ${name}` });
  }
  if (result === "0x") {
    throw new NodeUnreachableError({
      url: node.url,
      failure: "no-contract",
      reason: `has no ${name} at ${address}: another chain, or it has not caught up`,
    });
  }
  return result as Hex;
}

/** The call as `eth_call` and `eth_estimateGas` take it. */
export function toCallObject(call: { from?: Hex; to: Hex; data: Hex; gas?: bigint }): Record<string, Hex> {
  const { gas, ...rest } = call;
  return { ...rest, ...(gas !== undefined && { gas: toQuantity(gas) }) };
}
