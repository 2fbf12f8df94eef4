import { eventByTopic } from "./eventFragments.js";
import type { RegistryEventName } from "./eventFragments.js";
import type { EventDecoder } from "./eventValues.js";
import { INSTITUTION_EVENTS } from "./institutionEvents.js";
import { LAWYER_EVENTS } from "./lawyerEvents.js";
import { RECORD_EVENTS } from "./recordEvents.js";
import type { RegistryEvent } from "./registryEvent.js";
import { STANDARD_EVENTS } from "./standardEvents.js";

const DECODERS = {
  ...INSTITUTION_EVENTS,
  ...LAWYER_EVENTS,
  ...STANDARD_EVENTS,
  ...RECORD_EVENTS,
} satisfies Record<RegistryEventName, unknown>;

/**
 * What a log says; null where it is none of the registries' events.
 *
 * @param topics the first says which event it is
 * @throws ChainError for a kind or a status that only a newer version knows · Error for data that is not the event's
 */
export function decodeRegistryEvent(topics: readonly string[], data: string): RegistryEvent | null {
  const known = eventByTopic(topics[0] ?? "");
  if (known === undefined) return null;
  // The names are typechain's own, and so are the arguments' types.
  const decode = DECODERS[known.name] as EventDecoder<unknown>;
  return decode(known.decode(topics, data).toObject());
}
