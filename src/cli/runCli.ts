import { Command, CommanderError } from "commander";
import { LexanchorError } from "../core/index.js";
import { NodeUnreachableError } from "../chain/reading.js";
import { ClientError } from "../client/index.js";
import { addInstitutionCommands } from "./commands/institution.js";
import { addRecordCommands } from "./commands/record.js";
import { addRelayerCommands } from "./commands/relayer.js";
import { verifyCommand } from "./commands/verify.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { EXIT } from "./exitCodes.js";
import { findHome, projectDirectory } from "./home/homePaths.js";
import { createConsole } from "./terminal/createConsole.js";
import { readVersion } from "./readVersion.js";

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
  let exitCode: number = EXIT.done;
  const context: CliContext = {
    ...surroundings,
    ...streams,
    home: findHome(env, workingDirectory),
    setExitCode: (code) => (exitCode = code),
    console: ({ json }) => createConsole({ out: streams.stdout, err: streams.stderr, env, silent: json === true }),
  };
  try {
    await buildProgram(context).parseAsync([...words], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (signal.aborted) return EXIT.interrupted;
    report(error, context, words.includes("--json"));
    return exitCodeOf(error);
  }
}

/** The whole command line. */
export function buildProgram(context: CliContext): Command {
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
  program.addCommand(verifyCommand(context));
  addRelayerCommands(program, context);
  configureAll(program, context);
  return program;
}

/** Each command writes where it is told, shows how it is called where it is called wrongly, and never ends the process. */
function configureAll(command: Command, context: CliContext): void {
  command
    .exitOverride()
    .showHelpAfterError("(add --help for what there is)")
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(text),
    });
  for (const child of command.commands) configureAll(child, context);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CliError)
    return error.code === "declined" || error.code === "receipt-not-yet" ? EXIT.not : EXIT.usage;
  if (error instanceof NodeUnreachableError) return EXIT.couldNotTell;
  if (error instanceof ClientError && error.retryable) return EXIT.couldNotTell;
  return EXIT.not;
}

/** What someone can act on for what we know, everything for what we do not. */
function report(error: unknown, context: CliContext, json: boolean): void {
  const known = error instanceof LexanchorError;
  if (json) {
    const code = known ? error.code : "unexpected";
    const message = error instanceof Error ? error.message : String(error);
    const field = known && error.field !== undefined ? { field: error.field } : {};
    context.stdout.write(`${JSON.stringify({ error: { code, message, ...field } })}\n`);
    return;
  }
  const console = context.console({});
  if (!known) {
    console.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return;
  }
  console.note(`error: ${error.message}`);
  if (error instanceof NodeUnreachableError || (error instanceof ClientError && error.code === "relayer-unreachable")) {
    console.note("Is the platform running? npm start starts it on this machine.");
  }
}
