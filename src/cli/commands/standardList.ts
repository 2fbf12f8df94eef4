import { Option } from "commander";
import type { Command } from "commander";
import { listStandards, readHead } from "../../chain/index.js";
import { STANDARD_CATEGORIES } from "../../core/standards/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { openPlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { parseTime } from "../parseTime.js";
import { formatStandardName } from "../standardName.js";
import { formatTable } from "../terminal/formatTable.js";
import { formatTime } from "../terminal/formatFigures.js";
import { printable } from "../terminal/printable.js";

interface ListOptions extends CommonOptions, RegistryOptions {
  at?: number;
  category?: string;
}

export function standardListCommand(context: CliContext): Command {
  const command = createCommand("list", "The standards in force, now or at a time.", [
    "standard list",
    "standard list --category digest-algorithm --at 2026-03-31 --json",
  ])
    .option("--at <time>", "then, not now: a day, or a time with its zone", parseTime)
    .addOption(new Option("--category <slug>", "only these").choices(STANDARD_CATEGORIES.map(({ slug }) => slug)));
  return addRegistryOptions(command).action((options: ListOptions) => list(context, options));
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const console = context.console(options);
  const { standards, time } = await withPlatform(openPlatform(context, options), async ({ node, addressOf }) => ({
    standards: await listStandards(node, await addressOf("StandardsRegistry")),
    time: options.at ?? (await readHead(node)).timestamp,
  }));
  const inForce = standards.flatMap(({ id, category, code, versions }) => {
    if (options.category !== undefined && category !== options.category) return [];
    const version = versions.find(({ from, until }) => from <= time && (until === null || time < until));
    return version === undefined ? [] : [{ id, category, code, version }];
  });
  if (options.json === true) {
    const plain = inForce.map(({ version, ...rest }) => ({
      ...rest,
      ...version,
      value: version.value?.toString() ?? null,
    }));
    console.print(JSON.stringify({ time, standards: plain }));
    return;
  }
  const rows = inForce.map(({ category, code, version }) => [
    formatStandardName(category, code),
    version.from === 0 ? "ever since" : formatTime(new Date(version.from * 1000)),
    version.value?.toString() ?? "",
    printable(version.title),
  ]);
  const [heading, ...lines] = formatTable([["standard", "in force since", "value", "title"], ...rows]);
  console.print(console.paint.dim(heading ?? ""));
  for (const line of lines) console.print(line);
}
