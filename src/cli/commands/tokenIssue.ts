import type { Command } from "commander";
import { issueToken } from "../../relayer/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { readEndpoints, writeEndpoints } from "../home/endpoints.js";
import { findInstitution, openRegistry } from "../openRegistry.js";
import { queueFileOf } from "../queueFileOf.js";
import type { QueueOptions } from "../queueFileOf.js";
import { resolveInstitution } from "../resolveInstitution.js";

interface IssueOptions extends CommonOptions, QueueOptions {
  institution: string;
  label: string;
  save?: boolean;
}

export function tokenIssueCommand(context: CliContext): Command {
  return createCommand("issue", "Give an institution a token. It is shown once; the relayer keeps only its hash.", [
    "relayer token issue --institution 7 --label 'case system'",
    "relayer token issue --institution BJ-01 --save",
    "relayer token issue --institution 7 --config /etc/lexanchor/relayer.config.json --json",
  ])
    .requiredOption("-i, --institution <number|code>", "for whom")
    .option("--label <text>", "what it is for, to know it again", "command line")
    .option("--save", "put it into endpoints.json, so that the other commands use it")
    .option("-c, --config <file>", "the relayer's configuration (default: this machine's platform)")
    .option("--queue <file>", "the relayer's queue file")
    .action((options: IssueOptions) => issue(context, options));
}

async function issue(context: CliContext, options: IssueOptions): Promise<void> {
  const console = context.console(options);
  const queueFile = await queueFileOf(context, options);
  const institutionId = await institutionIdOf(context, options);
  const { token, id, label } = await issueToken(queueFile, institutionId, options.label);
  if (options.save === true) await saveToken(context, institutionId, token);
  if (options.json === true) {
    console.print(JSON.stringify({ id, institutionId, label, token }));
    return;
  }
  console.print(token);
  console.note(`Token ${id} of institution ${institutionId} (${label}). It is not shown again.`);
  if (options.save === true) console.note(`Saved in ${context.home.endpoints}.`);
}

/** A code that endpoints.json does not know is looked up on the chain. */
async function institutionIdOf(context: CliContext, { institution, save }: IssueOptions): Promise<number> {
  if (save !== true && /^[1-9][0-9]{0,9}$/.test(institution))
    return (await resolveInstitution(context, institution)).id;
  const opened = await openRegistry(context, {});
  try {
    return (await findInstitution(opened, institution)).id;
  } finally {
    opened.close();
  }
}

async function saveToken(context: CliContext, institutionId: number, token: string): Promise<void> {
  const endpoints = await readEndpoints(context.home.endpoints);
  const opened = await openRegistry(context, {});
  try {
    const { id, code, name, kind } = await findInstitution(opened, String(institutionId));
    const others = endpoints.institutions.filter((entry) => entry.id !== id);
    await writeEndpoints(context.home.endpoints, {
      ...endpoints,
      institutions: [...others, { id, code, name, kind, token }].sort((a, b) => a.id - b.id),
    });
  } finally {
    opened.close();
  }
}
