import type { MetadataSchema } from "./metadataSchema.js";
import { METADATA_SCHEMAS } from "./schemas.generated.js";

/**
 * The schema for the metadata of a record kind, or null for one that this version does not ship: the registry may have
 * added it since.
 *
 * @param kind number of the record kind
 * @param version as in the record's `schema`
 */
export function metadataSchemaOf(kind: number, version: number): MetadataSchema | null {
  return METADATA_SCHEMAS[`${kind}:${version}`] ?? null;
}
