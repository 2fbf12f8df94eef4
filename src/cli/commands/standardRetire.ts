import type { Command } from "commander";
import { proposeRetirement } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addSignerOption, openWritablePlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";
import { parseTime } from "../parseTime.js";
import { reportProposal } from "../reportProposal.js";
import { parseStandardName } from "../standardName.js";

interface RetireOptions extends CommonOptions, WriterOptions {
  from: number;
}

export function standardRetireCommand(context: CliContext): Command {
  const summary = "Propose to end a standard. What was accepted before stays so. By the committee.";
  const command = createCommand("retire", summary, ["standard retire digest-algorithm sha-256 --from 2035-01-01"])
    .argument("<category>", "record-kind, schema, digest-algorithm, statutory-limit, window, calendar")
    .argument("<code>", "its number or slug; of a schema, record kind and version")
    .requiredOption("--from <time>", "from when it is no longer in force: a day, or a time with its zone", parseTime);
  addSignerOption(addRegistryOptions(command), "a member of the standards committee");
  return command.action(async (category: string, name: string, options: RetireOptions) => {
    const standardId = parseStandardName(category, name);
    const proposal = await withPlatform(openWritablePlatform(context, options, "administrator"), async ({ writerOf }) =>
      proposeRetirement(await writerOf("StandardsRegistry"), { standardId, from: options.from }),
    );
    reportProposal(context, options, proposal);
  });
}
