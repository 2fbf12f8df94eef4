import type { DigestAlgorithm } from "../digest/algorithms.js";
import { type Hex, fromHex, toHex } from "../hex.js";
import type { JsonObject } from "../json.js";
import { type FieldRefusal, refuseAs } from "../parse/fieldRefusal.js";
import { readHex } from "../parse/readFields.js";
import { type JudicialRecord, NO_METADATA_ROOT, parseRecord } from "../record/judicialRecord.js";
import { RecordError } from "../record/recordError.js";
import { recordKindByNumber } from "../record/recordKinds.js";
import { metadataSchemaOf } from "../standards/metadataSchemaOf.js";
import { validateMetadata } from "../standards/validateMetadata.js";
import { metadataRoot, readMetadata } from "./metadataTree.js";
import { readReference } from "./parseSealedRecord.js";
import { SEALED_RECORD_TYPE, SEALED_RECORD_VERSION, type SealedRecord } from "./sealedRecord.js";

export interface SealParameters {
  readonly institutionId: number;
  /** A number of `RECORD_KINDS`. */
  readonly kind: number;
  readonly schema: number;
  readonly digestAlgorithm: DigestAlgorithm;
  /** Digest of the document's bytes as they are, 32 bytes. */
  readonly digest: Hex;
  /** The sealer's own name for the record. */
  readonly reference?: string;
  /** Absent or without fields: the record commits to none. */
  readonly metadata?: JsonObject;
  /** 32 bytes, random and of this record alone; made here where absent. */
  readonly recordSecret?: Hex;
  /**
   * Whether metadata that does not follow the schema of its kind is refused: afterwards nothing in it can change, and a
   * misspelt field is never found. A record that commits to no metadata has nothing to check.
   */
  readonly checkMetadata?: boolean;
}

/**
 * Turns a document's digest and its metadata into a record, before anything is sent.
 *
 * @throws RecordError `record-…` for a field of the record, `record-kind-unknown`, `metadata-malformed`,
 * `record-secret-malformed`, `record-reference-malformed`; with `checkMetadata` also `metadata-violates-schema`, with the
 * first field that does, and `metadata-schema-unknown`
 */
export function sealDocument(parameters: SealParameters): SealedRecord {
  const { institutionId, kind, schema, digestAlgorithm, digest } = parameters;
  const commitment = commitToMetadata(parameters);
  const root = commitment?.metadataRoot ?? NO_METADATA_ROOT;
  const record = parseRecord({ institutionId, kind, schema, digestAlgorithm, digest, metadataRoot: root }, "record");
  recordKindByNumber(record.kind, "record.kind");
  if (parameters.checkMetadata === true && commitment !== null) checkAgainstSchema(record, commitment.metadata);
  return {
    type: SEALED_RECORD_TYPE,
    version: SEALED_RECORD_VERSION,
    ...(parameters.reference !== undefined && { reference: checkReference(parameters.reference) }),
    record,
    ...(commitment !== null && { secret: commitment.secret, metadata: commitment.metadata }),
  };
}

function commitToMetadata({
  metadata: given,
  recordSecret,
}: SealParameters): { metadata: JsonObject; secret: Hex; metadataRoot: Hex } | null {
  if (given === undefined) return null;
  const metadata = refuseAs("metadata", toErrorOf("metadata-malformed"), () => readMetadata(given, "metadata"));
  if (Object.keys(metadata).length === 0) return null;
  const secret =
    recordSecret === undefined
      ? toHex(crypto.getRandomValues(new Uint8Array(32)))
      : refuseAs("recordSecret", toErrorOf("record-secret-malformed"), () => readHex(recordSecret, "recordSecret", 32));
  return { metadata, secret, metadataRoot: metadataRoot(metadata, fromHex(secret)) };
}

function checkAgainstSchema({ kind, schema: version }: JudicialRecord, metadata: JsonObject): void {
  const schema = metadataSchemaOf(kind, version);
  if (schema === null) {
    const fact = `${version} given, and no schema ${version} of kind ${kind} is known here to check the metadata`;
    throw new RecordError({ code: "metadata-schema-unknown", field: "record.schema", fact });
  }
  const [first, ...others] = validateMetadata(schema, metadata);
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  const fact = first.message.slice(first.field.length + 2) + more;
  throw new RecordError({ code: "metadata-violates-schema", field: first.field, fact });
}

function checkReference(reference: string): string {
  return refuseAs("reference", toErrorOf("record-reference-malformed"), () => readReference(reference, "reference"));
}

function toErrorOf(code: "metadata-malformed" | "record-secret-malformed" | "record-reference-malformed") {
  return ({ field, fact, cause }: FieldRefusal) => new RecordError({ code, field, fact, cause });
}
