import type { Command } from "commander";
import { listProposals, splitStandardId } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { openPlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { formatStandardName } from "../standardName.js";
import { formatTable } from "../terminal/formatTable.js";
import { formatTime } from "../terminal/formatFigures.js";
import { printable } from "../terminal/printable.js";

interface ProposalsOptions extends CommonOptions, RegistryOptions {
  all?: boolean;
}

export function standardProposalsCommand(context: CliContext): Command {
  const command = createCommand("proposals", "What the standards committee has proposed.", [
    "standard proposals",
    "standard proposals --all --json",
  ]).option("--all", "also those that were activated, withdrawn or rejected");
  return addRegistryOptions(command).action(async (options: ProposalsOptions) => {
    const console = context.console(options);
    const all = await withPlatform(openPlatform(context, options), async ({ node, addressOf }) =>
      listProposals(node, await addressOf("StandardsRegistry")),
    );
    const shown = all.filter(({ status }) => options.all === true || status === "open");
    if (options.json === true) {
      const plain = shown.map(({ content, ...rest }) => ({
        ...rest,
        content: content === null ? null : { ...content, value: content.value?.toString() ?? null },
      }));
      console.print(JSON.stringify({ proposals: plain }));
      return;
    }
    if (shown.length === 0) {
      console.note(all.length === 0 ? "Nothing was ever proposed." : "No proposal is open; --all shows the others.");
      return;
    }
    const rows = shown.map(({ id, standardId, status, isRetirement, from, activatableFrom, content }) => {
      const { category, code } = splitStandardId(standardId);
      const name = formatStandardName(category, code);
      const what = isRetirement ? `retire ${name}` : name;
      return [
        String(id),
        status,
        what,
        formatSeconds(from),
        formatSeconds(activatableFrom),
        printable(content?.title ?? ""),
      ];
    });
    const [heading, ...lines] = formatTable([
      ["id", "status", "standard", "from", "can be activated", "title"],
      ...rows,
    ]);
    console.print(console.paint.dim(heading ?? ""));
    for (const line of lines) console.print(line);
  });
}

const formatSeconds = (time: number): string => formatTime(new Date(time * 1000));
