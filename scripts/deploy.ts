import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { LexanchorError } from "../src/core/index.js";
import { DeployError } from "./deployment/deployError.js";
import { deployPlatform } from "./deployment/deployPlatform.js";
import { describePlan } from "./deployment/describePlan.js";
import { parseRoles } from "./deployment/platformRoles.js";
import type { PlannedRoles } from "./deployment/platformRoles.js";

const USAGE = `Puts the platform on a chain. Run again after an interruption, it goes on.

Usage: node --import tsx scripts/deploy.ts --rpc URL --deployer KEYFILE --roles roles.json --out FILE [options]

  --rpc URL             a node of the chain
  --deployer KEYFILE    who pays and signs; holds no role in the end, unless the roles name it
  --roles FILE          { "admin": [{ "address", "executionDelaySeconds" }], "registrar", "standardsCommittee",
                        "allianceOperator", "guardian", "standardsApprover" }
  --out FILE            the deployment file to write: deployments/<chain id>.json
  --dir FOLDER          where the deployment is kept while it is made (default: the deployment file's name, .ignition)
  --network NAME        the network's name in the deployment file (default: chain)
  --finality BLOCKS     blocks that make a block final (default: 0, for immediate finality)
  --standards-delay SECONDS
                        between the proposal of a standard and its earliest activation (default: 604800, 7 days)
  --plan                print what would be sent, and send nothing
  --restart-if-lost     deploy anew where the chain has lost the deployment`;

const values = readArguments();
try {
  if (values.help) console.log(USAGE);
  else await run(values);
} catch (error) {
  if (!(error instanceof LexanchorError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = error.code === "usage" ? 64 : 1;
}

async function run(given: typeof values): Promise<void> {
  const rpcUrl = required(given.rpc, "--rpc");
  const deployerKeyFile = required(given.deployer, "--deployer");
  const out = required(given.out, "--out");
  const roles = await readRoles(required(given.roles, "--roles"));
  const options = {
    rpcUrl,
    deployerKeyFile,
    roles,
    out,
    deploymentDir: given.dir ?? `${out.replace(/\.json$/, "")}.ignition`,
    standardsDelaySeconds: readNumber(given["standards-delay"], "--standards-delay"),
    finalityBlocks: readNumber(given.finality, "--finality"),
    network: given.network,
    restartIfLost: given["restart-if-lost"],
    log: (line: string) => console.log(line),
  };
  if (given.plan) {
    for (const line of await describePlan(options)) console.log(line);
    return;
  }
  const { differences } = await deployPlatform(options);
  for (const difference of differences) console.log(`not as planned: ${difference}`);
}

async function readRoles(path: string): Promise<PlannedRoles> {
  const text = await readFile(path, "utf8");
  try {
    return parseRoles(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new DeployError({ code: "roles-malformed", message: `${path}: not JSON: ${cause.message}`, cause });
  }
}

function readArguments() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      options: {
        rpc: text,
        deployer: text,
        roles: text,
        out: text,
        dir: text,
        network: { ...text, default: "chain" },
        finality: { ...text, default: "0" },
        "standards-delay": { ...text, default: "604800" },
        plan: flag,
        "restart-if-lost": flag,
        help: { ...flag, short: "h" },
      },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(64);
  }
}

/** At most what 32 bits hold: 136 years, and more blocks than anyone waits for. */
function readNumber(text: string, name: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32) throw usage(`${name} ${text}: not a number`);
  return Number(text);
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw usage(`${name} is missing\n\n${USAGE}`);
  return value;
}

function usage(message: string): DeployError {
  return new DeployError({ code: "usage", message });
}
