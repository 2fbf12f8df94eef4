import { parseArgs } from "node:util";
import { StartError } from "./startError.js";

export const DEFAULT_PORT = 8790;

export interface StartOptions {
  /** Ends after the sample case. */
  readonly once: boolean;
  /** The relayer's HTTP and the pages; the chain's RPC is on the next one. */
  readonly port: number;
  readonly help: boolean;
}

export const START_HELP = `The whole platform on this machine: a chain that keeps its data, the contracts, sample institutions, a relayer.
Anchors a sample case, verifies it through the chain alone, and stays up until Ctrl-C.

Usage: npm start [-- --once]

  --once   end after the sample case: 0 when all of it is authentic, 1 otherwise
  --help   this text

  LEXANCHOR_HOME   folder for the data (default: .lexanchor)
  LEXANCHOR_PORT   first of two ports (default: ${DEFAULT_PORT})`;

/** @throws StartError `usage` */
export function parseStartOptions(words: readonly string[], env: NodeJS.ProcessEnv): StartOptions {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { once: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
    });
    return { ...values, port: parsePort(env["LEXANCHOR_PORT"]) };
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new StartError({ code: "usage", message: `${cause.message} (npm start -- --help)`, cause });
  }
}

function parsePort(text: string | undefined): number {
  if (text === undefined || text === "") return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_534) return port;
  throw new StartError({ code: "usage", message: `LEXANCHOR_PORT: ${text} given, a number from 1 to 65534 expected` });
}
