import { Option } from "commander";
import type { Command } from "commander";
import { basename, extname } from "node:path";
import {
  INSTITUTION_KINDS,
  applyOnboarding,
  describeOnboarding,
  loadSigner,
  parseInstitutionFile,
  planOnboarding,
  readKnownInstitutions,
  waitForQuietAccount,
} from "../../chain/index.js";
import type { InstitutionFile, OnboardingPlan } from "../../chain/index.js";
import { askForConfirmation } from "../askForConfirmation.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { CliError } from "../errors.js";
import { EXIT } from "../exitCodes.js";
import { keyFile } from "../home/homePaths.js";
import type { KeyName } from "../home/homePaths.js";
import { inFile } from "../inFile.js";
import { addKeyOption, addRegistryOptions, openRegistryWriter } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";
import { readTextFile } from "../readTextFile.js";
import { printable } from "../terminal/printable.js";
import { startProgressBar } from "../terminal/progressBar.js";

interface RegisterOptions extends CommonOptions, WriterOptions {
  file?: string;
  code?: string;
  name?: string;
  kind: string;
  jurisdiction?: string;
  parent?: string;
  administrator?: string;
  relayer?: string;
  yes?: boolean;
}

export function institutionRegisterCommand(context: CliContext): Command {
  const command = createCommand("register", "Onboard one institution, or all of a file.", [
    'institution register --code BJ-03 --name "北京金融法院" --jurisdiction CN-11',
    'institution register --code BJ-03-01 --name "第一法庭" --jurisdiction CN-11-01 --parent BJ-03 --administrator 0x… --relayer 0x…',
    "institution register --file institutions.csv",
    "institution register --file institutions.json --yes --json",
  ])
    .option("--file <file>", "many: .csv or .json; shows the plan first, and does it after a yes")
    .option("--code <code>", "its public code, 1 to 32 ASCII characters, unique")
    .option("--name <name>", "its full official name")
    .addOption(
      new Option("--kind <slug>", "its sector").choices(INSTITUTION_KINDS.map(({ slug }) => slug)).default("court"),
    )
    .option("--jurisdiction <path>", "where it is competent, from the widest to the narrowest: CN-11-0105")
    .option("--parent <code>", "the institution above it")
    .option("--administrator <address>", "who decides on its accounts (default: this machine's administrator)")
    .option("--relayer <address>", "who anchors for it (default: this machine's relayer)")
    .option("-y, --yes", "do what the file says without asking")
    .addHelpText(
      "after",
      `
A file has code, name, kind, jurisdiction, parent (a code, or empty) and accounts. In CSV, accounts are written
0x…:administer;0x…:relay+sign; in JSON, [{ "address": "0x…", "capabilities": ["administer"] }]. Registering the same
file again does what is missing and nothing else.
`,
    );
  return addKeyOption(addRegistryOptions(command)).action((options: RegisterOptions) => register(context, options));
}

async function register(context: CliContext, options: RegisterOptions): Promise<void> {
  const console = context.console(options);
  const single = options.file === undefined;
  const file = single ? await readOptions(context, options) : await readFile(options.file as string, options);
  const writer = await openRegistryWriter(context, options);
  try {
    await waitForQuietAccount(writer);
    const known = await readKnownInstitutions(writer.node, writer.registry, file.lines);
    const plan = planOnboarding(file, known);
    const count = plan.steps.reduce((sum, step) => sum + step.length, 0);
    if (!single || plan.problems.length > 0) for (const line of describeOnboarding(plan)) console.note(printable(line));
    refuseProblems(plan, options.file);
    if (!single && count > 0) {
      const question = `Register ${count === 1 ? "this institution" : `these ${count} institutions`}?`;
      await askForConfirmation(context, options, question);
    }
    const bar = startProgressBar(console, "registering", count);
    const registered = await applyOnboarding(writer, plan, known, (done) => bar.update(done));
    bar.end();
    report(context, options, plan, registered);
  } finally {
    writer.close();
  }
}

function refuseProblems({ problems }: OnboardingPlan, file: string | undefined): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const [{ field } = { field: "" }] = problems;
  throw new CliError({
    code: file === undefined ? "usage" : "file-malformed",
    message: `${file === undefined ? "" : `${file}: `}${count}; nothing was registered`,
    ...(field !== "" && { field }),
    problems,
  });
}

function report(
  context: CliContext,
  options: RegisterOptions,
  plan: OnboardingPlan,
  registered: ReadonlyMap<string, number>,
): void {
  const console = context.console(options);
  if (plan.differing.length > 0) context.setExitCode(EXIT.not);
  if (options.json === true) {
    const idsOf = (entries: Iterable<readonly [string, number]>) => [...entries].map(([code, id]) => ({ code, id }));
    console.print(
      JSON.stringify({
        registered: idsOf(registered),
        unchanged: idsOf(plan.unchanged.map(({ line, id }) => [line.code, id] as const)),
        differing: plan.differing.map(({ line, id, differences }) => ({ code: line.code, id, differences })),
      }),
    );
    return;
  }
  for (const [code, id] of registered) console.print(`${console.paint.green("registered")} ${code}  institution ${id}`);
  for (const { line, id } of plan.unchanged) {
    if (options.file === undefined)
      console.print(`unchanged  ${line.code}  institution ${id}: it is registered like this already`);
  }
  if (options.file === undefined)
    for (const line of describeOnboarding({ ...plan, steps: [] }).slice(0, -1)) console.print(printable(line));
  const [code] = registered.keys();
  if (options.file === undefined && code !== undefined) {
    console.note(`Next: lexanchor relayer token issue --institution ${code} --save`);
  }
}

async function readFile(file: string, options: RegisterOptions): Promise<InstitutionFile> {
  const other = (["code", "name", "jurisdiction", "parent", "administrator", "relayer"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (other !== undefined) {
    throw new CliError({ code: "usage", message: `--${other}: is for one institution, --file for many`, field: other });
  }
  const format = { ".csv": "csv", ".json": "json" }[extname(file).toLowerCase()] as "csv" | "json" | undefined;
  if (format === undefined) {
    const message = `--file: ${basename(file)} is neither .csv nor .json`;
    throw new CliError({ code: "usage", message, field: "file" });
  }
  const text = await readTextFile(file);
  return inFile(file, () => parseInstitutionFile(text, format));
}

async function readOptions(context: CliContext, options: RegisterOptions): Promise<InstitutionFile> {
  for (const name of ["code", "name", "jurisdiction"] as const) {
    if (options[name] === undefined) {
      throw new CliError({ code: "usage", message: `--${name}: expected, or --file for many`, field: name });
    }
  }
  const { code, name, kind, jurisdiction, parent = null } = options;
  const administrator = options.administrator ?? (await addressOf(context, "administrator"));
  const relayer = options.relayer ?? (await addressOf(context, "relayer"));
  const accounts =
    administrator.toLowerCase() === relayer.toLowerCase()
      ? [{ address: administrator, capabilities: ["administer", "relay"] }]
      : [
          { address: administrator, capabilities: ["administer"] },
          { address: relayer, capabilities: ["relay"] },
        ];
  const file = parseInstitutionFile(JSON.stringify([{ code, name, kind, jurisdiction, parent, accounts }]), "json");
  return { lines: file.lines, problems: file.problems.map((problem) => ({ ...problem, at: "options" })) };
}

async function addressOf(context: CliContext, name: KeyName): Promise<string> {
  return (await loadSigner(keyFile(context.home, name))).address;
}
