import type { Hex } from "../../core/index.js";
import { unusable } from "../blocks.js";
import type { CallOutcome, Node } from "../node.js";
import { readQuantity } from "../quantities.js";
import { decodeRegistryEvent } from "./decodeRegistryEvent.js";
import type { RegistryEvent } from "./registryEvent.js";

/** A log as the node gave it, its place checked, its content not yet read. */
export interface RawLog {
  readonly address: Hex;
  readonly topics: readonly string[];
  readonly data: string;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly logIndex: number;
}

/**
 * The answer to `eth_getLogs`.
 * @throws NodeUnreachableError for anything but logs of these contracts in the order of the chain, none twice
 */
export function parseRawLogs(node: Node, outcome: CallOutcome | undefined, addresses: readonly Hex[]): RawLog[] {
  if (outcome === undefined) throw unusable(node, "did not answer for logs");
  if ("error" in outcome) throw outcome.error;
  if (!Array.isArray(outcome.result)) throw unusable(node, "answered no logs");
  const logs = (outcome.result as unknown[]).map((value) => parseRawLog(node, value));
  for (const [i, log] of logs.entries()) {
    if (!addresses.includes(log.address)) throw unusable(node, `answered a log of ${log.address}, which was not asked`);
    const before = logs[i - 1];
    if (before === undefined || before.blockNumber < log.blockNumber) continue;
    if (before.blockNumber > log.blockNumber || before.logIndex >= log.logIndex) {
      throw unusable(node, "answered logs out of order");
    }
  }
  return logs;
}

/**
 * What a log says.
 * @throws NodeUnreachableError where its data is not what its topic promises · ChainError for a number that only a newer
 * version knows
 */
export function readRawLog(node: Node, { topics, data }: RawLog): RegistryEvent {
  let event: RegistryEvent | null;
  try {
    event = decodeRegistryEvent(topics, data);
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause;
    throw unusable(node, `answered a log that cannot be read: ${cause.message}`);
  }
  if (event === null) throw unusable(node, `answered a log with the topic ${String(topics[0])}, which was not asked`);
  return event;
}

function parseRawLog(node: Node, value: unknown): RawLog {
  const { address, topics, data, blockNumber, blockHash, logIndex, removed } = (value ?? {}) as Record<string, unknown>;
  const number = readQuantity(blockNumber);
  const index = readQuantity(logIndex);
  if (
    typeof address !== "string" ||
    typeof data !== "string" ||
    typeof blockHash !== "string" ||
    !Array.isArray(topics) ||
    !topics.every((topic) => typeof topic === "string") ||
    number === null ||
    index === null ||
    removed === true
  ) {
    throw unusable(node, "answered a log that is none");
  }
  return {
    address: address.toLowerCase() as Hex,
    topics: topics.map((topic) => topic.toLowerCase()),
    data,
    blockNumber: number,
    blockHash: blockHash.toLowerCase() as Hex,
    logIndex: index,
  };
}
