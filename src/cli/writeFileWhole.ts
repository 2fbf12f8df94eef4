import { link, open, rename, rm } from "node:fs/promises";
import { CliError } from "./errors.js";
import { errnoOf } from "./errnoOf.js";

/**
 * Writes a file as a whole: whoever finds it finds all of it.
 *
 * @param options.mode permissions, such as 0o600
 * @param options.overwrite whether an existing file may be replaced
 * @param options.why what to say where it may not
 * @throws CliError `file-exists`
 */
export async function writeFileWhole(
  file: string,
  text: string,
  options: { mode: number; overwrite: boolean; why?: string },
): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, "w", options.mode);
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
  } catch (cause) {
    if (errnoOf(cause) !== "EEXIST") throw cause;
    throw new CliError({ code: "file-exists", message: `${file}: exists already${options.why ?? ""}`, cause });
  } finally {
    await rm(draft, { force: true });
  }
}
