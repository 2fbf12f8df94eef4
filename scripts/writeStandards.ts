import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { generateConstants } from "./standards/generateConstants.js";
import { generateDocs } from "./standards/generateDocs.js";
import { generateMetadataTypes } from "./standards/generateMetadataTypes.js";
import { generateSchemas } from "./standards/generateSchemas.js";
import { generateSeeds } from "./standards/generateSeeds.js";
import { readStandards } from "./standards/readStandards.js";

/** Writes all that is generated from `standards/`; with `--check`, says what is stale instead, and fails if anything is. */
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const standards = await readStandards(join(root, "standards"));
const generated: readonly (readonly [path: string, text: string])[] = [
  ["src/core/standards/standards.generated.ts", generateConstants(standards)],
  ["src/core/standards/metadata.generated.ts", generateMetadataTypes(standards)],
  ["src/core/standards/schemas.generated.ts", generateSchemas(standards)],
  ["ignition/standardsSeeds.generated.json", JSON.stringify(generateSeeds(standards))],
  ["docs/standards.md", generateDocs(standards)],
];

const check = process.argv.includes("--check");
const stale: string[] = [];
for (const [path, text] of generated) {
  const file = join(root, path);
  const formatted = await format(text, { ...(await resolveConfig(file)), filepath: file });
  if (formatted === (await readFile(file, "utf8").catch(() => null))) continue;
  stale.push(path);
  if (check) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, formatted);
}
if (stale.length === 0) console.log("standards: all files are up to date");
else console.log(stale.map((path) => `standards: ${check ? "stale" : "wrote"} ${path}`).join("\n"));
if (check && stale.length > 0) {
  console.error("run `node --import tsx scripts/writeStandards.ts`");
  process.exitCode = 1;
}
