import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelayer, issueToken } from "../../../src/relayer/index.js";
import type { Relayer, RelayerConfig, RelayerOptions } from "../../../src/relayer/index.js";
import { deployTestPlatform } from "../../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../../support/deployTestPlatform.js";
import { startAnvil } from "../../support/startAnvil.js";
import type { TestAnvil } from "../../support/startAnvil.js";

/** A chain with the platform, one court, and what a relayer for it needs. */
export interface RelayerWorld {
  readonly anvil: TestAnvil;
  readonly platform: TestPlatform;
  readonly court: TestInstitution;
  readonly config: RelayerConfig;
  readonly configFile: string;
  readonly token: string;
  /** Starts a relayer on the world's queue; whoever starts it stops it. */
  startRelayer(options?: RelayerOptions, changes?: Partial<RelayerConfig>): Promise<Relayer>;
  close(): Promise<void>;
}

/** @param chain as `startAnvil` takes it; by default a block for each transaction, at once */
export async function openRelayerWorld(chain: Parameters<typeof startAnvil>[0] = {}): Promise<RelayerWorld> {
  const anvil = await startAnvil(chain);
  const platform = await deployTestPlatform(anvil.url);
  const court = await platform.registerInstitution();
  const folder = await mkdtemp(join(tmpdir(), "lexanchor-relayer-"));
  const config: RelayerConfig = {
    queueFile: join(folder, "queue.sqlite"),
    rpcUrls: [anvil.url],
    directory: platform.directory,
    keyFile: await court.relayer.writeTo(join(folder, "relayer.json")),
    http: { host: "127.0.0.1", port: 0 },
    batchMaxRecords: 100,
    batchMaxAgeMs: 50,
    finalityBlocks: 0,
    pollIntervalMs: 20,
  };
  const configFile = join(folder, "config.json");
  await writeFile(configFile, JSON.stringify(config));
  const { token } = await issueToken(config.queueFile, court.id, "test");
  return {
    anvil,
    platform,
    court,
    config,
    configFile,
    token,
    async startRelayer(options = {}, changes = {}) {
      const relayer = await createRelayer({ ...config, ...changes }, options);
      await relayer.start();
      return relayer;
    },
    async close() {
      platform.node.close();
      await anvil.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
