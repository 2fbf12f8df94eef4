import { basename } from "node:path";
import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { verifyRecord } from "../../client/index.js";
import { digestStream, parseDisclosureJson, parseReceiptJson } from "../../core/index.js";
import type { VerdictOutcome } from "../../core/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { describeVerdict } from "../describeVerdict.js";
import { digestFile } from "../digestFile.js";
import { EXIT } from "../exitCodes.js";
import { receiptFileOf } from "../fileNames.js";
import { readTextFile } from "../readJsonFile.js";
import { resolveTrust } from "../resolveTrust.js";
import type { TrustOptions } from "../resolveTrust.js";
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
  ])
    .argument("<file>", "the document; - reads it from standard input")
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
    .action((file: string, options: VerifyOptions) => verifyFile(context, file, options));
}

async function verifyFile(context: CliContext, file: string, options: VerifyOptions): Promise<void> {
  const console = context.console(options);
  const receipt = parseReceiptJson(await readTextFile(options.receipt ?? receiptFileOf(file)));
  const disclosure =
    options.disclosure === undefined ? undefined : parseDisclosureJson(await readTextFile(options.disclosure));
  const trust = await resolveTrust(context, options, receipt.ledger.chainId);
  const { digestAlgorithm } = receipt.record;
  const digest =
    file === "-"
      ? await digestStream(digestAlgorithm, context.stdin)
      : await digestFile(file, digestAlgorithm, console);

  const spinner = startSpinner(
    console,
    `asking ${trust.nodes.length === 1 ? trust.nodes[0] : `${trust.nodes.length} nodes`}`,
  );
  let verdict;
  try {
    verdict = await verifyRecord({
      ...trust,
      receipt,
      document: { digestAlgorithm, digest },
      ...(disclosure !== undefined && { disclosure }),
      timeoutMs: options.timeout * 1000,
      signal: context.signal,
    });
  } finally {
    spinner.end();
  }
  if (options.json === true) console.print(JSON.stringify(verdict));
  else {
    const name = file === "-" ? "the document" : basename(file);
    for (const line of describeVerdict({ name, receipt, verdict, disclosure }, console.paint, console.columns))
      console.print(line);
  }
  context.setExitCode(EXIT_OF[verdict.outcome]);
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
