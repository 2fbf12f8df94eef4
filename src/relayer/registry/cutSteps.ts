import type { ReadBlocks } from "../../chain/registryEvents/index.js";
import type { ListedContract, PlacedEvent, Position, Step } from "./store/indexStore.js";

/** Events after which a transaction ends, with the block that they are of; some milliseconds. */
const EVENTS_A_STEP = 500;

/** What is to be written for a chunk, beside what was found in it. */
export interface Chunk {
  readonly found: ReadBlocks;
  readonly events: readonly PlacedEvent[];
  /** Contracts that the directory named in it, and what they said before. */
  readonly contracts: readonly ListedContract[];
  readonly earlier: readonly PlacedEvent[];
}

/** A chunk in transactions of whole blocks: each leaves the index at the end of a block. */
export function cutSteps({ found, events, contracts, earlier }: Chunk): Step[] {
  const steps: Step[] = [];
  let links: Position[] = [];
  let waiting: PlacedEvent[] = [...earlier];
  let next = 0;
  for (const link of found.links) {
    links.push(link);
    for (let event = events[next]; event?.block.number === link.number; event = events[++next]) waiting.push(event);
    if (waiting.length < EVENTS_A_STEP && link.number !== found.end.number) continue;
    steps.push({ end: link, links, contracts: steps.length === 0 ? contracts : [], events: waiting });
    links = [];
    waiting = [];
  }
  return steps;
}
