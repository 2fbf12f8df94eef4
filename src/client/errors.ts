import { LexanchorError } from "../core/index.js";

/** What a `ClientError` can be; each code has its page in docs/errors.md. */
export type ClientErrorCode =
  | "relayer-url-malformed"
  | "relayer-unreachable"
  | "relayer-problem"
  | "relayer-answer-malformed"
  | "record-rejected"
  | "verify-without-nodes";

/** One field that the relayer did not accept. */
export interface ProblemField {
  readonly field: string;
  readonly message: string;
}

/**
 * What a relayer answered instead of what was asked for.
 * @custom:source RFC 9457
 */
export interface RelayerProblem {
  /** HTTP status. */
  readonly status: number;
  /** The relayer's code: `reference-conflict`, `token-unknown`, … */
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly ProblemField[];
}

/** A relayer could not be asked, or did not do what was asked of it. */
export class ClientError extends LexanchorError {
  override readonly name = "ClientError";
  /** The relayer's own words, for `relayer-problem`. */
  readonly problem: RelayerProblem | null;

  constructor(options: {
    code: ClientErrorCode;
    message: string;
    field?: string;
    retryable?: boolean;
    cause?: unknown;
    problem?: RelayerProblem;
  }) {
    const { problem, ...rest } = options;
    super(rest);
    this.problem = problem ?? null;
  }
}
