import { type FieldFault, LexanchorError } from "../errors.js";
import type { FieldRefusal, RefusalReason } from "../parse/fieldRefusal.js";

export type ReceiptErrorCode =
  | "receipt-not-json"
  | "receipt-field-malformed"
  | "receipt-field-missing"
  | "receipt-field-unknown"
  | "receipt-type-unknown"
  | "receipt-version-unknown";

/** A receipt is not as its format wants it. Says nothing about what is on the chain. */
export class ReceiptError extends LexanchorError {
  override readonly name = "ReceiptError";
  declare readonly code: ReceiptErrorCode;

  constructor({ code, field, fact, cause }: FieldFault<ReceiptErrorCode>) {
    super({ code, message: `${field}: ${fact}`, field, cause });
  }
}

const CODES: { readonly [reason in RefusalReason]: ReceiptErrorCode } = {
  "not-json": "receipt-not-json",
  malformed: "receipt-field-malformed",
  missing: "receipt-field-missing",
  unknown: "receipt-field-unknown",
  type: "receipt-type-unknown",
  version: "receipt-version-unknown",
};

export function toReceiptError({ reason, field, fact, cause }: FieldRefusal): ReceiptError {
  return new ReceiptError({ code: CODES[reason], field, fact, cause });
}
