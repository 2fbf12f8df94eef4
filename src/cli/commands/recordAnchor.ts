import type { Command } from "commander";
import type { IntakeClient, SubmittedRecord } from "../../client/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { EXIT } from "../exitCodes.js";
import { receiptFileOf } from "../fileNames.js";
import { openRelayer } from "../openRelayer.js";
import type { RelayerOptions } from "../openRelayer.js";
import { readSealedFile } from "../readSealedFile.js";
import type { NamedSealedRecord } from "../readSealedFile.js";
import { printable } from "../terminal/printable.js";
import { shellWords } from "../terminal/shellWords.js";
import { startSpinner } from "../terminal/spinner.js";
import { writeFileWhole } from "../writeFileWhole.js";

interface AnchorOptions extends CommonOptions, RelayerOptions {
  wait?: boolean;
}

/** A sealed file on its way. */
interface SentFile {
  readonly file: string;
  readonly institutionId: number;
  readonly client: IntakeClient;
  readonly submitted: SubmittedRecord;
  receiptFile?: string;
}

export function recordAnchorCommand(context: CliContext): Command {
  return createCommand("anchor", "Hand sealed records to the relayer, which anchors them.", [
    "record anchor contract.pdf.sealed.json --wait",
    "record anchor evidence/*.sealed.json",
    "record anchor a.sealed.json --relayer https://relayer.example --token lex_…",
  ])
    .argument("<sealed...>", "sealed records; sending one again is harmless")
    .option("-w, --wait", "wait until they are final, and put each receipt beside its sealed record")
    .option("--relayer <url>", "the relayer (default: the one of endpoints.json)")
    .option("--token <token>", "the institution's token (default: LEXANCHOR_TOKEN, then endpoints.json)")
    .action((files: string[], options: AnchorOptions) => anchorFiles(context, files, options));
}

async function anchorFiles(context: CliContext, files: readonly string[], options: AnchorOptions): Promise<void> {
  const console = context.console(options);
  const relayer = await openRelayer(context, options);
  const sealed = await Promise.all(files.map(async (file) => ({ file, sealed: await readSealedFile(file) })));

  const sent: SentFile[] = [];
  for (const institutionId of new Set(sealed.map((entry) => entry.sealed.record.institutionId))) {
    const members = sealed.filter((entry) => entry.sealed.record.institutionId === institutionId);
    const client = relayer.clientOf(institutionId);
    const records = members.map((entry) => toSubmission(entry.sealed));
    const submitted = await client.submitRecords(institutionId, records, { signal: context.signal });
    for (const [i, { file }] of members.entries()) {
      sent.push({ file, institutionId, client, submitted: submitted[i] as SubmittedRecord });
    }
  }
  if (options.wait === true) await writeReceipts(context, sent, console);

  // Sent again, a record may be one that was rejected already.
  if (sent.some(({ submitted }) => submitted.state === "rejected")) context.setExitCode(EXIT.not);

  // In the order in which they were named.
  sent.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file));
  if (options.json === true) {
    const records = sent.map(({ file, institutionId, submitted, receiptFile }) => ({
      file,
      institutionId,
      ...submitted,
      ...(receiptFile !== undefined && { state: "final", receiptFile }),
    }));
    console.print(JSON.stringify({ relayer: relayer.url, records }));
    return;
  }
  for (const { file, submitted, receiptFile } of sent) {
    const { state, id } = submitted;
    const paint = state === "rejected" ? console.paint.red : console.paint.green;
    console.print(
      receiptFile === undefined
        ? `${paint(state)} ${printable(file)}  ${id}`
        : `${console.paint.green("final")} ${printable(file)}  ${printable(receiptFile)}`,
    );
  }
  if (options.wait !== true) console.note(`Next: lexanchor record receipt ${shellWords(files)} --wait`);
}

async function writeReceipts(
  context: CliContext,
  sent: readonly SentFile[],
  console: ReturnType<CliContext["console"]>,
): Promise<void> {
  const spinner = startSpinner(console, "waiting until the records are final");
  try {
    for (const [i, entry] of sent.entries()) {
      const progress = sent.length === 1 ? "" : ` (${i + 1} of ${sent.length})`;
      const receipt = await entry.client.waitForReceipt(entry.submitted.id, {
        signal: context.signal,
        onProgress: (state) => spinner.say(`${entry.file}: ${state}${progress}`),
      });
      entry.receiptFile = receiptFileOf(entry.file);
      // The same record has the same receipt, unless its chain was reorganised: then the new one is the right one.
      await writeFileWhole(entry.receiptFile, `${JSON.stringify(receipt, null, 2)}\n`, {
        mode: 0o644,
        overwrite: true,
      });
    }
  } finally {
    spinner.end();
  }
}

function toSubmission({ reference, record }: NamedSealedRecord): Parameters<IntakeClient["submitRecords"]>[1][number] {
  const { kind, schema, digestAlgorithm, digest, metadataRoot } = record;
  return { reference, kind, schema, digestAlgorithm, digest, metadataRoot };
}
