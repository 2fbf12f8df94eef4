import type { Command } from "commander";
import { reinstateCredentials, revokeCredentials, suspendCredentials } from "../../chain/index.js";
import { askForConfirmation } from "../askForConfirmation.js";
import type { CliContext } from "../context.js";
import { lawyerChangeCommand } from "./lawyerChange.js";
import type { LawyerChangeOptions } from "./lawyerChange.js";

interface RevokeOptions extends LawyerChangeOptions {
  yes?: boolean;
}

export function lawyerSuspendCommand(context: CliContext): Command {
  return lawyerChangeCommand(context, {
    name: "suspend",
    reason: "suspend",
    summary: "Suspend credentials, until they are reinstated.",
    examples: ["lawyer suspend 13101202010234567 --bureau SF-01 --reason 121 --decision decision.pdf"],
    done: "suspended",
    send: suspendCredentials,
  });
}

export function lawyerReinstateCommand(context: CliContext): Command {
  return lawyerChangeCommand(context, {
    name: "reinstate",
    reason: "reinstate",
    summary: "Undo a suspension.",
    examples: ["lawyer reinstate 13101202010234567 --bureau SF-01"],
    done: "reinstated",
    send: reinstateCredentials,
  });
}

export function lawyerRevokeCommand(context: CliContext): Command {
  return lawyerChangeCommand<RevokeOptions>(context, {
    name: "revoke",
    reason: "revoke",
    summary: "Revoke credentials, for good: the licence is never valid again.",
    examples: ["lawyer revoke 13101202010234567 --bureau SF-01 --decision decision.pdf"],
    done: "revoked",
    addOptions: (command) => command.option("-y, --yes", "without asking"),
    prepare: (context, options, numbers) =>
      askForConfirmation(context, options, `Revoke ${numbers.join(", ")} for good?`),
    send: revokeCredentials,
  });
}
