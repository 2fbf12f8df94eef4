import type { ChoiceSchema, FieldSchema, ListSchema, MetadataSchema, TextSchema } from "./metadataSchema.js";

/** One way in which metadata does not follow its schema. */
export interface MetadataViolation {
  /** Path of the field: `metadata.partyNames[2]`. */
  readonly field: string;
  /** The schema's keyword that it fails. */
  readonly keyword: string;
  /** One sentence that names the field and the fact. */
  readonly message: string;
}

type Violations = MetadataViolation[];

/**
 * Checks metadata against the schema of its record kind, before it is sealed: afterwards nothing in it can change.
 *
 * @param metadata the fields to be sealed, from outside
 * @param field path of the metadata in what the caller was given
 * @returns every violation, in the order of the schema's fields; none for metadata that follows it
 * @source JSON Schema 2020-12, the keywords of `MetadataSchema`
 */
export function validateMetadata(schema: MetadataSchema, metadata: unknown, field = "metadata"): MetadataViolation[] {
  const found: Violations = [];
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) {
    add(found, field, "type", `${describe(metadata)} given, an object expected`);
    return found;
  }
  const values = new Map<string, unknown>(Object.entries(metadata));
  for (const name of schema.required) {
    if (!values.has(name)) add(found, `${field}.${name}`, "required", `missing; ${schema.$id} requires it`);
  }
  for (const [name, fieldSchema] of Object.entries(schema.properties)) {
    if (values.has(name)) checkField(found, `${field}.${name}`, fieldSchema, values.get(name));
  }
  const ownNames = Object.keys(schema.patternProperties).map((pattern) => new RegExp(pattern, "u"));
  for (const name of values.keys()) {
    if (Object.hasOwn(schema.properties, name) || ownNames.some((pattern) => pattern.test(name))) continue;
    const known = Object.keys(schema.properties).join(", ");
    add(found, `${field}.${name}`, "additionalProperties", `not a field of ${schema.$id}, which has ${known}`);
  }
  return found;
}

function checkField(found: Violations, field: string, schema: FieldSchema, value: unknown): void {
  if (schema.type === "array") checkList(found, field, schema, value);
  else if (schema.type === "string") checkText(found, field, schema, value);
  else if (!Number.isInteger(value)) add(found, field, "type", `${describe(value)} given, an integer expected`);
  else checkRange(found, field, Number(value), [schema.minimum, "minimum"], [schema.maximum, "maximum"]);
}

function checkList(found: Violations, field: string, schema: ListSchema, value: unknown): void {
  if (!Array.isArray(value)) {
    add(found, field, "type", `${describe(value)} given, a list expected`);
    return;
  }
  const items: unknown[] = value;
  checkRange(found, field, items.length, [schema.minItems, "minItems"], [schema.maxItems, "maxItems"], " items");
  items.forEach((item, at) => checkText(found, `${field}[${at}]`, schema.items, item));
  const repeated = schema.uniqueItems === true ? items.findIndex((item, at) => items.indexOf(item) !== at) : -1;
  if (repeated >= 0) add(found, `${field}[${repeated}]`, "uniqueItems", "is in the list before");
}

function checkText(found: Violations, field: string, schema: TextSchema | ChoiceSchema, value: unknown): void {
  if (typeof value !== "string") {
    add(found, field, "type", `${describe(value)} given, a text expected`);
  } else if ("enum" in schema) {
    const expected = schema.enum.join(", ");
    if (!schema.enum.includes(value))
      add(found, field, "enum", `${describe(value)} given, one of ${expected} expected`);
  } else {
    const { length } = Array.from(value);
    checkRange(found, field, length, [schema.minLength, "minLength"], [schema.maxLength, "maxLength"], " characters");
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value)) {
      add(found, field, "pattern", `${describe(value)} given, a text that matches ${schema.pattern} expected`);
    }
    if (schema.format === "date" && !isDate(value)) {
      add(found, field, "format", `${describe(value)} given, a date such as 2026-11-23 expected`);
    }
    if (schema.format === "date-time" && !isMoment(value)) {
      add(found, field, "format", `${describe(value)} given, a time such as 2026-11-23T10:00:00+08:00 expected`);
    }
  }
}

type Bound = readonly [bound: number | undefined, keyword: string];

function checkRange(found: Violations, field: string, given: number, least: Bound, most: Bound, unit = ""): void {
  if (least[0] !== undefined && given < least[0])
    add(found, field, least[1], `${given}${unit} given, at least ${least[0]} expected`);
  if (most[0] !== undefined && given > most[0])
    add(found, field, most[1], `${given}${unit} given, at most ${most[0]} expected`);
}

/** RFC 3339 `full-date`: a day that the calendar has. */
function isDate(text: string): boolean {
  if (!/^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  // A day beyond its month is moved into the next one by some engines, and refused by others.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** RFC 3339 `date-time`, in capitals and without leap seconds, which no clock of a case system shows. */
function isMoment(text: string): boolean {
  const [date = "", time = ""] = text.split("T", 2);
  const rest = /^([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;
  return isDate(date) && rest.test(time) && text === `${date}T${time}`;
}

function describe(value: unknown): string {
  if (typeof value === "string") return `"${Array.from(value).slice(0, 40).join("")}"`;
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : typeof value;
}

function add(found: Violations, field: string, keyword: string, fact: string): void {
  found.push({ field, keyword, message: `${field}: ${fact}` });
}
