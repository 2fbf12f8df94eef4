import { FieldRefusal } from "./fieldRefusal.js";

/** A JSON string, and the colon that makes it a name. Strings are all that can hold a quotation mark in valid JSON. */
const STRING_AND_COLON = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/**
 * Reads JSON in which no object has a name twice: of such a text, two programs may read different values.
 *
 * @source RFC 8259 section 4, RFC 7493 section 2.3
 */
export function readJson(text: string, field: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new FieldRefusal("not-json", field, "not JSON", cause);
  }
  let namesInText = 0;
  for (const match of text.matchAll(STRING_AND_COLON)) if (match[1] !== undefined) namesInText += 1;
  if (namesInText !== countNames(value)) {
    throw new FieldRefusal("malformed", field, "an object in it has the same name twice");
  }
  return value;
}

/** Counts the names of all objects in a value, without recursion: the text may nest as deep as it likes. */
function countNames(value: unknown): number {
  let names = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== "object" || next === null) continue;
    if (!Array.isArray(next)) names += Object.keys(next).length;
    for (const child of Object.values(next)) open.push(child);
  }
  return names;
}
