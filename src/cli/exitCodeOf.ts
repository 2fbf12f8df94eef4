import { CommanderError } from "commander";
import { ChainError } from "../chain/reading.js";
import type { ChainErrorCode } from "../chain/reading.js";
import { ClientError } from "../client/index.js";
import type { ClientErrorCode } from "../client/index.js";
import { LexanchorError } from "../core/index.js";
import { RelayerError } from "../relayer/index.js";
import { CliError } from "./errors.js";
import { EXIT } from "./exitCodes.js";

/** Refusals of what the command was given, not of what it was to do. */
const CALLED_WRONGLY: ReadonlySet<string> = new Set([
  "deployment-malformed",
  "node-url-unsupported",
  "key-file-readable-by-others",
  "key-file-malformed",
  "key-file-missing",
  "short-text-malformed",
  "onboarding-malformed",
  "relayer-url-malformed",
  "verify-without-nodes",
] satisfies (ChainErrorCode | ClientErrorCode)[]);

/** How a command ends that failed with this. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  // A fault of this program decides nothing about a document: it must not look like a verdict.
  if (!(error instanceof LexanchorError) || error.retryable) return EXIT.couldNotTell;
  if (error instanceof CliError)
    return error.code === "declined" || error.code === "receipt-not-yet" ? EXIT.not : EXIT.usage;
  if (error instanceof ClientError && error.code === "relayer-answer-malformed") return EXIT.couldNotTell;
  if (error instanceof RelayerError) return error.code === "config-malformed" ? EXIT.usage : EXIT.not;
  if (error instanceof ClientError || error instanceof ChainError)
    return CALLED_WRONGLY.has(error.code) ? EXIT.usage : EXIT.not;
  // What is left comes from the core, which only refuses what it is given.
  return EXIT.usage;
}
