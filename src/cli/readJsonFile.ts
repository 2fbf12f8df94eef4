import { readFile } from "node:fs/promises";
import { CliError } from "./errors.js";
import { errnoOf } from "./errnoOf.js";

/**
 * Reads a JSON file.
 * @param options.missing the error for a file that does not exist
 * @throws CliError `file-missing`, `file-not-json`
 */
export async function readJsonFile(file: string, options: { missing?: () => CliError } = {}): Promise<unknown> {
  const text = await readTextFile(file, options);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // The parser's own message quotes the text, which may hold a secret.
    throw new CliError({ code: "file-not-json", message: `${file}: not JSON, or cut off`, cause });
  }
}

/** Reads a text file. @throws CliError `file-missing` */
export async function readTextFile(file: string, options: { missing?: () => CliError } = {}): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (errnoOf(cause) === "ENOENT" && options.missing !== undefined) throw options.missing();
    throw describeFileError(file, cause);
  }
}

/** A sentence for what went wrong with a file that someone named. */
export function describeFileError(file: string, cause: unknown): unknown {
  const reason = {
    ENOENT: "does not exist",
    EACCES: "may not be read by this user",
    EISDIR: "is a folder, a file expected",
  }[errnoOf(cause) ?? ""];
  if (reason === undefined) return cause;
  return new CliError({ code: "file-missing", message: `${file}: ${reason}`, cause });
}
