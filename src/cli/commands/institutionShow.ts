import type { Command } from "commander";
import { readAccounts, readStatusHistory } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addRegistryOptions, findInstitution, openRegistry } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { formatTable } from "../terminal/formatTable.js";
import { formatTime } from "../terminal/formatFigures.js";

interface ShowOptions extends CommonOptions, RegistryOptions {}

export function institutionShowCommand(context: CliContext): Command {
  const command = createCommand("show", "One institution: its standing with its history, and who may act for it.", [
    "institution show 1",
    "institution show BJ-01 --json",
  ]).argument("<number|code>", "the institution");
  return addRegistryOptions(command).action((given: string, options: ShowOptions) =>
    printInstitution(context, given, options),
  );
}

async function printInstitution(context: CliContext, given: string, options: ShowOptions): Promise<void> {
  const console = context.console(options);
  const opened = await openRegistry(context, options);
  const { node, registry } = opened;
  try {
    const institution = await findInstitution(opened, given);
    const [accounts, history] = await Promise.all([
      readAccounts(node, registry, institution.id),
      readStatusHistory(node, registry, institution.id),
    ]);
    if (options.json === true) {
      console.print(JSON.stringify({ ...institution, accounts, history }));
      return;
    }
    const { id, name, code, kind, jurisdiction, parent, status, statusSince, suspendedThrough } = institution;
    const because =
      suspendedThrough === null || suspendedThrough === id ? "" : `, through institution ${suspendedThrough}`;
    console.print(console.paint.bold(name));
    for (const line of formatTable([
      ["  number", String(id)],
      ["  code", code],
      ["  kind", kind],
      ["  jurisdiction", jurisdiction],
      ["  parent", parent === null ? "none" : String(parent)],
      ["  standing", `${status} since ${formatTime(new Date(statusSince * 1000))}${because}`],
    ])) {
      console.print(line);
    }
    if (history.length > 1) {
      console.print("  history");
      for (const { since, status: then } of history)
        console.print(`    ${formatTime(new Date(since * 1000))}  ${then}`);
    }
    console.print("  accounts");
    for (const { address, capabilities } of accounts) console.print(`    ${address}  ${capabilities.join(", ")}`);
  } finally {
    opened.close();
  }
}
