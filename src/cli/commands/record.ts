import type { Command } from "commander";
import type { CliContext } from "../context.js";
import { createGroup } from "../createCommand.js";
import { recordAnchorCommand } from "./recordAnchor.js";
import { recordDiscloseCommand } from "./recordDisclose.js";
import { recordDisownCommand } from "./recordDisown.js";
import { recordReceiptCommand } from "./recordReceipt.js";
import { recordSealCommand } from "./recordSeal.js";
import { recordSupersedeCommand, recordWithdrawCommand } from "./recordStanding.js";

export function addRecordCommands(program: Command, context: CliContext): void {
  program.addCommand(
    createGroup("record", "Seal documents, have them anchored, fetch receipts, disclose metadata, withdraw")
      .addCommand(recordSealCommand(context))
      .addCommand(recordAnchorCommand(context))
      .addCommand(recordReceiptCommand(context))
      .addCommand(recordDiscloseCommand(context))
      .addCommand(recordWithdrawCommand(context))
      .addCommand(recordSupersedeCommand(context))
      .addCommand(recordDisownCommand(context)),
  );
}
