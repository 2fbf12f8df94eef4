import type { Command } from "commander";
import { listTokens } from "../../relayer/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { queueFileOf } from "../queueFileOf.js";
import type { QueueOptions } from "../queueFileOf.js";
import { formatTime } from "../terminal/formatFigures.js";
import { formatTable } from "../terminal/formatTable.js";

interface ListOptions extends CommonOptions, QueueOptions {}

export function tokenListCommand(context: CliContext): Command {
  return createCommand("list", "Every token ever issued, without its secret.", [
    "relayer token list",
    "relayer token list --config /etc/lexanchor/relayer.config.json --json",
  ])
    .option("-c, --config <file>", "the relayer's configuration (default: this machine's platform)")
    .option("--queue <file>", "the relayer's queue file")
    .action((options: ListOptions) => list(context, options));
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  const console = context.console(options);
  const tokens = await listTokens(await queueFileOf(context, options));
  if (options.json === true) {
    const shown = tokens.map(({ id, institutionId, label, issuedAt, revokedAt }) => ({
      id,
      institutionId,
      label,
      issuedAt: new Date(issuedAt).toISOString(),
      revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
    }));
    console.print(JSON.stringify({ tokens: shown }));
    return;
  }
  if (tokens.length === 0) {
    console.note("No token was issued yet.");
    return;
  }
  const rows = tokens.map(({ id, institutionId, label, issuedAt, revokedAt }) => [
    String(id),
    String(institutionId),
    formatTime(new Date(issuedAt)),
    revokedAt === null ? "" : formatTime(new Date(revokedAt)),
    label,
  ]);
  const [heading, ...lines] = formatTable([["id", "institution", "issued", "revoked", "label"], ...rows]);
  console.print(console.paint.dim(heading ?? ""));
  for (const line of lines) console.print(line);
}
