import { formatDay } from "./calendarDays.js";
import { readCsvTable } from "./csvTable.js";
import { ChainError } from "./errors.js";
import type { LineProblem } from "./institutionLine.js";
import type { LawyerLine } from "./lawyerLine.js";
import { validateLawyer } from "./validateLawyer.js";

export interface LawyerFile {
  /** One for each licence. */
  readonly lines: readonly LawyerLine[];
  readonly problems: readonly LineProblem[];
}

const REQUIRED = ["licence", "name", "jurisdiction", "validFrom", "validThrough", "scope"] as const;
const OPTIONAL = ["status"] as const;

/**
 * Reads a file of lawyers, and says all that is wrong with it at once.
 *
 * CSV in UTF-8, columns by their names in the first row: `licence` as printed on the card, `name` of the holder,
 * `jurisdiction` as a path, `validFrom` and `validThrough` the first and the last day, `scope` as
 * `litigation+criminal-defence`, and maybe `status` (`active`, `suspended`, `revoked`, or nothing). A licence may have
 * several lines, with terms that follow each other.
 *
 * @throws ChainError `lawyer-file-malformed` where it is no such file at all
 */
export function parseLawyerFile(text: string): LawyerFile {
  const damaged = text.split("\n").findIndex((line) => line.includes("\ufffd"));
  if (damaged >= 0) throw malformed(`line ${damaged + 1}: not UTF-8; save the file as CSV in UTF-8`);
  const table = readCsvTable(text, { required: REQUIRED, optional: OPTIONAL });
  if (table.fault !== null) throw malformed(table.fault);
  const problems = [...table.broken];
  const linesOf = new Map<string, LawyerLine[]>();
  for (const entry of table.entries) {
    const found = validateLawyer(entry);
    problems.push(...found.problems);
    if (found.line === null) continue;
    const known = linesOf.get(found.line.number);
    if (known === undefined) linesOf.set(found.line.number, [found.line]);
    else known.push(found.line);
  }
  const lines: LawyerLine[] = [];
  for (const terms of linesOf.values()) {
    const joined = joinTerms(terms);
    if ("problem" in joined) problems.push(joined.problem);
    else lines.push(joined.line);
  }
  return { lines, problems: problems.sort((a, b) => lineOf(a) - lineOf(b)) };
}

/** Several lines of one licence make one term, or a problem. */
function joinTerms(terms: readonly LawyerLine[]): { line: LawyerLine } | { problem: LineProblem } {
  const [first, ...others] = terms.toSorted((a, b) => a.validFrom - b.validFrom) as [LawyerLine, ...LawyerLine[]];
  let line = first;
  for (const next of others) {
    const [earlier, later] = lineOf(line) < lineOf(next) ? [line, next] : [next, line];
    const refuse = (field: string, message: string) => ({ problem: { at: later.at, field, message } });
    for (const field of ["name", "jurisdiction", "scope", "status"] as const) {
      const [here, there] = [describeField(later, field), describeField(earlier, field)];
      if (here !== there) return refuse(field, `${here}, but ${there} in ${earlier.at}, of the same licence`);
    }
    if (next.validFrom === line.validFrom && next.validUntil === line.validUntil) {
      return refuse("licence", `${line.number} is in ${earlier.at} already`);
    }
    if (next.validFrom < line.validUntil) {
      return refuse(
        "validFrom",
        `${describeTerm(later)} overlaps ${describeTerm(earlier)} in ${earlier.at}, of the same licence`,
      );
    }
    if (next.validFrom > line.validUntil) {
      return refuse(
        "validFrom",
        `${describeTerm(later)} leaves a gap to ${describeTerm(earlier)} in ${earlier.at}, of the same licence`,
      );
    }
    line = { ...line, at: `${line.at} and ${next.at.replace("line ", "")}`, validUntil: next.validUntil };
  }
  return { line };
}

function describeField(line: LawyerLine, field: "name" | "jurisdiction" | "scope" | "status"): string {
  const value = line[field];
  if (value === null) return "nothing";
  return typeof value === "string" ? value : value.join("+");
}

/** `2026-06-01 to 2027-05-31`, with the last day. */
export function describeTerm({ validFrom, validUntil }: { validFrom: number; validUntil: number }): string {
  return `${formatDay(validFrom)} to ${formatDay(validUntil - 1)}`;
}

function lineOf({ at }: { at: string }): number {
  return Number(/\d+/.exec(at)?.[0] ?? 0);
}

function malformed(fact: string): ChainError {
  return new ChainError({ code: "lawyer-file-malformed", message: `lawyers file: ${fact}` });
}
