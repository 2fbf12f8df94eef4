import type { Command } from "commander";
import { readStandardVersions } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { CliError } from "../errors.js";
import { openPlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { parseStandardName } from "../standardName.js";
import { formatTime } from "../terminal/formatFigures.js";
import { printable } from "../terminal/printable.js";

export function standardShowCommand(context: CliContext): Command {
  const command = createCommand("show", "One standard with all its versions.", [
    "standard show digest-algorithm sm3",
    "standard show schema 9.1",
    "standard show statutory-limit bank-deposit --json",
  ])
    .argument("<category>", "record-kind, schema, digest-algorithm, statutory-limit, window, calendar")
    .argument("<code>", "its number or slug; of a schema, record kind and version");
  return addRegistryOptions(command).action(
    async (category: string, name: string, options: CommonOptions & RegistryOptions) => {
      const console = context.console(options);
      const id = parseStandardName(category, name);
      const versions = await withPlatform(openPlatform(context, options), async ({ node, addressOf }) =>
        readStandardVersions(node, await addressOf("StandardsRegistry"), id),
      );
      if (versions.length === 0) {
        throw new CliError({ code: "usage", message: `code: no ${category} ${name} was ever in force`, field: "code" });
      }
      if (options.json === true) {
        const plain = versions.map((version) => ({ ...version, value: version.value?.toString() ?? null }));
        console.print(JSON.stringify({ id, category, versions: plain }));
        return;
      }
      console.print(console.paint.bold(`${category} ${name}`));
      for (const { from, until, title, source, value, contentHash } of versions) {
        const since = from === 0 ? "ever since" : `from ${formatSeconds(from)}`;
        console.print(`  ${since}${until === null ? "" : ` until ${formatSeconds(until)}`}`);
        console.print(`    ${printable(title)}`);
        console.print(`    ${printable(source)}`);
        if (value !== null) console.print(`    value ${value}`);
        if (contentHash !== null) console.print(`    SHA-256 ${contentHash}`);
      }
    },
  );
}

const formatSeconds = (time: number): string => formatTime(new Date(time * 1000));
