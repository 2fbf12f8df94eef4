import type { Command } from "commander";
import { disclose } from "../../core/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { CliError } from "../errors.js";
import { disclosureFileOf } from "../fileNames.js";
import { readSealedFile } from "../readSealedFile.js";
import { printable } from "../terminal/printable.js";
import { writeFileWhole } from "../writeFileWhole.js";

interface DiscloseOptions extends CommonOptions {
  fields?: string[];
  out?: string;
  force?: boolean;
}

export function recordDiscloseCommand(context: CliContext): Command {
  return createCommand("disclose", "Show some metadata fields of a record, and prove them, without the others.", [
    "record disclose judgment.pdf.sealed.json --fields caseNumber court",
    "verify judgment.pdf --receipt judgment.pdf.receipt.json --disclosure judgment.pdf.disclosure.json",
  ])
    .argument("<sealed>", "the sealed record")
    .option("-f, --fields <name...>", "the fields to show")
    .option("-o, --out <file>", "where to put it (default: beside the sealed record)")
    .option("--force", "replace an existing file")
    .action((file: string, options: DiscloseOptions) => discloseFields(context, file, options));
}

async function discloseFields(context: CliContext, file: string, options: DiscloseOptions): Promise<void> {
  const console = context.console(options);
  const sealed = await readSealedFile(file);
  const names = (options.fields ?? []).flatMap((name) => name.split(",")).filter((name) => name !== "");
  if (names.length === 0) {
    const known = Object.keys(sealed.metadata ?? {});
    const fact = known.length === 0 ? "this record has no metadata" : `it has ${known.join(", ")}`;
    throw new CliError({ code: "usage", message: `--fields: at least one expected; ${fact}`, field: "fields" });
  }
  const disclosure = disclose(sealed, names);
  const out = options.out ?? disclosureFileOf(file);
  await writeFileWhole(out, `${JSON.stringify(disclosure, null, 2)}\n`, {
    mode: 0o644,
    overwrite: options.force === true,
    why: ": --force replaces it",
  });
  if (options.json === true) {
    console.print(JSON.stringify({ file: out, disclosure }));
    return;
  }
  console.print(`${console.paint.green("disclosed")} ${printable(`${names.join(", ")}  ${out}`)}`);
  const hidden = Object.keys(sealed.metadata ?? {}).length - names.length;
  console.note(hidden === 0 ? "These are all its fields." : `${hidden} of its fields stay hidden.`);
}
