import { writeFile } from "node:fs/promises";
import { ContractFactory, Transaction, Wallet, getCreateAddress } from "ethers";
import type { TransactionLike } from "ethers";
import {
  Directory__factory,
  InstitutionRegistry__factory,
  PlatformAccess__factory,
  RecordAnchor__factory,
} from "../../typechain-types/index.js";
import { openNode, packCapabilities, readFees } from "../../src/chain/index.js";
import type { Capability, Deployment, Fees, InstitutionKind, Node, Signer } from "../../src/chain/index.js";
import { institutionKindNumber } from "../../src/chain/index.js";
import { encodeCode, encodeJurisdiction, encodeShortText } from "../../src/chain/shortText.js";
import type { Hex } from "../../src/core/index.js";

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
  keys: { deployer: TestKey; registrar: TestKey; guardian: TestKey };
  /** A new institution; a court in CN-11 with a relayer key of its own unless told otherwise. */
  registerInstitution(
    kind?: InstitutionKind,
    options?: { relayer?: TestKey; parent?: number },
  ): Promise<TestInstitution>;
}

const ROLES = { registrar: 1n, guardian: 4n } as const;
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
/** More than any of these transactions needs. */
const GAS_LIMIT = 6_000_000n;

/**
 * Puts the platform on a test chain, without the deployment tools: all transactions at once. The deployer stays
 * administrator. Mines by itself where the chain only mines on demand.
 */
export async function deployTestPlatform(url: string): Promise<TestPlatform> {
  const node = openNode(url);
  const keys = { deployer: makeKey(), registrar: makeKey(), guardian: makeKey() };
  const sender = new TestSender(node, keys.deployer);
  for (const key of Object.values(keys)) await fund(node, key.address);

  const [access, directory, registry, anchor] = [0, 1, 2, 3].map((nonce) =>
    getCreateAddress({ from: keys.deployer.address, nonce }).toLowerCase(),
  ) as [Hex, Hex, Hex, Hex];
  const accessAbi = PlatformAccess__factory.createInterface();
  const directoryAbi = Directory__factory.createInterface();
  const registryAbi = InstitutionRegistry__factory.createInterface();
  const selectors = REGISTRAR_FUNCTIONS.map((name) => registryAbi.getFunction(name).selector);
  const hashes = await sender.sendAll([
    { to: null, data: await creation(new PlatformAccess__factory(), keys.deployer.address) },
    { to: null, data: await creation(new Directory__factory(), access) },
    { to: null, data: await creation(new InstitutionRegistry__factory(), access) },
    { to: null, data: await creation(new RecordAnchor__factory(), registry) },
    ...Object.entries(ROLES).map(([name, role]) => ({
      to: access,
      data: accessAbi.encodeFunctionData("grantRole", [role, keys[name as keyof typeof ROLES].address, 0]) as Hex,
    })),
    {
      to: access,
      data: accessAbi.encodeFunctionData("setTargetFunctionRole", [registry, selectors, ROLES.registrar]) as Hex,
    },
    ...[
      ["PlatformAccess", access] as const,
      ["InstitutionRegistry", registry] as const,
      ["RecordAnchor", anchor] as const,
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

class TestSender {
  readonly #node: Node;
  readonly #key: TestKey;
  #fees: Fees | null = null;

  constructor(node: Node, key: TestKey) {
    this.#node = node;
    this.#key = key;
  }

  async sendAll(calls: { to: Hex | null; data: Hex }[]): Promise<Hex[]> {
    this.#fees ??= await readFees(this.#node);
    const chainId = await this.#node.chainId();
    const nonce = Number(await this.#node.request("eth_getTransactionCount", [this.#key.address, "latest"]));
    const raws: Hex[] = [];
    for (const [i, { to, data }] of calls.entries()) {
      const { kind, ...fees } = this.#fees;
      const like: TransactionLike = { chainId, nonce: nonce + i, to, data, gasLimit: GAS_LIMIT, ...fees };
      raws.push(await this.#key.signer.signTransaction(Transaction.from({ ...like, type: kind === "legacy" ? 0 : 2 })));
    }
    const hashes: Hex[] = [];
    for (const raw of raws) hashes.push((await this.#node.request("eth_sendRawTransaction", [raw])) as Hex);
    const deadline = Date.now() + 20_000;
    for (const hash of hashes) {
      for (;;) {
        const receipt = await this.#node.request("eth_getTransactionReceipt", [hash]);
        if (receipt !== null) {
          if ((receipt as { status: Hex }).status !== "0x1") throw new Error(`transaction ${hash} failed`);
          break;
        }
        if (Date.now() > deadline) throw new Error(`transaction ${hash} was not mined`);
        await this.#node.request("anvil_mine", ["0x1"]);
      }
    }
    return hashes;
  }
}

async function creation(factory: ContractFactory, ...args: unknown[]): Promise<Hex> {
  return (await factory.getDeployTransaction(...args)).data as Hex;
}
