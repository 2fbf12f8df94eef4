// `npm start`: the whole platform on this machine, and a sample case that goes through all of it.
import { createConsole } from "../src/cli/terminal/createConsole.js";
import { LexanchorError } from "../src/core/index.js";
import { endWithSupervisor } from "./start/endWithSupervisor.js";
import { runPlatform } from "./start/runPlatform.js";
import { START_HELP, parseStartOptions } from "./start/startOptions.js";

const EXIT_USAGE = 64;
const EXIT_INTERRUPTED = 130;

const console = createConsole({ out: process.stdout, err: process.stderr, env: process.env });
const interrupted = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // The first asks for an orderly end, the second for an end.
    if (interrupted.signal.aborted) process.exit(EXIT_INTERRUPTED);
    interrupted.abort();
  });
}
// Whoever read the output has gone: `npm start | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  interrupted.abort();
});
endWithSupervisor(process.env, interrupted);

try {
  const options = parseStartOptions(process.argv.slice(2), process.env);
  if (options.help) console.print(START_HELP);
  else process.exitCode = await runPlatform(options, { console, env: process.env, signal: interrupted.signal });
} catch (error) {
  if (interrupted.signal.aborted) {
    process.exitCode = EXIT_INTERRUPTED;
  } else {
    if (!(error instanceof LexanchorError)) throw error;
    console.note(`lexanchor: ${error.message}`);
    process.exitCode = error.code === "usage" ? EXIT_USAGE : 1;
  }
}
