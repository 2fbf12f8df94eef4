import { type Hex, toHex } from "../hex.js";
import type { JsonObject, JsonValue } from "../json.js";
import { buildTree } from "../merkle/buildTree.js";
import type { MerkleTree } from "../merkle/merkleTree.js";
import { FieldRefusal } from "../parse/fieldRefusal.js";
import { readJsonValue } from "../parse/readJsonValue.js";
import { describe } from "../parse/readFields.js";
import { NO_METADATA_ROOT } from "../record/judicialRecord.js";
import { fieldSalt, hashField } from "./hashField.js";

export interface MetadataField {
  readonly name: string;
  readonly value: JsonValue;
  readonly salt: Uint8Array;
  readonly leaf: Uint8Array;
}

export interface MetadataTree {
  readonly fields: readonly MetadataField[];
  readonly tree: MerkleTree;
}

/**
 * One leaf for each top-level field.
 *
 * @param metadata as `readMetadata` gives it, with at least one field
 * @param recordSecret 32 bytes
 */
export function buildMetadataTree(metadata: JsonObject, recordSecret: Uint8Array): MetadataTree {
  const fields = Object.entries(metadata).map(([name, value]) => {
    const salt = fieldSalt(recordSecret, name);
    return { name, value, salt, leaf: hashField(salt, name, value) };
  });
  return { fields, tree: buildTree(fields.map(({ leaf }) => leaf)) };
}

/**
 * The commitment that a record carries to its metadata.
 *
 * @param metadata as `readMetadata` gives it
 * @param recordSecret 32 bytes
 * @returns 32 bytes; zero where there are no fields
 */
export function metadataRoot(metadata: JsonObject, recordSecret: Uint8Array): Hex {
  if (Object.keys(metadata).length === 0) return NO_METADATA_ROOT;
  return toHex(buildMetadataTree(metadata, recordSecret).tree.root);
}

/** Reads metadata from outside: an object whose names are not empty. Throws `FieldRefusal`. */
export function readMetadata(value: unknown, field: string): JsonObject {
  // the metadata itself does not count: each of its fields may be as deep as one that is shown alone
  const metadata = readJsonValue(value, field, -1);
  if (typeof metadata !== "object" || metadata === null || isList(metadata)) {
    throw new FieldRefusal("malformed", field, `${describe(value)} given, an object expected`);
  }
  if (Object.hasOwn(metadata, "")) throw new FieldRefusal("malformed", field, "a field's name is empty");
  return metadata;
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}
