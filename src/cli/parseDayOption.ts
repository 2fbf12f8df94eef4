import { InvalidArgumentError } from "commander";
import { parseDay } from "../chain/index.js";

/** A day, as its first second in Beijing; in Unix seconds. */
export function parseDayOption(text: string): number {
  const day = parseDay(text);
  if (day === null) throw new InvalidArgumentError("a day such as 2026-11-23 expected.");
  return day;
}
