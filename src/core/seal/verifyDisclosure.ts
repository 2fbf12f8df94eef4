import { fromHex, sameHex, toHex } from "../hex.js";
import { processProof } from "../merkle/processProof.js";
import type { Disclosure } from "../receipt/disclosure.js";
import { hashField } from "./hashField.js";

export type DisclosureCheck = { readonly valid: true } | { readonly valid: false; readonly field: string };

/**
 * Whether every field that a disclosure shows is under its metadata root. The root itself has to be compared with that
 * of the record.
 *
 * @param disclosure as `parseDisclosure` gives it
 * @returns the name of the first field that is not
 */
export function verifyDisclosure(disclosure: Disclosure): DisclosureCheck {
  for (const { name, value, salt, proof } of disclosure.fields) {
    const leaf = hashField(fromHex(salt), name, value);
    const root = processProof(
      leaf,
      proof.map((sibling) => fromHex(sibling)),
    );
    if (!sameHex(toHex(root), disclosure.metadataRoot)) return { valid: false, field: name };
  }
  return { valid: true };
}
