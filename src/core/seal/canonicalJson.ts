import canonicalize from "canonicalize";
import type { JsonValue } from "../json.js";

/**
 * The one text of a JSON value: no white space, names sorted by UTF-16 code units, numbers as ECMAScript writes them.
 *
 * @param value as `readJsonValue` gives it: nothing in it that JSON does not have
 * @source RFC 8785 section 3.2
 */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("a JSON value has a canonical text");
  return text;
}
