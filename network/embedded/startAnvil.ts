import { rm } from "node:fs/promises";
import { openNode } from "../../src/chain/index.js";
import { stateDamaged, unpackChainState } from "./chainState.js";
import { EmbeddedChainError } from "./errors.js";
import { spawnAnvil } from "./spawnAnvil.js";
import type { AnvilProcess } from "./spawnAnvil.js";

/**
 * Unix seconds of block 0, 2026-01-01, the same for every start: anvil makes a block 0 of its own before it loads the
 * state, and with another time the chain would have two.
 */
const GENESIS_TIMESTAMP = 1_767_225_600;
const START_TIMEOUT_MS = 60_000;
const START_POLL_MS = 20;
/** Historical states kept in memory; none on the disk. Blocks, transactions and logs are all kept. */
const KEPT_STATES = 64;

export interface AnvilSetting {
  program: string;
  stateFile: string;
  host: string;
  port: number;
  chainId: number;
  allowOrigin: string | undefined;
}

/**
 * Starts anvil with the state of the file, and waits until it answers.
 * @throws EmbeddedChainError `state-damaged` · `anvil-not-started`
 */
export async function startAnvil(setting: AnvilSetting, signal: AbortSignal): Promise<AnvilProcess> {
  const { program, stateFile, host, port, chainId } = setting;
  const unpacked = await unpackChainState(stateFile);
  try {
    const anvil = await spawnAnvil(program, anvilArguments(setting, unpacked));
    const ending = new AbortController();
    const answered = waitForAnswer(`http://${host}:${port}`, chainId, AbortSignal.any([signal, ending.signal]));
    const outcome = await Promise.race([answered.then(() => null), anvil.ended]).catch(async (error: unknown) => {
      await anvil.stop();
      throw error;
    });
    if (outcome === null) return anvil;
    ending.abort();
    // Nobody asks for it any more: anvil has ended.
    await answered.catch(() => {});
    if (unpacked !== null && outcome.includes("--load-state")) throw stateDamaged(stateFile, "anvil cannot read it");
    throw new EmbeddedChainError({ code: "anvil-not-started", message: outcome });
  } finally {
    if (unpacked !== null) await rm(unpacked, { force: true });
  }
}

function anvilArguments(setting: AnvilSetting, unpacked: string | null): string[] {
  const { host, port, chainId, allowOrigin } = setting;
  const chain = ["--hardfork", "london", "--chain-id", `${chainId}`, "--gas-price", "0", "--base-fee", "0"];
  // No accounts of its own: their keys are known to everybody.
  const mining = ["--no-mining", "--accounts", "0", "--prune-history", `${KEPT_STATES}`];
  const genesis = ["--timestamp", `${GENESIS_TIMESTAMP}`];
  const server = ["--host", host, "--port", `${port}`, "--no-request-size-limit", "--quiet"];
  const origins = allowOrigin === undefined ? ["--no-cors"] : ["--allow-origin", allowOrigin];
  const state = unpacked === null ? [] : ["--load-state", unpacked];
  return [...chain, ...genesis, ...mining, ...server, ...origins, ...state];
}

async function waitForAnswer(url: string, chainId: number, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  const node = openNode(url, { timeoutMs: START_TIMEOUT_MS, chainId, signal });
  for (;;) {
    try {
      await node.chainId();
      return;
    } catch (cause) {
      if (signal.aborted || Date.now() > deadline) {
        const message = signal.aborted ? "anvil was ended while it started" : `anvil did not answer at ${url}`;
        throw new EmbeddedChainError({ code: "anvil-not-started", message, cause });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, START_POLL_MS));
  }
}
