import { EventFragment, Interface } from "ethers";
import type { Result } from "ethers";
import {
  DIRECTORY,
  INSTITUTION_REGISTRY,
  LAWYER_REGISTRY,
  RECORD_ANCHOR,
  STANDARDS_REGISTRY,
} from "../contractInterfaces.js";
import type { Hex } from "../../core/index.js";

const NAMES = [
  "DirectoryEntryChanged",
  "InstitutionRegistered",
  "InstitutionRenamed",
  "InstitutionParentChanged",
  "InstitutionSuspended",
  "InstitutionReinstated",
  "InstitutionRetired",
  "CapabilitiesChanged",
  "CredentialIssued",
  "CredentialChanged",
  "HolderKeyChanged",
  "StandardProposed",
  "StandardRetirementProposed",
  "StandardProposalWithdrawn",
  "StandardProposalRejected",
  "StandardActivated",
  "StandardRetired",
  "RecordWithdrawn",
  "RecordSuperseded",
  "AccountDisowned",
] as const;

/** The events that make up the registries; batches are not among them. */
export type RegistryEventName = (typeof NAMES)[number];

interface KnownEvent {
  readonly name: RegistryEventName;
  decode(topics: readonly string[], data: string): Result;
}

const EVENTS: ReadonlyMap<string, KnownEvent> = new Map(
  NAMES.map((name) => {
    const fragment = findFragment(name);
    return [fragment.topicHash, { name, decode: decoderOf(fragment) }];
  }),
);

/** What `eth_getLogs` takes as the first topic: any of these events. */
export const REGISTRY_TOPICS = [...EVENTS.keys()] as readonly Hex[];

/** The event whose first topic this is; undefined for any other. */
export function eventByTopic(topic: string): KnownEvent | undefined {
  return EVENTS.get(topic);
}

function findFragment(name: RegistryEventName): EventFragment {
  for (const abi of [DIRECTORY, INSTITUTION_REGISTRY, LAWYER_REGISTRY, STANDARDS_REGISTRY, RECORD_ANCHOR]) {
    const fragment = (abi as Interface).getEvent(name);
    if (fragment !== null) return fragment;
  }
  throw new Error(`no contract has the event ${name}`);
}

/**
 * Reads texts as bytes, which are encoded alike: no contract checks that a name is UTF-8, and one that is not must not
 * stop whoever reads all of them.
 */
function decoderOf(fragment: EventFragment): KnownEvent["decode"] {
  const asBytes = EventFragment.from(
    JSON.parse(fragment.format("json").replaceAll('"type":"string"', '"type":"bytes"')) as object,
  );
  const abi = new Interface([asBytes]);
  return (topics, data) => abi.decodeEventLog(asBytes, data, [asBytes.topicHash, ...topics.slice(1)]);
}
