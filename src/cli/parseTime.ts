import { InvalidArgumentError } from "commander";

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$/;

/** A time with its zone, or a day, which begins at midnight UTC; in Unix seconds. @custom:source RFC 3339 */
export function parseTime(text: string): number {
  const milliseconds = TIME.test(text) ? Date.parse(text) : Number.NaN;
  // 31 February would be read as a day of March.
  const daysInMonth = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
  if (Number.isNaN(milliseconds) || milliseconds < 0 || Number(text.slice(8, 10)) > daysInMonth) {
    throw new InvalidArgumentError("a time such as 2026-11-23T10:00:00Z or 2026-11-23 expected");
  }
  return Math.floor(milliseconds / 1000);
}
