import { basename } from "node:path";
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { verifyRecord } from "../../client/index.js";
import { digestStream, parseDisclosureJson, parseReceiptJson } from "../../core/index.js";
import type { Disclosure, DocumentDigest, Receipt, VerdictOutcome } from "../../core/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { describeVerdict } from "../describeVerdict.js";
import { digestFile } from "../digestFile.js";
import { CliError } from "../errors.js";
import { EXIT } from "../exitCodes.js";
import { receiptFileOf } from "../fileNames.js";
import { inFile } from "../inFile.js";
import { readTextFile } from "../readTextFile.js";
import { resolveTrust } from "../resolveTrust.js";
import type { TrustOptions } from "../resolveTrust.js";
import type { Console } from "../terminal/createConsole.js";
import { startSpinner } from "../terminal/spinner.js";

interface VerifyOptions extends CommonOptions, TrustOptions {
  receipt?: string;
  disclosure?: string;
  timeout: number;
}

const EXIT_OF: { readonly [outcome in VerdictOutcome]: number } = {
  authentic: EXIT.done,
  "not-authentic": EXIT.not,
  undetermined: EXIT.couldNotTell,
};

export function verifyCommand(context: CliContext): Command {
  return createCommand("verify", "Check a document and its receipt against the chain.", [
    "verify contract.pdf --receipt contract.pdf.receipt.json",
    "verify judgment.pdf --receipt r.json --disclosure d.json --json",
    "verify contract.pdf --receipt r.json --rpc https://node-a.example https://node-b.example --directory 0x…",
    "verify - --receipt r.json < contract.pdf",
    "verify --receipt r.json",
  ])
    .argument("[file]", "the document, - for standard input; without one, only the record in the receipt is checked")
    .option("-r, --receipt <file>", "its receipt (default: <file>.receipt.json)")
    .option("-d, --disclosure <file>", "metadata fields that go with it")
    .option("--rpc <url...>", "nodes to ask; all have to agree (default: the one of endpoints.json)")
    .option("--directory <address>", "the platform's Directory (default: the one of endpoints.json)")
    .option("--deployment <file>", "a deployment file, which names the Directory and the finality of its chain")
    .option(
      "--finality-blocks <number>",
      "blocks that must follow the record's (default: the deployment's, else 3)",
      parseCount,
    )
    .option("--timeout <seconds>", "for each question to a node", parseSeconds, 10)
    .addHelpText(
      "after",
      "\nExit codes: 0 authentic, 1 not authentic, 2 could not tell (a node did not answer), 64 called wrongly.\n",
    )
    .action((file: string | undefined, options: VerifyOptions) => verifyFile(context, file, options));
}

async function verifyFile(context: CliContext, file: string | undefined, options: VerifyOptions): Promise<void> {
  const console = context.console(options);
  const receipt = await readReceipt(file, options.receipt);
  const disclosure = options.disclosure === undefined ? undefined : await readDisclosure(options.disclosure);
  const trust = await resolveTrust(context, options, receipt.ledger.chainId);
  const document = file === undefined ? undefined : await digestDocument(context, file, receipt, console);
  const spinner = startSpinner(
    console,
    // The host alone: an address may hold a password.
    `asking ${trust.nodes.length === 1 ? new URL(trust.nodes[0] as string).host : `${trust.nodes.length} nodes`}`,
  );
  let verdict;
  try {
    verdict = await verifyRecord({
      ...trust,
      receipt,
      ...(document !== undefined && { document }),
      ...(disclosure !== undefined && { disclosure }),
      timeoutMs: options.timeout * 1000,
      signal: context.signal,
    });
  } finally {
    spinner.end();
  }
  if (options.json === true) console.print(JSON.stringify(verdict));
  else {
    const name = file === undefined ? null : file === "-" ? "the document" : basename(file);
    for (const line of describeVerdict({ name, receipt, verdict, disclosure }, console.paint, console.columns))
      console.print(line);
  }
  context.setExitCode(EXIT_OF[verdict.outcome]);
}

async function digestDocument(
  context: CliContext,
  file: string,
  { record: { digestAlgorithm } }: Receipt,
  console: Console,
): Promise<DocumentDigest> {
  const isStream = file === "-";
  const digest = isStream
    ? await digestStream(digestAlgorithm, context.stdin)
    : await digestFile(file, digestAlgorithm, console);
  return { digestAlgorithm, digest };
}

/** The receipt that is named, or the one beside the document. */
async function readReceipt(document: string | undefined, named: string | undefined): Promise<Receipt> {
  if (named === undefined && (document === undefined || document === "-")) {
    throw new CliError({
      code: "usage",
      message: "--receipt: a file expected; only a document that is a file has one beside it",
      field: "receipt",
    });
  }
  const file = named ?? receiptFileOf(document as string);
  const text = await readTextFile(file);
  return inFile(file, () => parseReceiptJson(text));
}

async function readDisclosure(file: string): Promise<Disclosure> {
  const text = await readTextFile(file);
  return inFile(file, () => parseDisclosureJson(text));
}

function parseCount(text: string): number {
  if (!/^[0-9]{1,6}$/.test(text)) throw new InvalidArgumentError("a whole number expected");
  return Number(text);
}

function parseSeconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new InvalidArgumentError("seconds from 0 to 3600 expected");
  return value;
}
