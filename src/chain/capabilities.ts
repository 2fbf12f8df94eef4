import { ChainError } from "./errors.js";
import type { InstitutionKind } from "./institutionKinds.js";

/** What an account may do for one institution, with its bit. @custom:source contracts/types/Capabilities.sol */
export const CAPABILITY_BITS = {
  administer: 1,
  relay: 2,
  sign: 4,
  license: 8,
  "handle-cases": 16,
  enforce: 32,
} as const;

export type Capability = keyof typeof CAPABILITY_BITS;

export const CAPABILITIES = Object.keys(CAPABILITY_BITS) as readonly Capability[];

/** @throws ChainError `capability-unknown`, naming the known ones */
export function parseCapability(value: unknown, field = "capability"): Capability {
  const capability = CAPABILITIES.find((name) => name === value);
  if (capability === undefined) {
    throw new ChainError({
      code: "capability-unknown",
      message: `${field}: ${value === undefined ? "nothing" : JSON.stringify(value)} given, one of ${CAPABILITIES.join(", ")} expected`,
      field,
    });
  }
  return capability;
}

/** The contracts' bit set of these capabilities. */
export function packCapabilities(capabilities: readonly Capability[]): number {
  return capabilities.reduce((bits, capability) => bits | CAPABILITY_BITS[capability], 0);
}

/** The capabilities in a bit set, in the order of their bits. Bits that only a newer version knows are left out. */
export function unpackCapabilities(bits: number): Capability[] {
  return CAPABILITIES.filter((capability) => (bits & CAPABILITY_BITS[capability]) !== 0);
}

/** For sentences: `administer, relay`, or `none`. */
export function describeCapabilities(bits: number): string {
  const known = unpackCapabilities(bits);
  const rest = bits & ~packCapabilities(known);
  const words = rest === 0 ? known : [...known, `bits ${rest}`];
  return words.length === 0 ? "none" : words.join(", ");
}

/** The capabilities that accounts of an institution of this kind may hold. @custom:source `capabilitiesOfKind` */
export function capabilitiesOfKind(kind: InstitutionKind): Capability[] {
  const all: Capability[] = ["administer", "relay", "sign"];
  switch (kind) {
    case "court":
      return [...all, "handle-cases", "enforce"];
    case "justice-bureau":
      return [...all, "license"];
    case "mediation-body":
    case "arbitration-body":
    case "procuratorate":
      return [...all, "handle-cases"];
    case "notary-office":
      return all;
    default:
      return [...all, "enforce"];
  }
}
