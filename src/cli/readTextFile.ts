import { open } from "node:fs/promises";
import { describeFileError } from "./describeFileError.js";
import { errnoOf } from "./errnoOf.js";
import { CliError } from "./errors.js";

/** More than any file that a person or a relayer writes; a document named by mistake is not read into memory. */
export const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/**
 * Reads a text file, without the byte order mark that some editors put first.
 * @param options.missing the error for a file that does not exist
 * @throws CliError `file-missing`, `file-too-large`, `file-not-text`
 */
export async function readTextFile(file: string, options: { missing?: () => CliError } = {}): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readBytes(file);
  } catch (cause) {
    if (errnoOf(cause) === "ENOENT" && options.missing !== undefined) throw options.missing();
    throw describeFileError(file, cause);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    // Read anyway, the names in a table saved as GBK would be registered as rows of question marks, for good.
    throw new CliError({ code: "file-not-text", message: `${file}: not UTF-8 text; save it as UTF-8`, cause });
  }
}

/** Pipes have no size, hence the count of what was read. */
async function readBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of handle.createReadStream({ highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
    parts.push(part);
    size += part.length;
    if (size > MAX_TEXT_BYTES) {
      const message = `${file}: more than ${MAX_TEXT_BYTES >> 20} MiB, too large for a file of this kind`;
      throw new CliError({ code: "file-too-large", message });
    }
  }
  return Buffer.concat(parts);
}
