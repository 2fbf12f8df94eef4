import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { proposeStandard } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { digestFile } from "../digestFile.js";
import { addSignerOption, openWritablePlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";
import { parseTime } from "../parseTime.js";
import { reportProposal } from "../reportProposal.js";
import { parseStandardName } from "../standardName.js";

interface ProposeOptions extends CommonOptions, WriterOptions {
  title: string;
  source: string;
  from: number;
  value?: bigint;
  content?: string;
}

export function standardProposeCommand(context: CliContext): Command {
  const command = createCommand("propose", "Propose a standard, or the next version of one. By the committee.", [
    'standard propose record-kind 12 --title "expert opinion 鉴定意见" --source "…" --from 2027-01-01',
    'standard propose schema 12.1 --content expert-opinion.v1.json --title "…" --source urn:… --from 2027-01-01',
    'standard propose statutory-limit bank-deposit --value 31536000 --title "…" --source "…" --from 2027-01-01',
  ])
    .argument("<category>", "record-kind, schema, digest-algorithm, statutory-limit, window, calendar")
    .argument("<code>", "its number or slug; of a schema, record kind and version")
    .requiredOption("--title <text>", "short title, 1 to 256 bytes")
    .requiredOption("--source <text>", "the legal or technical source, 1 to 512 bytes")
    .requiredOption("--from <time>", "from when it is in force: a day, or a time with its zone", parseTime)
    .option("--value <number>", "the number that it sets: seconds of a limit, working days of a window", parseValue)
    .option("--content <file>", "the schema or the calendar: its SHA-256 goes to the chain");
  addSignerOption(addRegistryOptions(command), "a member of the standards committee");
  return command.action(async (category: string, name: string, options: ProposeOptions) => {
    const { title, source, from, value = null, content } = options;
    const standardId = parseStandardName(category, name);
    const contentHash = content === undefined ? null : await digestFile(content, "sha-256", context.console(options));
    const proposal = await withPlatform(openWritablePlatform(context, options, "administrator"), async ({ writerOf }) =>
      proposeStandard(await writerOf("StandardsRegistry"), {
        standardId,
        from,
        content: { contentHash, value, title, source },
      }),
    );
    reportProposal(context, options, proposal);
  });
}

function parseValue(text: string): bigint {
  if (/^[1-9][0-9]{0,18}$/.test(text)) return BigInt(text);
  throw new InvalidArgumentError("a whole number from 1 expected.");
}
