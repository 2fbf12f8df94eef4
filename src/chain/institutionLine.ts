import type { InstitutionKind } from "./institutionKinds.js";
import type { InstitutionAccount } from "./institutions.js";

/** One institution of a file, sound by itself. */
export interface InstitutionLine {
  /** Where it stands: `line 5` of a CSV file, `entry 3` of a JSON file. */
  readonly at: string;
  readonly code: string;
  readonly name: string;
  readonly kind: InstitutionKind;
  readonly jurisdiction: string;
  /** The code of the institution above it; null for none. */
  readonly parent: string | null;
  readonly accounts: readonly InstitutionAccount[];
}

/** Something that is wrong with a file, and where. */
export interface LineProblem {
  readonly at: string;
  /** `accounts[1].capabilities`; empty where the whole line is meant. */
  readonly field: string;
  readonly message: string;
}
