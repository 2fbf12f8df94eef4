import type { Command } from "commander";
import type { CliContext } from "../context.js";
import { createGroup } from "../createCommand.js";
import { recordAnchorCommand } from "./recordAnchor.js";
import { recordDiscloseCommand } from "./recordDisclose.js";
import { recordReceiptCommand } from "./recordReceipt.js";
import { recordSealCommand } from "./recordSeal.js";

export function addRecordCommands(program: Command, context: CliContext): void {
  program.addCommand(
    createGroup("record", "Seal documents, have them anchored, fetch receipts, disclose metadata")
      .addCommand(recordSealCommand(context))
      .addCommand(recordAnchorCommand(context))
      .addCommand(recordReceiptCommand(context))
      .addCommand(recordDiscloseCommand(context)),
  );
}
