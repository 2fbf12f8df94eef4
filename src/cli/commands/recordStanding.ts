import type { Command } from "commander";
import { supersedeRecord, withdrawRecord } from "../../chain/index.js";
import type { ContractWriter, MinedCall, Reason } from "../../chain/index.js";
import { parseReceiptJson } from "../../core/index.js";
import type { Receipt } from "../../core/index.js";
import { askForConfirmation } from "../askForConfirmation.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { CliError } from "../errors.js";
import { inFile } from "../inFile.js";
import { addSignerOption, openWritablePlatform, withPlatform } from "../openPlatform.js";
import { addRegistryOptions } from "../openRegistry.js";
import type { WriterOptions } from "../openRegistry.js";
import { addReasonOptions, readReason } from "../reasonOptions.js";
import type { ReasonOptions } from "../reasonOptions.js";
import { readTextFile } from "../readTextFile.js";

interface StandingOptions extends CommonOptions, WriterOptions, ReasonOptions {
  yes?: boolean;
}

interface SupersedeOptions extends StandingOptions {
  by: string;
}

const WHOSE = "an account that may sign for the institution";

export function recordWithdrawCommand(context: CliContext): Command {
  const command = createCommand(
    "withdraw",
    "Say that the institution no longer stands by a record, for good. The record stays on the chain, and says so.",
    ["record withdraw judgment.pdf.receipt.json --decision ruling.pdf"],
  )
    .argument("<receipt>", "the record's receipt")
    .option("-y, --yes", "without asking");
  addReasonOptions(addSignerOption(addRegistryOptions(command), WHOSE), "withdrawRecord");
  return command.action(async (file: string, options: StandingOptions) => {
    const receipt = await readReceipt(file);
    await askForConfirmation(context, options, `Withdraw the record of ${file} for good?`);
    await changeStanding(context, options, { receipt, done: "withdrawn", file }, (writer, reason) =>
      withdrawRecord(writer, receipt, reason),
    );
  });
}

export function recordSupersedeCommand(context: CliContext): Command {
  const command = createCommand("supersede", "Put another record of the institution in the place of one, for good.", [
    "record supersede judgment.pdf.receipt.json --by corrected.pdf.receipt.json --decision ruling.pdf",
  ])
    .argument("<receipt>", "the receipt of the record that no longer counts")
    .requiredOption("--by <receipt>", "the receipt of the one that takes its place")
    .option("-y, --yes", "without asking");
  addReasonOptions(addSignerOption(addRegistryOptions(command), WHOSE), "supersedeRecord");
  return command.action(async (file: string, options: SupersedeOptions) => {
    const [receipt, successor] = [await readReceipt(file), await readReceipt(options.by)];
    if (receipt.ledger.recordAnchor !== successor.ledger.recordAnchor) {
      const message = `--by: ${options.by} was anchored in another contract than ${file}`;
      throw new CliError({ code: "usage", message, field: "by" });
    }
    await askForConfirmation(context, options, `Put the record of ${options.by} in the place of ${file} for good?`);
    await changeStanding(context, options, { receipt, done: "superseded", file }, (writer, reason) =>
      supersedeRecord(writer, receipt, successor, reason),
    );
  });
}

async function changeStanding(
  context: CliContext,
  options: StandingOptions,
  { receipt, done, file }: { receipt: Receipt; done: string; file: string },
  send: (writer: ContractWriter, reason: Reason) => Promise<MinedCall>,
): Promise<void> {
  const console = context.console(options);
  const reason = await readReason(context, options);
  const mined = await withPlatform(openWritablePlatform(context, options, "administrator"), async ({ writerOf }) => {
    const writer = await writerOf("RecordAnchor");
    // The contract that anchored it, which the directory may have replaced since.
    return send({ ...writer, contract: receipt.ledger.recordAnchor }, reason);
  });
  const { hash: transactionHash, blockNumber } = mined;
  if (options.json === true) console.print(JSON.stringify({ file, leaf: receipt.leaf, transactionHash, blockNumber }));
  else console.print(`${console.paint.green(done)} ${file} in block ${blockNumber}`);
  console.note("lexanchor verify says so from now on.");
}

async function readReceipt(file: string): Promise<Receipt> {
  const text = await readTextFile(file);
  return inFile(file, () => parseReceiptJson(text));
}
