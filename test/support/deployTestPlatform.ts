import { writeFile } from "node:fs/promises";
import { Wallet, getCreateAddress } from "ethers";
import type { ContractFactory, Interface } from "ethers";
import {
  Directory__factory,
  InstitutionRegistry__factory,
  LawyerRegistry__factory,
  PlatformAccess__factory,
  RecordAnchor__factory,
  StandardsRegistry__factory,
} from "../../typechain-types/index.js";
import { RESTRICTED_FUNCTIONS } from "../../scripts/deployment/planConfiguration.js";
import { PLATFORM_ROLES } from "../../scripts/deployment/platformRoles.js";
import { STANDARDS_SEEDS } from "../../scripts/deployment/standardsSeeds.js";
import { openNode, packCapabilities } from "../../src/chain/index.js";
import type { Capability, Deployment, InstitutionKind, Node, Signer } from "../../src/chain/index.js";
import { institutionKindNumber } from "../../src/chain/index.js";
import { encodeCode, encodeJurisdiction, encodeShortText } from "../../src/chain/shortText.js";
import type { Hex } from "../../src/core/index.js";
import { TestSender } from "./testSender.js";

export interface TestKey {
  address: Hex;
  privateKey: Hex;
  signer: Signer;
  /** Writes `{"address","privateKey"}`, mode 0600, and gives the path back. */
  writeTo(path: string): Promise<string>;
}

export interface TestInstitution {
  id: number;
  code: string;
  /** Holds `administer`. */
  administrator: TestKey;
  /** Holds `relay` and `sign`. */
  relayer: TestKey;
}

export interface TestPlatform {
  node: Node;
  deployment: Deployment;
  directory: Hex;
  recordAnchor: Hex;
  institutionRegistry: Hex;
  standardsRegistry: Hex;
  lawyerRegistry: Hex;
  keys: Record<"deployer" | keyof typeof ROLES, TestKey>;
  /** A new institution; a court in CN-11 with a relayer key of its own unless told otherwise. */
  registerInstitution(
    kind?: InstitutionKind,
    options?: { relayer?: TestKey; parent?: number },
  ): Promise<TestInstitution>;
}

const ROLES = {
  registrar: PLATFORM_ROLES.registrar.id,
  guardian: PLATFORM_ROLES.guardian.id,
  standardsCommittee: PLATFORM_ROLES.standardsCommittee.id,
  standardsApprover: PLATFORM_ROLES.standardsApprover.id,
} as const;
/** What the standards need that are in force from the beginning. */
const STANDARDS_GAS_LIMIT = 20_000_000n;

/**
 * Puts the platform on a test chain, without the deployment tools: all transactions at once. The deployer stays
 * administrator, and a proposed standard can be activated at once. Mines by itself where the chain only mines on demand.
 *
 * @param options.listed false: the directory does not name the registries of standards and of lawyers
 */
export async function deployTestPlatform(url: string, { listed = true } = {}): Promise<TestPlatform> {
  const node = openNode(url);
  const keys = {
    deployer: makeKey(),
    registrar: makeKey(),
    guardian: makeKey(),
    standardsCommittee: makeKey(),
    standardsApprover: makeKey(),
  };
  const sender = new TestSender(node, keys.deployer);
  for (const key of Object.values(keys)) await fund(node, key.address);

  const [access, directory, registry, anchor, standards, lawyers] = [0, 1, 2, 3, 4, 5].map((nonce) =>
    getCreateAddress({ from: keys.deployer.address, nonce }).toLowerCase(),
  ) as [Hex, Hex, Hex, Hex, Hex, Hex];
  const abis = {
    InstitutionRegistry: InstitutionRegistry__factory.createInterface(),
    StandardsRegistry: StandardsRegistry__factory.createInterface(),
  };
  const targets = { InstitutionRegistry: registry, StandardsRegistry: standards };
  const accessAbi = PlatformAccess__factory.createInterface();
  const directoryAbi = Directory__factory.createInterface();
  const registryAbi = abis.InstitutionRegistry;
  const hashes = await sender.sendAll([
    { to: null, data: await creation(new PlatformAccess__factory(), keys.deployer.address) },
    { to: null, data: await creation(new Directory__factory(), access) },
    { to: null, data: await creation(new InstitutionRegistry__factory(), access) },
    { to: null, data: await creation(new RecordAnchor__factory(), registry) },
    {
      to: null,
      data: await creation(new StandardsRegistry__factory(), access, 0, STANDARDS_SEEDS),
      gasLimit: STANDARDS_GAS_LIMIT,
    },
    { to: null, data: await creation(new LawyerRegistry__factory(), registry) },
    ...Object.entries(ROLES).map(([name, role]) => ({
      to: access,
      data: accessAbi.encodeFunctionData("grantRole", [role, keys[name as keyof typeof ROLES].address, 0]) as Hex,
    })),
    ...RESTRICTED_FUNCTIONS.map(({ contract, role, functions }) => {
      const abi: Interface = abis[contract];
      const selectors = functions.map((name) => abi.getFunction(name)?.selector ?? name);
      const values = [targets[contract], selectors, ROLES[role]] as const;
      return { to: access, data: accessAbi.encodeFunctionData("setTargetFunctionRole", [...values]) as Hex };
    }),
    ...[
      ["PlatformAccess", access] as const,
      ["InstitutionRegistry", registry] as const,
      ["RecordAnchor", anchor] as const,
      ...(listed
        ? ([
            ["StandardsRegistry", standards],
            ["LawyerRegistry", lawyers],
          ] as const)
        : []),
    ].map(([name, target]) => ({
      to: directory,
      data: directoryAbi.encodeFunctionData("setAddress", [encodeShortText(name), target]) as Hex,
    })),
  ]);

  const deployed = async (address: Hex, at: number) => {
    const transactionHash = hashes[at] as Hex;
    const receipt = (await node.request("eth_getTransactionReceipt", [transactionHash])) as { blockNumber: Hex };
    return { address, transactionHash, blockNumber: Number(receipt.blockNumber) };
  };
  const deployment: Deployment = {
    chainId: await node.chainId(),
    network: "test",
    finalityBlocks: 3,
    contracts: {
      PlatformAccess: await deployed(access, 0),
      Directory: await deployed(directory, 1),
      InstitutionRegistry: await deployed(registry, 2),
      RecordAnchor: await deployed(anchor, 3),
      StandardsRegistry: await deployed(standards, 4),
      LawyerRegistry: await deployed(lawyers, 5),
    },
  };

  const registrar = new TestSender(node, keys.registrar);
  const registerInstitution: TestPlatform["registerInstitution"] = async (kind = "court", options = {}) => {
    const id =
      Number(
        await node.request("eth_call", [{ to: registry, data: registryAbi.encodeFunctionData("count") }, "latest"]),
      ) + 1;
    const code = `TEST-${id}`;
    const administrator = makeKey();
    const relayer = options.relayer ?? makeKey();
    await fund(node, administrator.address);
    await fund(node, relayer.address);
    const grant = (key: TestKey, capabilities: Capability[]) => ({
      account: key.address,
      capabilities: packCapabilities(capabilities),
    });
    const registration = {
      code: encodeCode(code),
      name: `测试机构 ${id}`,
      kind: institutionKindNumber(kind),
      jurisdiction: encodeJurisdiction("CN-11"),
      parent: options.parent ?? 0,
      grants: [grant(administrator, ["administer"]), grant(relayer, ["relay", "sign"])],
    };
    await registrar.sendAll([
      { to: registry, data: registryAbi.encodeFunctionData("register", [registration]) as Hex },
    ]);
    return { id, code, administrator, relayer };
  };
  return {
    node,
    deployment,
    directory,
    recordAnchor: anchor,
    institutionRegistry: registry,
    standardsRegistry: standards,
    lawyerRegistry: lawyers,
    keys,
    registerInstitution,
  };
}

/** A new key; on a chain with gas prices it owns nothing yet. */
export function makeKey(): TestKey {
  const wallet = Wallet.createRandom();
  const address = wallet.address.toLowerCase() as Hex;
  const privateKey = wallet.privateKey as Hex;
  return {
    address,
    privateKey,
    signer: { address, signTransaction: async (transaction) => (await wallet.signTransaction(transaction)) as Hex },
    writeTo: async (path) => {
      await writeFile(path, JSON.stringify({ address, privateKey }), { mode: 0o600 });
      return path;
    },
  };
}

/** Gives an account 1,000 ether, where the chain is anvil. */
export async function fund(node: Node, address: Hex): Promise<void> {
  await node.request("anvil_setBalance", [address, "0x3635c9adc5dea00000"]);
}

async function creation(factory: ContractFactory, ...args: unknown[]): Promise<Hex> {
  return (await factory.getDeployTransaction(...args)).data as Hex;
}
