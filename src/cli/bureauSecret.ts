import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fromHex, makeHolderSalt } from "../core/index.js";
import type { Hex } from "../core/index.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { bureauSecretFile } from "./home/homePaths.js";
import { inFile } from "./inFile.js";
import { readTextFile } from "./readTextFile.js";
import { writeFileWhole } from "./writeFileWhole.js";

export interface BureauSecret {
  readonly secret: Hex;
  readonly file: string;
  readonly isNew: boolean;
}

/**
 * The secret of a bureau: 32 random bytes in a file that its owner alone can read, made where it is missing.
 *
 * @param given a file that was named; it must exist
 * @throws CliError `file-missing`, `file-malformed`: a damaged one is never replaced, since every commitment needs it
 */
export async function readBureauSecret(
  context: CliContext,
  bureauId: number,
  given: string | undefined,
): Promise<BureauSecret> {
  const file = given ?? bureauSecretFile(context.home, bureauId);
  if (given === undefined && !(await exists(file))) {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const secret = makeHolderSalt();
    const why = ": another command has just made it; run this one again";
    await writeFileWhole(file, `${secret}\n`, { mode: 0o600, overwrite: false, why });
    return { secret, file, isNew: true };
  }
  await refuseReadableByOthers(file);
  const text = (await readTextFile(file)).trim();
  inFile(file, () => fromHex(text, 32, "secret"));
  return { secret: text as Hex, file, isNew: false };
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function refuseReadableByOthers(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found === null || process.platform === "win32" || (found.mode & 0o077) === 0) return;
  throw new CliError({ code: "file-malformed", message: `${file}: others can read it; chmod 600 ${file}` });
}
