import { setTimeout as pause } from "node:timers/promises";
import type { Hex } from "../core/index.js";
import { toQuantity } from "./quantities.js";
import { ChainError } from "./errors.js";
import type { CallOutcome, Node } from "./node.js";
import type { Signer } from "./signers.js";
import { nonceAt } from "./accounts.js";
import { readHead } from "./blocks.js";
import { broadcastAll } from "./broadcast.js";
import { toCallObject } from "./contractCalls.js";
import { readFees } from "./fees.js";
import { signTransaction } from "./signTransaction.js";
import type { SignedTransaction } from "./signTransaction.js";
import { parseTransactionReceipt } from "./transactionOutcome.js";
import type { TransactionOutcome } from "./transactionOutcome.js";

/** How long a transaction may take into a block. */
export const DEFAULT_MINING_TIMEOUT_MS = 120_000;
export const DEFAULT_MINING_POLL_MS = 250;

/** A call of a contract, to be sent as one transaction. */
export interface ContractCall {
  readonly to: Hex;
  readonly data: Hex;
  /** For messages: `register court BJ-01`. */
  readonly description: string;
}

export interface SendOptions {
  /** Milliseconds for each transaction to be mined after it was sent. */
  miningTimeoutMs?: number;
  /** Milliseconds between questions to the node. */
  pollIntervalMs?: number;
  signal?: AbortSignal;
  /** Called with the number of calls mined so far. */
  onProgress?: (mined: number) => void;
}

/** A mined call. */
export interface MinedCall extends Extract<TransactionOutcome, { kind: "mined" }> {
  readonly hash: Hex;
}

/**
 * Sends calls as transactions of one account, all at once with consecutive nonces, and waits until they are in
 * blocks. Each is simulated first; where one would be refused, nothing is sent.
 *
 * @throws ChainError `transaction-reverted` with the call's description and the contract's reason ·
 * `transaction-refused` the node did not take one · `transaction-not-mined` in time · NodeUnreachableError
 */
export async function sendCalls(
  node: Node,
  signer: Signer,
  calls: readonly ContractCall[],
  options: SendOptions = {},
): Promise<MinedCall[]> {
  if (calls.length === 0) return [];
  options.signal?.throwIfAborted();
  const gas = await estimateAll(node, signer.address, calls);
  const [chainId, nonce, fees, head] = await Promise.all([
    node.chainId(),
    nonceAt(node, signer.address, "pending"),
    readFees(node),
    readHead(node),
  ]);
  const signed: SignedTransaction[] = [];
  for (const [i, { to, data }] of calls.entries()) {
    // What fits into a block without the margin is not refused for it: 500 credentials fill most of one.
    const withMargin = addGasMargin(gas[i] as bigint);
    const gasLimit = withMargin > head.gasLimit && head.gasLimit > 0n ? head.gasLimit : withMargin;
    signed.push(await signTransaction(signer, { chainId, nonce: nonce + i, to, data, gasLimit, fees }));
  }
  const outcomes = await broadcastAll(
    node,
    signed.map(({ raw }) => raw),
  );
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.kind === "accepted" || outcome.kind === "already-known") continue;
    throw new ChainError({
      code: "transaction-refused",
      message: `${describe(calls, i)}: the node refused the transaction: ${outcome.message}`,
      retryable: outcome.kind === "nonce-used" || outcome.kind === "nonce-taken",
    });
  }
  return waitUntilMined(node, signer.address, calls, signed, options);
}

/**
 * What the call may use: its estimate, which is about the latest block, and a margin. A change of standing in a later
 * second than the last one takes a new slot more than in the same second.
 */
export function addGasMargin(estimate: bigint): bigint {
  return estimate + estimate / 5n + 50_000n;
}

/** The gas of each call, simulated against the latest block. */
async function estimateAll(node: Node, from: Hex, calls: readonly ContractCall[]): Promise<bigint[]> {
  const outcomes = await node.requestAll(
    calls.map(({ to, data }) => ({ method: "eth_estimateGas", params: [toCallObject({ from, to, data })] })),
  );
  return outcomes.map((outcome, i) => {
    if ("error" in outcome) throw explain(outcome.error, calls, i);
    return BigInt(String(outcome.result));
  });
}

async function waitUntilMined(
  node: Node,
  from: Hex,
  calls: readonly ContractCall[],
  signed: readonly SignedTransaction[],
  options: SendOptions,
): Promise<MinedCall[]> {
  const timeoutMs = options.miningTimeoutMs ?? DEFAULT_MINING_TIMEOUT_MS;
  const deadline = Date.now() + timeoutMs;
  const mined = new Map<number, MinedCall>();
  for (;;) {
    const waiting = signed.map((_, i) => i).filter((i) => !mined.has(i));
    const outcomes = await node.requestAll(
      waiting.map((i) => ({ method: "eth_getTransactionReceipt", params: [signed[i]?.hash] })),
    );
    for (const [at, i] of waiting.entries()) {
      const outcome = outcomes[at] as CallOutcome;
      if ("error" in outcome) throw outcome.error;
      const receipt = parseTransactionReceipt(node, outcome.result);
      if (receipt === null) continue;
      if (!receipt.succeeded) throw await explainMinedRevert(node, from, calls, i, receipt);
      mined.set(i, { ...receipt, hash: (signed[i] as SignedTransaction).hash });
    }
    options.onProgress?.(mined.size);
    if (mined.size === signed.length) break;
    options.signal?.throwIfAborted();
    if (Date.now() > deadline) {
      const i = waiting.find((index) => !mined.has(index)) as number;
      throw new ChainError({
        code: "transaction-not-mined",
        message: `${describe(calls, i)}: not in a block after ${timeoutMs} ms (transaction ${signed[i]?.hash}); ${mined.size} of ${signed.length} are`,
        retryable: true,
      });
    }
    await pause(options.pollIntervalMs ?? DEFAULT_MINING_POLL_MS);
  }
  return signed.map((_, i) => mined.get(i) as MinedCall);
}

/** A mined transaction says that it failed, not why: the call is made again in the state of its block. */
async function explainMinedRevert(
  node: Node,
  from: Hex,
  calls: readonly ContractCall[],
  i: number,
  { blockNumber, gasUsed }: { blockNumber: number; gasUsed: bigint },
): Promise<Error> {
  const { to, data } = calls[i] as ContractCall;
  const [outcome] = await node.requestAll([
    { method: "eth_call", params: [toCallObject({ from, to, data }), toQuantity(blockNumber)] },
  ]);
  if (outcome !== undefined && "error" in outcome && outcome.error instanceof ChainError) {
    return explain(outcome.error, calls, i);
  }
  return new ChainError({
    code: "transaction-reverted",
    message: `${describe(calls, i)}: it failed in block ${blockNumber} after ${gasUsed} gas, and would not now`,
    retryable: true,
  });
}

function explain(error: Error, calls: readonly ContractCall[], i: number): Error {
  if (!(error instanceof ChainError)) return error;
  return new ChainError({
    code: error.code,
    message: `${describe(calls, i)}: ${error.message}`,
    cause: error,
    ...(error.revert !== null && { revert: error.revert }),
  });
}

function describe(calls: readonly ContractCall[], i: number): string {
  return calls[i]?.description ?? `call ${i}`;
}
