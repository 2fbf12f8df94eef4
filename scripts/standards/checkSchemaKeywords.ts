import type { MetadataSchema } from "../../src/core/standards/metadataSchema.js";

const ROOT = [
  "$schema",
  "$id",
  "title",
  "x-title-zh",
  "description",
  "type",
  "required",
  "properties",
  "patternProperties",
  "additionalProperties",
];
const ANNOTATIONS = ["title", "x-title-zh", "description"];
const BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  string: ["type", "format", "pattern", "minLength", "maxLength"],
  choice: ["type", "enum", "x-enum-zh"],
  integer: ["type", "minimum", "maximum"],
  array: ["type", "items", "minItems", "maxItems", "uniqueItems"],
};
const FORMATS = ["date", "date-time"];

/**
 * Refuses a schema that says something `validateMetadata` would not check: whoever seals would believe it was.
 *
 * @throws Error that names file, field and keyword
 */
export function checkSchemaKeywords(schema: unknown, fileName: string): asserts schema is MetadataSchema {
  const root = readObject(schema, fileName);
  checkNames(root, ROOT, fileName);
  for (const name of ROOT) if (!(name in root)) throw new Error(`${fileName}: ${name} is missing`);
  if (root["additionalProperties"] !== false) throw new Error(`${fileName}: additionalProperties is not false`);
  const fields = readObject(root["properties"], `${fileName}: properties`);
  for (const [name, field] of Object.entries(fields)) {
    const place = `${fileName}: ${name}`;
    const { title, "x-title-zh": titleZh, description, ...rest } = readObject(field, place);
    if ([title, titleZh, description].some((text) => typeof text !== "string" || text === "")) {
      throw new Error(`${place}: one of ${ANNOTATIONS.join(", ")} is missing`);
    }
    checkField(rest, place, true);
  }
  for (const name of readList(root["required"], `${fileName}: required`)) {
    if (typeof name !== "string" || !(name in fields))
      throw new Error(`${fileName}: required ${String(name)} is no field`);
  }
}

function checkField(field: Readonly<Record<string, unknown>>, place: string, mayBeList: boolean): void {
  const declared = String(field["type"]);
  const type = "enum" in field && declared === "string" ? "choice" : declared;
  const keywords = BY_TYPE[type];
  if (keywords === undefined || declared === "choice" || (!mayBeList && type !== "string" && type !== "choice")) {
    throw new Error(`${place}: type ${type} is not one that validateMetadata knows here`);
  }
  checkNames(field, keywords, place);
  if ("format" in field && !FORMATS.includes(String(field["format"]))) {
    throw new Error(`${place}: format ${String(field["format"])} is not one of ${FORMATS.join(", ")}`);
  }
  if (type === "choice") {
    const values = readList(field["enum"], `${place}: enum`);
    const names = readList(field["x-enum-zh"], `${place}: x-enum-zh`);
    if (values.length !== names.length) throw new Error(`${place}: ${values.length} values, ${names.length} names`);
  }
  if (type === "array") checkField(readObject(field["items"], `${place}[]`), `${place}[]`, false);
}

function checkNames(object: Readonly<Record<string, unknown>>, known: readonly string[], place: string): void {
  const unknown = Object.keys(object).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${place}: keyword ${unknown} is not one that validateMetadata checks`);
}

function readObject(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${place}: not an object`);
  return { ...value };
}

function readList(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${place}: not a list`);
  return value;
}
