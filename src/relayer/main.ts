import { readFile } from "node:fs/promises";
import { parseRelayerConfig } from "./config.js";
import type { RelayerConfig } from "./config.js";
import { createRelayer } from "./createRelayer.js";
import type { RelayerOptions } from "./createRelayer.js";
import { RelayerError } from "./errors.js";
import { createJsonLog, describeError } from "./log.js";

/**
 * Runs a relayer until the process is told to end (SIGINT, SIGTERM), then stops it in order.
 * @param configFile JSON, as `RelayerConfig`
 * @param onStarted told the relayer's address
 */
export async function runRelayer(
  configFile: string,
  options: RelayerOptions & { readonly onStarted?: (url: string) => void } = {},
): Promise<void> {
  const log = options.log ?? createJsonLog((line) => process.stderr.write(line), Date.now);
  const relayer = await createRelayer(await readConfig(configFile), { ...options, log });
  const ended = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await relayer.start();
  options.onStarted?.(relayer.url);
  await ended;
  await relayer.stop();
}

async function readConfig(file: string): Promise<RelayerConfig> {
  let text: string;
  let value: unknown;
  try {
    text = await readFile(file, "utf8");
    value = JSON.parse(text);
  } catch (cause) {
    throw new RelayerError({
      code: "config-malformed",
      message: `${file}: ${describeError(cause)}`,
      field: "config",
      cause,
    });
  }
  return parseRelayerConfig(value);
}
