import { LexanchorError } from "../core/index.js";

/** What a `CliError` can be; each code has its page in docs/errors.md. */
export type CliErrorCode =
  | "usage"
  | "file-missing"
  | "file-exists"
  | "file-not-json"
  | "endpoints-malformed"
  | "endpoints-missing"
  | "token-missing"
  | "queue-missing"
  | "institution-unknown"
  | "receipt-not-yet"
  | "declined";

/** The command was called with something that it cannot use. Ends with 64, whatever the code, but for `declined`. */
export class CliError extends LexanchorError {
  override readonly name = "CliError";

  constructor(options: { code: CliErrorCode; message: string; field?: string; cause?: unknown }) {
    super(options);
  }
}
