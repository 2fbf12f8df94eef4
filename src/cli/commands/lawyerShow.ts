import type { Command } from "commander";
import { PRACTICE_SCOPES, readCredential, readCredentialHistory, verifyLawyer } from "../../chain/index.js";
import type { CredentialState, LawyerAnswer, LawyerCredential } from "../../chain/index.js";
import { hashLicence, opensHolderCommitment } from "../../core/index.js";
import type { Hex } from "../../core/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { CliError } from "../errors.js";
import { EXIT } from "../exitCodes.js";
import { openPlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { RegistryOptions } from "../openRegistry.js";
import { parseTime } from "../parseTime.js";
import { formatTime } from "../terminal/formatFigures.js";

interface ShowOptions extends CommonOptions, RegistryOptions {
  at?: number;
  name?: string;
  salt?: string;
}

interface Found {
  readonly licence: Hex;
  readonly answer: LawyerAnswer;
  readonly credential: LawyerCredential | null;
  readonly history: readonly CredentialState[];
  /** Whether the name that was given opens the commitment; null where none was. */
  readonly nameOpens: boolean | null;
}

export function lawyerShowCommand(context: CliContext): Command {
  const command = createCommand("show", "Whether a lawyer is entitled to practise, or was at a time.", [
    "lawyer show 13101202010234567",
    "lawyer show 13101202010234567 --at 2026-03-12T09:30:00+08:00",
    'lawyer show 13101202010234567 --name "苏砚秋" --salt 0x… --json',
  ])
    .argument("<licence>", "the licence number, however it is written")
    .option("--at <time>", "then, not now: a day, or a time with its zone", parseTime)
    .option("--name <name>", "also whether the credential is this person's; asks nobody")
    .option("--salt <hex>", "what the holder keeps to open the credential's commitment to their name")
    .addHelpText("after", "\nEnds with 0 when entitled, 1 when not, 2 when it could not tell.\n");
  return addRegistryOptions(command).action((number: string, options: ShowOptions) => show(context, number, options));
}

async function show(context: CliContext, number: string, options: ShowOptions): Promise<void> {
  const console = context.console(options);
  if ((options.name === undefined) !== (options.salt === undefined)) {
    const field = options.name === undefined ? "name" : "salt";
    throw new CliError({ code: "usage", message: `--${field}: expected too, name and salt belong together`, field });
  }
  const licence = hashLicence(number);
  const found = await withPlatform(openPlatform(context, options), async ({ node, addressOf }): Promise<Found> => {
    const registry = await addressOf("LawyerRegistry");
    const [answer, credential, history] = await Promise.all([
      verifyLawyer(node, registry, licence, options.at ?? null),
      readCredential(node, registry, licence),
      readCredentialHistory(node, registry, licence),
    ]);
    const { name, salt } = options;
    const nameOpens =
      name === undefined || salt === undefined || credential === null
        ? null
        : opensHolderCommitment(credential.holderCommitment, name, salt as Hex);
    return { licence, answer, credential, history, nameOpens };
  });
  const isFine = found.answer.entitled && found.nameOpens !== false;
  context.setExitCode(isFine ? EXIT.done : EXIT.not);
  if (options.json === true) console.print(JSON.stringify({ number, ...found }));
  else for (const line of describe(number, found, console.paint)) console.print(line);
}

function describe(number: string, found: Found, paint: { green(t: string): string; red(t: string): string }): string[] {
  const { answer, credential, history, nameOpens } = found;
  const when = formatSeconds(answer.time);
  if (credential === null) return [`${paint.red("NOT ENTITLED")}: no credential was ever issued under ${number}.`];
  const verdict = answer.entitled
    ? `${paint.green("ENTITLED")}: ${number} was entitled to practise at ${when}.`
    : `${paint.red("NOT ENTITLED")}: ${number} was not at ${when}: ${whyNot(answer)}.`;
  const lines = [verdict];
  if (nameOpens !== null) {
    lines.push(
      nameOpens
        ? paint.green("  The credential is this person's.")
        : paint.red("  The credential is not this person's, or the salt is another's."),
    );
  }
  if (answer.state !== null) {
    const { jurisdiction, scope, issuer } = answer.state;
    const scopes = scope.map((slug) => PRACTICE_SCOPES.find((entry) => entry.slug === slug)?.en ?? slug);
    lines.push(
      `  issuer        institution ${issuer}`,
      `  jurisdiction  ${jurisdiction}`,
      `  scope         ${scopes.join(", ")}`,
    );
  }
  lines.push(`  own key       ${credential.holderKey ?? "none"}`, "  history");
  for (const { since, status, validFrom, validUntil } of history) {
    lines.push(
      `    ${formatSeconds(since)}  ${status}, valid ${formatSeconds(validFrom)} to ${formatSeconds(validUntil)}`,
    );
  }
  return lines;
}

function whyNot({ state, time }: LawyerAnswer): string {
  if (state === null) return "the credential was issued later";
  if (state.status !== "active") return `${state.status} since ${formatSeconds(state.since)}`;
  return time < state.validFrom
    ? `valid from ${formatSeconds(state.validFrom)} only`
    : `valid until ${formatSeconds(state.validUntil)} only`;
}

const formatSeconds = (time: number): string => formatTime(new Date(time * 1000));
