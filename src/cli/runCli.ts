import { Command } from "commander";
import { addInstitutionCommands } from "./commands/institution.js";
import { addLawyerCommands } from "./commands/lawyer.js";
import { addRecordCommands } from "./commands/record.js";
import { addRelayerCommands } from "./commands/relayer.js";
import { addStandardCommands } from "./commands/standard.js";
import { verifyCommand } from "./commands/verify.js";
import type { CliContext } from "./context.js";
import { exitCodeOf } from "./exitCodeOf.js";
import { EXIT } from "./exitCodes.js";
import { findHome, projectDirectory } from "./home/homePaths.js";
import { createConsole } from "./terminal/createConsole.js";
import { readVersion } from "./readVersion.js";
import { reportError } from "./reportError.js";

export interface CliStreams {
  stdin: CliContext["stdin"];
  stdout: NodeJS.WritableStream;
  stderr: NodeJS.WritableStream;
}

/**
 * Runs one command.
 * @param words the command line after the program's name
 * @returns the exit code
 */
export async function runCli(
  words: readonly string[],
  streams: CliStreams,
  surroundings: { env: NodeJS.ProcessEnv; workingDirectory: string; signal: AbortSignal },
): Promise<number> {
  const { env, workingDirectory, signal } = surroundings;
  // Also a command line that cannot be parsed is answered in JSON.
  const json = words.includes("--json");
  let exitCode: number = EXIT.done;
  const context: CliContext = {
    ...surroundings,
    ...streams,
    home: findHome(env, workingDirectory),
    setExitCode: (code) => (exitCode = code),
    console: (options) =>
      createConsole({ out: streams.stdout, err: streams.stderr, env, silent: options.json === true }),
  };
  try {
    await buildProgram(context, json).parseAsync([...words], { from: "user" });
    return exitCode;
  } catch (error) {
    if (signal.aborted) return EXIT.interrupted;
    const failedWith = exitCodeOf(error);
    if (failedWith !== EXIT.done) reportError(error, context, json);
    return failedWith;
  }
}

/** The whole command line. */
function buildProgram(context: CliContext, json: boolean): Command {
  const program = new Command("lexanchor")
    .description("Record documents on a permissioned chain, and check them against it.")
    .version(readVersion(projectDirectory()))
    .addHelpText(
      "after",
      `
After npm start, everything works without further options: addresses, keys and tokens come from
.lexanchor/ (LEXANCHOR_HOME). Exit codes: 0 authentic or done, 1 not, 2 could not tell, 64 called wrongly.

Examples:
  $ lexanchor record seal contract.pdf
  $ lexanchor record anchor contract.pdf.sealed.json --wait
  $ lexanchor verify contract.pdf --receipt contract.pdf.receipt.json
`,
    );
  addInstitutionCommands(program, context);
  addRecordCommands(program, context);
  addLawyerCommands(program, context);
  addStandardCommands(program, context);
  program.addCommand(verifyCommand(context));
  addRelayerCommands(program, context);
  configureAll(program, context, json);
  return program;
}

/** Each command writes where it is told, shows how it is called where it is called wrongly, and never ends the process. */
function configureAll(command: Command, context: CliContext, json: boolean): void {
  command
    .exitOverride()
    .showHelpAfterError("(add --help for what there is)")
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => json || context.stderr.write(text),
    });
  for (const child of command.commands) configureAll(child, context, json);
}
