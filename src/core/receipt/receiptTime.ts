import { FieldRefusal } from "../parse/fieldRefusal.js";
import { describe } from "../parse/readFields.js";

const UTC_SECONDS = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** The last second that four digits of a year can say. */
const LAST_SECOND = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

/**
 * A block's time as receipts write it: `2026-11-23T10:00:00Z`.
 *
 * @param seconds Unix seconds, 0 to the end of the year 9999
 * @throws RangeError outside of that
 */
export function formatUtcSeconds(seconds: number): string {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > LAST_SECOND) {
    throw new RangeError(`seconds: ${seconds} given, a whole number from 0 to ${LAST_SECOND} expected`);
  }
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** As `formatUtcSeconds`, for facts: a number that is no time of a receipt is said as it is. */
export function describeUtcSeconds(seconds: number): string {
  const isTime = Number.isInteger(seconds) && seconds >= 0 && seconds <= LAST_SECOND;
  return isTime ? formatUtcSeconds(seconds) : `${seconds} s`;
}

/** @returns Unix seconds of a text that `formatUtcSeconds` could have written, else `null` */
export function parseUtcSeconds(text: string): number | null {
  if (!UTC_SECONDS.test(text)) return null;
  const milliseconds = Date.parse(text);
  if (!(milliseconds >= 0)) return null;
  const seconds = milliseconds / 1000;
  // 30 February is read as 2 March by some engines, and 24:00:00 as the next day by all
  return formatUtcSeconds(seconds) === text ? seconds : null;
}

/** Reads a time as receipts write it. */
export function readUtcSeconds(value: unknown, field: string): string {
  if (typeof value === "string" && parseUtcSeconds(value) !== null) return value;
  const fact = `${describe(value)} given, a UTC time such as 2026-11-23T10:00:00Z expected`;
  throw new FieldRefusal("malformed", field, fact);
}
