import { expect } from "chai";
import { nonceAt } from "../../src/chain/index.js";
import type { Relayer } from "../../src/relayer/index.js";
import { signTransaction } from "../../src/chain/index.js";
import { poll } from "../support/poll.js";
import { startAnvil } from "../support/startAnvil.js";
import { startChainProxy } from "./support/chainProxy.js";
import type { ChainProxy } from "./support/chainProxy.js";
import { anchoredEvents, expectEachAnchoredOnce } from "./support/chainState.js";
import { openRelayerWorld } from "./support/relayerWorld.js";
import type { RelayerWorld } from "./support/relayerWorld.js";
import { get, idsOf, intakeItem, intakeItems, post, receiptsOf } from "./support/requests.js";
import { spawnRelayer } from "./support/spawnRelayer.js";

type Health = { status: string; chain: { reachable: boolean; reason?: string } };

describe("relayer and a chain in trouble", function () {
  this.timeout(120_000);
  let world: RelayerWorld;
  let proxy: ChainProxy;
  let relayer: Relayer | null;

  beforeEach(() => {
    relayer = null;
  });
  afterEach(async () => {
    await relayer?.stop();
    await proxy.stop();
    await world.close();
  });

  /** @param chain as `startAnvil` takes it */
  async function openWorld(chain: Parameters<typeof startAnvil>[0] = {}): Promise<void> {
    world = await openRelayerWorld(chain);
    proxy = await startChainProxy(world.anvil.url);
  }
  async function start(
    options: Parameters<RelayerWorld["startRelayer"]>[0] = {},
    changes: Parameters<RelayerWorld["startRelayer"]>[1] = {},
  ): Promise<string> {
    relayer = await world.startRelayer(options, { rpcUrls: [proxy.url], ...changes });
    return relayer.url;
  }
  async function submit(url: string, items: readonly unknown[]): Promise<string[]> {
    const answer = await post(url, world.token, { institutionId: world.court.id, records: items });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(202);
    return idsOf(answer);
  }
  const stateOf = async (url: string, id: string): Promise<unknown> =>
    (await get(`${url}/v1/records/${id}`)).body["state"];
  const inState = (url: string, id: string, state: string): Promise<void> =>
    poll(`${id} is ${state}`, async () => (await stateOf(url, id)) === state);
  const pending = async (): Promise<number> =>
    Number(((await world.anvil.rpc("txpool_status")) as { pending: string }).pending);

  /** Receipts that the chain of now confirms: after trouble, the ones of before may be handed out for a moment. */
  async function expectAllAnchoredOnce(url: string, ids: readonly string[]): Promise<void> {
    let last: unknown = null;
    await poll(
      "every record anchored once",
      async () => {
        try {
          await expectEachAnchoredOnce(world, await receiptsOf(url, ids));
          return true;
        } catch (error) {
          last = error;
          return false;
        }
      },
      { deadlineMs: 30_000, intervalMs: 100 },
    ).catch((error: unknown) => {
      throw last ?? error;
    });
  }

  it("takes records in while the node is down, says so, and anchors them when it is back", async () => {
    await openWorld();
    const url = await start();
    const before = await submit(url, intakeItems(3));
    await receiptsOf(url, before);
    proxy.mode = "down";
    const during = await submit(url, intakeItems(5, 100));
    await poll("not ready", async () => (await get(`${url}/health/ready`)).status === 503);
    const { status, chain } = (await get<Health>(`${url}/health/ready`)).body;
    expect({ status, reachable: chain.reachable }).to.deep.equal({ status: "not-ready", reachable: false });
    expect(chain.reason).to.include(proxy.url);
    expect((await get(`${url}/health/live`)).status).to.equal(200);
    await inState(url, during[0] as string, "batched");
    proxy.mode = "pass";
    await expectAllAnchoredOnce(url, [...before, ...during]);
    await poll("ready", async () => (await get(`${url}/health/ready`)).status === 200);
  });

  it("starts while the node is down", async () => {
    await openWorld();
    proxy.mode = "down";
    const url = await start();
    const ids = await submit(url, intakeItems(3));
    expect((await get(`${url}/health/ready`)).status).to.equal(503);
    proxy.mode = "pass";
    await expectAllAnchoredOnce(url, ids);
  });

  it("sends nothing twice where the node takes a transaction and its answer is lost", async () => {
    await openWorld();
    proxy.mode = "lose-answers";
    const url = await start();
    await expectAllAnchoredOnce(url, await submit(url, intakeItems(3)));
  });

  it("sends a transaction again that the mempool forgot, the same one", async () => {
    await openWorld({ blockTimeSeconds: 0 });
    const url = await start();
    const ids = await submit(url, intakeItems(3));
    await poll("sent", async () => (await pending()) === 1);
    const hashes = async (): Promise<string[]> => {
      const { pending: byAccount } = (await world.anvil.rpc("txpool_content")) as {
        pending: Record<string, Record<string, { hash: string }>>;
      };
      return Object.values(byAccount).flatMap((byNonce) => Object.values(byNonce).map(({ hash }) => hash));
    };
    const [hash] = await hashes();
    await world.anvil.rpc("anvil_dropTransaction", [hash]);
    await poll("sent again", async () => (await pending()) === 1);
    expect(await hashes()).to.deep.equal([hash]);
    await world.anvil.mine();
    await expectAllAnchoredOnce(url, ids);
  });

  it("anchors again what a chain that was set back has lost: seen in a block, not final", async () => {
    await openWorld();
    const url = await start({}, { finalityBlocks: 3 });
    const kept = await submit(url, intakeItems(2));
    await inState(url, kept[0] as string, "anchored");
    await world.anvil.mine(3);
    await receiptsOf(url, kept);
    const snapshot = await world.anvil.rpc("evm_snapshot");
    const lost = await submit(url, intakeItems(3, 100));
    await inState(url, lost[0] as string, "anchored");
    await world.anvil.rpc("evm_revert", [snapshot]);
    await poll("anchored again", async () => (await anchoredEvents(world)).length === 2);
    await world.anvil.mine(4);
    await expectAllAnchoredOnce(url, [...kept, ...lost]);
  });

  it("anchors again what a chain that was restored from a backup has lost: final ones too", async () => {
    await openWorld();
    const url = await start();
    const kept = await submit(url, intakeItems(2));
    await receiptsOf(url, kept);
    const snapshot = await world.anvil.rpc("evm_snapshot");
    const lost: string[] = [];
    for (const from of [100, 200, 300]) {
      const ids = await submit(url, intakeItems(3, from));
      await receiptsOf(url, ids);
      lost.push(...ids);
    }
    await world.anvil.rpc("evm_revert", [snapshot]);
    expect(await anchoredEvents(world)).to.have.length(1);
    await poll("anchored again", async () => (await anchoredEvents(world)).length === 4);
    await expectAllAnchoredOnce(url, [...kept, ...lost]);
  });

  it("finds, when it starts, that the chain was restored from a backup while it was down", async () => {
    await openWorld();
    const snapshot = await world.anvil.rpc("evm_snapshot");
    const first = await start();
    const ids = await submit(first, intakeItems(4));
    await receiptsOf(first, ids);
    await relayer?.stop();
    await world.anvil.rpc("evm_revert", [snapshot]);
    // More blocks than there were: the height alone does not tell.
    await world.anvil.mine(20);
    await expectAllAnchoredOnce(await start(), ids);
  });

  it("signs anew where the nonce of its stored transaction was used by another one while it was down", async () => {
    await openWorld();
    const { platform, court } = world;
    const halting = await spawnRelayer(world.configFile, "transaction-stored");
    const ids = await submit(halting.url, intakeItems(3));
    await halting.halted;
    await halting.kill();
    const nonce = await nonceAt(platform.node, court.relayer.address, "latest");
    const { raw } = await signTransaction(court.relayer.signer, {
      chainId: await platform.node.chainId(),
      nonce,
      to: court.relayer.address,
      data: "0x",
      gasLimit: 30_000n,
      fees: { kind: "legacy", gasPrice: 0n },
    });
    await platform.node.request("eth_sendRawTransaction", [raw]);
    await poll(
      "the nonce is used",
      async () => (await nonceAt(platform.node, court.relayer.address, "latest")) > nonce,
    );
    await expectAllAnchoredOnce(await start(), ids);
  });

  it("comes back to the right chain after a node answered from yesterday's state", async () => {
    await openWorld();
    const url = await start({}, { finalityBlocks: 3 });
    const yesterday = await world.anvil.rpc("anvil_dumpState");
    const stale = await startAnvil();
    try {
      await stale.rpc("anvil_loadState", [yesterday]);
      const ids = await submit(url, intakeItems(3));
      await inState(url, ids[0] as string, "anchored");
      await world.anvil.mine(3);
      await receiptsOf(url, ids);
      proxy.target = stale.url;
      await poll("it noticed", async () => (await stateOf(url, ids[0] as string)) !== "final");
      const meanwhile = await submit(url, intakeItems(3, 100));
      await inState(url, meanwhile[0] as string, "anchored");
      proxy.target = world.anvil.url;
      await poll("anchored where it counts", async () => (await anchoredEvents(world)).length === 2);
      await world.anvil.mine(4);
      await expectAllAnchoredOnce(url, [...ids, ...meanwhile]);
    } finally {
      await stale.stop();
    }
  });

  for (const [where, jumpMs] of [
    ["back by a day", -86_400_000],
    ["ahead by a day", 86_400_000],
  ] as const) {
    it(`goes on when the clock jumps ${where}`, async () => {
      await openWorld();
      let jump = 0;
      const url = await start({ now: () => Date.now() + jump }, { batchMaxAgeMs: 200 });
      const ids = await submit(url, [intakeItem(1)]);
      jump = jumpMs;
      ids.push(...(await submit(url, [intakeItem(2)])));
      await expectAllAnchoredOnce(url, ids);
    });
  }
});
