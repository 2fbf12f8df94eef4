import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { reinstateInstitution, retireInstitution, suspendInstitution } from "../../chain/index.js";
import { askForConfirmation } from "../askForConfirmation.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addKeyOption, addRegistryOptions, findInstitution, openRegistryWriter } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";
import { printable } from "../terminal/printable.js";

interface StandingOptions extends CommonOptions, WriterOptions {
  reason: string;
  withDescendants?: boolean;
  yes?: boolean;
}

export function institutionSuspendCommand(context: CliContext): Command {
  return standingCommand(context, {
    name: "suspend",
    summary: "Stop an institution from changing anything, until it is reinstated.",
    descendants: "also all active institutions below it",
    done: "suspended",
    change: suspendInstitution,
  });
}

export function institutionReinstateCommand(context: CliContext): Command {
  return standingCommand(context, {
    name: "reinstate",
    summary: "Undo a suspension.",
    descendants: "also those that were suspended through it",
    done: "reinstated",
    change: reinstateInstitution,
  });
}

export function institutionRetireCommand(context: CliContext): Command {
  return standingCommand(context, {
    name: "retire",
    summary: "End an institution for good. What it has anchored stays; those below it have to be retired first.",
    done: "retired",
    change: (writer, id, { reason }) => retireInstitution(writer, id, reason),
  });
}

interface StandingChange {
  readonly name: string;
  readonly summary: string;
  /** What becomes of those below it, where that can be chosen; where it cannot, there is no way back, and a question. */
  readonly descendants?: string;
  readonly done: string;
  readonly change: typeof suspendInstitution;
}

function standingCommand(context: CliContext, kind: StandingChange): Command {
  const examples = [`institution ${kind.name} BJ-01 --reason "decision 2026-114"`];
  if (kind.descendants === undefined) examples.push(`institution ${kind.name} 1 --reason "merged" --yes --json`);
  else examples.push(`institution ${kind.name} 1 --with-descendants --reason "audit" --json`);
  const command = createCommand(kind.name, kind.summary, examples)
    .argument("<number|code>", "the institution")
    .requiredOption(
      "--reason <text>",
      "for the public log on the chain, at most 256 bytes; no personal data",
      parseReason,
    );
  if (kind.descendants === undefined) command.option("-y, --yes", "without asking");
  else command.option("--with-descendants", kind.descendants);
  return addKeyOption(addRegistryOptions(command)).action((given: string, options: StandingOptions) =>
    changeStanding(context, kind, given, options),
  );
}

async function changeStanding(
  context: CliContext,
  kind: StandingChange,
  given: string,
  options: StandingOptions,
): Promise<void> {
  const console = context.console(options);
  const writer = await openRegistryWriter(context, options);
  try {
    const institution = await findInstitution(writer, given);
    const { id, name } = institution;
    if (kind.descendants === undefined)
      await askForConfirmation(context, options, `Retire ${name} (institution ${id}) for good?`);
    const mined = await kind.change(writer, id, {
      withDescendants: options.withDescendants === true,
      reason: options.reason,
    });
    const { hash: transactionHash, blockNumber } = mined;
    if (options.json === true) {
      console.print(JSON.stringify({ institutionId: id, transactionHash, blockNumber }));
      return;
    }
    console.print(`${console.paint.green(kind.done)} ${printable(name)} (institution ${id}) in block ${blockNumber}`);
    console.note(`transaction ${transactionHash}`);
  } finally {
    writer.close();
  }
}

/** @custom:source contracts/institutions/InstitutionRegistry.sol `MAX_REASON_BYTES` */
const MAX_REASON_BYTES = 256;

function parseReason(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_REASON_BYTES) return text;
  throw new InvalidArgumentError(`${bytes} bytes given, at most ${MAX_REASON_BYTES} expected.`);
}
