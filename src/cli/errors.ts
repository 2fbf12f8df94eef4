import { LexanchorError } from "../core/index.js";

/** What a `CliError` can be; each code has its page in docs/errors.md. */
export type CliErrorCode =
  | "usage"
  | "file-missing"
  | "file-exists"
  | "file-not-json"
  | "file-not-text"
  | "file-too-large"
  | "file-malformed"
  | "file-not-writable"
  | "endpoints-malformed"
  | "endpoints-missing"
  | "token-missing"
  | "queue-missing"
  | "institution-unknown"
  | "receipt-not-yet"
  | "declined";

/** One thing that is wrong in a file: `line 3`, `kind`, what is wrong with it. */
export interface CliProblem {
  readonly at: string;
  readonly field: string;
  readonly message: string;
}

/** The command was called with something that it cannot use. How it ends: `exitCodeOf`. */
export class CliError extends LexanchorError {
  override readonly name = "CliError";
  /** All that is wrong, where it is more than the message can say. */
  readonly problems: readonly CliProblem[];

  constructor(options: {
    code: CliErrorCode;
    message: string;
    field?: string;
    cause?: unknown;
    problems?: readonly CliProblem[];
  }) {
    const { problems = [], ...rest } = options;
    super(rest);
    this.problems = problems;
  }
}
