import { LexanchorError } from "../core/index.js";

/** What a `RelayerError` can be; each code has its line in docs/errors.md. */
export type RelayerErrorCode =
  | "config-malformed"
  | "queue-in-newer-format"
  | "queue-unusable"
  | "registry-index-incomplete"
  | "registry-index-unusable"
  | "relayer-stopping";

/** The relayer cannot do what it was asked to. */
export class RelayerError extends LexanchorError {
  override readonly name = "RelayerError";

  constructor(options: {
    code: RelayerErrorCode;
    message: string;
    field?: string;
    retryable?: boolean;
    cause?: unknown;
  }) {
    super(options);
  }
}
