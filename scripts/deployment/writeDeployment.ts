import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { parseDeployment } from "../../src/chain/index.js";
import type { Deployment } from "../../src/chain/index.js";

/** Writes a deployment file in one step: it holds the old content or the new, whatever happens in between. */
export async function writeDeployment(path: string, deployment: Deployment): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.new`;
  const file = await open(unfinished, "w");
  try {
    await file.writeFile(`${JSON.stringify(deployment, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/**
 * @returns null where there is no such file
 * @throws ChainError `deployment-malformed`
 */
export async function readDeployment(path: string): Promise<Deployment | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  return parseDeployment(JSON.parse(text), path);
}
