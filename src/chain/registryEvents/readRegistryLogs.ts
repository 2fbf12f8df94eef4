import type { Hex } from "../../core/index.js";
import { unusable } from "../blocks.js";
import { NodeUnreachableError } from "../errors.js";
import type { CallOutcome, Node } from "../node.js";
import { toQuantity } from "../quantities.js";
import { linkCall, linkOf, readLinks } from "./chainLinks.js";
import { REGISTRY_TOPICS } from "./eventFragments.js";
import { parseRawLogs } from "./rawLogs.js";
import type { RawLog } from "./rawLogs.js";
import type { ChainLink } from "./registryEvent.js";

/** Blocks read to their end, with what was found in them. */
export interface ReadBlocks {
  /** The last block read. */
  readonly end: ChainLink;
  /** The blocks that are known by hash: those with logs, and the last; of `readBlocks` all of them. In their order. */
  readonly links: readonly ChainLink[];
  /** In the order of the chain, not yet decoded. */
  readonly logs: readonly RawLog[];
}

/**
 * The registries' logs of blocks that are final. Two round trips.
 *
 * An empty answer of a node that has not come so far looks like an empty range: so the same request asks for the last
 * block, and each log's block is asked for and compared.
 *
 * @param addresses contracts to listen to, lower case
 * @throws NodeUnreachableError; see `isTooMuch`
 */
export async function readRange(node: Node, addresses: readonly Hex[], from: number, to: number): Promise<ReadBlocks> {
  const range = { fromBlock: toQuantity(from), toBlock: toQuantity(to) };
  const [found, last] = await node.requestAll([
    { method: "eth_getLogs", params: [{ ...range, ...filterOf(addresses) }] },
    linkCall(to),
  ]);
  const end = linkOf(node, last, to);
  if (end === null) throw behind(node, to);
  const logs = parseRawLogs(node, found, addresses);
  const outside = logs.find(({ blockNumber }) => blockNumber < from || blockNumber > to);
  if (outside !== undefined) throw unusable(node, `answered a log of block ${outside.blockNumber}`);
  const numbers = [...new Set(logs.map(({ blockNumber }) => blockNumber))];
  const links = (await readLinks(node, numbers)).map((link, i) => {
    if (link === null) throw behind(node, numbers[i] as number);
    return link;
  });
  const hashes = new Map(links.map(({ number, hash }) => [number, hash]));
  for (const { blockNumber, blockHash } of logs) {
    if (hashes.get(blockNumber) !== blockHash) throw changedMeanwhile(node, blockNumber);
  }
  if (links.at(-1)?.number === to) {
    if (links.at(-1)?.hash !== end.hash) throw changedMeanwhile(node, to);
  } else {
    links.push(end);
  }
  return { end, links, logs };
}

/**
 * The registries' logs of blocks that may yet be replaced: each is asked for by its block's hash, so that it belongs to
 * the chain of `links` whatever the node does meanwhile. Two round trips.
 *
 * @returns null where the first of the blocks does not follow `after`: the chain was replaced
 * @throws NodeUnreachableError
 * @custom:source EIP-234: a node that does not know the hash answers an error, never an empty list
 */
export async function readBlocks(
  node: Node,
  addresses: readonly Hex[],
  from: number,
  to: number,
  after: Hex | null,
): Promise<ReadBlocks | null> {
  const numbers = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const links: ChainLink[] = [];
  for (const [i, link] of (await readLinks(node, numbers)).entries()) {
    if (link === null) throw behind(node, numbers[i] as number);
    const parent = links.at(-1)?.hash ?? after;
    if (parent !== null && link.parentHash !== parent) {
      if (i === 0) return null;
      throw changedMeanwhile(node, link.number);
    }
    links.push(link);
  }
  const end = links.at(-1);
  if (end === undefined) throw new RangeError(`blocks ${from} to ${to}: none`);
  const outcomes = await node.requestAll(
    links.map(({ hash }) => ({ method: "eth_getLogs", params: [{ blockHash: hash, ...filterOf(addresses) }] })),
  );
  const logs = links.flatMap((link, i) => logsOfBlock(node, addresses, link, outcomes[i]));
  return { end, links, logs };
}

/** Whether the node found the range too large, or what is in it: with fewer blocks it may answer. */
export function isTooMuch(error: unknown): boolean {
  if (!(error instanceof NodeUnreachableError)) return false;
  if (error.failure === "timeout" || error.status === 413) return true;
  return error.failure === "node-error" || error.failure === "not-json-rpc"
    ? /too many|too large|too wide|too big|more than|exceed|maximum|limit|range|timed? ?out/i.test(error.reason)
    : false;
}

function logsOfBlock(
  node: Node,
  addresses: readonly Hex[],
  { hash, number }: ChainLink,
  outcome: CallOutcome | undefined,
): RawLog[] {
  const logs = parseRawLogs(node, outcome, addresses);
  for (const { blockNumber, blockHash } of logs) {
    if (blockHash !== hash || blockNumber !== number) throw unusable(node, `answered a log of block ${blockNumber}`);
  }
  return logs;
}

function filterOf(addresses: readonly Hex[]): { address: readonly Hex[]; topics: readonly (readonly Hex[])[] } {
  return { address: addresses, topics: [REGISTRY_TOPICS] };
}

function behind(node: Node, number: number): NodeUnreachableError {
  return new NodeUnreachableError({ url: node.url, failure: "behind", reason: `does not have block ${number} yet` });
}

function changedMeanwhile(node: Node, number: number): NodeUnreachableError {
  const reason = `changed block ${number} between two answers`;
  return new NodeUnreachableError({ url: node.url, failure: "behind", reason });
}
