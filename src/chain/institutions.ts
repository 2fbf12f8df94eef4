import type { IInstitutionRegistry } from "../../typechain-types/institutions/InstitutionRegistry.js";
import type { Hex, InstitutionStatus } from "../core/index.js";
import { unpackCapabilities } from "./capabilities.js";
import type { Capability } from "./capabilities.js";
import { INSTITUTION_REGISTRY } from "./contractInterfaces.js";
import { decodeViewCall, readAll, viewCall } from "./contractCalls.js";
import type { ContractAt } from "./contractCalls.js";
import { ChainError } from "./errors.js";
import { institutionKindByNumber, institutionStatusByNumber } from "./institutionKinds.js";
import type { InstitutionKind } from "./institutionKinds.js";
import type { CallOutcome, Node } from "./node.js";
import { decodeShortText, encodeCode } from "./shortText.js";

/** An institution as the registry keeps it. */
export interface Institution {
  id: number;
  code: string;
  name: string;
  kind: InstitutionKind;
  jurisdiction: string;
  /** The institution above it; null for none. */
  parent: number | null;
  status: InstitutionStatus;
  /** Unix seconds of the change that led to the status. */
  statusSince: number;
  /** Number of accounts that hold `administer`. */
  administrators: number;
  /** While suspended: whose suspension took it along, its own id where it was suspended by itself; null otherwise. */
  suspendedThrough: number | null;
  /** While suspended: whether the registrar did it. */
  suspendedByPlatform: boolean;
}

export interface InstitutionAccount {
  /** Lower case. */
  address: Hex;
  capabilities: Capability[];
}

/** An institution as the contract gives it. */
export type InstitutionEntry = IInstitutionRegistry.InstitutionStructOutput;

/** One change of standing. */
export interface StatusChange {
  /** Unix seconds. */
  since: number;
  status: InstitutionStatus;
}

/** Every institution, in the order of their ids, in few round trips. */
export async function listInstitutions(node: Node, registry: Hex): Promise<Institution[]> {
  const [answer] = await readAll(node, registryAt(registry), "count", [[]]);
  const count = Number(answer?.[0]);
  return readInstitutions(
    node,
    registry,
    Array.from({ length: count }, (_, i) => i + 1),
  );
}

/**
 * Institutions that are known to exist, in the order of the ids, in few round trips.
 * @throws ChainError `transaction-reverted` where there is none with one of the ids
 */
export async function readInstitutions(node: Node, registry: Hex, ids: readonly number[]): Promise<Institution[]> {
  const answers = await readAll(
    node,
    registryAt(registry),
    "institution",
    ids.map((id) => [id]),
  );
  return answers.map((found, i) => parseInstitution(ids[i] as number, found[0] as InstitutionEntry));
}

/** One institution; null where there is none with this id. */
export async function readInstitution(node: Node, registry: Hex, id: number): Promise<Institution | null> {
  const contract = registryAt(registry);
  const [outcome] = await node.requestAll([viewCall(contract, "institution", [id])]);
  const entry = decodeEntry(node, contract, outcome as CallOutcome);
  return entry === null ? null : parseInstitution(id, entry);
}

/** The institution with this code; null where there is none. */
export async function readInstitutionByCode(node: Node, registry: Hex, code: string): Promise<Institution | null> {
  const [id] = await readInstitutionIds(node, registry, [code]);
  return id === undefined || id === null ? null : readInstitution(node, registry, id);
}

/** The ids of the institutions with these codes, in their order; null where there is none. */
export async function readInstitutionIds(
  node: Node,
  registry: Hex,
  codes: readonly string[],
): Promise<(number | null)[]> {
  const answers = await readAll(
    node,
    registryAt(registry),
    "idOf",
    codes.map((code) => [encodeCode(code)]),
  );
  return answers.map((answer) => Number(answer[0]) || null);
}

/** Every account with a capability for the institution. */
export async function readAccounts(node: Node, registry: Hex, id: number): Promise<InstitutionAccount[]> {
  const [accounts] = await readAccountsOf(node, registry, [id]);
  return accounts ?? [];
}

/** `readAccounts` for many institutions, in their order, in few round trips. */
export async function readAccountsOf(
  node: Node,
  registry: Hex,
  ids: readonly number[],
): Promise<InstitutionAccount[][]> {
  const contract = registryAt(registry);
  const lists = await readAll(
    node,
    contract,
    "accountsOf",
    ids.map((id) => [id]),
  );
  const members = lists.flatMap((list, i) =>
    [...(list[0] as Iterable<string>)].map((account) => ({ id: ids[i] as number, account })),
  );
  const sets = await readAll(
    node,
    contract,
    "capabilitiesOf",
    members.map(({ id, account }) => [id, account]),
  );
  const accountsById = new Map<number, InstitutionAccount[]>(ids.map((id) => [id, []]));
  for (const [i, { id, account }] of members.entries()) {
    accountsById.get(id)?.push({
      address: account.toLowerCase() as Hex,
      capabilities: unpackCapabilities(Number(sets[i]?.[0])),
    });
  }
  return ids.map((id) => accountsById.get(id) ?? []);
}

/** Every change of standing, the oldest first. Empty for an institution that does not exist. */
export async function readStatusHistory(node: Node, registry: Hex, id: number): Promise<StatusChange[]> {
  const [answer] = await readAll(node, registryAt(registry), "statusHistory", [[id]]);
  return (answer?.[0] as IInstitutionRegistry.StatusChangeStructOutput[]).map(({ since, status }) => ({
    since: Number(since),
    status: institutionStatusByNumber(Number(status)),
  }));
}

/** Whether the account may do all this for the institution now. */
export async function isAuthorized(
  node: Node,
  registry: Hex,
  id: number,
  account: Hex,
  capabilityBits: number,
): Promise<boolean> {
  const [answer] = await readAll(node, registryAt(registry), "isAuthorized", [[id, account, capabilityBits]]);
  return answer?.[0] === true;
}

/** The answer to `institution(id)`; null where the registry has none with this id. */
export function decodeEntry(node: Node, contract: ContractAt, outcome: CallOutcome): InstitutionEntry | null {
  if (
    "error" in outcome &&
    outcome.error instanceof ChainError &&
    outcome.error.revert?.name === "InstitutionRegistryUnknownInstitution"
  ) {
    return null;
  }
  return decodeViewCall(node, contract, "institution", outcome)[0] as InstitutionEntry;
}

export function registryAt(address: Hex): ContractAt {
  return { name: "InstitutionRegistry", address, abi: INSTITUTION_REGISTRY };
}

function parseInstitution(id: number, entry: InstitutionEntry): Institution {
  return {
    id,
    code: decodeShortText(entry.code),
    name: entry.name,
    kind: institutionKindByNumber(Number(entry.kind)).slug,
    jurisdiction: decodeShortText(entry.jurisdiction),
    parent: Number(entry.parent) || null,
    status: institutionStatusByNumber(Number(entry.status)),
    statusSince: Number(entry.statusSince),
    administrators: Number(entry.administrators),
    suspendedThrough: Number(entry.suspendedThrough) || null,
    suspendedByPlatform: entry.suspendedByPlatform,
  };
}
