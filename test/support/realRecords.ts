import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../shared/records/", import.meta.url));

/** A line of the filings, as the court published it. */
export interface Filing {
  /** The line itself. */
  readonly text: string;
  readonly court: string;
  readonly fields: { readonly [name: string]: string };
}

/**
 * The real court records that stand beside a checkout. Where they do not, the tests that need them say so and are
 * skipped; where everything has to be tested (`LEXANCHOR_RECORDS=required`), that is a failure.
 */
export function requireRealRecords(context: Mocha.Context): void {
  if (existsSync(join(FOLDER, "filings.jsonl"))) return;
  const message = `the real court records are not at ${FOLDER}`;
  if (process.env["LEXANCHOR_RECORDS"] === "required") throw new Error(message);
  console.log(`      skipped: ${message}`);
  context.skip();
}

/** Every line of `filings.jsonl`, also the ones that occur twice. */
export async function readFilings(): Promise<Filing[]> {
  const text = await readFile(join(FOLDER, "filings.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const fields = JSON.parse(line) as Filing["fields"];
      return { text: line, court: fields["court"] as string, fields };
    });
}

/** Paths of the documents. */
export async function listDocuments(): Promise<string[]> {
  const names = await readdir(join(FOLDER, "documents"));
  return names.sort().map((name) => join(FOLDER, "documents", name));
}
