#!/usr/bin/env node
// The `lexanchor` command. An installed package runs what it was built to; a clone runs its source.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const built = new URL("../dist/src/cli/main.js", import.meta.url);
const source = new URL("../src/cli/main.ts", import.meta.url);
if (existsSync(built) && !existsSync(source)) {
  await import(built);
} else {
  process.argv.splice(2, 0, fileURLToPath(source));
  await import(new URL("../scripts/bootstrap.mjs", import.meta.url));
}
