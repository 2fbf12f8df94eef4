import { type FieldFault, LexanchorError } from "../errors.js";

export type LicenceErrorCode = "licence-number-malformed" | "holder-name-malformed" | "holder-salt-malformed";

/** A licence number, or what a holder's commitment is made from, is not as it is wanted. */
export class LicenceError extends LexanchorError {
  override readonly name = "LicenceError";
  declare readonly code: LicenceErrorCode;

  constructor({ code, field, fact, cause }: FieldFault<LicenceErrorCode>) {
    super({ code, message: `${field}: ${fact}`, field, cause });
  }
}
