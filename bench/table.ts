/** Prints a Markdown table, its columns padded for the terminal. */
export function printTable(title: string, header: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = header.map((cell, column) => Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  console.log(`\n${title}\n`);
  console.log(line(header));
  console.log(line(widths.map((width) => "-".repeat(width))));
  for (const row of rows) console.log(line(row));
}

/** 58581 as "58,581". */
export function formatCount(value: number | bigint): string {
  return Math.round(Number(value)).toLocaleString("en-US");
}

/** Runs a measured function a few times and returns its rates' median, in units a second. */
export async function medianRate(units: number, runs: number, run: () => Promise<void> | void): Promise<number> {
  const rates: number[] = [];
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    await run();
    rates.push(units / ((performance.now() - started) / 1000));
  }
  rates.sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)] ?? 0;
}
