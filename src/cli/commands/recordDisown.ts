import type { Command } from "commander";
import { disownAccount, parseAddress } from "../../chain/index.js";
import { askForConfirmation } from "../askForConfirmation.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addSignerOption, openWritablePlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";
import { parseTime } from "../parseTime.js";
import { addReasonOptions, readReason } from "../reasonOptions.js";
import type { ReasonOptions } from "../reasonOptions.js";

interface DisownOptions extends CommonOptions, WriterOptions, ReasonOptions {
  institution: string;
  since: number;
  yes?: boolean;
}

export function recordDisownCommand(context: CliContext): Command {
  const command = createCommand(
    "disown",
    "Say that an institution does not answer for what an account anchored from a moment on: its key was stolen.",
    ["record disown 0x… --institution BJ-01 --since 2026-11-20T08:00:00+08:00"],
  )
    .argument("<account>", "the relayer's account")
    .requiredOption("-i, --institution <number|code>", "the institution for which it anchored")
    .requiredOption("--since <time>", "from when: a day, or a time with its zone; can be moved back later", parseTime)
    .option("-y, --yes", "without asking")
    .addHelpText("after", "\nThis stops nobody: take the account's capabilities as well.\n");
  addReasonOptions(
    addSignerOption(addRegistryOptions(command), "an administrator of the institution"),
    "disownAccount",
  );
  return command.action(async (account: string, options: DisownOptions) => {
    const console = context.console(options);
    const address = parseAddress(account, "account");
    const since = new Date(options.since * 1000).toISOString();
    await askForConfirmation(context, options, `Disown what ${address} anchored since ${since}, for good?`);
    const reason = await readReason(context, options);
    const mined = await withPlatform(openWritablePlatform(context, options, "administrator"), async (platform) => {
      const { id: institutionId } = await platform.institutionOf(options.institution);
      const writer = await platform.writerOf("RecordAnchor");
      return disownAccount(writer, { institutionId, account: address, since: options.since, reason });
    });
    const { hash: transactionHash, blockNumber } = mined;
    if (options.json === true) console.print(JSON.stringify({ account: address, transactionHash, blockNumber }));
    else console.print(`${console.paint.green("disowned")} ${address} since ${since}, in block ${blockNumber}`);
  });
}
