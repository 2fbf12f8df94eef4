import { type Hex, fromHex } from "../hex.js";
import type { JsonObject } from "../json.js";
import { FieldRefusal, refuseAs } from "../parse/fieldRefusal.js";
import { readFormat, readHex, readText } from "../parse/readFields.js";
import { readJson } from "../parse/readJson.js";
import { type JudicialRecord, NO_METADATA_ROOT, readRecord } from "../record/judicialRecord.js";
import { metadataRoot, readMetadata } from "./metadataTree.js";
import { MAX_REFERENCE_LENGTH, SEALED_RECORD_TYPE, SEALED_RECORD_VERSION, type SealedRecord } from "./sealedRecord.js";
import { toSealedRecordError } from "./sealedRecordError.js";

/**
 * Checks a sealed record from outside, and that its record commits to its metadata.
 *
 * @throws RecordError `sealed-record-…`, naming the field and what is wrong with it
 */
export function parseSealedRecord(value: unknown): SealedRecord {
  return refuseAs("sealedRecord", toSealedRecordError, () => readSealedRecord(value));
}

/**
 * @param text a sealed record's file; a name that occurs twice in one object is refused
 * @throws RecordError as `parseSealedRecord`; `sealed-record-not-json` where the text is no JSON
 */
export function parseSealedRecordJson(text: string): SealedRecord {
  return refuseAs("sealedRecord", toSealedRecordError, () => readSealedRecord(readJson(text, "sealedRecord")));
}

function readSealedRecord(value: unknown): SealedRecord {
  const format = { type: SEALED_RECORD_TYPE, version: SEALED_RECORD_VERSION };
  const fields = readFormat(value, "sealedRecord", format, ["record"], ["reference", "secret", "metadata"]);
  const record = readRecord(fields.record, "sealedRecord.record");
  const hasMetadata = "metadata" in fields || "secret" in fields;
  if (!hasMetadata) requireRoot(record, NO_METADATA_ROOT);
  return {
    type: SEALED_RECORD_TYPE,
    version: SEALED_RECORD_VERSION,
    ...("reference" in fields && { reference: readReference(fields.reference, "sealedRecord.reference") }),
    record,
    ...(hasMetadata && readCommitted(fields.secret, fields.metadata, record)),
  };
}

/** Reads the sealer's own name for a record. Throws `FieldRefusal`. */
export function readReference(value: unknown, field: string): string {
  return readText(value, field, MAX_REFERENCE_LENGTH);
}

function readCommitted(
  secretValue: unknown,
  metadataValue: unknown,
  record: JudicialRecord,
): { secret: Hex; metadata: JsonObject } {
  const secret = readHex(secretValue, "sealedRecord.secret", 32);
  const metadata = readMetadata(metadataValue, "sealedRecord.metadata");
  if (Object.keys(metadata).length === 0) {
    throw new FieldRefusal("malformed", "sealedRecord.metadata", "no fields; a record without metadata leaves it out");
  }
  requireRoot(record, metadataRoot(metadata, fromHex(secret)));
  return { secret, metadata };
}

function requireRoot(record: JudicialRecord, computed: Hex): void {
  if (record.metadataRoot === computed) return;
  const fact = `${record.metadataRoot} given, but the commitment to this metadata is ${computed}`;
  throw new FieldRefusal("malformed", "sealedRecord.record.metadataRoot", fact);
}
