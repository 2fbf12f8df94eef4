import { displayWidth, padDisplay } from "./displayWidth.js";
import { printable } from "./printable.js";

/**
 * Lines with aligned columns, two spaces between them.
 * @param table cells of each row, without colours; the first row may be the heading
 */
export function formatTable(table: readonly (readonly string[])[]): string[] {
  const rows = table.map((cells) => cells.map(printable));
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, displayWidth(cell));
  }
  return rows.map((row) => {
    const cells = row.map((cell, at) => (at === row.length - 1 ? cell : padDisplay(cell, widths[at] ?? 0)));
    return cells.join("  ").trimEnd();
  });
}
