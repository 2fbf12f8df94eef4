import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { activateProposal, rejectProposal, withdrawProposal } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import type { KeyName } from "../home/homePaths.js";
import { addSignerOption, openWritablePlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";

export function standardActivateCommand(context: CliContext): Command {
  return decideCommand(context, {
    name: "activate",
    summary: "Put a proposal into effect, once its delay is over. By an approver who did not make it.",
    done: "activated",
    key: "registrar",
    whose: "a standards approver",
    send: activateProposal,
  });
}

export function standardRejectCommand(context: CliContext): Command {
  return decideCommand(context, {
    name: "reject",
    summary: "Turn a proposal down. By an approver.",
    done: "rejected",
    key: "registrar",
    whose: "a standards approver",
    send: rejectProposal,
  });
}

export function standardWithdrawCommand(context: CliContext): Command {
  return decideCommand(context, {
    name: "withdraw",
    summary: "Take a proposal back. By the committee.",
    done: "withdrawn",
    key: "administrator",
    whose: "a member of the standards committee",
    send: withdrawProposal,
  });
}

interface Decision {
  readonly name: string;
  readonly summary: string;
  readonly done: string;
  readonly key: KeyName;
  readonly whose: string;
  readonly send: typeof activateProposal;
}

function decideCommand(context: CliContext, decision: Decision): Command {
  const command = createCommand(decision.name, decision.summary, [
    `standard ${decision.name} 3`,
    `standard ${decision.name} 3 --json`,
  ]).argument("<proposal>", "its number; lexanchor standard proposals shows them", parseProposal);
  addSignerOption(addRegistryOptions(command), decision.whose);
  return command.action(async (proposalId: number, options: CommonOptions & WriterOptions) => {
    const console = context.console(options);
    const { hash: transactionHash, blockNumber } = await withPlatform(
      openWritablePlatform(context, options, decision.key),
      async ({ writerOf }) => decision.send(await writerOf("StandardsRegistry"), proposalId),
    );
    if (options.json === true) console.print(JSON.stringify({ proposalId, transactionHash, blockNumber }));
    else console.print(`${console.paint.green(decision.done)} proposal ${proposalId} in block ${blockNumber}`);
  });
}

function parseProposal(text: string): number {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("the number of a proposal expected.");
}
