import type { Command } from "commander";
import type { CliContext } from "../context.js";
import { createGroup } from "../createCommand.js";
import { relayerRunCommand } from "./relayerRun.js";
import { tokenIssueCommand } from "./tokenIssue.js";
import { tokenListCommand } from "./tokenList.js";
import { tokenRevokeCommand } from "./tokenRevoke.js";

export function addRelayerCommands(program: Command, context: CliContext): void {
  program.addCommand(
    createGroup("relayer", "Run a relayer, and give institutions access to it")
      .addCommand(relayerRunCommand(context))
      .addCommand(
        createGroup("token", "The bearer tokens with which institutions hand in records")
          .addCommand(tokenIssueCommand(context))
          .addCommand(tokenListCommand(context))
          .addCommand(tokenRevokeCommand(context)),
      ),
  );
}
