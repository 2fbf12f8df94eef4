import type { Command } from "commander";
import { readAccounts, readStatusAt, readStatusHistory } from "../../chain/index.js";
import type { Institution } from "../../chain/index.js";
import type { InstitutionStatus } from "../../core/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addRegistryOptions, findInstitution, openRegistry } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { parseTime } from "../parseTime.js";
import { formatTable } from "../terminal/formatTable.js";
import { formatTime } from "../terminal/formatFigures.js";
import { printable } from "../terminal/printable.js";

interface ShowOptions extends CommonOptions, RegistryOptions {
  at?: number;
}

export function institutionShowCommand(context: CliContext): Command {
  const command = createCommand("show", "One institution: its standing with its history, and who may act for it.", [
    "institution show 1",
    "institution show BJ-01 --at 2026-03-31T23:59:59+08:00",
    "institution show BJ-01 --json",
  ])
    .argument("<number|code>", "the institution")
    .option("--at <time>", "also how it stood then: a day, or a time with its zone", parseTime);
  return addRegistryOptions(command).action((given: string, options: ShowOptions) =>
    printInstitution(context, given, options),
  );
}

async function printInstitution(context: CliContext, given: string, options: ShowOptions): Promise<void> {
  const console = context.console(options);
  const { at: time } = options;
  const opened = await openRegistry(context, options);
  const { node, registry } = opened;
  try {
    const institution = await findInstitution(opened, given);
    const { id } = institution;
    const [accounts, history, statusThen] = await Promise.all([
      readAccounts(node, registry, id),
      readStatusHistory(node, registry, id),
      time === undefined ? null : readStatusAt(node, registry, id, time),
    ]);
    const at = time === undefined || statusThen === null ? null : { time, status: statusThen };
    if (options.json === true) {
      console.print(JSON.stringify({ ...institution, accounts, history, ...(at !== null && { at }) }));
      return;
    }
    console.print(console.paint.bold(printable(institution.name)));
    for (const line of formatTable(describeInstitution(institution, at))) console.print(line);
    if (history.length > 1) {
      console.print("  history");
      for (const { since, status: then } of history) console.print(`    ${formatSeconds(since)}  ${then}`);
    }
    console.print("  accounts");
    for (const { address, capabilities } of accounts) console.print(`    ${address}  ${capabilities.join(", ")}`);
  } finally {
    opened.close();
  }
}

function describeInstitution(
  institution: Institution,
  at: { time: number; status: InstitutionStatus } | null,
): (readonly string[])[] {
  const { id, code, kind, jurisdiction, parent, status, statusSince, suspendedThrough } = institution;
  const because =
    suspendedThrough === null || suspendedThrough === id ? "" : `, through institution ${suspendedThrough}`;
  const then = at === null ? [] : [["  standing then", `${describeStatus(at.status)} at ${formatSeconds(at.time)}`]];
  return [
    ["  number", String(id)],
    ["  code", code],
    ["  kind", kind],
    ["  jurisdiction", jurisdiction],
    ["  parent", parent === null ? "none" : String(parent)],
    ["  standing", `${status} since ${formatSeconds(statusSince)}${because}`],
    ...then,
  ];
}

const describeStatus = (status: InstitutionStatus): string => (status === "none" ? "not yet registered" : status);

const formatSeconds = (time: number): string => formatTime(new Date(time * 1000));
