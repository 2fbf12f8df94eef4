import { mkdir, rename, stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { loadSigner, openNode, readHead, transactionOutcome } from "../../src/chain/index.js";
import type { DeployedContract, DeployedContractName, Deployment, Node } from "../../src/chain/index.js";
import { DEPLOYED_CONTRACTS } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import { DeployError } from "./deployError.js";
import { findDifferences, findMissingContracts } from "./findDifferences.js";
import { makeIgnitionProvider } from "./ignitionProvider.js";
import { planConfiguration } from "./planConfiguration.js";
import type { PlannedRoles } from "./platformRoles.js";
import { readJournal, recoverJournal } from "./recoverJournal.js";
import { runIgnition } from "./runIgnition.js";
import { openSentTransactions } from "./sentTransactions.js";
import { readDeployment, writeDeployment } from "./writeDeployment.js";

const POLL_MS = 200;
/** How long the chain may take to make the blocks that finality needs. */
const FINALITY_TIMEOUT_MS = 180_000;

export interface DeployOptions {
  rpcUrl: string;
  deployerKeyFile: string;
  roles: PlannedRoles;
  /** Between the proposal of a standard and its earliest activation; for good. */
  standardsDelaySeconds: number;
  /** The deployment file to write. */
  out: string;
  /** Ignition's folder for this deployment: what goes on after an interruption is there. */
  deploymentDir: string;
  /** Blocks that must follow the last transaction. */
  finalityBlocks: number;
  /** The network's name, for the deployment file. */
  network: string;
  /** Begin anew where the chain has lost the deployment; its folder and file are set aside, not deleted. */
  restartIfLost?: boolean;
  log?: (line: string) => void;
  signal?: AbortSignal;
}

export interface DeployResult {
  deployment: Deployment;
  /** `unchanged`: all of it was there. */
  outcome: "deployed" | "unchanged";
  /** Where an earlier deployment is not as planned any more: roles that its administrators have changed since. */
  differences: string[];
}

/**
 * Puts the platform on a chain, or finds that it is there. Interrupted at any moment and called again, it goes on, and
 * ends with the same contracts and exactly the planned roles.
 *
 * @throws DeployError · ChainError · NodeUnreachableError
 */
export async function deployPlatform(options: DeployOptions): Promise<DeployResult> {
  const { out, roles, log = () => {} } = options;
  const signer = await loadSigner(options.deployerKeyFile);
  const node = openNode(options.rpcUrl, options.signal === undefined ? {} : { signal: options.signal });
  const existing = await findExisting(node, options);
  if (existing !== null) {
    const differences = await findDifferences(node, existing, options);
    log(`nothing to do: the platform is deployed on chain ${existing.chainId}`);
    return { deployment: existing, outcome: "unchanged", differences };
  }

  await mkdir(options.deploymentDir, { recursive: true, mode: 0o700 });
  const sent = openSentTransactions(options.deploymentDir);
  const provider = makeIgnitionProvider(node, signer, sent, log);
  await recoverJournal(options.deploymentDir, node, provider, sent);
  const steps = planConfiguration(roles, signer.address);
  const { deploymentDir, standardsDelaySeconds } = options;
  const plan = { deployer: signer.address, standardsDelaySeconds, steps };
  const addresses = await runIgnition({ provider, deploymentDir, ...plan });
  const hashes = await readConfirmed(options.deploymentDir);
  await waitForFinality(node, hashes, options);
  const deployment = await describeDeployment(node, addresses, hashes, options);
  const differences = await findDifferences(node, deployment, options);
  if (differences.length > 0) {
    throw new DeployError({
      code: "deployment-failed",
      message: `the contracts in ${options.deploymentDir} are not as planned: ${differences.join("; ")}`,
    });
  }
  await writeDeployment(out, deployment);
  log(`the platform is deployed on chain ${deployment.chainId}, in ${out}`);
  return { deployment, outcome: "deployed", differences };
}

/** The deployment that is there, whole; null where there is none, or one that is being made. */
async function findExisting(node: Node, options: DeployOptions): Promise<Deployment | null> {
  const { out, deploymentDir, log = () => {} } = options;
  const deployment = await readDeployment(out);
  const chainId = await node.chainId();
  if (deployment !== null && deployment.chainId !== chainId) {
    throw new DeployError({
      code: "deployment-of-another-plan",
      message: `${out} is about chain ${deployment.chainId}, ${node.url} serves chain ${chainId}: name another file`,
    });
  }
  const missing = deployment === null ? [] : await findMissingContracts(node, deployment);
  const lost = missing.length > 0 ? missing : await findLostTransactions(node, deploymentDir);
  if (lost.length === 0) return deployment;
  const message = `chain ${chainId} at ${node.url} has lost a part of the deployment: ${lost.join(", ")}`;
  if (options.restartIfLost !== true) {
    throw new DeployError({
      code: "deployment-lost",
      message: `${message}. Deploy anew, at other addresses, with --restart-if-lost; ${deploymentDir} and ${out} are set aside then`,
    });
  }
  log(`${message}; deploying anew`);
  for (const path of [deploymentDir, out]) await setAside(path);
  return null;
}

/** The hashes that Ignition has seen in a block and the chain does not know any more. */
async function findLostTransactions(node: Node, deploymentDir: string): Promise<string[]> {
  const hashes = await readConfirmed(deploymentDir);
  const outcomes = await Promise.all(hashes.map((hash) => transactionOutcome(node, hash)));
  return hashes.filter((_, i) => outcomes[i]?.kind === "unknown").map((hash) => `transaction ${hash}`);
}

async function readConfirmed(deploymentDir: string): Promise<Hex[]> {
  const messages = await readJournal(deploymentDir);
  return messages.flatMap(({ type, hash }) =>
    type === "TRANSACTION_CONFIRM" && hash !== undefined ? [hash as Hex] : [],
  );
}

async function setAside(path: string): Promise<void> {
  const exists = await stat(path).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    },
  );
  if (exists) await rename(path, `${path}.lost-${new Date().toISOString().replaceAll(":", "")}`);
}

async function waitForFinality(node: Node, hashes: readonly Hex[], options: DeployOptions): Promise<void> {
  const { finalityBlocks, log = () => {}, signal } = options;
  const deadline = Date.now() + FINALITY_TIMEOUT_MS;
  let told = false;
  for (;;) {
    const outcomes = await Promise.all(hashes.map((hash) => transactionOutcome(node, hash)));
    const head = await readHead(node);
    const isFinal = outcomes.every(
      (outcome) => outcome.kind === "mined" && outcome.blockNumber + finalityBlocks <= head.number,
    );
    if (isFinal) return;
    if (!told) log(`waiting for ${finalityBlocks} blocks after the last transaction`);
    told = true;
    if (Date.now() > deadline) {
      throw new DeployError({
        code: "deployment-not-final",
        message: `the deployment is in the chain, but not ${finalityBlocks} blocks deep after ${FINALITY_TIMEOUT_MS / 1_000} s: run it again once the chain makes blocks`,
        retryable: true,
      });
    }
    await pause(POLL_MS, undefined, signal === undefined ? {} : { signal });
  }
}

/** Where and when each contract came to be, from the receipts of the transactions. */
async function describeDeployment(
  node: Node,
  addresses: Record<string, Hex>,
  hashes: readonly Hex[],
  options: DeployOptions,
): Promise<Deployment> {
  const created = new Map<string, DeployedContract>();
  for (const transactionHash of hashes) {
    const receipt = (await node.request("eth_getTransactionReceipt", [transactionHash])) as {
      contractAddress: Hex | null;
      blockNumber: Hex;
    };
    const address = receipt.contractAddress?.toLowerCase() as Hex | undefined;
    if (address === undefined) continue;
    created.set(address, { address, blockNumber: Number(receipt.blockNumber), transactionHash });
  }
  const contracts = DEPLOYED_CONTRACTS.map((name) => {
    const contract = created.get(addresses[name] ?? "");
    if (contract !== undefined) return [name, contract] as const;
    throw new DeployError({ code: "deployment-failed", message: `no transaction of the deployment created ${name}` });
  });
  return {
    chainId: await node.chainId(),
    network: options.network,
    finalityBlocks: options.finalityBlocks,
    contracts: Object.fromEntries(contracts) as Record<DeployedContractName, DeployedContract>,
  };
}
