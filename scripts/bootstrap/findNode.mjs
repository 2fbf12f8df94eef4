import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { BootstrapError, projectDirectory, say, step } from "./console.mjs";

/** Hardhat needs it, and `node:sqlite` as the relayer uses it. */
const OLDEST = [22, 22];
const binDirectory = join(projectDirectory, "node_modules", ".bin");
const rememberedFile = join(projectDirectory, "node_modules", ".lexanchor-node");

/** The version pinned in package.json. */
function pinnedVersion() {
  const manifest = JSON.parse(readFileSync(join(projectDirectory, "package.json"), "utf8"));
  const version = manifest.devDependencies?.node ?? manifest.optionalDependencies?.node;
  if (version === undefined) throw new BootstrapError("package.json does not pin a version of node");
  return version;
}

/** Whether the Node that runs this file would do. */
export function thisNodeIsRecent() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/**
 * The packages that hold a Node for this machine, the best first. Not the package `node` itself: it fetches one of
 * these in an install script, and npm from version 12 on runs no install scripts for `npx`. Not every version was
 * published for every platform (24.21.0 is missing for macOS), hence the second.
 */
export function nodePackages() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  return [pinnedVersion(), "26.10.0"].map((version) => `${prefix}-${platform}-${process.arch}@${version}`);
}

/** Runs a shell command with one of `nodePackages()` as `node`. */
export function withFetchedNode(command, options) {
  let result;
  for (const name of nodePackages()) {
    result = spawnSync("npx", ["--yes", "--package", name, "--call", command], {
      cwd: projectDirectory,
      encoding: "utf8",
      shell: process.platform === "win32",
      ...options,
    });
    if (result.error !== undefined) throw new BootstrapError(`could not run npx: ${result.error.message}`);
    if (!/\bE404\b|\bETARGET\b|No match found/.test(result.stderr)) break;
  }
  return result;
}

/** The version that an executable reports, or null where it does not run. */
function versionOf(path) {
  const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

/**
 * The Node to run everything with: the one in node_modules; where it is not there, because npm ran no install
 * scripts, this one if it is recent; else one fetched by npx.
 * @returns {{ path: string, environment: NodeJS.ProcessEnv }} the environment has it first in the PATH
 */
export function findNode() {
  const path = locateNode();
  const directories = [dirname(path), binDirectory, process.env.PATH ?? ""];
  return { path, environment: { ...process.env, PATH: [...new Set(directories)].join(delimiter) } };
}

function locateNode() {
  const installed = join(binDirectory, process.platform === "win32" ? "node.exe" : "node");
  if (existsSync(installed)) {
    if (realpathSync(installed) === realpathSync(process.execPath)) return installed;
    if (versionOf(installed) === `v${pinnedVersion()}`) return installed;
  }
  if (thisNodeIsRecent()) return process.execPath;
  if (existsSync(rememberedFile)) {
    const remembered = readFileSync(rememberedFile, "utf8").trim();
    if (versionOf(remembered) !== null) return remembered;
    rmSync(rememberedFile);
  }
  const fetched = step(`fetching Node ${pinnedVersion()} (this is ${process.version})`, () =>
    withFetchedNode(`node -p "process.execPath"`),
  );
  const path = fetched.stdout.trim().split("\n").at(-1) ?? "";
  const version = path === "" ? null : versionOf(path);
  if (version === null || Number(version.slice(1).split(".")[0]) < OLDEST[0]) {
    say(fetched.stderr.trim());
    throw new BootstrapError(
      `Node ${OLDEST.join(".")} or later is needed, and npm could not fetch it. Install it from https://nodejs.org, ` +
        `or try: npx --yes --package ${nodePackages()[0]} --call "npm start"`,
    );
  }
  writeFileSync(rememberedFile, `${path}\n`);
  return path;
}
