import type { Node } from "../../chain/index.js";
import { readRawLog } from "../../chain/registryEvents/index.js";
import type { ReadBlocks } from "../../chain/registryEvents/index.js";
import type { Hex } from "../../core/index.js";
import type { ListedContract } from "./store/indexStore.js";

/** The names in the directory whose contracts are listened to. */
export const INDEXED_NAMES = ["InstitutionRegistry", "LawyerRegistry", "StandardsRegistry", "RecordAnchor"] as const;

export type IndexedName = (typeof INDEXED_NAMES)[number];

/** The contracts that the directory named in these blocks, and that nobody listens to yet. */
export function findListings(
  node: Node,
  { logs }: ReadBlocks,
  directory: Hex,
  known: readonly Hex[],
): ListedContract[] {
  const found = new Map<Hex, ListedContract>();
  for (const log of logs) {
    if (log.address !== directory) continue;
    const event = readRawLog(node, log);
    if (event.type !== "directory-entry-changed" || !INDEXED_NAMES.some((name) => name === event.name)) continue;
    const { target: address } = event;
    if (known.includes(address) || found.has(address)) continue;
    found.set(address, { address, listedIn: log.blockNumber });
  }
  return [...found.values()];
}
