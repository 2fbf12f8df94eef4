import { readTextFile } from "./readTextFile.js";
import { CliError } from "./errors.js";

/**
 * Reads a JSON file.
 * @param options.missing the error for a file that does not exist
 * @throws CliError `file-not-json` · as `readTextFile`
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
