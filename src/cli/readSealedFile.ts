import { parseSealedRecordJson } from "../core/index.js";
import type { SealedRecord } from "../core/index.js";
import { CliError } from "./errors.js";
import { readTextFile } from "./readJsonFile.js";

/** A sealed record that is to be sent: it has a reference. */
export type NamedSealedRecord = SealedRecord & { readonly reference: string };

/** Reads a file that `record seal` wrote. @throws CliError `file-missing`, `usage`; RecordError `sealed-record-…` */
export async function readSealedFile(file: string): Promise<NamedSealedRecord> {
  const sealed = parseSealedRecordJson(await readTextFile(file));
  const { reference } = sealed;
  if (reference === undefined) {
    throw new CliError({ code: "usage", message: `${file}: has no reference, which names the record to the relayer` });
  }
  return { ...sealed, reference };
}
