import type { ReasonStandard } from "./standard.js";
import { REASONS } from "./standards.generated.js";

/** The reason with this number, or null for 0 and for one that this version does not know. */
export function reasonByNumber(number: number): ReasonStandard | null {
  return REASONS.find((reason) => reason.number === number) ?? null;
}
