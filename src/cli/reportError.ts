import { CommanderError } from "commander";
import { NodeUnreachableError } from "../chain/reading.js";
import { ClientError } from "../client/index.js";
import { LexanchorError } from "../core/index.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { printable } from "./terminal/printable.js";

/** Says what failed: what someone can act on for what we know, everything for what we do not. */
export function reportError(error: unknown, context: CliContext, json: boolean): void {
  if (json) {
    context.stdout.write(`${JSON.stringify({ error: describeAsJson(error) })}\n`);
    return;
  }
  // Commander has said it already, with how the command is called.
  if (error instanceof CommanderError) return;
  const console = context.console({});
  if (!(error instanceof LexanchorError)) {
    console.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return;
  }
  console.note(`error: ${printable(error.message)}`);
  if (error instanceof NodeUnreachableError || (error instanceof ClientError && error.code === "relayer-unreachable")) {
    console.note("Is the platform running? npm start starts it on this machine.");
  }
}

function describeAsJson(error: unknown): object {
  if (error instanceof CommanderError) {
    const message = error.code === "commander.help" ? "a command expected" : error.message.replace(/^error: /, "");
    return { code: "usage", message };
  }
  if (!(error instanceof LexanchorError)) {
    return { code: "unexpected", message: error instanceof Error ? error.message : String(error) };
  }
  const { code, message, field } = error;
  const problems = error instanceof CliError ? error.problems : [];
  return { code, message, ...(field !== undefined && { field }), ...(problems.length > 0 && { problems }) };
}
