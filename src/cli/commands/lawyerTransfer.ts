import type { Command } from "commander";
import { transferCredentials } from "../../chain/index.js";
import type { CliContext } from "../context.js";
import { lawyerChangeCommand } from "./lawyerChange.js";
import type { LawyerChangeOptions } from "./lawyerChange.js";

interface TransferOptions extends LawyerChangeOptions {
  to: string;
  jurisdiction: string;
}

export function lawyerTransferCommand(context: CliContext): Command {
  return lawyerChangeCommand<TransferOptions>(context, {
    name: "transfer",
    reason: "transfer",
    summary: "Make another bureau answer for credentials, for lawyers who move.",
    examples: ["lawyer transfer 13101202010234567 --bureau SF-01 --to SF-02 --jurisdiction CN-31-0101"],
    done: "transferred",
    addOptions: (command) =>
      command
        .requiredOption("--to <number|code>", "the bureau that answers for them from now on")
        .requiredOption("--jurisdiction <path>", "where they practise from now on"),
    send: async (writer, change, { to, jurisdiction }, platform) => {
      const { id } = await platform.institutionOf(to);
      return transferCredentials(writer, { ...change, to: id, jurisdiction });
    },
  });
}
