/**
 * The part of JSON Schema 2020-12 that the schemas of record metadata use. `validateMetadata` knows every keyword named
 * here; a schema with any other is refused when the standards are written.
 */
export interface MetadataSchema {
  readonly $schema: "https://json-schema.org/draft/2020-12/schema";
  /** `urn:lexanchor:schema:<slug>:<version>` */
  readonly $id: string;
  readonly title: string;
  readonly "x-title-zh": string;
  readonly description: string;
  readonly type: "object";
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, FieldSchema>>;
  /** Names of fields that are an institution's own; their values are free. */
  readonly patternProperties: Readonly<Record<string, Readonly<Record<string, never>>>>;
  readonly additionalProperties: false;
}

interface FieldAnnotations {
  readonly title: string;
  readonly "x-title-zh": string;
  readonly description: string;
}

/** One top-level field: the unit that can be shown or withheld by itself. */
export type FieldSchema = FieldAnnotations & (TextSchema | ChoiceSchema | IntegerSchema | ListSchema);

export interface TextSchema {
  readonly type: "string";
  /** Both are asserted: a date of the calendar, or a moment with its offset from UTC (RFC 3339). */
  readonly format?: "date" | "date-time";
  readonly pattern?: string;
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface ChoiceSchema {
  readonly type: "string";
  readonly enum: readonly string[];
  /** The Chinese names of the values, in the order of `enum`. */
  readonly "x-enum-zh": readonly string[];
}

export interface IntegerSchema {
  readonly type: "integer";
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface ListSchema {
  readonly type: "array";
  readonly items: TextSchema | ChoiceSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}
