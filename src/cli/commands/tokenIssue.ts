import type { Command } from "commander";
import type { Institution } from "../../chain/index.js";
import { issueToken } from "../../relayer/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { readEndpoints, writeEndpoints } from "../home/endpoints.js";
import type { Endpoints } from "../home/endpoints.js";
import { isInstitutionNumber } from "../isInstitutionNumber.js";
import { addRegistryOptions, findInstitution, openRegistry } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { queueFileOf, readRelayerConfig } from "../queueFileOf.js";
import type { QueueOptions } from "../queueFileOf.js";
import { printable } from "../terminal/printable.js";

interface IssueOptions extends CommonOptions, QueueOptions, RegistryOptions {
  institution: string;
  label: string;
  save?: boolean;
}

export function tokenIssueCommand(context: CliContext): Command {
  const command = createCommand(
    "issue",
    "Give an institution a token. It is shown once; the relayer keeps only its hash.",
    [
      "relayer token issue --institution 7 --label 'case system'",
      "relayer token issue --institution BJ-01 --save",
      "relayer token issue --institution 7 --config /etc/lexanchor/relayer.config.json --json",
    ],
  )
    .requiredOption("-i, --institution <number|code>", "for whom")
    .option("--label <text>", "what it is for, to know it again", "command line")
    .option("--save", "put it into endpoints.json, so that the other commands use it")
    .option("-c, --config <file>", "the relayer's configuration (default: this machine's platform)")
    .option("--queue <file>", "the relayer's queue file");
  return addRegistryOptions(command).action((options: IssueOptions) => issue(context, options));
}

async function issue(context: CliContext, options: IssueOptions): Promise<void> {
  const console = context.console(options);
  const queueFile = await queueFileOf(context, options);
  const { institution: given, label, save = false } = options;
  // By its number without asking the chain, which may be down; what is saved also has the name.
  const isKnown = !save && isInstitutionNumber(given);
  const institution = isKnown ? null : await findOnChain(context, options);
  const institutionId = institution?.id ?? Number(given);
  // Before the token is made: where it cannot be kept, nobody would have it.
  const endpoints = save ? await readEndpoints(context.home.endpoints) : null;
  const { token, id } = await issueToken(queueFile, institutionId, label);
  if (options.json === true) {
    console.print(JSON.stringify({ id, institutionId, label, token }));
  } else {
    console.print(token);
    console.note(`Token ${id} of institution ${institutionId} (${printable(label)}). It is not shown again.`);
  }
  if (endpoints === null || institution === null) return;
  await writeEndpoints(context.home.endpoints, withToken(endpoints, institution, token));
  console.note(`Saved in ${context.home.endpoints}.`);
}

async function findOnChain(context: CliContext, options: IssueOptions): Promise<Institution> {
  const opened = await openRegistry(context, await registryOf(options));
  try {
    return await findInstitution(opened, options.institution);
  } finally {
    opened.close();
  }
}

function withToken(endpoints: Endpoints, { id, code, name, kind }: Institution, token: string): Endpoints {
  const others = endpoints.institutions.filter((other) => other.id !== id);
  return { ...endpoints, institutions: [...others, { id, code, name, kind, token }].sort((a, b) => a.id - b.id) };
}

/** A relayer's configuration also says which chain it serves. */
async function registryOf(options: IssueOptions): Promise<RegistryOptions> {
  const { config, rpc, directory, deployment } = options;
  const named = {
    ...(rpc !== undefined && { rpc }),
    ...(directory !== undefined && { directory }),
    ...(deployment !== undefined && { deployment }),
  };
  if (config === undefined) return named;
  const configured = await readRelayerConfig(config);
  const known = deployment === undefined ? { directory: configured.directory } : {};
  return { rpc: configured.rpcUrls[0] as string, ...known, ...named };
}
