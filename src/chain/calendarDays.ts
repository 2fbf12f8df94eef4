/** Days begin at 00:00 in Beijing (UTC+8), as in docs/standards.md. */
const UTC_OFFSET_SECONDS = 8 * 3_600;
export const DAY_SECONDS = 86_400;

const DAY = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日)$/;

/**
 * A day as people and spreadsheets write it: `2026-11-23`, `2026/1/5`, `2026.1.5`, `2026年1月5日`, also in full-width
 * digits; the year first, since nothing else is clear.
 *
 * @returns Unix seconds of its beginning in Beijing, null for what is no day of the calendar
 */
export function parseDay(text: string): number | null {
  const match = DAY.exec(text.normalize("NFKC").replace(/\s/gu, ""));
  if (match === null) return null;
  const [year, month, day] = match
    .slice(1)
    .filter((part: string | undefined) => part !== undefined)
    .map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Years below 100 are those of the last century to `Date.UTC`; a day beyond its month is moved into the next one.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.getTime() / 1_000 - UTC_OFFSET_SECONDS;
}

/** The day in Beijing in which a second lies: `2026-11-23`. */
export function formatDay(seconds: number): string {
  return new Date((seconds + UTC_OFFSET_SECONDS) * 1_000).toISOString().slice(0, 10);
}
