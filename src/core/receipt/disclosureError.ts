import { type FieldFault, LexanchorError } from "../errors.js";
import type { FieldRefusal, RefusalReason } from "../parse/fieldRefusal.js";

export type DisclosureErrorCode =
  | "disclosure-not-json"
  | "disclosure-field-malformed"
  | "disclosure-field-missing"
  | "disclosure-field-unknown"
  | "disclosure-type-unknown"
  | "disclosure-version-unknown"
  | "disclosure-no-metadata"
  | "disclosure-name-unknown"
  | "disclosure-name-twice"
  | "disclosure-no-names";

/** A disclosure is not as its format wants it, or cannot be made. */
export class DisclosureError extends LexanchorError {
  override readonly name = "DisclosureError";
  declare readonly code: DisclosureErrorCode;

  constructor({ code, field, fact, cause }: FieldFault<DisclosureErrorCode>) {
    super({ code, message: `${field}: ${fact}`, field, cause });
  }
}

const CODES: { readonly [reason in RefusalReason]: DisclosureErrorCode } = {
  "not-json": "disclosure-not-json",
  malformed: "disclosure-field-malformed",
  missing: "disclosure-field-missing",
  unknown: "disclosure-field-unknown",
  type: "disclosure-type-unknown",
  version: "disclosure-version-unknown",
};

export function toDisclosureError({ reason, field, fact, cause }: FieldRefusal): DisclosureError {
  return new DisclosureError({ code: CODES[reason], field, fact, cause });
}
