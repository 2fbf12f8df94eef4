import type { FindingCode } from "./findingCodes.js";
import type { FindingResult, Question } from "./questions.js";

/** What a finding rests on, by name. */
export interface FindingFacts {
  readonly [name: string]: string | number | boolean | null | readonly string[];
}

export interface Finding {
  readonly question: Question;
  readonly result: FindingResult;
  /** Stable; `FINDING_CODES` has a sentence for each. */
  readonly code: FindingCode;
  readonly facts: FindingFacts;
}

/**
 * `authentic` no finding is `invalid` or `error` · `not-authentic` at least one is `invalid` · `undetermined` none is
 * `invalid`, at least one is `error`.
 */
export type VerdictOutcome = "authentic" | "not-authentic" | "undetermined";

export interface Verdict {
  readonly outcome: VerdictOutcome;
  /** Whether `outcome` is `authentic`. */
  readonly authentic: boolean;
  /** One for each question, in the order of `QUESTIONS`. */
  readonly findings: readonly Finding[];
  /** When it was checked, ISO 8601 in UTC with milliseconds. */
  readonly checkedAt: string;
  /** The nodes that were asked. */
  readonly nodes: readonly string[];
}
