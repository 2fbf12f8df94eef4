import type { StatutoryLimitStandard } from "./standard.js";
import { STATUTORY_LIMITS } from "./standards.generated.js";

/**
 * The longest term for an asset class at a time, as the repository knows it; the registry on the chain decides.
 *
 * @param assetClass number of the asset class
 * @param time Unix seconds
 * @returns null where there was none
 */
export function statutoryLimitAt(assetClass: number, time: number): StatutoryLimitStandard["versions"][number] | null {
  const limit = STATUTORY_LIMITS.find(({ number }) => number === assetClass);
  return limit?.versions.findLast(({ from }) => from <= time) ?? null;
}
