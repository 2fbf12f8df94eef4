import type { Command } from "commander";
import type { CliContext } from "../context.js";
import { createGroup } from "../createCommand.js";
import { standardActivateCommand, standardRejectCommand, standardWithdrawCommand } from "./standardDecide.js";
import { standardListCommand } from "./standardList.js";
import { standardProposalsCommand } from "./standardProposals.js";
import { standardProposeCommand } from "./standardPropose.js";
import { standardRetireCommand } from "./standardRetire.js";
import { standardShowCommand } from "./standardShow.js";

export function addStandardCommands(program: Command, context: CliContext): void {
  program.addCommand(
    createGroup("standard", "What counts, and since when: kinds, schemas, algorithms, limits, windows, calendars")
      .addCommand(standardListCommand(context))
      .addCommand(standardShowCommand(context))
      .addCommand(standardProposalsCommand(context))
      .addCommand(standardProposeCommand(context))
      .addCommand(standardRetireCommand(context))
      .addCommand(standardActivateCommand(context))
      .addCommand(standardRejectCommand(context))
      .addCommand(standardWithdrawCommand(context)),
  );
}
