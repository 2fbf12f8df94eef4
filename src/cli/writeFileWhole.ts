import { link, open, rename, rm } from "node:fs/promises";
import { describeWriteError } from "./describeFileError.js";
import { errnoOf } from "./errnoOf.js";
import { CliError } from "./errors.js";

/**
 * Writes a file as a whole: whoever finds it finds all of it.
 *
 * @param options.mode permissions, such as 0o600
 * @param options.overwrite whether an existing file may be replaced
 * @param options.why what to say where it may not
 * @throws CliError `file-exists`, `file-not-writable`
 */
export async function writeFileWhole(
  file: string,
  text: string,
  options: { mode: number; overwrite: boolean; why?: string },
): Promise<void> {
  try {
    await writeWhole(file, text, options);
  } catch (cause) {
    if (errnoOf(cause) !== "EEXIST") throw describeWriteError(file, cause);
    throw new CliError({ code: "file-exists", message: `${file}: exists already${options.why ?? ""}`, cause });
  }
}

async function writeWhole(file: string, text: string, options: { mode: number; overwrite: boolean }): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  // What a killed process of the same number has left would keep its permissions.
  await rm(draft, { force: true });
  const handle = await open(draft, "wx", options.mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    if (options.overwrite) await rename(draft, file);
    // A link, unlike a rename, never replaces what is there.
    else await link(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
