export { readHeadLink, readLinks } from "./chainLinks.js";
export { readRawLog } from "./rawLogs.js";
export type { RawLog } from "./rawLogs.js";
export { isTooMuch, readBlocks, readRange } from "./readRegistryLogs.js";
export type { ReadBlocks } from "./readRegistryLogs.js";
export type { ChainLink, RegistryEvent } from "./registryEvent.js";
