import { createInterface } from "node:readline/promises";
import type { CliContext, CommonOptions } from "./context.js";
import { CliError } from "./errors.js";
import { printable } from "./terminal/printable.js";

/**
 * Asks before something that cannot be undone, unless `--yes` says so already.
 * @throws CliError `declined` for any answer but yes; `usage` where nobody can be asked
 */
export async function askForConfirmation(
  context: CliContext,
  options: CommonOptions & { yes?: boolean },
  question: string,
): Promise<void> {
  if (options.yes === true) return;
  if (options.json === true) {
    throw new CliError({ code: "usage", message: "--json asks nothing: --yes goes on without asking", field: "yes" });
  }
  if (context.stdin.isTTY !== true) {
    throw new CliError({ code: "usage", message: "nobody to ask here: --yes goes on without asking", field: "yes" });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${printable(question)} [y/N] `, { signal: context.signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } catch (cause) {
    // Ctrl-C and Ctrl-D are answers too; they leave the cursor behind the question.
    context.stderr.write("\n");
    throw declined(cause);
  } finally {
    asking.close();
  }
  throw declined();
}

function declined(cause?: unknown): CliError {
  return new CliError({ code: "declined", message: "nothing was changed", cause });
}
