import { type Hex, hexFault } from "../hex.js";
import { FieldRefusal } from "./fieldRefusal.js";

/** The fields of an object that was checked to have all required names and no unknown one. */
export type Fields<Name extends string> = { readonly [name in Name]: unknown };

/** Reads an object with exactly these fields. Values are taken once, so a getter cannot give two answers. */
export function readFields<Required extends string, Optional extends string = never>(
  value: unknown,
  field: string,
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Fields<Required> & Partial<Fields<Optional>> {
  const given = requireObject(value, field);
  const known: readonly string[] = [...required, ...optional];
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) {
      throw new FieldRefusal("unknown", `${field}.${shorten(name)}`, `unknown field; known are ${known.join(", ")}`);
    }
  }
  const missing = required.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) throw new FieldRefusal("missing", `${field}.${missing}`, "missing");
  const present = known.filter((name) => Object.hasOwn(given, name));
  return Object.fromEntries(present.map((name) => [name, given[name]])) as Fields<Required> & Partial<Fields<Optional>>;
}

/** Reads a whole number from `minimum` to `maximum`, both included. */
export function readInteger(value: unknown, field: string, minimum: number, maximum: number): number {
  if (typeof value !== "number") {
    throw new FieldRefusal("malformed", field, `${nameType(value)} given, a number expected`);
  }
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new FieldRefusal("malformed", field, `${value} given, a whole number from ${minimum} to ${maximum} expected`);
  }
  return value === 0 ? 0 : value; // never -0
}

/** Reads `0x` and hexadecimal digits of either case for exactly this many bytes; gives them back in lower case. */
export function readHex(value: unknown, field: string, bytes: number): Hex {
  const text = readString(value, field);
  const fault = hexFault(text, bytes);
  if (fault !== null) throw new FieldRefusal("malformed", field, fault);
  return text.toLowerCase() as Hex;
}

/** Reads a text that is not empty and holds no lone surrogate. */
export function readText(value: unknown, field: string, maximumLength = Number.POSITIVE_INFINITY): string {
  const text = readString(value, field);
  if (text === "") throw new FieldRefusal("malformed", field, "empty");
  if (text.length > maximumLength) {
    throw new FieldRefusal("malformed", field, `${text.length} characters given, at most ${maximumLength}`);
  }
  if (hasLoneSurrogate(text)) throw new FieldRefusal("malformed", field, "holds a lone surrogate");
  return text;
}

/** Reads a list of `minimum` to `maximum` items. */
export function readList(value: unknown, field: string, minimum: number, maximum: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new FieldRefusal("malformed", field, `${nameType(value)} given, a list expected`);
  if (value.length < minimum || value.length > maximum) {
    throw new FieldRefusal("malformed", field, `${value.length} items given, ${minimum} to ${maximum} expected`);
  }
  // a copy without holes: every place is read
  return Array.from({ length: value.length }, (_, index) => (value as readonly unknown[])[index]);
}

/**
 * Reads an object that says what it is: `type` and `version` first, so that a later version is refused as one, and not
 * for the fields that it adds.
 */
export function readFormat<Required extends string, Optional extends string = never>(
  value: unknown,
  field: string,
  format: { readonly type: string; readonly version: number },
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Fields<Required> & Partial<Fields<Optional>> {
  const given = requireObject(value, field);
  for (const name of ["type", "version"] as const) {
    if (!Object.hasOwn(given, name)) throw new FieldRefusal("missing", `${field}.${name}`, "missing");
    if (given[name] === format[name]) continue;
    throw new FieldRefusal(
      name,
      `${field}.${name}`,
      `${describe(given[name])} given, ${describe(format[name])} expected`,
    );
  }
  return readFields(
    given,
    field,
    [...required, "type", "version"] as readonly (Required | "type" | "version")[],
    optional,
  );
}

/** Names a refused value without repeating long or private content. */
export function describe(value: unknown): string {
  if (typeof value === "string") return `"${shorten(value)}"`;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return nameType(value);
}

function requireObject(value: unknown, field: string): { readonly [name: string]: unknown } {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new FieldRefusal("malformed", field, `${nameType(value)} given, an object expected`);
}

function readString(value: unknown, field: string): string {
  if (typeof value !== "string") throw new FieldRefusal("malformed", field, `${nameType(value)} given, text expected`);
  return value;
}

/** Whether a text holds half of a surrogate pair, which UTF-8 cannot carry. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function nameType(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
