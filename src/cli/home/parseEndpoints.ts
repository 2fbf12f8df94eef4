import { parseAddress } from "../../chain/reading.js";
import type { Hex } from "../../core/index.js";
import { CliError } from "../errors.js";
import { isHttpUrl } from "../isHttpUrl.js";
import { isToken } from "../isToken.js";

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

/** @throws CliError `endpoints-malformed`, naming the field; no message holds a token */
export function parseEndpoints(value: unknown, file: string): Endpoints {
  const { http, rpc, portal, chainId, directory, recordAnchor, institutions } = readObject(value, file, "endpoints");
  if (!Array.isArray(institutions)) throw malformedEndpoints(file, "institutions");
  return {
    http: readUrl(http, file, "http"),
    rpc: readUrl(rpc, file, "rpc"),
    portal: readUrl(portal, file, "portal"),
    chainId: readNumber(chainId, file, "chainId"),
    directory: readContract(directory, file, "directory"),
    recordAnchor: readContract(recordAnchor, file, "recordAnchor"),
    institutions: institutions.map((entry: unknown, i) => readInstitution(entry, file, `institutions[${i}]`)),
  };
}

function readInstitution(value: unknown, file: string, field: string): EndpointInstitution {
  const { id, code, name, kind, token } = readObject(value, file, field);
  const secret = readText(token, file, `${field}.token`);
  if (!isToken(secret)) throw malformedEndpoints(file, `${field}.token`);
  return {
    id: readNumber(id, file, `${field}.id`),
    code: readText(code, file, `${field}.code`),
    name: readText(name, file, `${field}.name`),
    kind: readText(kind, file, `${field}.kind`),
    token: secret,
  };
}

function readObject(value: unknown, file: string, field: string): { readonly [name: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformedEndpoints(file, field);
  return value as { readonly [name: string]: unknown };
}

function readText(value: unknown, file: string, field: string): string {
  if (typeof value !== "string" || value === "") throw malformedEndpoints(file, field);
  return value;
}

function readUrl(value: unknown, file: string, field: string): string {
  const text = readText(value, file, field);
  if (!isHttpUrl(text)) throw malformedEndpoints(file, field);
  return text;
}

function readNumber(value: unknown, file: string, field: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 1) throw malformedEndpoints(file, field);
  return value;
}

function readContract(value: unknown, file: string, field: string): Hex {
  try {
    return parseAddress(value, field);
  } catch (cause) {
    throw malformedEndpoints(file, field, cause);
  }
}

/** @param field empty where the whole file cannot be read */
export function malformedEndpoints(file: string, field: string, cause?: unknown): CliError {
  const fact = field === "" ? "not JSON, or cut off" : `${field} is missing or not what it should be`;
  return new CliError({
    code: "endpoints-malformed",
    message: `${file}: ${fact}; npm start writes the file anew`,
    ...(field !== "" && { field }),
    cause,
  });
}
