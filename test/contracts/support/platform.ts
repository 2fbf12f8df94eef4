import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import hre from "hardhat";
import type { NetworkConnection } from "hardhat/types/network";
import type {
  Directory,
  InstitutionRegistry,
  LawyerRegistry,
  PlatformAccess,
  RecordAnchor,
  StandardsRegistry,
} from "../../../typechain-types/index.js";
import type { IInstitutionRegistry } from "../../../typechain-types/institutions/InstitutionRegistry.js";
import { COMMON_CAPABILITIES, KIND, ROLE, shortText } from "./words.js";

type Connection = NetworkConnection<"l1">;

export interface Chain {
  ethers: Connection["ethers"];
  clock: Connection["networkHelpers"]["time"];
  networkHelpers: Connection["networkHelpers"];
  provider: Connection["provider"];
  /** Runs the fixture once, and goes back to the chain that it left each time after. */
  loadFixture: <T>(fixture: () => Promise<T>) => Promise<T>;
}
export type Account = HardhatEthersSigner;

export interface Platform {
  chain: Chain;
  access: PlatformAccess;
  directory: Directory;
  institutions: InstitutionRegistry;
  anchor: RecordAnchor;
  lawyers: LawyerRegistry;
  /** Begins with nothing in force. */
  standards: StandardsRegistry;
  /** Holds `AccessManager`'s ADMIN_ROLE and nothing else. */
  platformAdmin: Account;
  registrar: Account;
  standardsCommittee: Account;
  standardsApprover: Account;
  allianceOperator: Account;
  guardian: Account;
  /** Accounts without any role or capability. */
  strangers: Account[];
}

/** Seconds between the proposal of a standard and its earliest activation. */
export const ACTIVATION_DELAY_SECONDS = 7 * 86_400;

/** A chain of its own for a test file, with the rules of the oldest that the contracts must run on, and free gas. */
export async function openChain(): Promise<Chain> {
  const { ethers, networkHelpers, provider } = await hre.network.create({
    chainType: "l1",
    override: { hardfork: "london", initialBaseFeePerGas: 0 },
  });
  return {
    ethers,
    clock: networkHelpers.time,
    networkHelpers,
    provider,
    loadFixture: (fixture) => networkHelpers.loadFixture(fixture),
  };
}

/** The platform's contracts, its roles granted and bound as a deployment does it. */
export async function deployPlatform(chain: Chain): Promise<Platform> {
  const { ethers } = chain;
  const [platformAdmin, registrar, standardsCommittee, standardsApprover, allianceOperator, guardian, ...strangers] =
    await ethers.getSigners();
  if (!platformAdmin || !registrar || !standardsCommittee || !standardsApprover || !allianceOperator || !guardian) {
    throw new Error("the test chain has too few accounts");
  }
  const access = await ethers.deployContract("PlatformAccess", [platformAdmin.address], platformAdmin);
  const directory = await ethers.deployContract("Directory", [await access.getAddress()], platformAdmin);
  const institutions = await ethers.deployContract("InstitutionRegistry", [await access.getAddress()], platformAdmin);
  const anchor = await ethers.deployContract("RecordAnchor", [await institutions.getAddress()], platformAdmin);

  const lawyers = await ethers.deployContract("LawyerRegistry", [await institutions.getAddress()], platformAdmin);
  const standards = await ethers.deployContract(
    "StandardsRegistry",
    [await access.getAddress(), ACTIVATION_DELAY_SECONDS, []],
    platformAdmin,
  );

  await access.grantRole(ROLE.REGISTRAR, registrar.address, 0);
  await access.grantRole(ROLE.STANDARDS_COMMITTEE, standardsCommittee.address, 0);
  await access.grantRole(ROLE.STANDARDS_APPROVER, standardsApprover.address, 0);
  await access.grantRole(ROLE.ALLIANCE_OPERATOR, allianceOperator.address, 0);
  await access.grantRole(ROLE.GUARDIAN, guardian.address, 0);
  await access.setTargetFunctionRole(await institutions.getAddress(), registrarSelectors(institutions), ROLE.REGISTRAR);
  await bindStandards(access, standards);

  return {
    chain,
    access,
    directory,
    institutions,
    anchor,
    lawyers,
    standards,
    platformAdmin,
    registrar,
    standardsCommittee,
    standardsApprover,
    allianceOperator,
    guardian,
    strangers,
  };
}

/** The functions of the registry that the registrar may call. */
export function registrarSelectors(institutions: InstitutionRegistry): string[] {
  return (
    [
      "register",
      "rename",
      "changeParent",
      "suspend",
      "reinstate",
      "retire",
      "appointAdministrator",
      "expelAccount",
    ] as const
  ).map((name) => institutions.interface.getFunction(name).selector);
}

/** Gives the functions of the standards to the two roles that share them. */
export async function bindStandards(access: PlatformAccess, standards: StandardsRegistry): Promise<void> {
  const selectors = (...names: ("propose" | "proposeRetirement" | "withdraw" | "reject" | "activate")[]) =>
    names.map((name) => standards.interface.getFunction(name).selector);
  const target = await standards.getAddress();
  const committee = selectors("propose", "proposeRetirement", "withdraw");
  await access.setTargetFunctionRole(target, committee, ROLE.STANDARDS_COMMITTEE);
  await access.setTargetFunctionRole(target, selectors("reject", "activate"), ROLE.STANDARDS_APPROVER);
}

export interface RegistrationInput {
  code: string;
  name?: string;
  kind?: bigint;
  jurisdiction?: string;
  parent?: bigint;
  /** Capabilities by account; the first administrator must be among them. */
  grants: [account: { address: string }, capabilities: bigint][];
}

/** The struct that `register` takes, a Beijing court unless said otherwise. */
export function registrationOf(input: RegistrationInput): IInstitutionRegistry.RegistrationStruct {
  return {
    code: shortText(input.code),
    name: input.name ?? `Name of ${input.code}`,
    kind: input.kind ?? KIND.Court,
    jurisdiction: shortText(input.jurisdiction ?? "CN-11"),
    parent: input.parent ?? 0n,
    grants: input.grants.map(([{ address }, capabilities]) => ({ account: address, capabilities })),
  };
}

/** Registers an institution and answers its id. By the registrar unless said otherwise. */
export async function register(platform: Platform, input: RegistrationInput, by?: Account): Promise<bigint> {
  await platform.institutions.connect(by ?? platform.registrar).register(registrationOf(input));
  return platform.institutions.count();
}

/** Registers a court whose one account may administer, relay and sign. */
export async function registerCourt(
  platform: Platform,
  code: string,
  account: Account,
  more: Partial<RegistrationInput> = {},
): Promise<bigint> {
  return register(platform, { code, grants: [[account, COMMON_CAPABILITIES]], ...more });
}

/** The nth stranger, an account without any role or capability. */
export function stranger(platform: Platform, index: number): Account {
  const account = platform.strangers[index];
  if (!account) throw new Error(`the test chain has no stranger ${index}`);
  return account;
}
