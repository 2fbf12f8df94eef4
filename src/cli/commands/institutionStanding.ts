import type { Command } from "commander";
import { reinstateInstitution, suspendInstitution } from "../../chain/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addKeyOption, addRegistryOptions, findInstitution, openRegistryWriter } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";

interface StandingOptions extends CommonOptions, WriterOptions {
  reason: string;
  withDescendants?: boolean;
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

interface StandingChange {
  readonly name: string;
  readonly summary: string;
  readonly descendants: string;
  readonly done: string;
  readonly change: typeof suspendInstitution;
}

function standingCommand(context: CliContext, kind: StandingChange): Command {
  const command = createCommand(kind.name, kind.summary, [
    `institution ${kind.name} BJ-01 --reason "decision 2026-114"`,
    `institution ${kind.name} 1 --with-descendants --reason "audit" --json`,
  ])
    .argument("<number|code>", "the institution")
    .requiredOption("--reason <text>", "for the public log on the chain, at most 256 bytes; no personal data")
    .option("--with-descendants", kind.descendants);
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
    const mined = await kind.change(writer, institution.id, {
      withDescendants: options.withDescendants === true,
      reason: options.reason,
    });
    const { hash: transactionHash, blockNumber } = mined;
    if (options.json === true) {
      console.print(JSON.stringify({ institutionId: institution.id, transactionHash, blockNumber }));
      return;
    }
    console.print(
      `${console.paint.green(kind.done)} ${institution.name} (institution ${institution.id}) in block ${blockNumber}`,
    );
    console.note(`transaction ${transactionHash}`);
  } finally {
    writer.close();
  }
}
