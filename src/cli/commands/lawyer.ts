import type { Command } from "commander";
import type { CliContext } from "../context.js";
import { createGroup } from "../createCommand.js";
import { lawyerImportCommand } from "./lawyerImport.js";
import { lawyerIssueCommand } from "./lawyerIssue.js";
import { lawyerKeyCommand } from "./lawyerKey.js";
import { lawyerRenewCommand } from "./lawyerRenew.js";
import { lawyerSaltCommand } from "./lawyerSalt.js";
import { lawyerShowCommand } from "./lawyerShow.js";
import { lawyerReinstateCommand, lawyerRevokeCommand, lawyerSuspendCommand } from "./lawyerStanding.js";
import { lawyerTransferCommand } from "./lawyerTransfer.js";

export function addLawyerCommands(program: Command, context: CliContext): void {
  program.addCommand(
    createGroup("lawyer", "Issue lawyers' credentials, change them, and see what they were at any time")
      .addCommand(lawyerShowCommand(context))
      .addCommand(lawyerIssueCommand(context))
      .addCommand(lawyerImportCommand(context))
      .addCommand(lawyerRenewCommand(context))
      .addCommand(lawyerSuspendCommand(context))
      .addCommand(lawyerReinstateCommand(context))
      .addCommand(lawyerRevokeCommand(context))
      .addCommand(lawyerTransferCommand(context))
      .addCommand(lawyerKeyCommand(context))
      .addCommand(lawyerSaltCommand(context)),
  );
}
