import type { Hex } from "../../src/core/index.js";
import { PLATFORM_ROLES, PLATFORM_ROLE_NAMES } from "./platformRoles.js";
import type { PlannedRoles, PlatformRole, RoleHolder } from "./platformRoles.js";

/** The functions of InstitutionRegistry that a platform role stands behind. */
const REGISTRAR_FUNCTIONS = [
  "register",
  "rename",
  "changeParent",
  "suspend",
  "reinstate",
  "retire",
  "appointAdministrator",
  "expelAccount",
] as const;

/** The functions that a platform role stands behind, by contract. Nobody else may call them. */
export const RESTRICTED_FUNCTIONS = [
  { contract: "InstitutionRegistry", role: "registrar", functions: REGISTRAR_FUNCTIONS },
  {
    contract: "StandardsRegistry",
    role: "standardsCommittee",
    functions: ["propose", "proposeRetirement", "withdraw"],
  },
  { contract: "StandardsRegistry", role: "standardsApprover", functions: ["activate", "reject"] },
] as const satisfies readonly Omit<FunctionsStep, "kind">[];

/** The contracts that the directory lists, by their names. */
export const LISTED_CONTRACTS = [
  "PlatformAccess",
  "InstitutionRegistry",
  "RecordAnchor",
  "StandardsRegistry",
  "LawyerRegistry",
] as const;
export type ListedContract = (typeof LISTED_CONTRACTS)[number];

/** The roles whose scheduled operations the guardian can cancel. AccessManager allows no guardian over `admin`. */
export const GUARDED_ROLES = ["registrar", "standardsCommittee", "allianceOperator", "standardsApprover"] as const;

/** Lets a role call functions of a contract. */
export interface FunctionsStep {
  readonly kind: "functions";
  readonly contract: "InstitutionRegistry" | "StandardsRegistry";
  readonly role: PlatformRole;
  readonly functions: readonly string[];
}

/** One thing that the configuration sets. */
export type ConfigurationStep =
  | { kind: "label"; role: PlatformRole }
  | { kind: "guardian"; role: PlatformRole }
  | FunctionsStep
  | { kind: "list"; name: ListedContract }
  | { kind: "grant"; role: PlatformRole; holder: RoleHolder }
  | { kind: "renounce"; account: Hex };

/**
 * All that makes deployed contracts the platform, in an order in which each step is allowed: what takes the deployer's
 * own power away comes last.
 */
export function planConfiguration(roles: PlannedRoles, deployer: Hex): ConfigurationStep[] {
  const others = PLATFORM_ROLE_NAMES.filter((role) => role !== "admin");
  const grant = (role: PlatformRole) => roles[role].map((holder) => ({ kind: "grant", role, holder }) as const);
  const [own, newAdmins] = partition(grant("admin"), ({ holder }) => holder.address === deployer);
  return [
    ...others.map((role) => ({ kind: "label", role }) as const),
    ...GUARDED_ROLES.map((role) => ({ kind: "guardian", role }) as const),
    ...RESTRICTED_FUNCTIONS.map((step) => ({ kind: "functions", ...step }) as const),
    ...LISTED_CONTRACTS.map((name) => ({ kind: "list", name }) as const),
    ...others.flatMap(grant),
    ...newAdmins,
    ...(own.length > 0 ? own : [{ kind: "renounce", account: deployer } as const]),
  ];
}

/** One line for people. */
export function describeStep(step: ConfigurationStep): string {
  switch (step.kind) {
    case "label":
      return `label role ${PLATFORM_ROLES[step.role].id} "${PLATFORM_ROLES[step.role].label}"`;
    case "guardian":
      return `let the guardian cancel what the ${PLATFORM_ROLES[step.role].label} has scheduled`;
    case "functions":
      return `let the ${PLATFORM_ROLES[step.role].label} call ${step.functions.join(", ")} of ${step.contract}`;
    case "list":
      return `list ${step.name} in the directory`;
    case "grant":
      return `make ${step.holder.address} ${PLATFORM_ROLES[step.role].label}, with a delay of ${step.holder.executionDelaySeconds} s`;
    case "renounce":
      return `take the administrator role from the deployer ${step.account}`;
  }
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
