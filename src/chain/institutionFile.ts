import { ChainError } from "./errors.js";
import type { InstitutionLine, LineProblem } from "./institutionLine.js";
import { parseCsv } from "./parseCsv.js";
import { validateInstitution } from "./validateInstitution.js";

export interface InstitutionFile {
  readonly lines: readonly InstitutionLine[];
  readonly problems: readonly LineProblem[];
}

const COLUMNS = ["code", "name", "kind", "jurisdiction", "parent", "accounts"] as const;

/**
 * Reads a file of institutions, and says all that is wrong with it at once.
 *
 * JSON: a list of `{ "code", "name", "kind", "jurisdiction", "parent": code or null, "accounts": [{ "address",
 * "capabilities": ["administer", …] }] }`. CSV: the same columns by their names in the first row, `parent` empty for
 * none, `accounts` as `0x…:administer+relay;0x…:relay`.
 *
 * @throws ChainError `onboarding-malformed` where it is no such file at all
 */
export function parseInstitutionFile(text: string, format: "json" | "csv"): InstitutionFile {
  const entries = format === "json" ? readJsonEntries(text) : readCsvEntries(text);
  const lines: InstitutionLine[] = [];
  const problems: LineProblem[] = [];
  const firstWithCode = new Map<string, string>();
  for (const { at, value } of entries) {
    const found = validateInstitution(value, at);
    problems.push(...found.problems);
    if (found.line === null) continue;
    const first = firstWithCode.get(found.line.code);
    if (first !== undefined) {
      problems.push({ at, field: "code", message: `${found.line.code} is the code of ${first} already` });
      continue;
    }
    firstWithCode.set(found.line.code, at);
    lines.push(found.line);
  }
  return { lines, problems };
}

interface FileEntry {
  at: string;
  value: unknown;
}

function readJsonEntries(text: string): FileEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed(`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
  if (!Array.isArray(value)) throw malformed("a list of institutions expected");
  return value.map((entry: unknown, i) => ({ at: `entry ${i + 1}`, value: entry }));
}

function readCsvEntries(text: string): FileEntry[] {
  const { rows, brokenQuoteAt } = parseCsv(text);
  if (brokenQuoteAt !== null) throw malformed(`line ${brokenQuoteAt}: a quote that does not end with its cell`);
  const [header, ...body] = rows;
  const names = header?.cells.map((cell) => cell.trim()) ?? [];
  for (const column of COLUMNS) {
    if (!names.includes(column)) throw malformed(`the first row lacks the column ${column}`);
  }
  for (const [i, name] of names.entries()) {
    if (!(COLUMNS as readonly string[]).includes(name))
      throw malformed(`the column ${JSON.stringify(name)} is not known`);
    if (names.indexOf(name) !== i) throw malformed(`the column ${name} is there twice`);
  }
  return body.map(({ line, cells }) => {
    if (cells.length !== names.length) {
      throw malformed(`line ${line}: ${cells.length} cells, ${names.length} expected`);
    }
    const entry = Object.fromEntries(names.map((name, i) => [name, (cells[i] as string).trim()]));
    const { parent = "", accounts = "" } = entry;
    return {
      at: `line ${line}`,
      value: { ...entry, parent: parent === "" ? null : parent, accounts: splitAccounts(accounts) },
    };
  });
}

/** `0x…:administer+relay;0x…:relay`. What it is made of is validated with the rest. */
function splitAccounts(cell: string): { address: string; capabilities: string[] }[] {
  return cell
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [address = "", capabilities = ""] = part.split(":").map((piece) => piece.trim());
      return { address, capabilities: capabilities === "" ? [] : capabilities.split("+").map((name) => name.trim()) };
    });
}

function malformed(fact: string, cause?: unknown): ChainError {
  return new ChainError({ code: "onboarding-malformed", message: `institutions file: ${fact}`, cause });
}
