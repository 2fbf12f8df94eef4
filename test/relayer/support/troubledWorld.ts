import { expect } from "chai";
import type { LogFields, Relayer } from "../../../src/relayer/index.js";
import { poll } from "../../support/poll.js";
import type { startAnvil } from "../../support/startAnvil.js";
import { startChainProxy } from "./chainProxy.js";
import type { ChainProxy } from "./chainProxy.js";
import { expectEachAnchoredOnce } from "./chainState.js";
import { openRelayerWorld } from "./relayerWorld.js";
import type { RelayerWorld } from "./relayerWorld.js";
import { get, idsOf, post, receiptsOf } from "./requests.js";

/** A relayer's world with a proxy before its node, through which the relayers of `start` reach the chain. */
export interface TroubledWorld {
  readonly world: RelayerWorld;
  readonly proxy: ChainProxy;
  /** What its relayers logged. */
  readonly logged: { event: string; fields: LogFields }[];
  /** Starts a relayer, after stopping the one before. @returns its address */
  start(
    options?: Parameters<RelayerWorld["startRelayer"]>[0],
    changes?: Parameters<RelayerWorld["startRelayer"]>[1],
  ): Promise<string>;
  stop(): Promise<void>;
  /** Hands in records of the court. @returns their ids */
  submit(url: string, items: readonly unknown[]): Promise<string[]>;
  stateOf(url: string, id: string): Promise<unknown>;
  waitForState(url: string, id: string | undefined, state: string): Promise<void>;
  waitForLog(event: string): Promise<LogFields>;
  /** Receipts that the chain of now confirms: after trouble, the ones of before may be handed out for a moment. */
  expectAllAnchoredOnce(url: string, ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** @param chain as `startAnvil` takes it */
export async function openTroubledWorld(chain: Parameters<typeof startAnvil>[0] = {}): Promise<TroubledWorld> {
  const world = await openRelayerWorld(chain);
  const proxy = await startChainProxy(world.anvil.url);
  const logged: TroubledWorld["logged"] = [];
  const note = (event: string, fields: LogFields = {}): void => void logged.push({ event, fields });
  let relayer: Relayer | null = null;

  const stop = async (): Promise<void> => {
    await relayer?.stop();
    relayer = null;
  };
  const stateOf = async (url: string, id: string): Promise<unknown> =>
    (await get(`${url}/v1/records/${id}`)).body["state"];
  return {
    world,
    proxy,
    logged,
    stop,
    stateOf,
    async start(options = {}, changes = {}) {
      await stop();
      const log = { info: note, warn: note, error: note };
      relayer = await world.startRelayer({ log, ...options }, { rpcUrls: [proxy.url], ...changes });
      return relayer.url;
    },
    async submit(url, items) {
      const answer = await post(url, world.token, { institutionId: world.court.id, records: items });
      expect(answer.status, JSON.stringify(answer.body)).to.equal(202);
      return idsOf(answer);
    },
    waitForState: (url, id = "", state) => poll(`${id} is ${state}`, async () => (await stateOf(url, id)) === state),
    async waitForLog(event) {
      await poll(event, () => Promise.resolve(logged.some((entry) => entry.event === event)));
      return logged.find((entry) => entry.event === event)?.fields ?? {};
    },
    async expectAllAnchoredOnce(url, ids) {
      let last: unknown = null;
      const isSo = async (): Promise<boolean> => {
        try {
          await expectEachAnchoredOnce(world, await receiptsOf(url, ids));
          return true;
        } catch (error) {
          last = error;
          return false;
        }
      };
      await poll("every record anchored once", isSo, { deadlineMs: 30_000, intervalMs: 100 }).catch(
        (error: unknown) => {
          throw last ?? error;
        },
      );
    },
    async close() {
      await stop();
      await proxy.stop();
      await world.close();
    },
  };
}
