import type { LineProblem } from "./institutionLine.js";
import { parseCsv } from "./parseCsv.js";

/** A row of a table, by the names of its columns, without space around its cells. */
export interface CsvEntry {
  /** `line 5` */
  readonly at: string;
  readonly value: Readonly<Record<string, string>>;
}

/** What a CSV text holds, or why it is no such table at all. */
export type CsvTable =
  | { readonly fault: string }
  | {
      readonly fault: null;
      readonly entries: readonly CsvEntry[];
      /** Rows with more or fewer cells than the first. */
      readonly broken: readonly LineProblem[];
    };

/**
 * Reads a CSV text whose first row names its columns.
 * @param columns that must be there, and those that may be
 */
export function readCsvTable(
  text: string,
  columns: { required: readonly string[]; optional?: readonly string[] },
): CsvTable {
  const { required, optional = [] } = columns;
  const { rows, brokenQuoteAt } = parseCsv(text);
  if (brokenQuoteAt !== null) return { fault: `line ${brokenQuoteAt}: a quote that does not end with its cell` };
  const [header, ...body] = rows;
  const names = header?.cells.map((cell) => cell.trim()) ?? [];
  for (const column of required) {
    if (!names.includes(column)) return { fault: `the first row lacks the column ${column}` };
  }
  for (const [i, name] of names.entries()) {
    if (!required.includes(name) && !optional.includes(name)) {
      return { fault: `the column ${JSON.stringify(name)} is not known` };
    }
    if (names.indexOf(name) !== i) return { fault: `the column ${name} is there twice` };
  }
  const entries: CsvEntry[] = [];
  const broken: LineProblem[] = [];
  for (const { line, cells } of body) {
    const at = `line ${line}`;
    if (cells.length === names.length) {
      entries.push({ at, value: Object.fromEntries(names.map((name, i) => [name, (cells[i] ?? "").trim()])) });
    } else {
      broken.push({ at, field: "", message: `${cells.length} cells, ${names.length} expected` });
    }
  }
  return { fault: null, entries, broken };
}
