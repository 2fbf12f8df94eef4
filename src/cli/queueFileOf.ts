import { existsSync } from "node:fs";
import { parseRelayerConfig } from "../relayer/index.js";
import type { CliContext } from "./context.js";
import { CliError } from "./errors.js";
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
  const file = options.queue ?? (await fromConfig(options.config)) ?? context.home.queue;
  if (existsSync(file)) return file;
  throw new CliError({
    code: "queue-missing",
    message: `${file}: no relayer's queue is there; --config names the relayer's configuration, --queue its queue file`,
    field: "queue",
  });
}

async function fromConfig(file: string | undefined): Promise<string | undefined> {
  return file === undefined ? undefined : parseRelayerConfig(await readJsonFile(file)).queueFile;
}
