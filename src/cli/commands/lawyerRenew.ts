import type { Command } from "commander";
import { DAY_SECONDS, renewCredentials } from "../../chain/index.js";
import type { CliContext } from "../context.js";
import { parseDayOption } from "../parseDayOption.js";
import { lawyerChangeCommand } from "./lawyerChange.js";
import type { LawyerChangeOptions } from "./lawyerChange.js";

interface RenewOptions extends LawyerChangeOptions {
  from: number;
  through: number;
}

export function lawyerRenewCommand(context: CliContext): Command {
  return lawyerChangeCommand<RenewOptions>(context, {
    name: "renew",
    reason: "renew",
    summary: "Give credentials a next term, which begins where the last one ends.",
    examples: ["lawyer renew 13101202010234567 --bureau SF-01 --from 2027-06-01 --through 2028-05-31"],
    done: "renewed",
    addOptions: (command) =>
      command
        .requiredOption("--from <day>", "first day of the next term", parseDayOption)
        .requiredOption("--through <day>", "its last day", parseDayOption),
    send: (writer, change, { from, through }) =>
      renewCredentials(writer, { ...change, validFrom: from, validUntil: through + DAY_SECONDS }),
  });
}
