import { LexanchorError } from "../core/index.js";
import type { LexanchorErrorOptions } from "../core/index.js";

/** What a `RelayerError` can be; each code has its page in docs/errors.md. */
export type RelayerErrorCode =
  | "config-malformed"
  | "config-unreadable"
  | "queue-not-openable"
  | "queue-newer"
  | "queue-other-chain"
  | "institution-id-malformed"
  | "token-unknown"
  | "port-taken"
  | "record-rejected"
  | "transaction-not-taken";

/** The relayer cannot do what it was asked to. Never holds a token, a digest or metadata. */
export class RelayerError extends LexanchorError {
  override readonly name = "RelayerError";
  declare readonly code: RelayerErrorCode;

  constructor(options: LexanchorErrorOptions & { code: RelayerErrorCode }) {
    super(options);
  }
}
