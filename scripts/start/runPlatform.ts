import { rename } from "node:fs/promises";
import { resolve } from "node:path";
import {
  EMBEDDED_CHAIN_ID,
  EMBEDDED_FINALITY_BLOCKS,
  startEmbeddedChain,
} from "../../network/embedded/startEmbeddedChain.js";
import { errnoOf } from "../../src/cli/errnoOf.js";
import { CliError } from "../../src/cli/errors.js";
import { findEndpoints, lastEndpointsFile, writeEndpoints } from "../../src/cli/home/endpoints.js";
import type { Endpoints } from "../../src/cli/home/endpoints.js";
import { homePaths, projectDirectory } from "../../src/cli/home/homePaths.js";
import type { HomePaths } from "../../src/cli/home/homePaths.js";
import type { Console } from "../../src/cli/terminal/createConsole.js";
import { anchorSample } from "./anchorSample.js";
import { deployContracts } from "./deployContracts.js";
import { ensureKeys } from "./ensureKeys.js";
import { ensureTokens } from "./ensureTokens.js";
import { lockHome } from "./lockHome.js";
import { onboardSample } from "./onboardSample.js";
import { printAddresses, printAlteration, printVerdicts } from "./printOutcome.js";
import { readSampleCase } from "./readSampleCase.js";
import { sealSample } from "./sealSample.js";
import { showAlteration } from "./showAlteration.js";
import { StartError } from "./startError.js";
import type { StartOptions } from "./startOptions.js";
import { startRelayer } from "./startRelayer.js";
import { createSteps } from "./steps.js";
import { verifySample } from "./verifySample.js";

/** What has to be undone, the last first. */
type Stops = (() => Promise<void> | void)[];

interface Surroundings {
  readonly console: Console;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Starts the platform, takes the sample case through all of it, and stays up until the signal, or ends with `once`.
 * @returns the exit code: 0 when every sample record is authentic and the alteration was noticed
 */
export async function runPlatform(options: StartOptions, surroundings: Surroundings): Promise<number> {
  const stops: Stops = [];
  try {
    return await run(options, surroundings, stops);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function run(options: StartOptions, { console, env, signal }: Surroundings, stops: Stops): Promise<number> {
  const started = performance.now();
  const named = env["LEXANCHOR_HOME"] ?? "";
  const paths = homePaths(resolve(named === "" ? `${projectDirectory()}/.lexanchor` : named));
  const lock = await lockHome(paths);
  stops.push(() => lock.release());
  const last = await setEndpointsAside(paths);
  const steps = createSteps(console);
  console.print(`\n${console.paint.bold("Lexanchor")} in ${paths.home}\n`);

  const chain = await steps.run("chain", "starting the embedded chain", async () => {
    const value = await startEmbeddedChain({
      stateFile: paths.chainState,
      port: options.port + 1,
      chainId: EMBEDDED_CHAIN_ID,
      allowOrigin: `http://127.0.0.1:${options.port}`,
    });
    stops.push(() => value.stop());
    return { value, detail: `chain ${value.chainId} at ${value.url}` };
  });
  const keys = await ensureKeys(paths);

  const deployment = await steps.run("contracts", "deploying the contracts", async (say) => {
    const { deployment: value, isNew } = await deployContracts(paths, chain, keys, { say, signal });
    const count = Object.keys(value.contracts).length;
    return { value, detail: `${count} contracts ${isNew ? "deployed" : "found, as they were"}` };
  });

  const sample = await readSampleCase();
  const institutions = await steps.run("institutions", "registering the sample's institutions", async () => {
    const { institutions: value, registered } = await onboardSample(chain.url, deployment, sample.institutions, {
      keys,
      signal,
    });
    return { value, detail: `${value.length} of the sample, ${registered} of them new` };
  });

  const relayer = await steps.run("relayer", "starting the relayer", async () => {
    const value = await startRelayer(paths, chain.url, deployment, options.port);
    stops.push(() => value.stop());
    return { value, detail: value.url };
  });
  const endpoints: Endpoints = {
    http: relayer.url,
    rpc: chain.url,
    portal: `${relayer.url}/`,
    chainId: chain.chainId,
    directory: deployment.contracts.Directory.address,
    recordAnchor: deployment.contracts.RecordAnchor.address,
    institutions: await ensureTokens(paths, institutions, last),
  };

  const sealed = await steps.run("seal", "sealing the sample case", async () => {
    const value = await sealSample(paths, sample.documents, institutions);
    return { value, detail: `${value.length} documents of a civil case, sm3 and sha-256` };
  });
  const anchored = await steps.run("anchor", "anchoring", async (say) => {
    const value = await anchorSample(relayer.url, sealed, endpoints.institutions, { say, signal });
    return { value, detail: `${value.length} receipts, ${EMBEDDED_FINALITY_BLOCKS} blocks deep` };
  });
  const trust = {
    ...{ nodes: [chain.url], directory: endpoints.directory, finalityBlocks: EMBEDDED_FINALITY_BLOCKS, signal },
  };
  const verdicts = await steps.run("verify", "verifying through the chain", async () => {
    const value = await verifySample(anchored, trust);
    const authentic = value.filter((verdict) => verdict.outcome === "authentic").length;
    return { value, detail: `${authentic} of ${value.length} authentic, asked of the chain alone` };
  });

  console.print(`\n${sample.title.en}\n${sample.title.zh}\n`);
  printVerdicts(console, anchored, verdicts);
  const example = anchored.find(({ document }) => document.file.endsWith(".pdf")) ?? anchored.at(-1);
  if (example === undefined) throw new StartError({ code: "not-as-expected", message: "the sample has no documents" });
  const alteration = await showAlteration(example.path, example.receipt, trust);
  console.print("");
  printAlteration(console, example.document.file, alteration);

  await writeEndpoints(paths.endpoints, endpoints);
  stops.push(() => removeEndpoints(paths));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const isGood = verdicts.every((verdict) => verdict.outcome === "authentic") && alteration.finding !== null;
  console.print("");
  if (options.once) {
    console.print(
      isGood ? console.paint.green(`As it should be, in ${seconds} s.`) : console.paint.red("Not as it should be."),
    );
    return isGood ? 0 : 1;
  }
  printAddresses(console, { endpoints, endpointsFile: paths.endpoints, example });
  console.print(
    `\n${isGood ? console.paint.green(`Ready after ${seconds} s.`) : console.paint.red("Not as it should be.")} Ctrl-C ends it; the data stays.`,
  );
  await stayUp(chain.failed, signal);
  console.print("\nStopping …");
  return isGood ? 0 : 1;
}

async function stayUp(chainFailed: Promise<Error>, signal: AbortSignal): Promise<void> {
  const ended = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  const failure = await Promise.race([chainFailed, ended]);
  if (failure !== null)
    throw new StartError({ code: "chain-failed", message: `the chain ended: ${failure.message}`, cause: failure });
}

/**
 * What the last run has written. The file itself is moved aside: it is there again when everything is ready. A damaged
 * one costs its tokens, for which new ones are issued.
 */
async function setEndpointsAside(paths: HomePaths): Promise<Endpoints | null> {
  await removeEndpoints(paths);
  try {
    return await findEndpoints(paths.endpoints);
  } catch (error) {
    if (error instanceof CliError && error.code === "endpoints-malformed") return null;
    throw error;
  }
}

async function removeEndpoints(paths: HomePaths): Promise<void> {
  try {
    await rename(paths.endpoints, lastEndpointsFile(paths.endpoints));
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
  }
}
