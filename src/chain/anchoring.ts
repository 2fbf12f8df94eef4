import type { Result } from "ethers";
import type { IRecordAnchor } from "../../typechain-types/records/RecordAnchor.js";
import type { Hex } from "../core/index.js";
import { unusable } from "./blocks.js";
import { toQuantity } from "./quantities.js";
import { RECORD_ANCHOR } from "./contractInterfaces.js";
import { readAll, requireCode, toCallObject } from "./contractCalls.js";
import type { ContractAt } from "./contractCalls.js";
import { ChainError } from "./errors.js";
import type { CallOutcome, Node } from "./node.js";
import type { Revert } from "./revert.js";
import { readFees } from "./fees.js";
import type { Fees } from "./fees.js";
import { addGasMargin } from "./sendCalls.js";
import type { UnsignedTransaction } from "./signTransaction.js";
import type { TransactionLog } from "./transactionOutcome.js";

/** A closed batch, as the contract takes it. */
export interface BatchToAnchor {
  institutionId: number;
  root: Hex;
  /** Leaves, 1 to 16,777,215. */
  count: number;
}

/** A batch as the contract keeps it. */
export interface AnchoredBatch {
  sequence: number;
  count: number;
  /** Unix seconds of the block. */
  anchoredAt: number;
  /** Who answered for it, lower case. */
  account: Hex;
}

/** A `BatchAnchored` event, and where it is. */
export interface BatchAnchoring extends BatchToAnchor {
  sequence: number;
  account: Hex;
  transactionHash: Hex;
  blockNumber: number;
  blockHash: Hex;
}

/** `accepted`: would be mined now, for this much gas. `refused`: the contract says why. */
export type SimulationOutcome = { kind: "accepted"; gas: bigint } | { kind: "refused"; revert: Revert };

/** The call for these batches: `anchorBatch` for one, `anchorBatches` for several. */
export function encodeAnchorCall(batches: readonly BatchToAnchor[]): Hex {
  const [first] = batches;
  if (first !== undefined && batches.length === 1) {
    return RECORD_ANCHOR.encodeFunctionData("anchorBatch", [first.institutionId, first.root, first.count]) as Hex;
  }
  return RECORD_ANCHOR.encodeFunctionData("anchorBatches", [
    batches.map(({ institutionId, root, count }) => ({ institutionId, root, count })),
  ]) as Hex;
}

/**
 * Asks the node what the contract would say to these batches now, and for how much gas. One round trip.
 *
 * @throws NodeUnreachableError · ChainError `transaction-reverted` where the contract refused with none of its errors,
 * `contract-missing` where there is no contract, `transaction-refused` where the node would not run it (funds, gas)
 */
export async function simulateAnchor(
  node: Node,
  recordAnchor: Hex,
  from: Hex,
  batches: readonly BatchToAnchor[],
): Promise<SimulationOutcome> {
  const call = toCallObject({ from, to: recordAnchor, data: encodeAnchorCall(batches) });
  const [code, simulated, estimated] = (await node.requestAll([
    { method: "eth_getCode", params: [recordAnchor, "latest"] },
    { method: "eth_call", params: [call, "latest"] },
    { method: "eth_estimateGas", params: [call] },
  ])) as [CallOutcome, CallOutcome, CallOutcome];
  requireCode(node, code, "RecordAnchor", recordAnchor);
  for (const outcome of [simulated, estimated]) {
    if (!("error" in outcome)) continue;
    if (outcome.error instanceof ChainError && outcome.error.revert !== null) {
      return { kind: "refused", revert: outcome.error.revert };
    }
    throw outcome.error;
  }
  if (!("result" in estimated) || typeof estimated.result !== "string") throw unusable(node, "estimated no gas");
  return { kind: "accepted", gas: BigInt(estimated.result) };
}

/**
 * Makes the transaction for these batches; sends and signs nothing.
 * @param gas what `simulateAnchor` found; a margin is added
 * @param fees what it pays; not given: what the chain asks for now
 */
export async function buildAnchorTransaction(
  node: Node,
  options: { recordAnchor: Hex; batches: readonly BatchToAnchor[]; nonce: number; gas: bigint; fees?: Fees },
): Promise<UnsignedTransaction> {
  const [chainId, fees] = await Promise.all([node.chainId(), options.fees ?? readFees(node)]);
  return {
    chainId,
    nonce: options.nonce,
    to: options.recordAnchor,
    data: encodeAnchorCall(options.batches),
    gasLimit: addGasMargin(options.gas),
    fees,
  };
}

/** The batch with this root; null where it is not anchored. */
export async function readBatch(
  node: Node,
  recordAnchor: Hex,
  institutionId: number,
  root: Hex,
): Promise<AnchoredBatch | null> {
  const [batch] = await readBatches(node, recordAnchor, [{ institutionId, root }]);
  return batch ?? null;
}

/** `readBatch` for many, in their order, in few round trips. */
export async function readBatches(
  node: Node,
  recordAnchor: Hex,
  batches: readonly { institutionId: number; root: Hex }[],
): Promise<(AnchoredBatch | null)[]> {
  const contract = recordAnchorAt(recordAnchor);
  const values = batches.map(({ institutionId, root }) => [institutionId, root]);
  return (await readAll(node, contract, "batchOf", values)).map(parseBatch);
}

/** What `batchOf` answered. */
export function parseBatch(answer: Result): AnchoredBatch | null {
  const { sequence, count, anchoredAt, account } = answer[0] as IRecordAnchor.BatchStructOutput;
  if (sequence === 0n) return null;
  return {
    sequence: Number(sequence),
    count: Number(count),
    anchoredAt: Number(anchoredAt),
    account: account.toLowerCase() as Hex,
  };
}

export function recordAnchorAt(address: Hex): ContractAt {
  return { name: "RecordAnchor", address, abi: RECORD_ANCHOR };
}

/**
 * Where this root was anchored, from the contract's logs: for a relayer that finds its batch on the chain without
 * knowing the transaction.
 * @param fromBlock where to start looking: the contract's own block from the deployment
 * @returns null where no log of the node's chain says so
 */
export async function findAnchoring(
  node: Node,
  recordAnchor: Hex,
  batch: { institutionId: number; root: Hex },
  fromBlock: number,
): Promise<BatchAnchoring | null> {
  const topics = RECORD_ANCHOR.encodeFilterTopics("BatchAnchored", [batch.institutionId, null, batch.root]);
  const logs = await node.request("eth_getLogs", [
    { address: recordAnchor, fromBlock: toQuantity(fromBlock), toBlock: "latest", topics },
  ]);
  if (!Array.isArray(logs)) throw unusable(node, "answered no logs");
  for (const log of logs as (TransactionLog & Record<"transactionHash" | "blockNumber" | "blockHash", Hex>)[]) {
    const [anchored] = anchoredBatches([log], recordAnchor);
    if (anchored === undefined) continue;
    return {
      ...anchored,
      transactionHash: log.transactionHash.toLowerCase() as Hex,
      blockNumber: Number(log.blockNumber),
      blockHash: log.blockHash.toLowerCase() as Hex,
    };
  }
  return null;
}

/** The `BatchAnchored` events of this contract among the logs. */
export function anchoredBatches(
  logs: readonly TransactionLog[],
  recordAnchor: Hex,
): (BatchToAnchor & { sequence: number; account: Hex })[] {
  const found = [];
  for (const log of logs) {
    if (log.address.toLowerCase() !== recordAnchor.toLowerCase()) continue;
    const event = RECORD_ANCHOR.parseLog({ topics: [...log.topics], data: log.data });
    if (event === null || event.name !== "BatchAnchored") continue;
    const { institutionId, sequence, root, count, account } = event.args.toObject() as {
      institutionId: bigint;
      sequence: bigint;
      root: string;
      count: bigint;
      account: string;
    };
    found.push({
      institutionId: Number(institutionId),
      sequence: Number(sequence),
      root: root.toLowerCase() as Hex,
      count: Number(count),
      account: account.toLowerCase() as Hex,
    });
  }
  return found;
}
