// Runs a relayer as a process of its own, for tests that kill it. Arguments: the configuration file, and the step at which
// it halts (`never` for none).
import { writeSync } from "node:fs";
import { createJsonLog, runRelayer } from "../../../src/relayer/index.js";

const [configFile = "", haltAt = "never"] = process.argv.slice(2);

/** Synchronously: what is said must be out before the process halts. */
const say = (message: object): void => void writeSync(1, `${JSON.stringify(message)}\n`);

await runRelayer(configFile, {
  log: createJsonLog((line) => void writeSync(2, line), Date.now),
  onStarted: (url) => say({ url }),
  observe: (step) => {
    if (step !== haltAt) return Promise.resolve();
    say({ halted: step });
    // The whole thread stands still, not this step only: at most the queue's thread ends the write that it has begun.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return Promise.resolve();
  },
});
