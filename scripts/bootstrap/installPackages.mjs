import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BootstrapError, projectDirectory, say, step } from "./console.mjs";
import { thisNodeIsRecent, withFetchedNode } from "./findNode.mjs";

const lockFile = join(projectDirectory, "package-lock.json");
/** What npm says it has installed. */
const installedFile = join(projectDirectory, "node_modules", ".package-lock.json");
const stampFile = join(projectDirectory, "node_modules", ".lexanchor-stamp");

/**
 * Installs what package-lock.json names, unless that is done. With `--no-save`: where npm cannot resolve a package
 * of another platform, it goes on, and leaves the lock as it is.
 */
export function installPackages() {
  if (!existsSync(lockFile)) {
    // Installed as a package: whoever installed it has brought the dependencies.
    return;
  }
  const stamp = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8").trim() === stamp) return;
  if (!matchesLock()) {
    const first = !existsSync(installedFile);
    const result = step(
      first ? "installing packages, once; about half a minute" : "installing changed packages",
      npmInstall,
    );
    if (result.status !== 0) {
      say(`${result.stdout}${result.stderr}`.trim());
      throw new BootstrapError("npm could not install the packages; its messages are above");
    }
  }
  writeFileSync(stampFile, `${stamp}\n`);
}

/**
 * Under a Node that is too old npm would leave out the native parts that say so, hence `withFetchedNode`. With
 * NODE_ENV=production it would leave out the compiler.
 */
function npmInstall() {
  const words = ["install", "--no-save", "--no-audit", "--no-fund", "--include=dev", "--include=optional"];
  if (!thisNodeIsRecent()) return withFetchedNode(["npm", ...words].join(" "));
  const result = spawnSync("npm", words, {
    cwd: projectDirectory,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.error !== undefined) throw new BootstrapError(`could not run npm: ${result.error.message}`);
  return result;
}

/** Whether node_modules holds all that the lock names for this platform: someone may have run `npm ci` already. */
function matchesLock() {
  if (!existsSync(installedFile)) return false;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === "" || !isForThisMachine(entry) || installed[path]?.version === entry.version,
  );
}

function isForThisMachine({ os, cpu, libc }) {
  const allows = (list, value) => list === undefined || list.includes(value);
  const here = process.report?.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc";
  return allows(os, process.platform) && allows(cpu, process.arch) && (libc === undefined || libc.includes(here));
}
