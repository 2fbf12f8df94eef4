import { FieldRefusal, refuseAs } from "../parse/fieldRefusal.js";
import { readFields, readFormat, readHex, readList, readText } from "../parse/readFields.js";
import { readJson } from "../parse/readJson.js";
import { readJsonValue } from "../parse/readJsonValue.js";
import { DISCLOSURE_TYPE, DISCLOSURE_VERSION, type DisclosedField, type Disclosure } from "./disclosure.js";
import { toDisclosureError } from "./disclosureError.js";
import { readProof } from "./parseReceipt.js";

/** The most fields that one disclosure can show. */
export const MAX_DISCLOSED_FIELDS = 10_000;

/**
 * Checks the form of a disclosure from outside; `verifyDisclosure` checks its proofs.
 *
 * @returns the disclosure, with all hexadecimal in lower case
 * @throws DisclosureError naming the field and what is wrong with it
 */
export function parseDisclosure(value: unknown): Disclosure {
  return refuseAs("disclosure", toDisclosureError, () => readDisclosure(value));
}

/**
 * @param text a disclosure file; a name that occurs twice in one object is refused
 * @throws DisclosureError as `parseDisclosure`; `disclosure-not-json` where the text is no JSON
 */
export function parseDisclosureJson(text: string): Disclosure {
  return refuseAs("disclosure", toDisclosureError, () => readDisclosure(readJson(text, "disclosure")));
}

function readDisclosure(value: unknown): Disclosure {
  const format = { type: DISCLOSURE_TYPE, version: DISCLOSURE_VERSION };
  const parts = readFormat(value, "disclosure", format, ["metadataRoot", "fields"]);
  const metadataRoot = readHex(parts.metadataRoot, "disclosure.metadataRoot", 32);
  const fields = readList(parts.fields, "disclosure.fields", 1, MAX_DISCLOSED_FIELDS).map((field, i) =>
    readDisclosedField(field, `disclosure.fields[${i}]`),
  );
  const names = new Set<string>();
  for (const [i, { name }] of fields.entries()) {
    if (names.has(name)) throw new FieldRefusal("malformed", `disclosure.fields[${i}].name`, "shown twice");
    names.add(name);
  }
  return { type: DISCLOSURE_TYPE, version: DISCLOSURE_VERSION, metadataRoot, fields };
}

function readDisclosedField(value: unknown, field: string): DisclosedField {
  const parts = readFields(value, field, ["name", "value", "salt", "proof"]);
  return {
    name: readText(parts.name, `${field}.name`),
    value: readJsonValue(parts.value, `${field}.value`),
    salt: readHex(parts.salt, `${field}.salt`, 32),
    proof: readProof(parts.proof, `${field}.proof`),
  };
}
