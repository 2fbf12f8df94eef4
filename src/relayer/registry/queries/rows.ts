import type { SQLOutputValue } from "node:sqlite";
import { toHex } from "../../../core/index.js";
import type { Hex } from "../../../core/index.js";

export type Row = Record<string, SQLOutputValue>;

// The tables are STRICT, and only what `factsOf` wrote is in them.
export const number = (row: Row, column: string): number => Number(row[column]);
export const text = (row: Row, column: string): string => String(row[column]);
export const hex = (row: Row, column: string): Hex => toHex(row[column] as Uint8Array);

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] == null ? null : Number(row[column]);
}

export function hexOrNull(row: Row, column: string): Hex | null {
  return row[column] == null ? null : hex(row, column);
}

/** Of several in one second the last one counts, as in the contracts. */
export function lastOfEachSecond<T>(states: readonly T[], secondOf: (state: T) => number): T[] {
  return states.filter((state, i) => {
    const next = states[i + 1];
    return next === undefined || secondOf(next) !== secondOf(state);
  });
}
