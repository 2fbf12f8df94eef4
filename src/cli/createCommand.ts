import { Command } from "commander";

/** A command with what all of them share: `--json`, and examples below the help. */
export function createCommand(name: string, summary: string, examples: readonly string[]): Command {
  return new Command(name)
    .description(summary)
    .option("--json", "print one JSON value and nothing else")
    .addHelpText("after", `\nExamples:\n${examples.map((line) => `  $ lexanchor ${line}`).join("\n")}\n`);
}

/** A command that only holds others. */
export function createGroup(name: string, summary: string): Command {
  return new Command(name).description(summary);
}
