import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MetadataSchema } from "../../src/core/standards/metadataSchema.js";
import type { LocalizedText, ReasonedChange } from "../../src/core/standards/standard.js";
import { checkSchemaKeywords } from "./checkSchemaKeywords.js";

/** `standards/standards.json`, as it is written. Titles are noun phrases that begin in lower case. */
export interface StandardsSource {
  readonly categories: readonly (Entry & { readonly code: string; readonly value: string })[];
  readonly recordKinds: readonly (Entry & {
    readonly description: LocalizedText;
    readonly source: string;
    readonly schemaVersions: readonly number[];
  })[];
  readonly digestAlgorithms: readonly (Entry & { readonly source: string })[];
  readonly statutoryLimits: readonly (Entry & {
    readonly versions: readonly (Version & { readonly years: number })[];
  })[];
  readonly windows: readonly (Entry & { readonly versions: readonly (Version & { readonly workingDays: number })[] })[];
  /** Empty until a calendar is adopted; see docs/standards.md. */
  readonly calendars: readonly never[];
  readonly reasons: readonly {
    readonly number: number;
    readonly changes: readonly ReasonedChange[];
    readonly title: LocalizedText;
    readonly source?: string;
  }[];
}

interface Entry {
  readonly number: number;
  readonly slug: string;
  readonly title: LocalizedText;
}

interface Version {
  /** The first day, `YYYY-MM-DD`, from 00:00 Beijing time. */
  readonly from: string;
  readonly source: string;
}

export interface ShippedSchema {
  readonly kind: number;
  readonly slug: string;
  readonly version: number;
  readonly fileName: string;
  /** SHA-256 of the file's bytes, with `0x`. */
  readonly hash: `0x${string}`;
  readonly schema: MetadataSchema;
}

export interface Standards extends StandardsSource {
  /** In the order of the record kinds, then of the versions. */
  readonly schemas: readonly ShippedSchema[];
}

/**
 * Reads the one source of truth: `standards.json` and the schema files that it names.
 *
 * @param folder path of `standards/`
 * @throws Error for a schema that is missing, superfluous, misnamed, or uses a keyword that sealing does not check
 */
export async function readStandards(folder: string): Promise<Standards> {
  // The file is ours, and the tests check what the types only claim.
  const source = JSON.parse(await readFile(join(folder, "standards.json"), "utf8")) as StandardsSource;
  const named = source.recordKinds.flatMap(({ number, slug, schemaVersions }) =>
    schemaVersions.map((version) => ({ kind: number, slug, version, fileName: `${slug}.v${version}.json` })),
  );
  const files = await readdir(join(folder, "schemas"));
  const unnamed = files.find((file) => !named.some(({ fileName }) => fileName === file));
  if (unnamed !== undefined) throw new Error(`standards/schemas/${unnamed}: no record kind in standards.json names it`);
  const schemas = await Promise.all(
    named.map(async (entry): Promise<ShippedSchema> => {
      const bytes = await readFile(join(folder, "schemas", entry.fileName));
      const schema: unknown = JSON.parse(bytes.toString("utf8"));
      checkSchemaKeywords(schema, entry.fileName);
      const urn = `urn:lexanchor:schema:${entry.slug}:${entry.version}`;
      if (schema.$id !== urn) throw new Error(`${entry.fileName}: $id is ${schema.$id}, ${urn} expected`);
      return { ...entry, hash: `0x${createHash("sha256").update(bytes).digest("hex")}`, schema };
    }),
  );
  return { ...source, schemas };
}

/** 00:00 Beijing time of a day, in Unix seconds. China has had one time zone, without summer time, since 1992. */
export function startOfDay(day: string): number {
  const seconds = Date.parse(`${day}T00:00:00+08:00`) / 1000;
  if (!Number.isInteger(seconds)) throw new Error(`${day}: a day such as 2022-04-10 expected`);
  return seconds;
}

/** 365 days a year: never longer than the law allows, one day shorter where a 29 February lies within. */
export function yearsInSeconds(years: number): number {
  return years * 365 * 86_400;
}

/** A title as it stands by itself. */
export function capitalise(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
