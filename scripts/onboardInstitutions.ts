import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import {
  NodeUnreachableError,
  applyOnboarding,
  describeOnboarding,
  loadSigner,
  openNode,
  parseDeployment,
  parseInstitutionFile,
  planOnboarding,
  readKnownInstitutions,
  waitForQuietAccount,
} from "../src/chain/index.js";
import type { Deployment, OnboardingPlan, RegistryWriter } from "../src/chain/index.js";
import { LexanchorError } from "../src/core/index.js";

const USAGE = `Registers institutions from a file. What is registered stays as it is; run again, it goes on.

Usage: node --import tsx scripts/onboardInstitutions.ts --file FILE --registrar KEYFILE --rpc URL --deployment FILE

  --file FILE           .json: [{ "code", "name", "kind", "jurisdiction", "parent", "accounts" }]
                        .csv: the same columns, accounts as 0x…:administer+relay;0x…:relay
  --registrar KEYFILE   the registrar, or an administrator of the parents
  --rpc URL             a node of the chain
  --deployment FILE     deployments/<chain id>.json
  --yes                 register without asking`;

const EXIT_USAGE = 64;
const EXIT_COULD_NOT_TELL = 2;

const values = readArguments();
try {
  if (values.help) console.log(USAGE);
  else await run(values);
} catch (error) {
  if (!(error instanceof LexanchorError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = error instanceof NodeUnreachableError ? EXIT_COULD_NOT_TELL : 1;
}

async function run(given: typeof values): Promise<void> {
  const file = required(given.file, "--file");
  const registrarFile = required(given.registrar, "--registrar");
  const rpcUrl = required(given.rpc, "--rpc");
  const deployment = await readDeploymentFile(required(given.deployment, "--deployment"));
  const sound = parseInstitutionFile(await readFile(file, "utf8"), file.endsWith(".csv") ? "csv" : "json");
  const writer: RegistryWriter = {
    node: openNode(rpcUrl, { chainId: deployment.chainId }),
    registry: deployment.contracts.InstitutionRegistry.address,
    signer: await loadSigner(registrarFile),
  };
  await waitForQuietAccount(writer);
  const known = await readKnownInstitutions(writer.node, writer.registry, sound.lines);
  const plan = planOnboarding(sound, known);
  const lines = describeOnboarding(plan);
  if (plan.problems.length > 0) {
    for (const line of lines) console.error(line);
    console.error(`${file}: ${plan.problems.length} problems; nothing was sent`);
    process.exitCode = 1;
    return;
  }
  for (const line of lines) console.log(line);
  const count = plan.steps.reduce((sum, step) => sum + step.length, 0);
  if (count === 0) return;
  if (!(await isConfirmed(given.yes, count))) {
    console.log("nothing was sent");
    return;
  }
  await apply(writer, plan, known, count);
}

async function apply(
  writer: RegistryWriter,
  plan: OnboardingPlan,
  known: Awaited<ReturnType<typeof readKnownInstitutions>>,
  count: number,
): Promise<void> {
  const isTerminal = process.stderr.isTTY;
  const ids = await applyOnboarding(writer, plan, known, (registered) => {
    if (isTerminal) process.stderr.write(`\r${registered} of ${count} registered`);
  });
  if (isTerminal) process.stderr.write("\n");
  for (const [code, id] of ids) console.log(`registered ${code} as institution ${id}`);
}

async function isConfirmed(yes: boolean, count: number): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Register ${count} institutions? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function readDeploymentFile(path: string): Promise<Deployment> {
  return parseDeployment(JSON.parse(await readFile(path, "utf8")), path);
}

function readArguments() {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      options: { file: text, registrar: text, rpc: text, deployment: text, yes: flag, help: { ...flag, short: "h" } },
    }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(EXIT_USAGE);
  }
}

function required(value: string | undefined, name: string): string {
  if (value !== undefined) return value;
  console.error(`${name} is missing\n\n${USAGE}`);
  process.exit(EXIT_USAGE);
}
