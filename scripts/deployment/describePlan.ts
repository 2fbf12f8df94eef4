import { DEPLOYED_CONTRACTS, loadSigner, openNode, readFees } from "../../src/chain/index.js";
import type { DeployOptions } from "./deployPlatform.js";
import { describeStep, planConfiguration } from "./planConfiguration.js";
import { readJournal } from "./recoverJournal.js";
import { STANDARDS_SEEDS } from "./standardsSeeds.js";
import { readDeployment } from "./writeDeployment.js";

/** What `deployPlatform` would do with these options, in lines for people. Sends nothing. */
export async function describePlan(options: DeployOptions): Promise<string[]> {
  const signer = await loadSigner(options.deployerKeyFile);
  const node = openNode(options.rpcUrl);
  const chainId = await node.chainId();
  const deployment = await readDeployment(options.out);
  const done = await countDone(options.deploymentDir);
  const total = DEPLOYED_CONTRACTS.length + 1;
  const state = deployment !== null ? `, all done: ${options.out}` : done > 0 ? `, ${done} of them sent before` : "";
  const steps = planConfiguration(options.roles, signer.address);
  return [
    `chain ${chainId} at ${node.url}, ${await describeFees(node)}`,
    `deployer ${signer.address}`,
    `${total} transactions${state}:`,
    ...DEPLOYED_CONTRACTS.map((name, i) => `  ${i + 1}. create ${name}`),
    `     StandardsRegistry with ${STANDARDS_SEEDS.length} versions of standards in force, and a delay of ${options.standardsDelaySeconds} s`,
    `  ${total}. configure the platform, all or nothing:`,
    ...steps.map((step) => `     - ${describeStep(step)}`),
  ];
}

async function countDone(deploymentDir: string): Promise<number> {
  const messages = await readJournal(deploymentDir);
  return messages.filter(({ type }) => type === "TRANSACTION_CONFIRM").length;
}

async function describeFees(node: ReturnType<typeof openNode>): Promise<string> {
  const fees = await readFees(node);
  if (fees.kind === "eip-1559") return `at most ${fees.maxFeePerGas} wei for a unit of gas`;
  return fees.gasPrice === 0n ? "gas at price zero" : `${fees.gasPrice} wei for a unit of gas`;
}
