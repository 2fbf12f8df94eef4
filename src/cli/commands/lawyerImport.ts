import type { Command } from "commander";
import { parseLawyerFile } from "../../chain/index.js";
import type { CliContext } from "../context.js";
import { createCommand } from "../createCommand.js";
import { importLawyers } from "../importLawyers.js";
import type { ImportOptions } from "../importLawyers.js";
import { inFile } from "../inFile.js";
import { addSignerOption } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import { addReasonOptions, readReason } from "../reasonOptions.js";
import type { ReasonOptions } from "../reasonOptions.js";
import { readTextFile } from "../readTextFile.js";

export function lawyerImportCommand(context: CliContext): Command {
  const command = createCommand(
    "import",
    "Bring a file of lawyers onto the chain: shows what would change, then does it.",
    [
      "lawyer import lawyers.csv --bureau SF-01 --dry-run",
      "lawyer import lawyers.csv --bureau SF-01 --reason 102",
      "lawyer import lawyers.csv --bureau SF-01 --yes --json",
    ],
  )
    .argument("<file>", "CSV in UTF-8")
    .requiredOption("-b, --bureau <number|code>", "the justice bureau in whose name it is done")
    .option("--dry-run", "show what would change, line by line, and change nothing")
    .option("--secret <file>", "the bureau's secret (default: this machine's, made where it is missing)")
    .option("-y, --yes", "without asking")
    .addHelpText(
      "after",
      `
Columns: licence, name, jurisdiction, validFrom, validThrough, scope (litigation+criminal-defence), and maybe status
(active, suspended, revoked). Days as 2026-11-23. Names stay here: the chain gets a commitment that the holder can open.
Interrupted and run again, it goes on with what is missing. Ends with 1 where a line contradicts the chain.
`,
    );
  addReasonOptions(addSignerOption(addRegistryOptions(command), "an account that may license for the bureau"), "issue");
  return command.action(async (path: string, options: ImportOptions & ReasonOptions) => {
    const text = await readTextFile(path);
    const file = inFile(path, () => parseLawyerFile(text));
    await importLawyers(context, file, options, { reason: await readReason(context, options), from: path });
  });
}
