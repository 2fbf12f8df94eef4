import { Readable, Writable } from "node:stream";
import { runCli } from "../../../src/cli/runCli.js";
import type { Ended } from "./runCommand.js";

/** Runs a command in this process, where how it starts and ends is not what the test is about. */
export async function callCli(words: readonly string[], options: { home: string }): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const into = (name: keyof typeof written): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        written[name] += chunk.toString();
        done();
      },
    });
  const code = await runCli(
    words,
    { stdin: Readable.from([]), stdout: into("stdout"), stderr: into("stderr") },
    {
      env: { LEXANCHOR_HOME: options.home },
      workingDirectory: options.home,
      signal: new AbortController().signal,
    },
  );
  return { code, signal: null, ...written };
}
