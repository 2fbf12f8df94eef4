import type { Hex } from "../hex.js";
import type { JsonObject } from "../json.js";
import type { JudicialRecord } from "../record/judicialRecord.js";

export const SEALED_RECORD_TYPE = "lexanchor/sealed-record";
export const SEALED_RECORD_VERSION = 1;

/** How long the sealer's own name for a record can be, in UTF-16 code units. */
export const MAX_REFERENCE_LENGTH = 256;

/**
 * What the sealer keeps: the record, and what its commitment to the metadata was made from. Private: whoever has the
 * secret and the metadata can show any field.
 */
export interface SealedRecord {
  readonly type: typeof SEALED_RECORD_TYPE;
  readonly version: typeof SEALED_RECORD_VERSION;
  /** The sealer's own name for it. */
  readonly reference?: string;
  readonly record: JudicialRecord;
  /** 32 random bytes of this record alone; present where there is metadata. */
  readonly secret?: Hex;
  /** At least one field; absent where the record has none. */
  readonly metadata?: JsonObject;
}
