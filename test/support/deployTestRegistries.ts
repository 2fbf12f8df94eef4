import { readFile } from "node:fs/promises";
import {
  LawyerRegistry__factory,
  PlatformAccess__factory,
  StandardsRegistry__factory,
} from "../../typechain-types/index.js";
import { sendCalls } from "../../src/chain/index.js";
import type { ContractCall } from "../../src/chain/index.js";
import { DIRECTORY, STANDARDS_REGISTRY } from "../../src/chain/contractInterfaces.js";
import { encodeShortText } from "../../src/chain/shortText.js";
import type { Hex } from "../../src/core/index.js";
import { fund, makeKey } from "./deployTestPlatform.js";
import type { TestKey, TestPlatform } from "./deployTestPlatform.js";
import { poll } from "./poll.js";

/** The registries that give a record its meaning, beside a test platform, and listed in its directory. */
export interface TestRegistries {
  lawyerRegistry: Hex;
  standardsRegistry: Hex;
  /** `committee` proposes standards, `approver` activates them. */
  keys: { committee: TestKey; approver: TestKey };
}

const COMMITTEE_FUNCTIONS = ["propose", "proposeRetirement", "withdraw"] as const;
const APPROVER_FUNCTIONS = ["activate", "reject"] as const;
const ROLES = { committee: 2n, approver: 5n } as const;

/** With the standards that the repository ships in force; a proposal can be activated at once. */
export async function deployTestRegistries(platform: TestPlatform): Promise<TestRegistries> {
  const keys = { committee: makeKey(), approver: makeKey() };
  for (const key of Object.values(keys)) await fund(platform.node, key.address);
  const lawyers = await new LawyerRegistry__factory().getDeployTransaction(platform.institutionRegistry);
  const lawyerRegistry = await createContract(platform, lawyers.data);
  const standardsRegistry = await deployStandards(platform);
  const access = platform.deployment.contracts.PlatformAccess.address;
  const abi = PlatformAccess__factory.createInterface();
  await asAdministrator(platform, [
    ...(["committee", "approver"] as const).map((name) => ({
      to: access,
      data: abi.encodeFunctionData("grantRole", [ROLES[name], keys[name].address, 0]) as Hex,
      description: `grant ${name}`,
    })),
    listCall(platform, "LawyerRegistry", lawyerRegistry),
    ...listStandards(platform, standardsRegistry),
  ]);
  return { lawyerRegistry, standardsRegistry, keys };
}

/** Puts another registry of standards in the place of the one that the directory names. */
export async function replaceStandards(platform: TestPlatform): Promise<Hex> {
  const standardsRegistry = await deployStandards(platform);
  await asAdministrator(platform, listStandards(platform, standardsRegistry));
  return standardsRegistry;
}

async function deployStandards(platform: TestPlatform): Promise<Hex> {
  const seedsFile = new URL("../../ignition/standardsSeeds.generated.json", import.meta.url);
  const seeds = JSON.parse(await readFile(seedsFile, "utf8")) as never;
  const access = platform.deployment.contracts.PlatformAccess.address;
  const { data } = await new StandardsRegistry__factory().getDeployTransaction(access, 0, seeds);
  return createContract(platform, data);
}

function listStandards(platform: TestPlatform, standardsRegistry: Hex): ContractCall[] {
  const abi = PlatformAccess__factory.createInterface();
  const selectorsOf = (names: readonly string[]): string[] =>
    names.map((name) => STANDARDS_REGISTRY.getFunction(name as "propose").selector);
  const allow = (role: bigint, names: readonly string[]): ContractCall => ({
    to: platform.deployment.contracts.PlatformAccess.address,
    data: abi.encodeFunctionData("setTargetFunctionRole", [standardsRegistry, selectorsOf(names), role]) as Hex,
    description: "configure",
  });
  return [
    allow(ROLES.committee, COMMITTEE_FUNCTIONS),
    allow(ROLES.approver, APPROVER_FUNCTIONS),
    listCall(platform, "StandardsRegistry", standardsRegistry),
  ];
}

function listCall({ directory }: TestPlatform, name: string, target: Hex): ContractCall {
  const data = DIRECTORY.encodeFunctionData("setAddress", [encodeShortText(name), target]) as Hex;
  return { to: directory, data, description: `list ${name}` };
}

async function asAdministrator({ node, keys }: TestPlatform, calls: readonly ContractCall[]): Promise<void> {
  await sendCalls(node, keys.deployer.signer, calls, { pollIntervalMs: 20 });
}

/** Creates a contract from an account of anvil's own. */
export async function createContract({ node }: TestPlatform, data: string): Promise<Hex> {
  const [from] = (await node.request("eth_accounts", [])) as Hex[];
  const hash = await node.request("eth_sendTransaction", [{ from, data, gas: "0x1c00000" }]);
  let receipt: { contractAddress: Hex; status: Hex } | null = null;
  await poll("the contract is created", async () => {
    receipt = (await node.request("eth_getTransactionReceipt", [hash])) as typeof receipt;
    return receipt !== null;
  });
  const { contractAddress, status } = receipt as unknown as { contractAddress: Hex; status: Hex };
  if (status !== "0x1") throw new Error("the contract was not created");
  return contractAddress.toLowerCase() as Hex;
}
