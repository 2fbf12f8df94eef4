import { LexanchorError, hashLicence, normaliseHolderName, normaliseLicence } from "../core/index.js";
import { DAY_SECONDS, formatDay, parseDay } from "./calendarDays.js";
import type { CsvEntry } from "./csvTable.js";
import type { LineProblem } from "./institutionLine.js";
import { LINE_STATUSES } from "./lawyerLine.js";
import type { LawyerLine, LineStatus } from "./lawyerLine.js";
import { PRACTICE_SCOPES, parsePracticeScope } from "./practiceScopes.js";
import type { PracticeScope } from "./practiceScopes.js";
import { encodeJurisdiction } from "./shortText.js";

/** The last second that the contracts take, 2106-02-07 06:28:15 UTC. @custom:source contracts/types/Dates.sol */
const LAST_DATE = 0xffff_ffff;
const FIRST_DAY = formatDay(DAY_SECONDS);
const LAST_DAY = formatDay(LAST_DATE - DAY_SECONDS);

/** Checks one lawyer of a file by the contract's own rules, so that nothing is sent that it would refuse. */
export function validateLawyer({ at, value }: CsvEntry): { line: LawyerLine | null; problems: LineProblem[] } {
  const problems: LineProblem[] = [];
  const attempt = <T>(field: string, read: (text: string) => T): T | null => {
    try {
      return read(value[field] ?? "");
    } catch (error) {
      if (!(error instanceof LexanchorError)) throw error;
      problems.push({ at, field, message: error.message.replace(`${field}: `, "") });
      return null;
    }
  };
  const number = attempt("licence", (text) => normaliseLicence(text));
  const name = attempt("name", (text) => normaliseHolderName(text));
  const jurisdiction = attempt("jurisdiction", readJurisdiction);
  const scope = attempt("scope", readScope);
  const first = readDay(value, "validFrom");
  const last = readDay(value, "validThrough");
  for (const { problem } of [first, last]) if (problem !== null) problems.push({ at, ...problem });
  if (first.day !== null && last.day !== null && first.day > last.day) {
    const message = `${formatDay(last.day)} is before the first day, ${formatDay(first.day)}`;
    problems.push({ at, field: "validThrough", message });
  }
  const status = readStatus(value["status"] ?? "");
  if (status === undefined) {
    const message = `${JSON.stringify(value["status"])} given, one of ${LINE_STATUSES.join(", ")}, or nothing, expected`;
    problems.push({ at, field: "status", message });
  }
  if (
    problems.length > 0 ||
    number === null ||
    name === null ||
    jurisdiction === null ||
    scope === null ||
    first.day === null ||
    last.day === null ||
    status === undefined
  ) {
    return { line: null, problems };
  }
  const term = { validFrom: first.day, validUntil: last.day + DAY_SECONDS };
  return { line: { at, number, licence: hashLicence(number), name, jurisdiction, ...term, scope, status }, problems };
}

function readJurisdiction(text: string): string {
  encodeJurisdiction(text);
  return text;
}

/** `litigation+criminal-defence`, in the order of the bits. */
function readScope(text: string): PracticeScope[] {
  const given = text.split("+").map((part) => parsePracticeScope(part.trim()));
  return PRACTICE_SCOPES.map(({ slug }) => slug).filter((slug) => given.includes(slug));
}

function readStatus(text: string): LineStatus | null | undefined {
  return text === "" ? null : LINE_STATUSES.find((status) => status === text);
}

function readDay(
  value: CsvEntry["value"],
  field: "validFrom" | "validThrough",
): { day: number | null; problem: Omit<LineProblem, "at"> | null } {
  const text = value[field] ?? "";
  const day = parseDay(text);
  const refuse = (message: string) => ({ day: null, problem: { field, message } });
  if (day === null) return refuse(`${JSON.stringify(text)} given, a day such as 2026-11-23 expected`);
  if (formatDay(day) < FIRST_DAY || formatDay(day) > LAST_DAY) {
    return refuse(`${formatDay(day)} given, a day from ${FIRST_DAY} to ${LAST_DAY} expected`);
  }
  return { day, problem: null };
}
