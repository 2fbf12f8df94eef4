/** The categories of `StandardsRegistry`, by their numbers there. @source contracts/types/Standards.sol */
export const StandardCategory = {
  recordKind: 1,
  schema: 2,
  digestAlgorithm: 3,
  statutoryLimit: 4,
  window: 5,
  calendar: 6,
} as const;

export type StandardCategory = (typeof StandardCategory)[keyof typeof StandardCategory];

// Not shifts: those of JavaScript end at 32 bits.
const CODES = 2 ** 32;
const VERSIONS = 2 ** 16;

/**
 * A standard's number on the chain, a `uint40`: the category in the highest 8 bits, the code in the lower 32.
 *
 * @param code 1 to 4294967295
 */
export function standardId(category: StandardCategory, code: number): number {
  return category * CODES + code;
}

/**
 * @param kind number of the record kind, 1 to 65535
 * @param version of the kind's schema, 1 to 65535
 */
export function schemaStandardId(kind: number, version: number): number {
  return standardId(StandardCategory.schema, kind * VERSIONS + version);
}
