// `npm test`: the contracts' tests, then everything else; both run, whatever the first finds. Arguments go to mocha
// alone: `npm test -- test/core/hashLeaf.test.ts`.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectDirectory, say } from "./bootstrap/console.mjs";

const words = process.argv.slice(2);
const suites =
  words.length > 0
    ? [["mocha", "--no-config", ...mochaOptions(), ...words]]
    : [["hardhat", "test", "--snapshot-check"], ["mocha"]];
let failed = 0;
for (const [command, ...rest] of suites) {
  const code = await run(command, rest);
  if (code !== 0) {
    failed = 1;
    say(`${command} failed (${code})`);
  }
}
process.exitCode = failed;

/** What .mocharc.json says, without its list of files: mocha would run those beside the ones that are named. */
function mochaOptions() {
  const options = Object.entries(JSON.parse(readFileSync(join(projectDirectory, ".mocharc.json"), "utf8")));
  return options
    .filter(([name]) => name !== "spec")
    .flatMap(([name, value]) => [value].flat().map((each) => `--${name}=${each}`));
}

/** Runs one suite; answers its exit code, or the signal that ended it. */
function run(command, rest) {
  const program = join(projectDirectory, "node_modules", ".bin", command);
  const child = spawn(process.execPath, [program, ...rest], { cwd: projectDirectory, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(signal ?? code));
  });
}
