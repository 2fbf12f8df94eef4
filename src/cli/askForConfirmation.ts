import { createInterface } from "node:readline/promises";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";

/**
 * Asks before something that cannot be undone.
 * @throws CliError `declined` for any answer but yes; `usage` where nobody can be asked
 */
export async function askForConfirmation(context: CliContext, question: string): Promise<void> {
  if (context.stdin.isTTY !== true) {
    throw new CliError({ code: "usage", message: "nobody to ask here: --yes goes on without asking", field: "yes" });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${question} [y/N] `, { signal: context.signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    asking.close();
  }
  throw new CliError({ code: "declined", message: "nothing was changed" });
}
