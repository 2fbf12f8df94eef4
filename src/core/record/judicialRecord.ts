import { DIGEST_ALGORITHM_NAMES, DIGEST_BYTES, type DigestAlgorithm, isDigestAlgorithm } from "../digest/algorithms.js";
import type { Hex } from "../hex.js";
import { MAX_UINT16, MAX_UINT32 } from "../limits.js";
import { FieldRefusal, refuseAs } from "../parse/fieldRefusal.js";
import { describe, readFields, readHex, readInteger } from "../parse/readFields.js";
import { toRecordError } from "./recordError.js";

/** One item to be proved later: `record` in DESIGN; TypeScript has a `Record` of its own. */
export interface JudicialRecord {
  /** Who recorded it: 1 to 2^32 - 1. */
  readonly institutionId: number;
  /** What it is: 1 to 65535; `RECORD_KINDS` names those known today. */
  readonly kind: number;
  /** Version of the metadata schema of that kind: 1 to 65535. */
  readonly schema: number;
  readonly digestAlgorithm: DigestAlgorithm;
  /** Digest of the document's bytes as they are, 32 bytes. */
  readonly digest: Hex;
  /** Commitment to the metadata, 32 bytes; zero where there is none. */
  readonly metadataRoot: Hex;
}

/** The `metadataRoot` of a record without metadata. */
export const NO_METADATA_ROOT: Hex = `0x${"00".repeat(32)}`;

/**
 * Checks a record from outside. A kind that `RECORD_KINDS` does not know passes: a standards registry may have added it
 * since; `recordKindByNumber` refuses it where only known kinds are wanted.
 *
 * @param field how errors name the record, such as `records[3]`
 * @throws RecordError naming the field and what is wrong with it
 */
export function parseRecord(value: unknown, field: string): JudicialRecord {
  return refuseAs(field, toRecordError, () => readRecord(value, field));
}

/** As `parseRecord`, for parsers of what contains a record: throws `FieldRefusal`. */
export function readRecord(value: unknown, field: string): JudicialRecord {
  const fields = readFields(value, field, [
    "institutionId",
    "kind",
    "schema",
    "digestAlgorithm",
    "digest",
    "metadataRoot",
  ]);
  return {
    institutionId: readInteger(fields.institutionId, `${field}.institutionId`, 1, MAX_UINT32),
    kind: readInteger(fields.kind, `${field}.kind`, 1, MAX_UINT16),
    schema: readInteger(fields.schema, `${field}.schema`, 1, MAX_UINT16),
    digestAlgorithm: readDigestAlgorithm(fields.digestAlgorithm, `${field}.digestAlgorithm`),
    digest: readHex(fields.digest, `${field}.digest`, DIGEST_BYTES),
    metadataRoot: readHex(fields.metadataRoot, `${field}.metadataRoot`, 32),
  };
}

function readDigestAlgorithm(value: unknown, field: string): DigestAlgorithm {
  if (isDigestAlgorithm(value)) return value;
  const known = DIGEST_ALGORITHM_NAMES.join(", ");
  throw new FieldRefusal("malformed", field, `${describe(value)} given; known are ${known}`);
}
