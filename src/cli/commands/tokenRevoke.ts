import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { revokeToken } from "../../relayer/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { EXIT } from "../exitCodes.js";
import { queueFileOf } from "../queueFileOf.js";
import type { QueueOptions } from "../queueFileOf.js";

interface RevokeOptions extends CommonOptions, QueueOptions {}

export function tokenRevokeCommand(context: CliContext): Command {
  return createCommand("revoke", "Take a token back, at once and for good.", [
    "relayer token list",
    "relayer token revoke 3",
  ])
    .argument("<id>", "its number, as `relayer token list` shows it", parseId)
    .option("-c, --config <file>", "the relayer's configuration (default: this machine's platform)")
    .option("--queue <file>", "the relayer's queue file")
    .action((id: number, options: RevokeOptions) => revoke(context, id, options));
}

async function revoke(context: CliContext, id: number, options: RevokeOptions): Promise<void> {
  const console = context.console(options);
  const revoked = await revokeToken(await queueFileOf(context, options), id);
  if (options.json === true) console.print(JSON.stringify({ id, revoked }));
  else if (revoked) console.print(`${console.paint.green("revoked")} token ${id}`);
  else console.note(`error: there is no token ${id}, or it is revoked already`);
  if (!revoked) context.setExitCode(EXIT.not);
}

function parseId(text: string): number {
  if (!/^[1-9][0-9]{0,9}$/.test(text)) throw new InvalidArgumentError("a number expected");
  return Number(text);
}
