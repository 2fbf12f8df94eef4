import { ChainError, parseAddress } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import { DeployError } from "./deployError.js";

/** The platform's roles: their numbers and labels on the chain. @custom:source contracts/access/PlatformRoles.sol */
export const PLATFORM_ROLES = {
  admin: { id: 0n, label: "administrator" },
  registrar: { id: 1n, label: "registrar" },
  standardsCommittee: { id: 2n, label: "standards committee" },
  allianceOperator: { id: 3n, label: "alliance operator" },
  guardian: { id: 4n, label: "guardian" },
  standardsApprover: { id: 5n, label: "standards approver" },
} as const;

export type PlatformRole = keyof typeof PLATFORM_ROLES;

export const PLATFORM_ROLE_NAMES = Object.keys(PLATFORM_ROLES) as readonly PlatformRole[];

export interface RoleHolder {
  /** Lower case. */
  readonly address: Hex;
  /** Seconds between scheduling and doing what the role allows; 0: at once. */
  readonly executionDelaySeconds: number;
}

/** Who holds which role in the end. */
export type PlannedRoles = { readonly [role in PlatformRole]: readonly RoleHolder[] };

const MAX_DELAY_SECONDS = 2 ** 32 - 1;

/**
 * Reads a roles file: `{ "admin": [{ "address": "0x…", "executionDelaySeconds": 172800 }], "registrar": [], … }`. All
 * six roles must be there, so that none is forgotten; only `admin` must have a holder.
 *
 * @throws DeployError `roles-malformed`, naming the field
 */
export function parseRoles(value: unknown): PlannedRoles {
  const object = readObject(value, "roles", PLATFORM_ROLE_NAMES);
  const entries = PLATFORM_ROLE_NAMES.map((role) => [role, readHolders(object[role], `roles.${role}`)] as const);
  const roles = Object.fromEntries(entries) as unknown as PlannedRoles;
  if (roles.admin.length === 0) throw malformed("roles.admin", "no holder given, at least one expected");
  return roles;
}

function readHolders(value: unknown, field: string): RoleHolder[] {
  if (!Array.isArray(value)) throw malformed(field, "a list of holders expected");
  const holders = value.map((item, i) => readHolder(item, `${field}[${i}]`));
  for (const [i, { address }] of holders.entries()) {
    if (holders.findIndex((other) => other.address === address) < i) {
      throw malformed(`${field}[${i}].address`, `${address} is named twice`);
    }
  }
  return holders;
}

function readHolder(value: unknown, field: string): RoleHolder {
  const object = readObject(value, field, ["address", "executionDelaySeconds"]);
  const delay = object["executionDelaySeconds"];
  if (typeof delay !== "number" || !Number.isInteger(delay) || delay < 0 || delay > MAX_DELAY_SECONDS) {
    throw malformed(`${field}.executionDelaySeconds`, `whole seconds from 0 to ${MAX_DELAY_SECONDS} expected`);
  }
  try {
    return { address: parseAddress(object["address"], `${field}.address`), executionDelaySeconds: delay };
  } catch (cause) {
    if (!(cause instanceof ChainError)) throw cause;
    throw new DeployError({ code: "roles-malformed", message: cause.message, field: `${field}.address`, cause });
  }
}

function readObject(value: unknown, field: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(field, "an object expected");
  for (const key of Object.keys(value)) {
    if (!keys.includes(key)) throw malformed(`${field}.${key}`, `not known, one of ${keys.join(", ")} expected`);
  }
  for (const key of keys) {
    if (!(key in value)) throw malformed(`${field}.${key}`, "missing");
  }
  return value as Record<string, unknown>;
}

function malformed(field: string, fact: string): DeployError {
  return new DeployError({ code: "roles-malformed", message: `${field}: ${fact}`, field });
}
