import { mkdir, rename, rm } from "node:fs/promises";
import { createKeyFile, keyFileExists, loadSigner } from "../../src/chain/index.js";
import type { Signer } from "../../src/chain/index.js";
import { KEY_NAMES, keyFile } from "../../src/cli/home/homePaths.js";
import type { HomePaths, KeyName } from "../../src/cli/home/homePaths.js";

export type Keys = { readonly [name in KeyName]: Signer };

/** The platform's keys, made where they are missing. A damaged one is an error: a new one would be another account. */
export async function ensureKeys(paths: HomePaths): Promise<Keys> {
  await mkdir(paths.keys, { recursive: true, mode: 0o700 });
  const signers: [KeyName, Signer][] = [];
  for (const name of KEY_NAMES) {
    const file = keyFile(paths, name);
    if (!(await keyFileExists(file))) {
      // Under another name first: killed in between, a start leaves no half a key.
      const draft = `${file}.new`;
      await rm(draft, { force: true });
      await createKeyFile(draft);
      await rename(draft, file);
    }
    signers.push([name, await loadSigner(file)]);
  }
  return Object.fromEntries(signers) as Keys;
}
