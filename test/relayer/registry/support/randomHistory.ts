import { hexlify } from "ethers";
import { DIRECTORY } from "../../../../src/chain/contractInterfaces.js";
import {
  listInstitutions,
  listProposals,
  readAccountsOf,
  readCredentials,
  readHead,
} from "../../../../src/chain/index.js";
import type { Institution, InstitutionAccount, LawyerCredential } from "../../../../src/chain/index.js";
import { encodeShortText } from "../../../../src/chain/shortText.js";
import { hashLeaf, toHex } from "../../../../src/core/index.js";
import type { Hex, JudicialRecord } from "../../../../src/core/index.js";
import { LawyerRegistry__factory } from "../../../../typechain-types/index.js";
import { TestSender } from "../../../support/testSender.js";
import type { Dice } from "./dice.js";
import type { RegistryChain, UnsignedCall } from "./registryChain.js";
import { INSTITUTION_OPERATIONS } from "./institutionOperations.js";
import { LAWYER_OPERATIONS } from "./lawyerOperations.js";
import { RECORD_OPERATIONS } from "./recordOperations.js";
import { STANDARD_OPERATIONS } from "./standardOperations.js";

/** What random operations choose from: read from the chain before each block, so that most of them are accepted. */
export interface Scene {
  readonly dice: Dice;
  readonly chain: RegistryChain;
  /** Accounts that act for institutions. */
  readonly accounts: readonly Hex[];
  readonly institutions: readonly (Institution & { readonly administrator: Hex | null })[];
  readonly openProposals: readonly number[];
  /** Whichever the directory names, and the other one. */
  readonly lawyerRegistries: readonly Hex[];
  /** Every licence that was ever tried, and where. */
  readonly licences: Hex[];
  readonly standards: Set<number>;
  readonly records: JudicialRecord[];
  /** The newest credentials, by the registry that keeps them. */
  readonly credentials: readonly { readonly registry: Hex; readonly credential: LawyerCredential }[];
  /** Unix seconds of the latest block. */
  readonly time: number;
}

export type Operation = (scene: Scene) => UnsignedCall | null;

/** What can happen, and how often each is tried. */
export const OPERATIONS = {
  ...INSTITUTION_OPERATIONS,
  ...LAWYER_OPERATIONS,
  ...STANDARD_OPERATIONS,
  ...RECORD_OPERATIONS,
  replaceLawyerRegistry: { weight: 1, call: replaceLawyerRegistry },
} satisfies Record<string, { weight: number; call: Operation }>;

const WEIGHTS = Object.fromEntries(Object.entries(OPERATIONS).map(([name, { weight }]) => [name, weight])) as Record<
  keyof typeof OPERATIONS,
  number
>;

/** A history that a seed decides, a block at a time. */
export interface RandomHistory {
  /** Makes random operations and mines them in one block. @returns how many were accepted */
  mineBlock(operations: number): Promise<number>;
  /** How often each operation was accepted. */
  readonly accepted: ReadonlyMap<string, number>;
  readonly lawyerRegistries: readonly Hex[];
  readonly licences: readonly Hex[];
  readonly records: readonly { institutionId: number; leaf: Hex }[];
  readonly accounts: readonly Hex[];
}

/** @param options.replacing false: the directory is left as it is */
export async function createRandomHistory(
  chain: RegistryChain,
  dice: Dice,
  { replacing = true } = {},
): Promise<RandomHistory> {
  const weights = replacing ? WEIGHTS : { ...WEIGHTS, replaceLawyerRegistry: 0 };
  const accounts = Array.from({ length: 6 }, (_, i): Hex => `0x${`a${i}`.repeat(20)}`);
  for (const account of accounts) await chain.anvil.rpc("anvil_setBalance", [account, "0xde0b6b3a7640000"]);
  const lawyerRegistries = [chain.platform.lawyerRegistry, await createLawyerRegistry(chain)];
  const licences: Hex[] = [];
  const standards = new Set<number>();
  const records: JudicialRecord[] = [];
  const accepted = new Map<string, number>();

  async function readScene(): Promise<Scene> {
    const { node, institutionRegistry, standardsRegistry } = chain.platform;
    const institutions = await listInstitutions(node, institutionRegistry);
    const members = await readAccountsOf(
      node,
      institutionRegistry,
      institutions.map(({ id }) => id),
    );
    const proposals = await listProposals(node, standardsRegistry);
    return {
      dice,
      chain,
      accounts,
      institutions: institutions.map((institution, i) => ({
        ...institution,
        administrator: actingFor(members[i] ?? []),
      })),
      openProposals: proposals.filter(({ status }) => status === "open").map(({ id }) => id),
      lawyerRegistries,
      licences,
      standards,
      records,
      credentials: (await Promise.all(lawyerRegistries.map(readNewest))).flat(),
      time: (await readHead(node)).timestamp,
    };
  }

  async function readNewest(registry: Hex): Promise<Scene["credentials"]> {
    const found = await readCredentials(chain.platform.node, registry, licences.slice(-60));
    return found.flatMap((credential) => (credential === null ? [] : [{ registry, credential }]));
  }

  return {
    async mineBlock(operations) {
      const scene = await readScene();
      const names: string[] = [];
      const calls: UnsignedCall[] = [];
      while (calls.length < operations) {
        const name = dice.weighted(weights);
        const call = OPERATIONS[name].call(scene);
        if (call === null) continue;
        names.push(name);
        calls.push(call);
      }
      const outcomes = await chain.mineCalls(calls, 1 + (dice.oneIn(3) ? dice.below(30 * 86_400) : dice.below(3)));
      for (const [i, isAccepted] of outcomes.entries()) {
        const name = names[i] as string;
        if (isAccepted) accepted.set(name, (accepted.get(name) ?? 0) + 1);
      }
      return outcomes.filter(Boolean).length;
    },
    accepted,
    lawyerRegistries,
    licences,
    get records() {
      return records.map((record) => ({ institutionId: record.institutionId, leaf: toHex(hashLeaf(record)) }));
    },
    accounts,
  };
}

/** An account that may do much for the institution. */
function actingFor(members: readonly InstitutionAccount[]): Hex | null {
  const administrators = members.filter(({ capabilities }) => capabilities.includes("administer"));
  return (
    (administrators.find(({ capabilities }) => capabilities.includes("license")) ?? administrators[0])?.address ?? null
  );
}

/** The registry of lawyers that is not current takes its place; what it was told before comes with it. */
function replaceLawyerRegistry({ dice, chain, lawyerRegistries }: Scene): UnsignedCall {
  const { directory, keys } = chain.platform;
  const target = dice.pick(lawyerRegistries);
  const data = DIRECTORY.encodeFunctionData("setAddress", [encodeShortText("LawyerRegistry"), target]);
  return { from: keys.deployer.address, to: directory, data };
}

async function createLawyerRegistry({ platform }: RegistryChain): Promise<Hex> {
  const { data } = await new LawyerRegistry__factory().getDeployTransaction(platform.institutionRegistry);
  const sender = new TestSender(platform.node, platform.keys.deployer);
  const [hash] = await sender.sendAll([{ to: null, data: hexlify(data) as Hex }]);
  const receipt = (await platform.node.request("eth_getTransactionReceipt", [hash])) as { contractAddress: Hex };
  return receipt.contractAddress.toLowerCase() as Hex;
}
