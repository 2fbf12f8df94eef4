import { Option } from "commander";
import type { Command } from "commander";
import { INSTITUTION_KINDS, listInstitutions } from "../../chain/index.js";
import type { Institution } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addRegistryOptions, openRegistry } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { formatTable } from "../terminal/formatTable.js";

interface ListOptions extends CommonOptions, RegistryOptions {
  kind?: string;
  status?: string;
}

export function institutionListCommand(context: CliContext): Command {
  const command = createCommand("list", "All institutions, as the chain has them.", [
    "institution list",
    "institution list --kind court --status active --json",
  ])
    .addOption(new Option("--kind <slug>", "only of this kind").choices(INSTITUTION_KINDS.map(({ slug }) => slug)))
    .addOption(new Option("--status <status>", "only with this standing").choices(["active", "suspended", "retired"]));
  return addRegistryOptions(command).action((options: ListOptions) => printInstitutions(context, options));
}

async function printInstitutions(context: CliContext, options: ListOptions): Promise<void> {
  const console = context.console(options);
  const opened = await openRegistry(context, options);
  let all: Institution[];
  try {
    all = await listInstitutions(opened.node, opened.registry);
  } finally {
    opened.close();
  }
  const shown = all.filter(
    ({ kind, status }) =>
      (options.kind === undefined || kind === options.kind) &&
      (options.status === undefined || status === options.status),
  );
  if (options.json === true) {
    console.print(JSON.stringify({ institutions: shown }));
    return;
  }
  if (shown.length === 0) {
    console.note(all.length === 0 ? "No institution is registered yet." : "None of the institutions is like that.");
    return;
  }
  const rows = shown.map(({ id, code, kind, jurisdiction, parent, status, name }) => [
    String(id),
    code,
    kind,
    jurisdiction,
    parent === null ? "" : String(parent),
    status,
    name,
  ]);
  const [heading, ...lines] = formatTable([
    ["id", "code", "kind", "jurisdiction", "parent", "standing", "name"],
    ...rows,
  ]);
  console.print(console.paint.dim(heading ?? ""));
  for (const line of lines) console.print(line);
}
