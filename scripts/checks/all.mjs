// `npm run check`: everything that needs no chain and takes no tests. Runs all, then says which failed.
import { spawnSync } from "node:child_process";

const tsx = ["node", "--import", "tsx"];
const CHECKS = {
  types: ["tsc", "-p", "."],
  lint: ["eslint", "."],
  format: ["prettier", "--check", "--log-level", "warn", "."],
  layers: ["depcruise", "--config", ".dependency-cruiser.cjs", "src", "scripts", "network", "bench", "ignition"],
  lock: ["node", "scripts/checks/lockPlatforms.mjs"],
  typechain: ["node", "scripts/checks/typechainIsFresh.mjs"],
  vectors: [...tsx, "scripts/writeTestVectors.ts", "--check"],
  standards: [...tsx, "scripts/writeStandards.ts", "--check"],
  docs: [...tsx, "scripts/writeDocs.ts", "--check"],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(", ")}; there are ${Object.keys(CHECKS).join(", ")}`);
  process.exit(64);
}

const failed = [];
for (const [name, [command, ...parameters]] of Object.entries(CHECKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const started = performance.now();
  console.log(`== ${name}`);
  const { status } = spawnSync(command, parameters, { stdio: "inherit", env: process.env });
  console.log(
    `== ${name}: ${status === 0 ? "ok" : "FAILED"} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  if (status !== 0) failed.push(name);
}
const total = asked.length > 0 ? asked.length : Object.keys(CHECKS).length;
console.log(
  `${total - failed.length} passing, ${failed.length} failing${failed.length > 0 ? `: ${failed.join(", ")}` : ""}`,
);
process.exit(failed.length === 0 ? 0 : 1);
