import { open, rename, rm } from "node:fs/promises";
import { parseAddress } from "../../chain/reading.js";
import type { Hex } from "../../core/index.js";
import { CliError } from "../errors.js";
import { readJsonFile } from "../readJsonFile.js";

/** An institution that the platform on this machine relays for. */
export interface EndpointInstitution {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  /** Its bearer token. This file is the only place that holds it; the queue has its hash. */
  readonly token: string;
}

/** What to connect to. @custom:source DESIGN 8 */
export interface Endpoints {
  /** The relayer's address. */
  readonly http: string;
  /** The chain's JSON-RPC address. */
  readonly rpc: string;
  /** The verification pages. */
  readonly portal: string;
  readonly chainId: number;
  readonly directory: Hex;
  readonly recordAnchor: Hex;
  readonly institutions: readonly EndpointInstitution[];
}

/** @throws CliError `endpoints-missing`, `endpoints-malformed` */
export async function readEndpoints(file: string): Promise<Endpoints> {
  const value = await readJsonFile(file, {
    missing: () =>
      new CliError({
        code: "endpoints-missing",
        message: `no platform has run here (${file} does not exist): start one with npm start, or name what to use with options`,
      }),
  });
  return parseEndpoints(value, file);
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

/** @throws CliError `endpoints-malformed`, naming the field */
export function parseEndpoints(value: unknown, file: string): Endpoints {
  const { http, rpc, portal, chainId, directory, recordAnchor, institutions } = readObject(value, file, "endpoints");
  if (!Array.isArray(institutions)) throw malformed(file, "institutions");
  return {
    http: readText(http, file, "http"),
    rpc: readText(rpc, file, "rpc"),
    portal: readText(portal, file, "portal"),
    chainId: readNumber(chainId, file, "chainId"),
    directory: parseAddress(directory, `${file}: directory`),
    recordAnchor: parseAddress(recordAnchor, `${file}: recordAnchor`),
    institutions: institutions.map((entry: unknown, i) => {
      const field = `institutions[${i}]`;
      const { id, code, name, kind, token } = readObject(entry, file, field);
      return {
        id: readNumber(id, file, `${field}.id`),
        code: readText(code, file, `${field}.code`),
        name: readText(name, file, `${field}.name`),
        kind: readText(kind, file, `${field}.kind`),
        token: readText(token, file, `${field}.token`),
      };
    }),
  };
}

function readObject(value: unknown, file: string, field: string): { readonly [name: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(file, field);
  return value as { readonly [name: string]: unknown };
}

function readText(value: unknown, file: string, field: string): string {
  if (typeof value !== "string" || value === "") throw malformed(file, field);
  return value;
}

function readNumber(value: unknown, file: string, field: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) throw malformed(file, field);
  return value;
}

function malformed(file: string, field: string): CliError {
  return new CliError({
    code: "endpoints-malformed",
    message: `${file}: ${field} is missing or not what it should be; npm start writes the file anew`,
    field,
  });
}
