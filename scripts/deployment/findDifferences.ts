import type { Interface } from "ethers";
import { DIRECTORY, INSTITUTION_REGISTRY, PLATFORM_ACCESS, RECORD_ANCHOR } from "../../src/chain/contractInterfaces.js";
import { readAll } from "../../src/chain/contractCalls.js";
import { toQuantity } from "../../src/chain/quantities.js";
import { readDirectory } from "../../src/chain/index.js";
import type { Deployment, Node, TransactionLog } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import { GUARDED_ROLES, LISTED_CONTRACTS, REGISTRAR_FUNCTIONS } from "./planConfiguration.js";
import { PLATFORM_ROLES, PLATFORM_ROLE_NAMES } from "./platformRoles.js";
import type { PlannedRoles } from "./platformRoles.js";

/**
 * Compares what is on the chain with the plan: contracts and how they know each other, the directory, the functions
 * behind roles, the guardian, and every holder of every role.
 *
 * @returns one sentence for each difference; empty where the chain is as planned
 */
export async function findDifferences(node: Node, deployment: Deployment, roles: PlannedRoles): Promise<string[]> {
  return [
    ...(await compareContracts(node, deployment)),
    ...(await compareDirectory(node, deployment)),
    ...(await compareFunctions(node, deployment)),
    ...(await compareGuardian(node, deployment)),
    ...(await compareHolders(node, deployment, roles)),
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

async function compareContracts(node: Node, { contracts }: Deployment): Promise<string[]> {
  const access = contracts.PlatformAccess.address;
  const registry = contracts.InstitutionRegistry.address;
  const links: [string, Hex, Interface, string, Hex][] = [
    ["Directory", contracts.Directory.address, DIRECTORY, "authority", access],
    ["InstitutionRegistry", registry, INSTITUTION_REGISTRY, "authority", access],
    ["RecordAnchor", contracts.RecordAnchor.address, RECORD_ANCHOR, "institutions", registry],
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
  const registry = contracts.InstitutionRegistry.address;
  const selectors = REGISTRAR_FUNCTIONS.map((name) => INSTITUTION_REGISTRY.getFunction(name).selector);
  const found = await readAll(
    node,
    accessAt(contracts.PlatformAccess.address),
    "getTargetFunctionRole",
    selectors.map((selector) => [registry, selector]),
  );
  return REGISTRAR_FUNCTIONS.filter((_, i) => found[i]?.[0] !== PLATFORM_ROLES.registrar.id).map(
    (name) => `${name} of InstitutionRegistry is not bound to the registrar`,
  );
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
