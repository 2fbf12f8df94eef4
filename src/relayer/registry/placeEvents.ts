import { setImmediate } from "node:timers/promises";
import type { Node } from "../../chain/index.js";
import { readRawLog } from "../../chain/registryEvents/index.js";
import type { ReadBlocks } from "../../chain/registryEvents/index.js";
import type { PlacedEvent } from "./store/indexStore.js";

/** Logs read in one go; a few milliseconds. */
const LOGS_AT_ONCE = 100;

/** What the logs say, with their blocks. Lets others run in between: requests and anchoring share this thread. */
export async function placeEvents(node: Node, { links, logs }: ReadBlocks): Promise<PlacedEvent[]> {
  const blocks = new Map(links.map(({ number, hash, timestamp }) => [number, { number, hash, timestamp }]));
  const events: PlacedEvent[] = [];
  for (const [i, log] of logs.entries()) {
    if (i > 0 && i % LOGS_AT_ONCE === 0) await setImmediate();
    const block = blocks.get(log.blockNumber);
    if (block === undefined) throw new Error(`block ${log.blockNumber} has logs and was not read`);
    events.push({ block, logIndex: log.logIndex, address: log.address, event: readRawLog(node, log) });
  }
  return events;
}
