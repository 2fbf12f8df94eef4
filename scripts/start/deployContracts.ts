import { spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { openNode, parseDeployment } from "../../src/chain/index.js";
import type { Deployment } from "../../src/chain/index.js";
import { errnoOf } from "../../src/cli/errnoOf.js";
import { deploymentFile, keyFile } from "../../src/cli/home/homePaths.js";
import type { HomePaths } from "../../src/cli/home/homePaths.js";
import { writeFileWhole } from "../../src/cli/writeFileWhole.js";
import { EMBEDDED_FINALITY_BLOCKS } from "../../network/embedded/startEmbeddedChain.js";
import { findMissingContracts } from "../deployment/findDifferences.js";
import type { Keys } from "./ensureKeys.js";
import { StartError } from "./startError.js";

/** Long enough to see that there is one. */
const STANDARDS_DELAY_SECONDS = 60;
const script = fileURLToPath(new URL("../deploy.ts", import.meta.url));

/**
 * The platform's contracts on the embedded chain. Where they are there, that is all that is asked; otherwise they are
 * deployed by a process of its own, so that the deployment tools are not kept in memory.
 *
 * @throws StartError `deploy-failed` with what the deployment said
 */
export async function deployContracts(
  paths: HomePaths,
  chain: { url: string; chainId: number },
  keys: Keys,
  options: { say: (text: string) => void; signal: AbortSignal },
): Promise<{ deployment: Deployment; isNew: boolean }> {
  const out = deploymentFile(paths, chain.chainId);
  const existing = await readDeployment(out);
  if (existing !== null && (await isComplete(chain.url, existing))) return { deployment: existing, isNew: false };

  await mkdir(paths.deployments, { recursive: true, mode: 0o700 });
  const rolesFile = `${paths.deployments}/roles.json`;
  await writeFileWhole(rolesFile, `${JSON.stringify(planRoles(keys), null, 2)}\n`, { mode: 0o600, overwrite: true });
  await runDeploy(
    [
      ...["--rpc", chain.url, "--deployer", keyFile(paths, "deployer"), "--roles", rolesFile, "--out", out],
      ...["--dir", paths.ignition, "--network", "embedded", "--finality", String(EMBEDDED_FINALITY_BLOCKS)],
      ...["--standards-delay", String(STANDARDS_DELAY_SECONDS)],
      "--restart-if-lost",
    ],
    options,
  );
  const deployment = await readDeployment(out);
  if (deployment === null) throw new StartError({ code: "deploy-failed", message: `the deployment wrote no ${out}` });
  return { deployment, isNew: true };
}

/**
 * On one machine, one administrator stands for the platform's committees, and the registrar for those who approve: nobody
 * activates the standards that they proposed themselves.
 */
function planRoles(keys: Keys) {
  const holder = (address: string) => [{ address, executionDelaySeconds: 0 }];
  return {
    admin: holder(keys.administrator.address),
    registrar: holder(keys.registrar.address),
    standardsCommittee: holder(keys.administrator.address),
    allianceOperator: holder(keys.administrator.address),
    guardian: holder(keys.guardian.address),
    standardsApprover: holder(keys.registrar.address),
  };
}

async function isComplete(url: string, deployment: Deployment): Promise<boolean> {
  const node = openNode(url, { chainId: deployment.chainId });
  try {
    return (await findMissingContracts(node, deployment)).length === 0;
  } finally {
    node.close();
  }
}

async function readDeployment(file: string): Promise<Deployment | null> {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return null;
    throw error;
  }
  try {
    return parseDeployment(JSON.parse(text), file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError({
      code: "home-damaged",
      message: `${file}: ${reason}. Move it away: the next start writes it anew from what the deployment noted down`,
      cause,
    });
  }
}

function runDeploy(words: string[], options: { say: (text: string) => void; signal: AbortSignal }): Promise<void> {
  const { say, signal } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script, ...words], {
      stdio: ["ignore", "pipe", "pipe"],
      signal,
      killSignal: "SIGTERM",
    });
    const said: string[] = [];
    const listen = (text: string): void => {
      const lines = text.split("\n").filter((line) => line.trim() !== "");
      said.push(...lines);
      const last = lines.at(-1);
      if (last !== undefined) say(last);
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
    child.on("error", reject);
    child.on("close", (code, endedBy) => {
      if (code === 0) resolve();
      else {
        reject(
          new StartError({
            code: "deploy-failed",
            message: `the contracts could not be deployed (${endedBy ?? `exit ${code ?? "?"}`}):\n${said.slice(-20).join("\n")}`,
          }),
        );
      }
    });
  });
}
