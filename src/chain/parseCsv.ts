/** A row of a CSV text, with the line of the text on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Splits a CSV text into rows. Cells may be quoted, and then hold commas, line ends and doubled quotes. Empty lines are
 * left out, as is a byte order mark, which spreadsheets put first.
 *
 * @returns the rows, and the line of a quote that is not closed or not alone in its cell, null where there is none
 * @custom:source RFC 4180
 */
export function parseCsv(text: string): { rows: CsvRow[]; brokenQuoteAt: number | null } {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let state: "bare" | "quoted" | "closed" = "bare";
  let line = 1;
  let rowLine = 1;
  let quoteLine = 1;
  let brokenQuoteAt: number | null = null;

  const endCell = (): void => {
    cells.push(cell);
    cell = "";
    state = "bare";
  };
  const endRow = (): void => {
    endCell();
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: rowLine, cells });
    cells = [];
    rowLine = line;
  };
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  for (let at = 0; at < body.length; at++) {
    const character = body[at] as string;
    if (character === "\n") line += 1;
    if (state === "quoted") {
      if (character !== '"') cell += character;
      else if (body[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else state = "closed";
    } else if (character === ",") endCell();
    else if (character === "\n") endRow();
    else if (character === "\r" && body[at + 1] === "\n") continue;
    else if (character === '"' && state === "bare" && cell === "") {
      state = "quoted";
      quoteLine = line;
    } else if (character === '"' || state === "closed") {
      brokenQuoteAt ??= line;
      cell += character;
    } else cell += character;
  }
  if (state === "quoted") brokenQuoteAt ??= quoteLine;
  endRow();
  return { rows, brokenQuoteAt };
}
