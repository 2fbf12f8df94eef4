import type { Command } from "commander";
import { ClientError } from "../../client/index.js";
import type { IntakeClient } from "../../client/index.js";
import type { Receipt } from "../../core/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { CliError } from "../errors.js";
import { receiptFileOf } from "../fileNames.js";
import { openRelayer } from "../openRelayer.js";
import type { OpenedRelayer, RelayerOptions } from "../openRelayer.js";
import { readSealedFile } from "../readSealedFile.js";
import { printable } from "../terminal/printable.js";
import { shellWords } from "../terminal/shellWords.js";
import { startSpinner } from "../terminal/spinner.js";
import { writeFileWhole } from "../writeFileWhole.js";

interface ReceiptOptions extends CommonOptions, RelayerOptions {
  wait?: boolean;
  out?: string;
}

const RECORD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function recordReceiptCommand(context: CliContext): Command {
  return createCommand("receipt", "Fetch receipts, once their records are final.", [
    "record receipt contract.pdf.sealed.json --wait",
    "record receipt 0199f3a2-7c11-7d3e-9b43-2f0d5a3c1e77 --out contract.pdf.receipt.json",
  ])
    .argument("<sealed|id...>", "sealed records, or record ids")
    .option("-w, --wait", "wait until they are final")
    .option("-o, --out <file>", "where to put it, for one (default: beside the sealed record, or <id>.receipt.json)")
    .option("--relayer <url>", "the relayer (default: the one of endpoints.json)")
    .option("--token <token>", "the institution's token (default: LEXANCHOR_TOKEN, then endpoints.json)")
    .action((names: string[], options: ReceiptOptions) => fetchReceipts(context, names, options));
}

async function fetchReceipts(context: CliContext, names: readonly string[], options: ReceiptOptions): Promise<void> {
  const console = context.console(options);
  if (options.out !== undefined && names.length > 1) {
    throw new CliError({ code: "usage", message: "--out: for one receipt only", field: "out" });
  }
  const relayer = await openRelayer(context, options);
  const receipts = [];
  for (const name of names) {
    const { client, id } = await findRecord(relayer, name, context.signal);
    const wanted = { id, name, wait: options.wait === true, console };
    const receipt = await fetchOne(context, client, wanted).catch((error: unknown) => {
      throw describeRefusal(name, error);
    });
    const file = options.out ?? receiptFileOf(name);
    await writeFileWhole(file, `${JSON.stringify(receipt, null, 2)}\n`, { mode: 0o644, overwrite: true });
    receipts.push({ id, file, receipt });
    if (options.json !== true) console.print(`${console.paint.green("final")} ${printable(`${name}  ${file}`)}`);
  }
  if (options.json === true) console.print(JSON.stringify({ receipts }));
}

async function fetchOne(
  context: CliContext,
  client: IntakeClient,
  wanted: { id: string; name: string; wait: boolean; console: ReturnType<CliContext["console"]> },
): Promise<Receipt> {
  const { id, name, wait, console } = wanted;
  if (wait) {
    const spinner = startSpinner(console, `waiting for ${name}`);
    try {
      const onProgress = (state: string): void => spinner.say(`${name}: ${state}`);
      return await client.waitForReceipt(id, { signal: context.signal, onProgress });
    } finally {
      spinner.end();
    }
  }
  const receipt = await client.receipt(id, { signal: context.signal });
  if (receipt !== null) return receipt;
  const { state } = await client.record(id, { signal: context.signal });
  throw new CliError({ code: "receipt-not-yet", message: `${name}: ${state}, not final yet; --wait waits for it` });
}

function describeRefusal(name: string, error: unknown): unknown {
  if (!(error instanceof ClientError) || error.problem?.code !== "record-unknown") return error;
  return new CliError({ code: "receipt-not-yet", message: `${name}: the relayer does not know it`, cause: error });
}

/** A sealed record is found by its digest and its reference; an id is one already. */
async function findRecord(
  relayer: OpenedRelayer,
  name: string,
  signal: AbortSignal,
): Promise<{ client: IntakeClient; id: string }> {
  if (RECORD_ID.test(name)) return { client: relayer.publicClient, id: name };
  const { record, reference } = await readSealedFile(name);
  const client = relayer.clientOf(record.institutionId);
  const found = await client.findByDigest(record.digest, { signal });
  const match = found.find((entry) => entry.institutionId === record.institutionId && entry.reference === reference);
  if (match !== undefined) return { client, id: match.id };
  throw new CliError({
    code: "receipt-not-yet",
    message: `${name}: the relayer does not know it; lexanchor record anchor ${shellWords([name])} hands it over`,
  });
}
