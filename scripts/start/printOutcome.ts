import { relative } from "node:path";
import { decisiveFinding } from "../../src/cli/describeVerdict.js";
import type { Endpoints } from "../../src/cli/home/endpoints.js";
import type { Console } from "../../src/cli/terminal/createConsole.js";
import { padDisplay } from "../../src/cli/terminal/displayWidth.js";
import { FINDING_CODES, recordKindByNumber } from "../../src/core/index.js";
import type { Verdict } from "../../src/core/index.js";
import type { AnchoredDocument } from "./anchorSample.js";
import type { Alteration } from "./showAlteration.js";

const WORDS = { authentic: "authentic", "not-authentic": "NOT AUTHENTIC", undetermined: "could not tell" } as const;

/** One line for each document of the case, with its verdict. */
export function printVerdicts(
  console: Console,
  documents: readonly AnchoredDocument[],
  verdicts: readonly Verdict[],
): void {
  for (const [i, { document, institution, receipt }] of documents.entries()) {
    const verdict = verdicts[i] as Verdict;
    const isAuthentic = verdict.outcome === "authentic";
    const mark = isAuthentic ? console.paint.green("✓") : console.paint.red("✗");
    const word = (isAuthentic ? console.paint.green : console.paint.red)(padDisplay(WORDS[verdict.outcome], 9));
    const kind = recordKindByNumber(document.kind);
    const place = `batch ${receipt.batch.sequence}, block ${receipt.ledger.blockNumber}`;
    console.print(
      `  ${mark} ${word}  ${padDisplay(document.file, 20)} ${padDisplay(`${kind.en} ${kind.zh}`, 30)} ${console.paint.dim(place)}`,
    );
    console.print(`               ${console.paint.dim(institution.name)}`);
    const finding = decisiveFinding(verdict, "invalid") ?? decisiveFinding(verdict, "error");
    if (finding !== null) console.print(`               ${finding.question}: ${FINDING_CODES[finding.code].meaning}`);
  }
}

/** What one changed byte came to. */
export function printAlteration(console: Console, file: string, { offset, before, after, finding }: Alteration): void {
  const byte = (value: number): string => value.toString(16).padStart(2, "0");
  console.print(`  One byte of ${file} changed, in memory (byte ${offset}: ${byte(before)} → ${byte(after)}):`);
  if (finding === null) {
    console.print(`  ${console.paint.red("✗ the change was NOT noticed")}`);
    return;
  }
  const { facts, question, code } = finding;
  console.print(
    `  ${console.paint.green("✓")} ${console.paint.red("not authentic")}: ${question}, ${FINDING_CODES[code].meaning}`,
  );
  for (const [name, value] of Object.entries(facts))
    console.print(`      ${console.paint.dim(`${padDisplay(name, 16)} ${String(value)}`)}`);
}

/** Where everything is, and what to try. */
export function printAddresses(
  console: Console,
  { endpoints, endpointsFile, example }: { endpoints: Endpoints; endpointsFile: string; example: AnchoredDocument },
): void {
  console.print(`  pages      ${endpoints.portal}`);
  console.print(`  relayer    ${endpoints.http}  (routes: ${endpoints.http}/openapi.json)`);
  console.print(`  chain      ${endpoints.rpc}  (chain ${endpoints.chainId}, Directory ${endpoints.directory})`);
  console.print(`  for tools  ${shortPath(endpointsFile)}`);
  console.print("");
  console.print("  In another terminal:");
  const [document, receipt] = [shortPath(example.path), shortPath(example.receiptFile)];
  console.print(`    npm run lexanchor -- verify ${document} --receipt ${receipt}`);
  console.print("    npm run lexanchor -- record seal <your file>");
}

/** As one would type it here. */
function shortPath(path: string): string {
  const here = relative(process.cwd(), path);
  return here.startsWith("..") ? path : here;
}
