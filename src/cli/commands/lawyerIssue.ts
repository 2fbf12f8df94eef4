import type { Command } from "commander";
import { PRACTICE_SCOPES, parseLawyerFile } from "../../chain/index.js";
import type { CliContext } from "../context.js";
import { createCommand } from "../createCommand.js";
import { importLawyers } from "../importLawyers.js";
import type { ImportOptions } from "../importLawyers.js";
import { addSignerOption } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import { addReasonOptions, readReason } from "../reasonOptions.js";
import type { ReasonOptions } from "../reasonOptions.js";

interface IssueOptions extends ImportOptions, ReasonOptions {
  name: string;
  jurisdiction: string;
  from: string;
  through: string;
  scope: string;
}

export function lawyerIssueCommand(context: CliContext): Command {
  const command = createCommand("issue", "Issue one credential.", [
    'lawyer issue 13101202010234567 --bureau SF-01 --name "苏砚秋" --jurisdiction CN-31 --from 2026-06-01 --through 2027-05-31 --scope litigation',
  ])
    .argument("<licence>", "the licence number, however it is written")
    .requiredOption("-b, --bureau <number|code>", "the justice bureau that issues it")
    .requiredOption("--name <name>", "the holder's; stays here, the chain gets a commitment to it")
    .requiredOption("--jurisdiction <path>", "where the lawyer practises")
    .requiredOption("--from <day>", "the first day on which it is valid")
    .requiredOption("--through <day>", "the last one")
    .requiredOption("--scope <list>", `what for, joined by +: ${PRACTICE_SCOPES.map(({ slug }) => slug).join(", ")}`)
    .option("--secret <file>", "the bureau's secret (default: this machine's, made where it is missing)");
  addReasonOptions(addSignerOption(addRegistryOptions(command), "an account that may license for the bureau"), "issue");
  return command.action(async (licence: string, options: IssueOptions) => {
    const { name, jurisdiction, from, through, scope } = options;
    // One lawyer is a file of one line: what is refused there is refused here, in the same words.
    const cells = [licence, name, jurisdiction, from, through, scope].map((text) => `"${text.replaceAll('"', '""')}"`);
    const file = parseLawyerFile(`licence,name,jurisdiction,validFrom,validThrough,scope\n${cells.join(",")}\n`);
    const problems = file.problems.map((problem) => ({ ...problem, at: "options" }));
    const reason = await readReason(context, options);
    await importLawyers(context, { ...file, problems }, { ...options, yes: true }, { reason, from: undefined });
  });
}
