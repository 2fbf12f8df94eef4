import { expect } from "chai";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deploymentFile, homePaths, keyFile } from "../../../src/cli/home/homePaths.js";
import type { HomePaths } from "../../../src/cli/home/homePaths.js";
import { writeEndpoints } from "../../../src/cli/home/endpoints.js";
import { createRelayer, issueToken } from "../../../src/relayer/index.js";
import type { Relayer, RelayerConfig } from "../../../src/relayer/index.js";
import { deployTestPlatform, makeKey } from "../../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../../support/deployTestPlatform.js";
import { startAnvil } from "../../support/startAnvil.js";
import type { TestAnvil } from "../../support/startAnvil.js";
import { callCli } from "./callCli.js";
import { runCommand, startCommand } from "./runCommand.js";
import type { Ended, RunOptions, StartedCommand } from "./runCommand.js";

/** A platform as `npm start` leaves it: a chain, a court, a relayer that runs, and a home folder that names them. */
export interface CliWorld {
  readonly anvil: TestAnvil;
  readonly platform: TestPlatform;
  readonly court: TestInstitution;
  readonly token: string;
  readonly relayer: Relayer;
  readonly home: HomePaths;
  /** Where the commands run, and where relative names lead. */
  readonly folder: string;
  /** A file of this name in the folder. @returns its path */
  put(name: string, content: string | Uint8Array): Promise<string>;
  run(words: readonly string[], options?: RunOptions): Promise<Ended>;
  start(words: readonly string[], options?: RunOptions): StartedCommand;
  /** Runs with `--json`: expects this exit code, one line of JSON on standard output, and nothing beside it. */
  runJson<T = Record<string, unknown>>(words: readonly string[], code?: number, options?: RunOptions): Promise<T>;
  /** `runJson` in this process, which is quicker: for the many of a kind of which one runs as a process of its own. */
  callJson<T = Record<string, unknown>>(words: readonly string[], code?: number, home?: string): Promise<T>;
  /** What the command refuses to do as it is called, with 64; in this process. */
  refusal(words: readonly string[], home?: string): Promise<Refusal>;
  close(): Promise<void>;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly problems?: readonly { at: string; field: string; message: string }[];
}

export async function openCliWorld(): Promise<CliWorld> {
  const anvil = await startAnvil();
  const platform = await deployTestPlatform(anvil.url);
  const court = await platform.registerInstitution();
  const folder = await mkdtemp(join(tmpdir(), "lexanchor-cli-"));
  const home = homePaths(join(folder, ".lexanchor"));
  await mkdir(home.keys, { recursive: true });
  await mkdir(home.deployments);
  await mkdir(join(home.home, "relayer"));
  await platform.keys.registrar.writeTo(keyFile(home, "registrar"));
  await makeKey().writeTo(keyFile(home, "administrator"));
  await court.relayer.writeTo(keyFile(home, "relayer"));
  const deployment = { ...platform.deployment, finalityBlocks: 0 };
  await writeFile(deploymentFile(home, deployment.chainId), JSON.stringify(deployment));

  const config: RelayerConfig = {
    queueFile: home.queue,
    rpcUrls: [anvil.url],
    directory: platform.directory,
    keyFile: keyFile(home, "relayer"),
    http: { host: "127.0.0.1", port: 0 },
    batchMaxRecords: 100,
    batchMaxAgeMs: 20,
    finalityBlocks: 0,
    pollIntervalMs: 20,
  };
  await writeFile(home.relayerConfig, JSON.stringify(config));
  const relayer = await createRelayer(config);
  await relayer.start();
  const { token } = await issueToken(home.queue, court.id, "test");
  await writeEndpoints(home.endpoints, {
    http: relayer.url,
    rpc: anvil.url,
    portal: `${relayer.url}/`,
    chainId: deployment.chainId,
    directory: platform.directory,
    recordAnchor: platform.recordAnchor,
    institutions: [{ id: court.id, code: court.code, name: "测试机构 1", kind: "court", token }],
  });

  async function callJson<T>(words: readonly string[], code = 0, folderOfHome = home.home): Promise<T> {
    // This process runs elsewhere.
    const paths = words.map((word) => (existsSync(join(folder, word)) ? join(folder, word) : word));
    return parseOutput(await callCli([...paths, "--json"], { home: folderOfHome }), code) as T;
  }
  const inWorld = (given: RunOptions = {}): RunOptions => ({ home: home.home, workingDirectory: folder, ...given });
  return {
    anvil,
    platform,
    court,
    token,
    relayer,
    home,
    folder,
    put: async (name, content) => {
      await writeFile(join(folder, name), content);
      return name;
    },
    run: (words, given) => runCommand(words, inWorld(given)),
    start: (words, given) => startCommand(words, inWorld(given)),
    runJson: async <T>(words: readonly string[], code = 0, given: RunOptions = {}) =>
      parseOutput(await runCommand([...words, "--json"], inWorld(given)), code) as T,
    callJson,
    refusal: async (words, folderOfHome) => (await callJson<{ error: Refusal }>(words, 64, folderOfHome)).error,
    async close() {
      await relayer.stop();
      platform.node.close();
      await anvil.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function parseOutput({ code, stdout, stderr }: Ended, expected: number): unknown {
  expect({ code, stderr }, stdout).to.deep.equal({ code: expected, stderr: "" });
  expect(stdout).to.match(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}
