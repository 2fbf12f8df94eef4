// Checks that package-lock.json names the native packages of every platform, not only those of the machine that
// wrote it: `npm ci` refuses a lock that lacks one. With `--fix`, adds what is missing.
import { readFileSync, writeFileSync } from "node:fs";

const lockFile = new URL("../../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(lockFile, "utf8"));

/** Where npm would find `name` for the package at `path`: the nearest node_modules above it. */
function isLocked(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(at.lastIndexOf("/node_modules/"), 0))) {
    const candidate = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (candidate in lock.packages) return true;
    if (at === "") return false;
  }
}

/** Native packages carry their platform in their name: `-darwin-arm64`, `-linux-x64-gnu`, `-win32-x64-msvc`. */
function platformOf(name) {
  const match = /-(darwin|linux|win32)-(arm64|x64|amd64)(?:-(gnu|musl|msvc))?$/.exec(name);
  if (match === null) throw new Error(`${name} does not name its platform: add it to package-lock.json by hand`);
  const [, os, cpu, libc] = match;
  const libcs = { gnu: ["glibc"], musl: ["musl"] };
  return { cpu: [cpu === "amd64" ? "x64" : cpu], ...(libcs[libc] && { libc: libcs[libc] }), os: [os] };
}

const missing = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!isLocked(path, name)) missing.push({ name, version, dev: entry.dev === true });
  }
}

if (missing.length === 0) {
  console.log("package-lock.json names every platform");
} else if (process.argv.includes("--fix")) {
  for (const { name, version, dev } of missing) {
    const { cpu, ...rest } = platformOf(name);
    lock.packages[`node_modules/${name}`] = { version, cpu, ...(dev && { dev }), optional: true, ...rest };
    console.log(`added ${name}@${version}`);
  }
  const entries = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  lock.packages = Object.fromEntries(entries);
  writeFileSync(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
} else {
  for (const { name, version } of missing) console.error(`package-lock.json lacks ${name}@${version}`);
  console.error("run: npm run fix:lock");
  process.exit(1);
}
