import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import type { ContractWriter, LawyerChange, MinedCall } from "../../chain/index.js";
import { LexanchorError, hashLicence, normaliseLicence } from "../../core/index.js";
import type { ReasonedChange } from "../../core/standards/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { addSignerOption, openWritablePlatform, withPlatform } from "../openPlatform.js";
import type { WritablePlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";
import { addReasonOptions, readReason } from "../reasonOptions.js";
import type { ReasonOptions } from "../reasonOptions.js";

export interface LawyerChangeOptions extends CommonOptions, WriterOptions, ReasonOptions {
  bureau: string;
}

/** What one command does to credentials. */
export interface LawyerChangeKind<Options extends LawyerChangeOptions> {
  readonly name: string;
  readonly reason: ReasonedChange;
  readonly summary: string;
  readonly examples: readonly string[];
  /** What is printed when it is done: `suspended`. */
  readonly done: string;
  addOptions?(command: Command): Command;
  /** Before anything is sent: asks, or refuses. */
  prepare?(context: CliContext, options: Options, numbers: readonly string[]): Promise<void>;
  send(writer: ContractWriter, change: LawyerChange, options: Options, platform: WritablePlatform): Promise<MinedCall>;
}

/** A command that changes one to 500 credentials in one transaction: all, or none. */
export function lawyerChangeCommand<Options extends LawyerChangeOptions>(
  context: CliContext,
  kind: LawyerChangeKind<Options>,
): Command {
  const command = createCommand(kind.name, kind.summary, kind.examples)
    .argument("<licence...>", "licence numbers, however they are written", collectNumbers)
    .requiredOption("-b, --bureau <number|code>", "the justice bureau that decides: the issuer, or one above it");
  kind.addOptions?.(command);
  addReasonOptions(
    addSignerOption(addRegistryOptions(command), "an account that may license for the bureau"),
    kind.reason,
  );
  return command.action((numbers: string[], options: Options) => change(context, kind, numbers, options));
}

async function change<Options extends LawyerChangeOptions>(
  context: CliContext,
  kind: LawyerChangeKind<Options>,
  numbers: readonly string[],
  options: Options,
): Promise<void> {
  const console = context.console(options);
  const reason = await readReason(context, options);
  await kind.prepare?.(context, options, numbers);
  const mined = await withPlatform(openWritablePlatform(context, options, "administrator"), async (platform) => {
    const { id: by } = await platform.institutionOf(options.bureau);
    const licences = numbers.map((number) => hashLicence(number));
    return kind.send(await platform.writerOf("LawyerRegistry"), { by, licences, reason }, options, platform);
  });
  const { hash: transactionHash, blockNumber } = mined;
  if (options.json === true) {
    console.print(JSON.stringify({ licences: numbers, transactionHash, blockNumber }));
    return;
  }
  for (const number of numbers) console.print(`${console.paint.green(kind.done)} ${number} in block ${blockNumber}`);
  console.note(`transaction ${transactionHash}`);
}

/** The numbers in their one form; the same twice is a slip. */
function collectNumbers(text: string, before: string[] = []): string[] {
  let number;
  try {
    number = normaliseLicence(text);
  } catch (error) {
    if (error instanceof LexanchorError) throw new InvalidArgumentError(error.message);
    throw error;
  }
  if (before.includes(number)) throw new InvalidArgumentError(`${number} is given twice.`);
  return [...before, number];
}
