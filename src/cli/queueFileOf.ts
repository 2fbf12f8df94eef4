import { existsSync } from "node:fs";
import { parseRelayerConfig } from "../relayer/index.js";
import type { RelayerConfig } from "../relayer/index.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
import { inFile } from "./inFile.js";
import { readJsonFile } from "./readJsonFile.js";

export interface QueueOptions {
  config?: string;
  queue?: string;
}

/**
 * The queue that holds a relayer's tokens: named, from its configuration, or that of this machine's platform.
 * @throws CliError `queue-missing`: a command about tokens never makes an empty queue by a misspelt name
 */
export async function queueFileOf(context: CliContext, options: QueueOptions): Promise<string> {
  const file = options.queue ?? (await queueFileOfConfig(options.config)) ?? context.home.queue;
  if (existsSync(file)) return file;
  throw new CliError({
    code: "queue-missing",
    message: `${file}: no relayer's queue is there; --config names the relayer's configuration, --queue its queue file`,
    field: "queue",
  });
}

async function queueFileOfConfig(file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : (await readRelayerConfig(file)).queueFile;
}

/** @throws CliError `file-malformed`, naming the field · as `readJsonFile` */
export async function readRelayerConfig(file: string): Promise<RelayerConfig> {
  const value = await readJsonFile(file);
  return inFile(file, () => parseRelayerConfig(value));
}
