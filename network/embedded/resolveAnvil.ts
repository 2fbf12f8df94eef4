import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EmbeddedChainError } from "./errors.js";

/** npm's names of the platform packages. @custom:source @foundry-rs/anvil 1.7.1 const.mjs */
const PACKAGES: Readonly<Record<string, string>> = {
  "darwin-arm64": "@foundry-rs/anvil-darwin-arm64",
  "darwin-x64": "@foundry-rs/anvil-darwin-amd64",
  "linux-arm64": "@foundry-rs/anvil-linux-arm64",
  "linux-x64": "@foundry-rs/anvil-linux-amd64",
  "win32-x64": "@foundry-rs/anvil-win32-amd64",
};

/**
 * Finds the anvil program in its platform's npm package: its launcher relies on an install script, which npm may have
 * been told to skip.
 *
 * @throws EmbeddedChainError `anvil-missing`
 */
export async function resolveAnvil(platform: string = process.platform, arch: string = process.arch): Promise<string> {
  const name = PACKAGES[`${platform}-${arch}`];
  if (name === undefined) {
    throw new EmbeddedChainError({
      code: "anvil-missing",
      message: `there is no anvil for ${platform}-${arch}; it exists for ${Object.keys(PACKAGES).join(", ")}`,
    });
  }
  const program = platform === "win32" ? "anvil.exe" : "anvil";
  try {
    // Found from its launcher, which depends on it.
    const launcher = createRequire(import.meta.url).resolve("@foundry-rs/anvil/package.json");
    const path = join(dirname(createRequire(launcher).resolve(`${name}/package.json`)), "bin", program);
    await access(path, constants.X_OK);
    return path;
  } catch (cause) {
    throw new EmbeddedChainError({
      code: "anvil-missing",
      message: `the npm package ${name} is not installed or not executable: run npm install (without --omit=optional)`,
      cause,
    });
  }
}
