import { fileURLToPath } from "node:url";

export const projectDirectory = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** An expected failure: its message is all that someone needs to see. */
export class BootstrapError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** To standard error, so that the output of a command stays its own. */
export function say(message) {
  process.stderr.write(`lexanchor: ${message}\n`);
}

/** Says what takes a while, and how long it took. */
export function step(message, work) {
  const started = Date.now();
  const terminal = process.stderr.isTTY === true;
  process.stderr.write(terminal ? `lexanchor: ${message} …` : `lexanchor: ${message}\n`);
  const result = work();
  if (terminal) process.stderr.write(` ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}
