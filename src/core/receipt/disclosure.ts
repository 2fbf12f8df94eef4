import type { Hex } from "../hex.js";
import type { JsonValue } from "../json.js";

export const DISCLOSURE_TYPE = "lexanchor/disclosure";
export const DISCLOSURE_VERSION = 1;

/** Shows some fields of a record's metadata, and proves them without showing the others. */
export interface Disclosure {
  readonly type: typeof DISCLOSURE_TYPE;
  readonly version: typeof DISCLOSURE_VERSION;
  /** As in the record, 32 bytes. */
  readonly metadataRoot: Hex;
  /** At least one; no name twice. */
  readonly fields: readonly DisclosedField[];
}

export interface DisclosedField {
  readonly name: string;
  readonly value: JsonValue;
  /** HMAC-SHA-256 of the name under the record's secret, 32 bytes. */
  readonly salt: Hex;
  /** Sibling hashes from the field's leaf to the metadata root, 32 bytes each. */
  readonly proof: readonly Hex[];
}
