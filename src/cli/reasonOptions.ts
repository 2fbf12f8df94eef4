import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import { NO_REASON } from "../chain/index.js";
import type { Reason } from "../chain/index.js";
import { REASONS, reasonByNumber } from "../core/standards/index.js";
import type { ReasonedChange } from "../core/standards/index.js";
import type { CliContext, CommonOptions } from "./context.js";
import { digestFile } from "./digestFile.js";

export interface ReasonOptions {
  reason?: number;
  decision?: string;
}

/** The options that say why: they go to the log on the chain. @param change what is reasoned, null for any */
export function addReasonOptions(command: Command, change: ReasonedChange): Command {
  const reasons = REASONS.filter(({ changes }) => changes.includes(change));
  return command
    .option("--reason <number>", "why, for the log on the chain; the numbers are below", parseReasonFor(change))
    .option("--decision <file>", "the decision: its SHA-256 goes to the log on the chain, it stays here")
    .addHelpText(
      "after",
      `\nReasons:\n${reasons.map(({ number, en, zh }) => `  ${number}  ${en} ${zh}`).join("\n")}\n`,
    );
}

/** Digests the decision, where there is one. */
export async function readReason(context: CliContext, options: ReasonOptions & CommonOptions): Promise<Reason> {
  const { reason: code = NO_REASON.code, decision } = options;
  if (decision === undefined) return { code, document: null };
  return { code, document: await digestFile(decision, "sha-256", context.console(options)) };
}

function parseReasonFor(change: ReasonedChange): (text: string) => number {
  return (text) => {
    const reason = /^[0-9]{1,5}$/.test(text) ? reasonByNumber(Number(text)) : null;
    if (reason?.changes.includes(change) === true) return reason.number;
    const known = REASONS.filter(({ changes }) => changes.includes(change)).map(({ number }) => number);
    throw new InvalidArgumentError(`one of ${known.join(", ")} expected.`);
  };
}
