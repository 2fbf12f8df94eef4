import { schemaStandardId, StandardCategory, standardId } from "../../src/core/standards/standardId.js";
import type { LocalizedText } from "../../src/core/standards/standard.js";
import { capitalise, type Standards, startOfDay, yearsInSeconds } from "./readStandards.js";

/** `IStandardsRegistry.Seed`, with numbers that JSON can carry: all are below 2^53. */
export interface Seed {
  readonly id: number;
  readonly from: number;
  readonly content: {
    readonly contentHash: `0x${string}`;
    readonly value: number;
    readonly title: string;
    readonly source: string;
  };
}

const NO_HASH: `0x${string}` = `0x${"00".repeat(32)}`;
/** The limits of `StandardsRegistry`. */
const MAX_TITLE_BYTES = 256;
const MAX_SOURCE_BYTES = 512;

/** What `StandardsRegistry` begins with, in the order of ids, each id's versions from the oldest. */
export function generateSeeds(standards: Standards): Seed[] {
  const { recordKind, digestAlgorithm, statutoryLimit, window } = StandardCategory;
  const seeds = [
    ...standards.recordKinds.map((kind) =>
      createSeed(standardId(recordKind, kind.number), 0, NO_HASH, 0, formatTitle(kind.title), kind.source),
    ),
    ...standards.schemas.map(({ kind, version, schema, hash }) => {
      const title = formatTitle({
        zh: `${schema["x-title-zh"]}元数据第${version}版`,
        en: `${schema.title}: metadata, version ${version}`,
      });
      return createSeed(schemaStandardId(kind, version), 0, hash, 0, title, schema.$id);
    }),
    ...standards.digestAlgorithms.map(({ number, title, source }) =>
      createSeed(standardId(digestAlgorithm, number), 0, NO_HASH, 0, formatTitle(title), source),
    ),
    ...standards.statutoryLimits.flatMap(({ number, title, versions }) =>
      versions.map(({ from, years, source }) => {
        const id = standardId(statutoryLimit, number);
        return createSeed(id, startOfDay(from), NO_HASH, yearsInSeconds(years), formatTitle(title), source);
      }),
    ),
    ...standards.windows.flatMap(({ number, title, versions }) =>
      versions.map(({ from, workingDays, source }) =>
        createSeed(standardId(window, number), startOfDay(from), NO_HASH, workingDays, formatTitle(title), source),
      ),
    ),
  ];
  return seeds.sort((a, b) => a.id - b.id || a.from - b.from);
}

function formatTitle({ zh, en }: LocalizedText): string {
  return zh === en ? en : `${zh} / ${capitalise(en)}`;
}

function createSeed(
  id: number,
  from: number,
  contentHash: `0x${string}`,
  value: number,
  title: string,
  source: string,
): Seed {
  if (Buffer.byteLength(title) > MAX_TITLE_BYTES) throw new Error(`${title}: longer than ${MAX_TITLE_BYTES} bytes`);
  if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw new Error(`${source}: longer than ${MAX_SOURCE_BYTES} bytes`);
  return { id, from, content: { contentHash, value, title, source } };
}
