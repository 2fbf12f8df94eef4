import { ChainError } from "./errors.js";
import type { InstitutionLine, LineProblem } from "./institutionLine.js";
import { readCsvTable } from "./csvTable.js";
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
  const table = readCsvTable(text, { required: COLUMNS });
  if (table.fault !== null) throw malformed(table.fault);
  const [broken] = table.broken;
  if (broken !== undefined) throw malformed(`${broken.at}: ${broken.message}`);
  return table.entries.map(({ at, value }) => {
    const { parent = "", accounts = "" } = value;
    return { at, value: { ...value, parent: parent === "" ? null : parent, accounts: splitAccounts(accounts) } };
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
