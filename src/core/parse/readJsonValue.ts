import type { JsonValue } from "../json.js";
import { FieldRefusal } from "./fieldRefusal.js";
import { hasLoneSurrogate } from "./readFields.js";

/** How deep lists and objects in one metadata field may lie in each other. */
export const MAX_JSON_DEPTH = 64;

/**
 * Reads a value that every JSON reader reads the same way: no number that a reader could round, no text that UTF-8
 * cannot carry, nothing that JSON does not have.
 *
 * @returns a copy
 * @source RFC 7493 sections 2.1 and 2.2
 */
export function readJsonValue(value: unknown, field: string, depth = 0): JsonValue {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return readWellFormed(value, field);
  if (typeof value === "number") return readJsonNumber(value, field);
  if (typeof value !== "object") throw new FieldRefusal("malformed", field, `JSON has no ${typeof value}`);
  if (depth === MAX_JSON_DEPTH) {
    throw new FieldRefusal("malformed", field, `lies deeper than ${MAX_JSON_DEPTH} lists and objects`);
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return Array.from({ length: items.length }, (_, i) => readJsonValue(items[i], `${field}[${i}]`, depth + 1));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // the prototype of plain objects has none; that of another window's plain objects too
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new FieldRefusal("malformed", field, "not a plain JSON object");
  }
  // fromEntries defines properties: a field named __proto__ is a field like any other
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const path = `${field}.${name.slice(0, 40)}`;
      return [readWellFormed(name, path), readJsonValue(member, path, depth + 1)];
    }),
  );
}

function readWellFormed(text: string, field: string): string {
  if (!hasLoneSurrogate(text)) return text;
  throw new FieldRefusal("malformed", field, "holds a lone surrogate");
}

function readJsonNumber(value: number, field: string): number {
  if (!Number.isFinite(value)) throw new FieldRefusal("malformed", field, `JSON has no ${value}`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    const fact = `${value} is beyond ±(2^53 - 1), where readers round; write it as text`;
    throw new FieldRefusal("malformed", field, fact);
  }
  return value;
}
