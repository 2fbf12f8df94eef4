import { parseSealedRecordJson } from "../core/index.js";
import type { SealedRecord } from "../core/index.js";
import { CliError } from "./errors.js";
import { inFile } from "./inFile.js";
import { readTextFile } from "./readTextFile.js";

/** A sealed record that is to be sent: it has a reference. */
export type NamedSealedRecord = SealedRecord & { readonly reference: string };

/** Reads a file that `record seal` wrote. @throws CliError `file-malformed`, naming the field · as `readTextFile` */
export async function readSealedFile(file: string): Promise<NamedSealedRecord> {
  const text = await readTextFile(file);
  const sealed = inFile(file, () => parseSealedRecordJson(text));
  const { reference } = sealed;
  if (reference === undefined) {
    throw new CliError({
      code: "file-malformed",
      message: `${file}: sealedRecord.reference: missing, it names the record to the relayer`,
      field: "sealedRecord.reference",
    });
  }
  return { ...sealed, reference };
}
