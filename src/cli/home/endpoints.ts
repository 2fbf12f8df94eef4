import { open, rename, rm } from "node:fs/promises";
import { CliError } from "../errors.js";
import { readJsonFile } from "../readJsonFile.js";
import { malformedEndpoints, parseEndpoints } from "./parseEndpoints.js";
import type { Endpoints } from "./parseEndpoints.js";

export type { EndpointInstitution, Endpoints } from "./parseEndpoints.js";

/** @throws CliError `endpoints-missing`, `endpoints-malformed` */
export async function readEndpoints(file: string): Promise<Endpoints> {
  return parseEndpoints(await readValue(file), file);
}

async function readValue(file: string): Promise<unknown> {
  try {
    return await readJsonFile(file, {
      missing: () =>
        new CliError({
          code: "endpoints-missing",
          message: `no platform has run here (${file} does not exist): start one with npm start, or name what to use with options`,
        }),
    });
  } catch (error) {
    // Cut off by a full disk, it is as damaged as with a field that is wrong.
    if (error instanceof CliError && /^file-(not-|too-large)/.test(error.code))
      throw malformedEndpoints(file, "", error);
    throw error;
  }
}

/** Where `endpoints.json` is kept while nothing is up, so that a platform comes up again with the same tokens. */
export function lastEndpointsFile(file: string): string {
  return `${file}.last`;
}

/** As `readEndpoints`, or those of the platform that ran here last; null where none has. */
export async function findEndpoints(file: string): Promise<Endpoints | null> {
  for (const candidate of [file, lastEndpointsFile(file)]) {
    try {
      return await readEndpoints(candidate);
    } catch (error) {
      if (!(error instanceof CliError && error.code === "endpoints-missing")) throw error;
    }
  }
  return null;
}

/** Writes the file as a whole, readable by its owner only: whoever sees it sees all of it. */
export async function writeEndpoints(file: string, endpoints: Endpoints): Promise<void> {
  const draft = `${file}.${process.pid}.new`;
  await rm(draft, { force: true });
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(endpoints, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
