import { RelayerError } from "./errors.js";
import { parseAddress } from "../chain/index.js";
import type { Hex } from "../core/index.js";

/** Everything that a relayer needs to know. Times are in milliseconds. */
export interface RelayerConfig {
  /** The SQLite file, made if it is absent. */
  readonly queueFile: string;
  /** Nodes of the chain; the first that answers is used. */
  readonly rpcUrls: readonly string[];
  /** The chain that every node must serve. Not given: the one of the queue's batches, or the first that answers. */
  readonly chainId?: number;
  /** Address of `Directory`. */
  readonly directory: Hex;
  /** The key that signs transactions; it needs the relay capability of each institution served. */
  readonly keyFile: string;
  /** Port 0 takes any free one. */
  readonly http: { readonly host: string; readonly port: number };
  /** A batch closes when this many records wait. */
  readonly batchMaxRecords: number;
  /** A batch closes when its oldest record has waited this long. */
  readonly batchMaxAgeMs: number;
  /** How many blocks have to follow a block until it counts as final. */
  readonly finalityBlocks: number;
  /** How often the chain is asked while something is under way. */
  readonly pollIntervalMs: number;
}

export const DEFAULT_BATCH_MAX_RECORDS = 10_000;
export const DEFAULT_BATCH_MAX_AGE_MS = 1_000;
export const DEFAULT_POLL_INTERVAL_MS = 250;
/** As many leaves as the contract lets a batch state. */
const MAX_BATCH_RECORDS = 0xff_ffff;

const FIELDS = [
  "queueFile",
  "rpcUrls",
  "chainId",
  "directory",
  "keyFile",
  "http",
  "batchMaxRecords",
  "batchMaxAgeMs",
  "finalityBlocks",
  "pollIntervalMs",
] as const;

/**
 * Reads a configuration strictly: an unknown field is more often a misspelt one than a spare one.
 * @throws RelayerError `config-malformed`, naming the field
 */
export function parseRelayerConfig(value: unknown): RelayerConfig {
  const config = readObject(value, "config", FIELDS);
  const http = readObject(config["http"] ?? {}, "config.http", ["host", "port"]);
  const rpcUrls = config["rpcUrls"];
  if (!Array.isArray(rpcUrls) || rpcUrls.length === 0 || !rpcUrls.every((url) => typeof url === "string")) {
    throw malformed("config.rpcUrls", "a list of at least one URL expected");
  }
  return {
    queueFile: readText(config["queueFile"], "config.queueFile"),
    rpcUrls,
    ...(config["chainId"] !== undefined && {
      chainId: readInteger(config["chainId"], "config.chainId", 1, Number.MAX_SAFE_INTEGER),
    }),
    directory: readDirectoryAddress(config["directory"]),
    keyFile: readText(config["keyFile"], "config.keyFile"),
    http: {
      host: http["host"] === undefined ? "127.0.0.1" : readText(http["host"], "config.http.host"),
      port: readInteger(http["port"], "config.http.port", 0, 65_535, 0),
    },
    batchMaxRecords: readInteger(
      config["batchMaxRecords"],
      "config.batchMaxRecords",
      1,
      MAX_BATCH_RECORDS,
      DEFAULT_BATCH_MAX_RECORDS,
    ),
    batchMaxAgeMs: readInteger(
      config["batchMaxAgeMs"],
      "config.batchMaxAgeMs",
      0,
      86_400_000,
      DEFAULT_BATCH_MAX_AGE_MS,
    ),
    finalityBlocks: readInteger(config["finalityBlocks"], "config.finalityBlocks", 0, 1_000_000),
    pollIntervalMs: readInteger(
      config["pollIntervalMs"],
      "config.pollIntervalMs",
      10,
      60_000,
      DEFAULT_POLL_INTERVAL_MS,
    ),
  };
}

function readDirectoryAddress(value: unknown): Hex {
  try {
    return parseAddress(value, "config.directory");
  } catch (cause) {
    throw malformed("config.directory", "an address expected", cause);
  }
}

function readObject(value: unknown, field: string, keys: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(field, "an object expected");
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw malformed(`${field}.${unknown}`, `unknown; known are ${keys.join(", ")}`);
  return value as Record<string, unknown>;
}

function readText(value: unknown, field: string): string {
  if (typeof value !== "string" || value === "") throw malformed(field, "a text expected");
  return value;
}

function readInteger(value: unknown, field: string, minimum: number, maximum: number, fallback?: number): number {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== "number" || !Number.isInteger(value) || value < minimum || value > maximum) {
    throw malformed(field, `a whole number from ${minimum} to ${maximum} expected`);
  }
  return value;
}

function malformed(field: string, fact: string, cause?: unknown): RelayerError {
  return new RelayerError({ code: "config-malformed", message: `${field}: ${fact}`, field, cause });
}
