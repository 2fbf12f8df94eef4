import { FINDING_CODES, RECORD_KINDS } from "../core/index.js";
import type { Disclosure, Finding, FindingResult, Receipt, Verdict } from "../core/index.js";
import type { Paint } from "./terminal/createConsole.js";
import { displayWidth, padDisplay } from "./terminal/displayWidth.js";
import { printable } from "./terminal/printable.js";
import { formatTime, shortHex } from "./terminal/formatFigures.js";

const INDENT = " ".repeat(17);
const MARKS: { readonly [result in FindingResult]: string } = { valid: "✓", invalid: "✗", error: "?", skipped: "–" };

export interface VerdictToDescribe {
  /** What the document is called; null where only the record was checked. */
  readonly name: string | null;
  readonly receipt: Receipt;
  readonly verdict: Verdict;
  readonly disclosure: Disclosure | undefined;
}

/** One sentence that says it all, then each finding with what it rests on. */
export function describeVerdict(subject: VerdictToDescribe, paint: Paint, columns: number): string[] {
  const { verdict, disclosure } = subject;
  const lines = [summarizeVerdict(subject, paint), ""];
  for (const finding of verdict.findings) {
    const mark = colourOf(finding.result, paint)(MARKS[finding.result]);
    const { meaning } = FINDING_CODES[finding.code];
    const words = finding.result === "skipped" ? paint.dim(meaning) : meaning;
    lines.push(`  ${mark} ${padDisplay(finding.question, 12)} ${words}`);
    for (const line of wrapFacts(describeFacts(finding), columns)) lines.push(INDENT + paint.dim(line));
  }
  if (disclosure !== undefined && resultOf(verdict, "disclosure") === "valid") {
    lines.push("", "  Shown by the disclosure:");
    for (const { name, value } of disclosure.fields) {
      lines.push(printable(`    ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`));
    }
  }
  return lines;
}

/** The sentence alone, such as a list of many verdicts wants it. */
export function summarizeVerdict(subject: VerdictToDescribe, paint: Paint): string {
  const { receipt, verdict } = subject;
  const { record, ledger } = receipt;
  const name = subject.name === null ? "the record" : printable(subject.name);
  switch (verdict.outcome) {
    case "authentic": {
      const issuer = verdict.findings.find(({ question }) => question === "issuer");
      const official = printable(String(issuer?.facts["name"] ?? "an institution"));
      const institution = `${official} (institution ${record.institutionId})`;
      const kind = RECORD_KINDS.find(({ number }) => number === record.kind)?.en ?? `kind ${record.kind}`;
      const time = formatTime(new Date(ledger.anchoredAt));
      const what = subject.name === null ? "the record in this receipt (no document was given)" : name;
      return `${paint.green(paint.bold("AUTHENTIC"))}: ${what} is what ${institution} recorded at ${time} as ${kind}.`;
    }
    case "not-authentic":
      return `${paint.red(paint.bold("NOT AUTHENTIC"))}: ${name}. ${meaningOf(verdict, "invalid")}`;
    case "undetermined":
      return `${paint.yellow(paint.bold("COULD NOT TELL"))}: ${name}. ${meaningOf(verdict, "error")}`;
  }
}

/** The first finding with this result: what decided the verdict. */
export function decisiveFinding(verdict: Verdict, result: FindingResult): Finding | null {
  return verdict.findings.find((finding) => finding.result === result) ?? null;
}

function meaningOf(verdict: Verdict, result: FindingResult): string {
  const finding = decisiveFinding(verdict, result);
  return finding === null ? "" : FINDING_CODES[finding.code].meaning;
}

function resultOf(verdict: Verdict, question: string): FindingResult | null {
  return verdict.findings.find((finding) => finding.question === question)?.result ?? null;
}

/** `block number 1031`: the name in words, then the value. */
function describeFacts({ facts }: Finding): string[] {
  const known = Object.entries(facts).filter(([, value]) => value !== null);
  return known.map(([name, value]) => {
    const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    return `${words} ${/^0x[0-9a-f]+$/.test(text) ? shortHex(text) : printable(text)}`;
  });
}

function wrapFacts(facts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const fact of facts) {
    const last = lines.at(-1);
    if (last === undefined || displayWidth(INDENT + last + fact) + 3 > columns) lines.push(fact);
    else lines[lines.length - 1] = `${last} · ${fact}`;
  }
  return lines;
}

function colourOf(result: FindingResult, paint: Paint): (text: string) => string {
  switch (result) {
    case "valid":
      return paint.green;
    case "invalid":
      return paint.red;
    case "error":
      return paint.yellow;
    case "skipped":
      return paint.dim;
  }
}
