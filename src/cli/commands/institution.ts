import type { Command } from "commander";
import type { CliContext } from "../context.js";
import { createGroup } from "../createCommand.js";
import { institutionListCommand } from "./institutionList.js";
import { institutionRegisterCommand } from "./institutionRegister.js";
import { institutionShowCommand } from "./institutionShow.js";
import {
  institutionReinstateCommand,
  institutionRetireCommand,
  institutionSuspendCommand,
} from "./institutionStanding.js";

export function addInstitutionCommands(program: Command, context: CliContext): void {
  program.addCommand(
    createGroup("institution", "Onboard institutions, look them up, suspend, reinstate and retire them")
      .addCommand(institutionRegisterCommand(context))
      .addCommand(institutionListCommand(context))
      .addCommand(institutionShowCommand(context))
      .addCommand(institutionSuspendCommand(context))
      .addCommand(institutionReinstateCommand(context))
      .addCommand(institutionRetireCommand(context)),
  );
}
