import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { EMBEDDED_FINALITY_BLOCKS } from "../../network/embedded/startEmbeddedChain.js";
import { createJsonLog, createRelayer, parseRelayerConfig } from "../../src/relayer/index.js";
import type { Relayer } from "../../src/relayer/index.js";
import type { Deployment } from "../../src/chain/index.js";
import { keyFile } from "../../src/cli/home/homePaths.js";
import type { HomePaths } from "../../src/cli/home/homePaths.js";
import { writeFileWhole } from "../../src/cli/writeFileWhole.js";
import { requireFreePort } from "../../network/embedded/ports.js";

/** Few enough that someone who watches does not wait, enough that records that come together stay together. */
const BATCH_MAX_AGE_MS = 500;

/**
 * Starts the relayer in this process. Its configuration is written to `relayer.json`, as `lexanchor relayer run` reads
 * it, and its log to `relayer.log`.
 *
 * @throws EmbeddedChainError `port-taken` · RelayerError
 */
export async function startRelayer(
  paths: HomePaths,
  chainUrl: string,
  deployment: Deployment,
  port: number,
): Promise<Relayer> {
  await mkdir(dirname(paths.queue), { recursive: true, mode: 0o700 });
  await requireFreePort("127.0.0.1", port);
  const config = {
    queueFile: paths.queue,
    rpcUrls: [chainUrl],
    chainId: deployment.chainId,
    directory: deployment.contracts.Directory.address,
    keyFile: keyFile(paths, "relayer"),
    http: { host: "127.0.0.1", port },
    finalityBlocks: EMBEDDED_FINALITY_BLOCKS,
    batchMaxAgeMs: BATCH_MAX_AGE_MS,
  };
  await writeFileWhole(paths.relayerConfig, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600, overwrite: true });
  const file = createWriteStream(paths.relayerLog, { flags: "a", mode: 0o600 });
  const log = createJsonLog((line) => file.write(line), Date.now);
  const relayer = await createRelayer(parseRelayerConfig(config), { log });
  await relayer.start();
  return {
    url: relayer.url,
    start: () => relayer.start(),
    stop: async () => {
      await relayer.stop();
      await new Promise((resolve) => file.end(resolve));
    },
  };
}
