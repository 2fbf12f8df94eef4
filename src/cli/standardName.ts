import {
  DIGEST_ALGORITHM_STANDARDS,
  RECORD_KIND_STANDARDS,
  STANDARD_CATEGORIES,
  STATUTORY_LIMITS,
  WINDOWS,
  standardId,
  schemaStandardId,
} from "../core/standards/index.js";
import type { StandardCategory } from "../core/standards/index.js";
import { CliError } from "./errors.js";

const SLUGS: Readonly<Record<string, readonly { readonly number: number; readonly slug: string }[]>> = {
  "record-kind": RECORD_KIND_STANDARDS,
  "digest-algorithm": DIGEST_ALGORITHM_STANDARDS,
  "statutory-limit": STATUTORY_LIMITS,
  window: WINDOWS,
};

/**
 * The number of a standard that someone names: its category, and its code or slug; for a schema `5.1`, kind and version.
 * @throws CliError `usage`
 */
export function parseStandardName(category: string, name: string): number {
  const entry = STANDARD_CATEGORIES.find(({ slug }) => slug === category);
  if (entry === undefined) {
    const known = STANDARD_CATEGORIES.map(({ slug }) => slug).join(", ");
    throw usage("category", `${category} given, one of ${known} expected`);
  }
  if (category === "schema") return parseSchema(name);
  const slugs = SLUGS[category] ?? [];
  const number = slugs.find(({ slug }) => slug === name)?.number ?? (/^[1-9][0-9]{0,9}$/.test(name) ? Number(name) : 0);
  if (number >= 1 && number <= 0xffff_ffff) return standardId(entry.number as StandardCategory, number);
  const known = slugs.length === 0 ? "" : `, or one of ${slugs.map(({ slug }) => slug).join(", ")}`;
  throw usage("code", `${name} given, a number${known} expected`);
}

/** `digest-algorithm sm3`, `schema 5.1`: as it is typed. */
export function formatStandardName(category: string, code: number): string {
  if (category === "schema") return `schema ${Math.floor(code / 65_536)}.${code % 65_536}`;
  return `${category} ${SLUGS[category]?.find(({ number }) => number === code)?.slug ?? code}`;
}

function parseSchema(name: string): number {
  const [, kind, version] = /^([1-9][0-9]{0,4})\.([1-9][0-9]{0,4})$/.exec(name) ?? [];
  if (kind !== undefined && version !== undefined && Number(kind) <= 65_535 && Number(version) <= 65_535) {
    return schemaStandardId(Number(kind), Number(version));
  }
  throw usage("code", `${name} given, record kind and version expected, such as 5.1`);
}

function usage(field: string, fact: string): CliError {
  return new CliError({ code: "usage", message: `${field}: ${fact}`, field });
}
