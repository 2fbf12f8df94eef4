// Writes what is generated in docs/: errors.md and openapi.json. With --check, fails where they are stale instead.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { openApiDocument } from "../src/relayer/http/openapi.js";
import { describeErrors } from "./docs/describeErrors.js";

const documents: readonly [name: string, content: () => Promise<string>][] = [
  ["docs/errors.md", describeErrors],
  ["docs/openapi.json", () => Promise.resolve(JSON.stringify(openApiDocument))],
];
const check = process.argv.includes("--check");

for (const [name, content] of documents) {
  const file = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const wanted = await format(await content(), { filepath: file, printWidth: 120 });
  const found = await readFile(file, "utf8").catch(() => null);
  if (found === wanted) {
    console.log(`${name} is fresh`);
  } else if (check) {
    console.error(`${name} is stale: run npm run docs`);
    process.exitCode = 1;
  } else {
    await writeFile(file, wanted);
    console.log(`${name} written`);
  }
}
