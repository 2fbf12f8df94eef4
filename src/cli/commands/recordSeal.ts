import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import {
  DIGEST_ALGORITHM_NAMES,
  LexanchorError,
  RECORD_KINDS,
  hashLeaf,
  parseSealedRecord,
  recordKindByNumber,
  recordKindBySlug,
  sealDocument,
  toHex,
} from "../../core/index.js";
import type { DigestAlgorithm, Hex, JsonObject, RecordKind, SealedRecord } from "../../core/index.js";
import type { CliContext, CommonOptions } from "../context.js";
import { createCommand } from "../createCommand.js";
import { digestFile } from "../digestFile.js";
import { CliError } from "../errors.js";
import { sealedFileOf } from "../fileNames.js";
import { readJsonFile } from "../readJsonFile.js";
import { resolveInstitution } from "../resolveInstitution.js";
import { shortHex } from "../terminal/formatFigures.js";
import { printable } from "../terminal/printable.js";
import { shellWords } from "../terminal/shellWords.js";
import { writeFileWhole } from "../writeFileWhole.js";

const SEALED_ALREADY = ": this document is sealed. --force seals it again and loses the old secret";

interface SealOptions extends CommonOptions {
  institution?: string;
  kind: RecordKind;
  schema: number;
  algorithm: DigestAlgorithm;
  metadata?: string;
  set: JsonObject;
  reference?: string;
  outDir?: string;
  force?: boolean;
  checkMetadata: boolean;
}

export function recordSealCommand(context: CliContext): Command {
  return createCommand("seal", "Turn documents into records, here: nothing is sent.", [
    "record seal contract.pdf",
    'record seal judgment.pdf --kind judicial-instrument --set caseNumber="(2026)京01民终42号" --set court=BJ-01',
    "record seal evidence/*.jpg --institution 7 --metadata case.json --algorithm sm3",
  ])
    .argument("<file...>", "the documents")
    .option("-i, --institution <number|code>", "who records them (default: the first of endpoints.json)")
    .option("-k, --kind <kind>", "what they are, by slug or number", parseKind, recordKindByNumber(1))
    .option("--schema <number>", "version of the metadata schema", parseSchema, 1)
    .addOption(new Option("--algorithm <name>", "digest algorithm").choices(DIGEST_ALGORITHM_NAMES).default("sha-256"))
    .option("--metadata <file>", "JSON object whose fields the record commits to")
    .option("--no-check-metadata", "seal metadata that does not follow the schema of its kind")
    .option("--set <name=value>", "one metadata field, as text; may be given several times", addField, {})
    .option("--reference <text>", "your own name for the record; for one file only")
    .option("--out-dir <folder>", "where to put the sealed records (default: beside each document)")
    .option("--force", "replace sealed records; the old ones, and the secrets in them, are lost")
    .addHelpText("after", () => `\nKinds: ${RECORD_KINDS.map(({ number, slug }) => `${number} ${slug}`).join(", ")}\n`)
    .action((files: string[], options: SealOptions) => sealFiles(context, files, options));
}

async function sealFiles(context: CliContext, files: readonly string[], options: SealOptions): Promise<void> {
  const console = context.console(options);
  if (options.reference !== undefined && files.length > 1) {
    throw new CliError({
      code: "usage",
      message: "--reference: for one file only, it names one record",
      field: "reference",
    });
  }
  const institution = await resolveInstitution(context, options.institution);
  const metadata = await readMetadata(options);
  const sealedFiles = chooseSealedFiles(files, options);
  const records = [];
  for (const file of files) {
    const digest = await digestFile(file, options.algorithm, console);
    records.push({ file, digest, record: sealOne({ institutionId: institution.id, options, digest, metadata }) });
  }
  const sealed = [];
  for (const [i, { file, digest, record }] of records.entries()) {
    const sealedFile = sealedFiles[i] as string;
    await writeFileWhole(sealedFile, `${JSON.stringify(record, null, 2)}\n`, {
      mode: 0o600,
      overwrite: options.force === true,
      why: SEALED_ALREADY,
    });
    sealed.push({ file, sealedFile, reference: record.reference, record: record.record, leaf: leafOf(record) });
    if (options.json !== true) {
      console.print(
        `${console.paint.green("sealed")} ${printable(`${file}  ${options.algorithm} ${shortHex(digest)}  ${sealedFile}`)}`,
      );
    }
  }
  if (options.json === true) {
    console.print(JSON.stringify({ institutionId: institution.id, sealed }));
    return;
  }
  const who =
    institution.name === null ? `institution ${institution.id}` : `${institution.name} (institution ${institution.id})`;
  console.note(`${files.length === 1 ? "One record" : `${files.length} records`} of ${who}, kind ${options.kind.en}.`);
  console.note(
    metadata === undefined
      ? "The record has no metadata. Keep the sealed file: it is what record anchor sends."
      : "Keep the sealed file private: whoever has its secret and metadata can show any of the fields.",
  );
  console.note(`Next: lexanchor record anchor ${shellWords(sealedFiles)} --wait`);
}

/** Where each sealed record goes; before any is written, so that all of them are or none. */
function chooseSealedFiles(files: readonly string[], { outDir, force }: SealOptions): string[] {
  const chosen = files.map((file) => sealedFileOf(outDir === undefined ? file : join(outDir, basename(file))));
  for (const [i, sealedFile] of chosen.entries()) {
    const first = chosen.indexOf(sealedFile);
    if (first < i) {
      const message = `${files[first]} and ${files[i]} would both be sealed into ${sealedFile}`;
      throw new CliError({ code: "usage", message, field: "file" });
    }
    if (force !== true && existsSync(sealedFile)) {
      throw new CliError({ code: "file-exists", message: `${sealedFile}: exists already${SEALED_ALREADY}` });
    }
  }
  return chosen;
}

function sealOne(given: {
  institutionId: number;
  options: SealOptions;
  digest: Hex;
  metadata: JsonObject | undefined;
}): SealedRecord & { reference: string } {
  const { institutionId, options, digest, metadata } = given;
  const sealed = sealDocument({
    institutionId,
    kind: options.kind.number,
    schema: options.schema,
    digestAlgorithm: options.algorithm,
    digest,
    ...(metadata !== undefined && { metadata, checkMetadata: options.checkMetadata }),
  });
  // From the leaf, so that sending the file again, at any time, is the same record to the relayer.
  const reference = options.reference ?? `sealed-${leafOf(sealed).slice(2, 34)}`;
  const { type, version, ...rest } = sealed;
  const named = { type, version, reference, ...rest };
  // Read again as every other command will: a reference that they refuse is refused here.
  parseSealedRecord(named);
  return named;
}

function leafOf(sealed: SealedRecord): Hex {
  return toHex(hashLeaf(sealed.record));
}

async function readMetadata({ metadata: file, set }: SealOptions): Promise<JsonObject | undefined> {
  const fields = Object.keys(set).length > 0 ? set : undefined;
  if (file === undefined) return fields;
  const value = await readJsonFile(file);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CliError({ code: "usage", message: `${file}: a JSON object expected, its fields are the metadata` });
  }
  return { ...(value as JsonObject), ...fields };
}

function parseKind(text: string): RecordKind {
  try {
    return /^[0-9]+$/.test(text) ? recordKindByNumber(Number(text), "--kind") : recordKindBySlug(text, "--kind");
  } catch (error) {
    if (error instanceof LexanchorError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

function parseSchema(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) throw new InvalidArgumentError("1 to 65535 expected");
  return value;
}

function addField(text: string, fields: JsonObject): JsonObject {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("name=value expected");
  return { ...fields, [text.slice(0, at)]: text.slice(at + 1) };
}
