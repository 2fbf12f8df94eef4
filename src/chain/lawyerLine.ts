import type { Hex } from "../core/index.js";
import type { PracticeScope } from "./practiceScopes.js";

/** What a file can say about a credential's standing. */
export const LINE_STATUSES = ["active", "suspended", "revoked"] as const;
export type LineStatus = (typeof LINE_STATUSES)[number];

/** One lawyer of a file, sound by itself. Times in Unix seconds. */
export interface LawyerLine {
  /** Where it stands: `line 5`; of several lines with terms that follow each other, `lines 5 and 9`. */
  readonly at: string;
  /** The normalised number. */
  readonly number: string;
  readonly licence: Hex;
  /** The normalised name of the holder: never sent anywhere. */
  readonly name: string;
  readonly jurisdiction: string;
  readonly validFrom: number;
  /** From when it is no longer valid: the beginning of the day after the last one. */
  readonly validUntil: number;
  readonly scope: readonly PracticeScope[];
  /** Null where the file says nothing: then it is not touched. */
  readonly status: LineStatus | null;
}
