import type { Interface } from "ethers";
import {
  DIRECTORY,
  INSTITUTION_REGISTRY,
  LAWYER_REGISTRY,
  PLATFORM_ACCESS,
  RECORD_ANCHOR,
  STANDARDS_REGISTRY,
} from "../../src/chain/contractInterfaces.js";
import { readAll } from "../../src/chain/contractCalls.js";
import { toQuantity } from "../../src/chain/quantities.js";
import { readDirectory } from "../../src/chain/index.js";
import type { Deployment, Node, TransactionLog } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import { GUARDED_ROLES, LISTED_CONTRACTS, RESTRICTED_FUNCTIONS } from "./planConfiguration.js";
import { PLATFORM_ROLES, PLATFORM_ROLE_NAMES } from "./platformRoles.js";
import type { PlannedRoles } from "./platformRoles.js";

interface Plan {
  readonly roles: PlannedRoles;
  readonly standardsDelaySeconds: number;
}

/**
 * Compares what is on the chain with the plan: contracts and how they know each other, the directory, the functions
 * behind roles, the guardian, and every holder of every role. Standards change by themselves, and are not compared.
 *
 * @returns one sentence for each difference; empty where the chain is as planned
 */
export async function findDifferences(node: Node, deployment: Deployment, plan: Plan): Promise<string[]> {
  return [
    ...(await compareContracts(node, deployment, plan)),
    ...(await compareDirectory(node, deployment)),
    ...(await compareFunctions(node, deployment)),
    ...(await compareGuardian(node, deployment)),
    ...(await compareHolders(node, deployment, plan.roles)),
  ];
}

/** The contracts of the deployment that have no code on the chain. */
export async function findMissingContracts(node: Node, deployment: Deployment): Promise<string[]> {
  const names = Object.keys(deployment.contracts) as (keyof Deployment["contracts"])[];
  const outcomes = await node.requestAll(
    names.map((name) => ({ method: "eth_getCode", params: [deployment.contracts[name].address, "latest"] })),
  );
  return names.filter((_, i) => {
    const outcome = outcomes[i];
    if (outcome === undefined || "error" in outcome) throw outcome?.error ?? new Error("no answer");
    return outcome.result === "0x";
  });
}

async function compareContracts(node: Node, { contracts }: Deployment, plan: Plan): Promise<string[]> {
  const access = contracts.PlatformAccess.address;
  const registry = contracts.InstitutionRegistry.address;
  const standards = contracts.StandardsRegistry.address;
  const links: [string, Hex, Interface, string, string][] = [
    ["Directory", contracts.Directory.address, DIRECTORY, "authority", access],
    ["InstitutionRegistry", registry, INSTITUTION_REGISTRY, "authority", access],
    ["RecordAnchor", contracts.RecordAnchor.address, RECORD_ANCHOR, "institutions", registry],
    ["StandardsRegistry", standards, STANDARDS_REGISTRY, "authority", access],
    ["StandardsRegistry", standards, STANDARDS_REGISTRY, "activationDelay", String(plan.standardsDelaySeconds)],
    ["LawyerRegistry", contracts.LawyerRegistry.address, LAWYER_REGISTRY, "institutions", registry],
  ];
  const differences: string[] = [];
  for (const [name, address, abi, link, expected] of links) {
    const [answer] = await readAll(node, { name, address, abi }, link, [[]]);
    const found = String(answer?.[0]).toLowerCase();
    if (found !== expected) differences.push(`${link} of ${name} is ${found}, planned ${expected}`);
  }
  return differences;
}

async function compareDirectory(node: Node, { contracts }: Deployment): Promise<string[]> {
  const listed = await readDirectory(node, contracts.Directory.address);
  return LISTED_CONTRACTS.filter((name) => listed.get(name) !== contracts[name].address).map(
    (name) => `the directory lists ${name} at ${listed.get(name) ?? "nothing"}, deployed at ${contracts[name].address}`,
  );
}

async function compareFunctions(node: Node, { contracts }: Deployment): Promise<string[]> {
  const access = accessAt(contracts.PlatformAccess.address);
  const differences: string[] = [];
  for (const { contract, role, functions } of RESTRICTED_FUNCTIONS) {
    const abi: Interface = contract === "InstitutionRegistry" ? INSTITUTION_REGISTRY : STANDARDS_REGISTRY;
    const questions = functions.map((name) => [contracts[contract].address, abi.getFunction(name)?.selector]);
    const found = await readAll(node, access, "getTargetFunctionRole", questions);
    const { id, label } = PLATFORM_ROLES[role];
    const unbound = functions.filter((_, i) => found[i]?.[0] !== id);
    differences.push(...unbound.map((name) => `${name} of ${contract} is not bound to the ${label}`));
  }
  return differences;
}

async function compareGuardian(node: Node, { contracts }: Deployment): Promise<string[]> {
  const found = await readAll(
    node,
    accessAt(contracts.PlatformAccess.address),
    "getRoleGuardian",
    GUARDED_ROLES.map((role) => [PLATFORM_ROLES[role].id]),
  );
  return GUARDED_ROLES.filter((_, i) => found[i]?.[0] !== PLATFORM_ROLES.guardian.id).map(
    (role) => `the guardian cannot cancel what the ${PLATFORM_ROLES[role].label} has scheduled`,
  );
}

async function compareHolders(node: Node, deployment: Deployment, roles: PlannedRoles): Promise<string[]> {
  const differences: string[] = [];
  const granted = await readGrantedAccounts(node, deployment);
  for (const role of PLATFORM_ROLE_NAMES) {
    const { id, label } = PLATFORM_ROLES[role];
    const planned = new Map(roles[role].map((holder) => [holder.address, holder.executionDelaySeconds]));
    const candidates = [...new Set([...planned.keys(), ...(granted.get(id) ?? [])])];
    const found = await readAll(
      node,
      accessAt(deployment.contracts.PlatformAccess.address),
      "hasRole",
      candidates.map((account) => [id, account]),
    );
    for (const [i, account] of candidates.entries()) {
      const [isMember, delay] = found[i] as unknown as [boolean, bigint];
      const wanted = planned.get(account);
      if (isMember && wanted === undefined) differences.push(`${account} is ${label}, which the plan does not name`);
      else if (!isMember && wanted !== undefined) differences.push(`${account} is planned as ${label}, and is not`);
      else if (isMember && delay !== BigInt(wanted ?? 0)) {
        differences.push(`${label} ${account} has a delay of ${delay} s, planned ${wanted} s`);
      }
    }
  }
  return differences;
}

/** Every account that was ever given a role, by the role's number. */
async function readGrantedAccounts(node: Node, { contracts }: Deployment): Promise<Map<bigint, Hex[]>> {
  const { address, blockNumber } = contracts.PlatformAccess;
  const topics = PLATFORM_ACCESS.encodeFilterTopics("RoleGranted", []);
  const filter = { address, fromBlock: toQuantity(blockNumber), toBlock: "latest", topics };
  const logs = (await node.request("eth_getLogs", [filter])) as TransactionLog[];
  const accounts = new Map<bigint, Hex[]>();
  for (const log of logs) {
    const event = PLATFORM_ACCESS.parseLog({ topics: [...log.topics], data: log.data });
    if (event === null) continue;
    const role = event.args["roleId"] as bigint;
    accounts.set(role, [...(accounts.get(role) ?? []), String(event.args["account"]).toLowerCase() as Hex]);
  }
  return accounts;
}

function accessAt(address: Hex) {
  return { name: "PlatformAccess", address, abi: PLATFORM_ACCESS };
}
