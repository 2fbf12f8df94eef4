import { LexanchorError } from "../../src/core/index.js";

export type DeployErrorCode =
  | "roles-malformed"
  | "deployment-lost"
  | "deployment-not-final"
  | "deployment-failed"
  | "deployment-of-another-plan"
  | "deployer-used-elsewhere"
  | "usage";

/** The platform cannot be deployed; the message says what to do. */
export class DeployError extends LexanchorError {
  override readonly name = "DeployError";
  declare readonly code: DeployErrorCode;

  constructor(options: {
    code: DeployErrorCode;
    message: string;
    field?: string;
    retryable?: boolean;
    cause?: unknown;
  }) {
    super(options);
  }
}
