import { LexanchorError } from "../core/index.js";
import { CliError } from "./errors.js";

/**
 * Parses what a file holds; what is wrong with it is told with the file's name.
 * @throws CliError `file-malformed`, with the field that the parser names
 */
export function inFile<T>(file: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    if (!(cause instanceof LexanchorError)) throw cause;
    throw new CliError({
      code: /-not-json$/.test(cause.code) ? "file-not-json" : "file-malformed",
      message: `${file}: ${cause.message}`,
      ...(cause.field !== undefined && { field: cause.field }),
      cause,
    });
  }
}
