// `npm run bench`: installs the peers, then runs the scripts named, or all.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const SCRIPTS = ["gas", "tree", "intake", "lookups"] as const;

const peers = fileURLToPath(new URL("peers/", import.meta.url));
if (!existsSync(`${peers}/node_modules`)) {
  const npm = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: peers, stdio: "inherit" });
  if (npm.status !== 0) throw new Error("the peers could not be installed");
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !SCRIPTS.some((script) => script === name));
if (unknown.length > 0) throw new Error(`no such benchmark: ${unknown.join(", ")}; there are ${SCRIPTS.join(", ")}`);

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`);
for (const script of SCRIPTS.filter((name) => asked.length === 0 || asked.includes(name))) {
  const file = fileURLToPath(new URL(`${script}.ts`, import.meta.url));
  const run = spawnSync(process.execPath, ["--import", "tsx", file], { stdio: "inherit" });
  if (run.status !== 0) throw new Error(`${script} ended with ${run.status ?? run.signal ?? "no status"}`);
}
