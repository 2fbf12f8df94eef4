import { ChainError } from "./errors.js";

/** What a lawyer may do: its bit in the contracts, its slug everywhere else, its names for people. */
export interface PracticeScopeEntry {
  readonly bit: number;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
}

/** In the order of their bits. @custom:source contracts/types/Credential.sol `PracticeScope` */
export const PRACTICE_SCOPES = [
  { bit: 1, slug: "litigation", en: "civil and administrative litigation", zh: "民事、行政诉讼" },
  { bit: 2, slug: "criminal-defence", en: "criminal defence", zh: "刑事辩护" },
  { bit: 4, slug: "non-litigation", en: "non-litigation matters", zh: "非诉讼法律事务" },
  { bit: 8, slug: "legal-aid", en: "legal aid", zh: "法律援助" },
  { bit: 16, slug: "foreign-related", en: "foreign-related matters", zh: "涉外法律事务" },
] as const satisfies readonly PracticeScopeEntry[];

export type PracticeScope = (typeof PRACTICE_SCOPES)[number]["slug"];

/** @throws ChainError `practice-scope-unknown`, naming the known ones */
export function parsePracticeScope(value: unknown, field = "scope"): PracticeScope {
  const entry = PRACTICE_SCOPES.find(({ slug }) => slug === value);
  if (entry === undefined) {
    const known = PRACTICE_SCOPES.map(({ slug }) => slug).join(", ");
    throw new ChainError({
      code: "practice-scope-unknown",
      message: `${field}: ${value === undefined ? "nothing" : JSON.stringify(value)} given, one of ${known} expected`,
      field,
    });
  }
  return entry.slug;
}

/** The contracts' bit set. */
export function packPracticeScopes(scopes: readonly PracticeScope[]): number {
  return PRACTICE_SCOPES.reduce((bits, { bit, slug }) => (scopes.includes(slug) ? bits | bit : bits), 0);
}

/** The scopes in a bit set, in the order of their bits. Bits that only a newer version knows are left out. */
export function unpackPracticeScopes(bits: number): PracticeScope[] {
  return PRACTICE_SCOPES.filter(({ bit }) => (bits & bit) !== 0).map(({ slug }) => slug);
}
