import { type FieldFault, LexanchorError } from "../errors.js";
import type { FieldRefusal } from "../parse/fieldRefusal.js";

export type RecordErrorCode =
  | "record-malformed"
  | "record-field-missing"
  | "record-field-unknown"
  | "record-institution-id-malformed"
  | "record-kind-malformed"
  | "record-kind-unknown"
  | "record-schema-malformed"
  | "record-digest-algorithm-malformed"
  | "record-digest-malformed"
  | "record-metadata-root-malformed"
  | "sealed-record-field-malformed"
  | "sealed-record-not-json"
  | "sealed-record-field-missing"
  | "sealed-record-field-unknown"
  | "sealed-record-type-unknown"
  | "sealed-record-version-unknown"
  | "metadata-malformed"
  | "metadata-violates-schema"
  | "metadata-schema-unknown"
  | "record-secret-malformed"
  | "record-reference-malformed"
  | "digest-source-malformed";

/** A record, a sealed record, or what one is made from, is not as the format wants it. */
export class RecordError extends LexanchorError {
  override readonly name = "RecordError";
  declare readonly code: RecordErrorCode;

  constructor({ code, field, fact, cause }: FieldFault<RecordErrorCode>) {
    super({ code, message: `${field}: ${fact}`, field, cause });
  }
}

const CODES_BY_FIELD: { readonly [field: string]: RecordErrorCode } = {
  institutionId: "record-institution-id-malformed",
  kind: "record-kind-malformed",
  schema: "record-schema-malformed",
  digestAlgorithm: "record-digest-algorithm-malformed",
  digest: "record-digest-malformed",
  metadataRoot: "record-metadata-root-malformed",
};

export function toRecordError(refusal: FieldRefusal): RecordError {
  const { field, fact, cause } = refusal;
  return new RecordError({ code: codeOf(refusal), field, fact, cause });
}

function codeOf({ reason, field }: FieldRefusal): RecordErrorCode {
  if (reason === "missing") return "record-field-missing";
  if (reason === "unknown") return "record-field-unknown";
  const name = field.slice(field.lastIndexOf(".") + 1);
  return (Object.hasOwn(CODES_BY_FIELD, name) ? CODES_BY_FIELD[name] : undefined) ?? "record-malformed";
}
