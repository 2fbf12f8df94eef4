/**
 * Writes test/vectors/*.json, the same in every run. With `--check`: writes nothing, and fails where a file is stale.
 */
import { readFile, writeFile } from "node:fs/promises";
import { format } from "prettier";
import { composeDigests } from "../test/vectors/compose/composeDigests.js";
import { composeMetadata } from "../test/vectors/compose/composeMetadata.js";
import { composeReceipts } from "../test/vectors/compose/composeReceipts.js";
import { composeRecords } from "../test/vectors/compose/composeRecords.js";
import { composeTrees } from "../test/vectors/compose/composeTrees.js";

const FILES: { readonly [name: string]: () => unknown } = {
  "digests.json": composeDigests,
  "metadata.json": composeMetadata,
  "receipts.json": composeReceipts,
  "records.json": composeRecords,
  "trees.json": composeTrees,
};

const check = process.argv.includes("--check");
const stale: string[] = [];
for (const [name, compose] of Object.entries(FILES)) {
  const path = new URL(`../test/vectors/${name}`, import.meta.url);
  const text = await format(JSON.stringify(compose()), { parser: "json", printWidth: 120 });
  if (!check) await writeFile(path, text);
  else if ((await readIfPresent(path)) !== text) stale.push(name);
}
if (stale.length > 0) {
  console.error(
    `test/vectors: stale: ${stale.join(", ")}; write them with: node --import tsx scripts/writeTestVectors.ts`,
  );
  process.exitCode = 1;
}

async function readIfPresent(path: URL): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
