import { printable } from "./printable.js";

/** A command with more names than this is no longer read, let alone copied. */
const MAX_NAMES = 4;

/** Names of files as a shell takes them, for a command to copy; where they are many, the first and `…`. */
export function shellWords(names: readonly string[]): string {
  const [first, ...others] = names.map(shellWord);
  return others.length < MAX_NAMES ? [first, ...others].join(" ") : `${first} …`;
}

/** @custom:source POSIX.1-2024, Shell Command Language, 2.2.2 Single-Quotes */
function shellWord(name: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./-]+$/u.test(name)) return name;
  return `'${printable(name).replaceAll("'", `'\\''`)}'`;
}
