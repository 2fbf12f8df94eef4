export type * from "./metadata.generated.js";
export type * from "./metadataSchema.js";
export { metadataSchemaOf } from "./metadataSchemaOf.js";
export { reasonByNumber } from "./reasonByNumber.js";
export type * from "./standard.js";
export { schemaStandardId, StandardCategory, standardId } from "./standardId.js";
export {
  DIGEST_ALGORITHM_STANDARDS,
  REASONS,
  RECORD_KIND_STANDARDS,
  SCHEMA_STANDARDS,
  STANDARD_CATEGORIES,
  STATUTORY_LIMITS,
  WINDOWS,
} from "./standards.generated.js";
export { statutoryLimitAt } from "./statutoryLimitAt.js";
export { type MetadataViolation, validateMetadata } from "./validateMetadata.js";
