import type { Interface } from "ethers";
import type { Hex } from "../core/index.js";
import type { Node } from "./node.js";
import { sendCalls } from "./sendCalls.js";
import type { ContractCall, MinedCall, SendOptions } from "./sendCalls.js";
import type { Signer } from "./signers.js";

/** Who changes a contract, and through which node. */
export interface ContractWriter {
  readonly node: Node;
  /** Address of the contract. */
  readonly contract: Hex;
  readonly signer: Signer;
  readonly options?: SendOptions;
}

/** A call of a function of the contract, for `sendCalls`. */
export function encodeCall(
  abi: Interface,
  contract: Hex,
  name: string,
  values: readonly unknown[],
  description: string,
): ContractCall {
  return { to: contract, data: abi.encodeFunctionData(name, values) as Hex, description };
}

/** Sends one call and waits until it is in a block. */
export async function sendCall(writer: ContractWriter, call: ContractCall): Promise<MinedCall> {
  const [mined] = await sendCalls(writer.node, writer.signer, [call], writer.options);
  return mined as MinedCall;
}
