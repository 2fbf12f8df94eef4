import { runCli } from "./runCli.js";

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => interrupt.abort(new Error(`interrupted by ${signal}`)));
}
// A reader that has seen enough (`lexanchor institution list | head`) is no failure; nor does it decide how the command
// ends: the exit code of `verify` says what was found, whoever has read the rest.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await runCli(
  process.argv.slice(2),
  { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
  { env: process.env, workingDirectory: process.cwd(), signal: interrupt.signal },
);
