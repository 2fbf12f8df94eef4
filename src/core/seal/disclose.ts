import { fromHex, toHex } from "../hex.js";
import { DISCLOSURE_TYPE, DISCLOSURE_VERSION, type DisclosedField, type Disclosure } from "../receipt/disclosure.js";
import { DisclosureError, type DisclosureErrorCode } from "../receipt/disclosureError.js";
import { buildMetadataTree } from "./metadataTree.js";
import type { SealedRecord } from "./sealedRecord.js";

/**
 * Shows some fields of a record's metadata.
 *
 * @param sealed as `sealDocument` or `parseSealedRecord` gives it
 * @param fieldNames at least one, none twice; the disclosure keeps their order
 * @throws DisclosureError `disclosure-no-metadata`, `disclosure-no-names`, `disclosure-name-unknown` (naming those there
 * are), `disclosure-name-twice`
 */
export function disclose(sealed: SealedRecord, fieldNames: readonly string[]): Disclosure {
  const { secret, metadata, record } = sealed;
  if (secret === undefined || metadata === undefined) {
    throw refuse("disclosure-no-metadata", "sealedRecord.metadata", "the record has no metadata to show");
  }
  if (fieldNames.length === 0) throw refuse("disclosure-no-names", "fieldNames", "at least one is needed");
  const { fields, tree } = buildMetadataTree(metadata, fromHex(secret, 32, "sealedRecord.secret"));
  const shown = fieldNames.map((name, i): DisclosedField => {
    if (fieldNames.indexOf(name) !== i)
      throw refuse("disclosure-name-twice", `fieldNames[${i}]`, `"${name}" is given twice`);
    const field = fields.find((candidate) => candidate.name === name);
    if (field === undefined) {
      const known = fields.map((candidate) => candidate.name).join(", ");
      throw refuse("disclosure-name-unknown", `fieldNames[${i}]`, `no field "${name}"; there are ${known}`);
    }
    const { value, salt, leaf } = field;
    return { name, value, salt: toHex(salt), proof: tree.proofOf(leaf).map(toHex) };
  });
  return { type: DISCLOSURE_TYPE, version: DISCLOSURE_VERSION, metadataRoot: record.metadataRoot, fields: shown };
}

function refuse(code: DisclosureErrorCode, field: string, fact: string): DisclosureError {
  return new DisclosureError({ code, field, fact });
}
