// Runs a relayer as a process of its own, for tests that kill it. Arguments: the configuration file, the step at which
// it halts (`never` for none), and the how manieth time.
import { writeSync } from "node:fs";
import { createJsonLog, runRelayer } from "../../../src/relayer/index.js";

const [configFile = "", haltAt = "never", times = "1"] = process.argv.slice(2);
let left = Number(times);

/** Synchronously: what is said must be out before the process halts. */
const say = (message: object): void => void writeSync(1, `${JSON.stringify(message)}\n`);

await runRelayer(configFile, {
  log: createJsonLog((line) => void writeSync(2, line), Date.now),
  onStarted: (url) => say({ url }),
  observe: (step) => {
    if (step !== haltAt || --left > 0) return Promise.resolve();
    say({ halted: step });
    // The whole process stands still, not this step only: nothing else may go on in the meantime.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return Promise.resolve();
  },
});
