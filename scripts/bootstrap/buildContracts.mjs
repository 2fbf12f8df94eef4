import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BootstrapError, projectDirectory, say, step } from "./console.mjs";

const sources = ["contracts", "hardhat.config.ts", "package-lock.json"];
const stampFile = join(projectDirectory, "artifacts", ".lexanchor-stamp");

/**
 * Compiles the contracts, unless what there is was built from these sources. Not the types, which are in the repository:
 * a start leaves a clone as it is.
 */
export function buildContracts(node) {
  const stamp = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8").trim() === stamp) return;
  const hardhat = join(projectDirectory, "node_modules", ".bin", "hardhat");
  const result = step("building contracts", () =>
    spawnSync(node.path, [hardhat, "build", "--quiet", "--no-tests", "--no-typechain"], {
      cwd: projectDirectory,
      encoding: "utf8",
      env: { ...node.environment, HARDHAT_DISABLE_TELEMETRY_PROMPT: "true" },
    }),
  );
  if (result.status !== 0) {
    say(`${result.stdout}${result.stderr}`.trim());
    throw new BootstrapError("the contracts could not be built; the compiler's messages are above");
  }
  writeFileSync(stampFile, `${stamp}\n`);
}

function hashSources() {
  const hash = createHash("sha256");
  for (const source of sources) addTo(hash, source);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const file = join(projectDirectory, path);
  if (path.includes(".")) {
    const content = readFileSync(file);
    hash.update(`${path}\0${content.length}\0`).update(content);
    return;
  }
  for (const name of readdirSync(file).sort()) addTo(hash, `${path}/${name}`);
}
