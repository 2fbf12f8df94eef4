import { Transaction } from "ethers";
import type { TransactionLike } from "ethers";
import type { Hex } from "../core/index.js";
import { readHead, toQuantity, unusable } from "./blocks.js";
import { ChainError } from "./errors.js";
import { readQuantity } from "./node.js";
import type { Node } from "./node.js";
import type { Signer } from "./signers.js";

/**
 * What a transaction pays for gas, in wei: `legacy` where the base fee is zero (price zero) and before London,
 * `eip-1559` elsewhere.
 */
export type Fees =
  | { readonly kind: "legacy"; readonly gasPrice: bigint }
  | { readonly kind: "eip-1559"; readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint };

export interface UnsignedTransaction {
  readonly chainId: number;
  readonly nonce: number;
  readonly to: Hex;
  readonly data: Hex;
  readonly gasLimit: bigint;
  readonly fees: Fees;
}

export interface SignedTransaction {
  /** The transaction as it is sent. */
  readonly raw: Hex;
  readonly hash: Hex;
  readonly nonce: number;
  readonly from: Hex;
}

/**
 * What became of a broadcast:
 * `accepted` the node took it · `already-known` the node has exactly this transaction, waiting or in a block ·
 * `nonce-used` another transaction with its nonce is in a block (or this one is: ask `transactionOutcome`) ·
 * `nonce-taken` another transaction with its nonce waits, and this one pays too little to replace it ·
 * `underpriced` it pays less than the node takes · `insufficient-funds` the account cannot pay for it ·
 * `refused` anything else, in the node's words.
 */
export interface BroadcastOutcome {
  readonly kind:
    | "accepted"
    | "already-known"
    | "nonce-used"
    | "nonce-taken"
    | "underpriced"
    | "insufficient-funds"
    | "refused";
  /** The node's words; empty where it accepted. */
  readonly message: string;
}

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

/** Signs; sends nothing. The hash is that of the raw transaction, and is known before it is sent. */
export async function signTransaction(signer: Signer, transaction: UnsignedTransaction): Promise<SignedTransaction> {
  const { chainId, nonce, to, data, gasLimit, fees } = transaction;
  const common = { chainId, nonce, to, data, gasLimit, value: 0n };
  const like: TransactionLike =
    fees.kind === "legacy"
      ? { ...common, type: 0, gasPrice: fees.gasPrice }
      : {
          ...common,
          type: 2,
          maxFeePerGas: fees.maxFeePerGas,
          maxPriorityFeePerGas: fees.maxPriorityFeePerGas,
          accessList: [],
        };
  const raw = await signer.signTransaction(Transaction.from(like));
  return { raw, ...readSignedTransaction(raw) };
}

/** What a stored raw transaction is, without asking a node. */
export function readSignedTransaction(raw: Hex): { hash: Hex; nonce: number; from: Hex; to: Hex; data: Hex } {
  const { hash, nonce, from, to, data } = Transaction.from(raw);
  if (hash === null || from === null || to === null) {
    throw new ChainError({ code: "transaction-refused", message: "the stored transaction is not signed" });
  }
  return {
    hash: hash as Hex,
    nonce,
    from: from.toLowerCase() as Hex,
    to: to.toLowerCase() as Hex,
    data: data as Hex,
  };
}

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

/**
 * How geth, Besu, anvil and Nethermind word their refusals.
 * @custom:source go-ethereum core/txpool/errors.go and core/error.go; Besu RpcErrorType; anvil
 * InvalidTransactionError; Nethermind AcceptTxResult
 */
function classifyRefusal(message: string): BroadcastOutcome {
  const says = (pattern: RegExp): boolean => pattern.test(message);
  if (says(/already known|known transaction|already ?imported|alreadyknown/i)) return { kind: "already-known", message };
  if (says(/replacement transaction underpriced|gas price too low to replace|replacement.*not allowed/i)) {
    return { kind: "nonce-taken", message };
  }
  if (says(/nonce (?:is )?too low|nonce below|oldnonce|nonce has already been used/i)) {
    return { kind: "nonce-used", message };
  }
  if (says(/insufficient funds|upfront cost exceeds|insufficientfunds/i)) return { kind: "insufficient-funds", message };
  if (says(/underpriced|gas ?price.*(?:below|too low)|max fee per gas less than|feetoolow/i)) {
    return { kind: "underpriced", message };
  }
  return { kind: "refused", message };
}

function refusalText(error: ChainError): string {
  const { cause } = error;
  const words = typeof cause === "object" && cause !== null && "message" in cause ? cause.message : error.message;
  return typeof words === "string" ? words : error.message;
}

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

function readBigQuantity(node: Node, value: unknown): bigint {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{1,64}$/.test(value)) throw unusable(node, "answered no quantity");
  return BigInt(value);
}

/** The call as `eth_call` and `eth_estimateGas` take it. */
export function toCallObject(call: { from?: Hex; to: Hex; data: Hex; gas?: bigint }): Record<string, Hex> {
  const { gas, ...rest } = call;
  return { ...rest, ...(gas !== undefined && { gas: toQuantity(gas) }) };
}
