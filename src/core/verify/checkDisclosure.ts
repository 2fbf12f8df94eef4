import { sameHex } from "../hex.js";
import type { Disclosure } from "../receipt/disclosure.js";
import type { JudicialRecord } from "../record/judicialRecord.js";
import { verifyDisclosure } from "../seal/verifyDisclosure.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/** Whether the shown fields are those that the record commits to. */
export function checkDisclosure(record: JudicialRecord, disclosure: Disclosure | undefined): Finding {
  if (disclosure === undefined) return finding("disclosure-none-shown", {});
  const { metadataRoot, fields } = disclosure;
  if (!sameHex(metadataRoot, record.metadataRoot)) {
    return finding("disclosure-other-record", { record: record.metadataRoot, disclosure: metadataRoot });
  }
  const check = verifyDisclosure(disclosure);
  if (!check.valid) return finding("disclosure-field-differs", { field: check.field });
  return finding("disclosure-proved", { fields: fields.map(({ name }) => name) });
}
