import type { FieldRefusal, RefusalReason } from "../parse/fieldRefusal.js";
import { RecordError, type RecordErrorCode } from "../record/recordError.js";

const CODES: { readonly [reason in RefusalReason]: RecordErrorCode } = {
  "not-json": "sealed-record-not-json",
  malformed: "sealed-record-field-malformed",
  missing: "sealed-record-field-missing",
  unknown: "sealed-record-field-unknown",
  type: "sealed-record-type-unknown",
  version: "sealed-record-version-unknown",
};

export function toSealedRecordError({ reason, field, fact, cause }: FieldRefusal): RecordError {
  return new RecordError({ code: CODES[reason], field, fact, cause });
}
