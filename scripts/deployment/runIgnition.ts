import { DeploymentResultType, deploy, wipe } from "@nomicfoundation/ignition-core";
import type { DeploymentResult, EIP1193Provider } from "@nomicfoundation/ignition-core";
import { buildPlatformModule } from "../../ignition/modules/Platform.js";
import { LexanchorError } from "../../src/core/index.js";
import type { Hex } from "../../src/core/index.js";
import { DeployError } from "./deployError.js";
import type { ConfigurationStep } from "./planConfiguration.js";
import { TYPECHAIN_ARTIFACTS } from "./typechainArtifacts.js";

const CONFIG = {
  blockPollingInterval: 200,
  // Finality is waited for once, at the end.
  requiredConfirmations: 1,
  // At price zero there is nothing to bump, and a permissioned chain is not congested.
  disableFeeBumping: true,
  maxRetries: 50,
  retryInterval: 200,
};

interface IgnitionRun {
  provider: EIP1193Provider;
  deploymentDir: string;
  deployer: Hex;
  standardsDelaySeconds: number;
  steps: readonly ConfigurationStep[];
}

/**
 * Runs Ignition to the end of the module.
 * @returns the addresses of the contracts by their names
 * @throws DeployError `deployment-failed` · `deployment-of-another-plan` · what the provider throws
 */
export async function runIgnition(options: IgnitionRun): Promise<Record<string, Hex>> {
  const { deploymentDir } = options;
  let result = await runOnce(options);
  if (result.type === DeploymentResultType.PREVIOUS_RUN_ERROR) {
    // What failed changed nothing on the chain: it is tried again.
    for (const future of Object.keys(result.errors)) await wipe(deploymentDir, TYPECHAIN_ARTIFACTS, future);
    result = await runOnce(options);
  }
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw explainResult(result, deploymentDir);
  return Object.fromEntries(
    Object.values(result.contracts).map(({ contractName, address }) => [contractName, address.toLowerCase() as Hex]),
  );
}

async function runOnce({ provider, deploymentDir, ...plan }: IgnitionRun): Promise<DeploymentResult> {
  try {
    return await deploy({
      config: CONFIG,
      artifactResolver: TYPECHAIN_ARTIFACTS,
      provider,
      deploymentDir,
      ignitionModule: buildPlatformModule(plan),
      deploymentParameters: {},
      accounts: [plan.deployer],
      defaultSender: plan.deployer,
    });
  } catch (cause) {
    if (cause instanceof LexanchorError) throw cause;
    throw new DeployError({
      code: "deployment-failed",
      message: `the deployment in ${deploymentDir} stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
}

function explainResult(result: DeploymentResult, deploymentDir: string): DeployError {
  switch (result.type) {
    case DeploymentResultType.RECONCILIATION_ERROR:
      return new DeployError({
        code: "deployment-of-another-plan",
        message: `${deploymentDir} holds a deployment with other contracts or roles (${listErrors(result.errors)}): take the roles that it was begun with, or another folder`,
      });
    case DeploymentResultType.EXECUTION_ERROR:
      return failed(deploymentDir, result.failed.map(({ futureId, error }) => `${futureId}: ${error}`).join("; "));
    case DeploymentResultType.VALIDATION_ERROR:
    case DeploymentResultType.PREVIOUS_RUN_ERROR:
      return failed(deploymentDir, listErrors(result.errors));
    default:
      return failed(deploymentDir, result.type);
  }
}

function failed(deploymentDir: string, reason: string): DeployError {
  return new DeployError({
    code: "deployment-failed",
    message: `the deployment in ${deploymentDir} failed: ${reason}`,
  });
}

function listErrors(errors: { [futureId: string]: string[] }): string {
  return Object.entries(errors)
    .map(([future, reasons]) => `${future}: ${reasons.join(", ")}`)
    .join("; ");
}
