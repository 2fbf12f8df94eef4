import { LexanchorError } from "../../src/core/index.js";

/** The platform cannot start; the message says what to do. */
export class StartError extends LexanchorError {
  override readonly name = "StartError";

  constructor(options: {
    code: "usage" | "already-running" | "home-damaged" | "deploy-failed" | "chain-failed" | "not-as-expected";
    message: string;
    cause?: unknown;
  }) {
    super(options);
  }
}
