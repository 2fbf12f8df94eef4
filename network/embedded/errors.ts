import { LexanchorError } from "../../src/core/errors.js";

export type EmbeddedChainErrorCode =
  | "anvil-missing"
  | "anvil-not-started"
  | "anvil-failed"
  | "chain-in-use"
  | "port-taken"
  | "state-damaged"
  | "state-not-written";

/** The embedded chain cannot run; the message says what to do. */
export class EmbeddedChainError extends LexanchorError {
  override readonly name = "EmbeddedChainError";

  constructor(options: { code: EmbeddedChainErrorCode; message: string; cause?: unknown }) {
    super(options);
  }
}
