import { expect } from "chai";
import { RelayerError, createRelayer, parseRelayerConfig } from "../../src/relayer/index.js";
import { poll } from "../support/poll.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";
import { get, intakeItems, receiptsOf } from "./support/requests.js";
import { openTroubledWorld } from "./support/troubledWorld.js";
import type { TroubledWorld } from "./support/troubledWorld.js";

const OTHER_CHAIN_ID = 5;

describe("relayer and a node of another chain", function () {
  this.timeout(60_000);
  let trouble: TroubledWorld;
  let other: TestAnvil;

  beforeEach(async () => {
    [trouble, other] = await Promise.all([openTroubledWorld(), startAnvil({ chainId: OTHER_CHAIN_ID })]);
  });
  afterEach(async () => {
    await trouble.close();
    await other.stop();
  });

  /** Gives the other chain the platform too, at the same addresses, with nothing anchored. */
  const copyPlatform = async (): Promise<void> => {
    await other.rpc("anvil_loadState", [await trouble.world.anvil.rpc("anvil_dumpState")]);
  };
  const readyReason = async (url: string): Promise<string> => {
    await poll("not ready", async () => (await get(`${url}/health/ready`)).status === 503);
    // At the start it says that it has not asked yet.
    let reason = "";
    await poll("a reason", async () => {
      const { body } = await get<{ chain: { reason?: string } }>(`${url}/health/ready`);
      reason = body.chain.reason ?? "";
      return reason.includes(trouble.proxy.url);
    });
    return reason;
  };
  const blocksOf = async (anvil: TestAnvil): Promise<number> => Number(await anvil.rpc("eth_blockNumber"));

  it("keeps records where the chain has no platform, and goes to a node that serves it", async () => {
    trouble.proxy.target = other.url;
    const alone = await trouble.start();
    const ids = await trouble.submit(alone, intakeItems(3));
    expect(await readyReason(alone)).to.match(/has no Directory at 0x[0-9a-f]{40}/);
    const both = await trouble.start({}, { rpcUrls: [other.url, trouble.world.anvil.url] });
    await trouble.expectAllAnchoredOnce(both, ids);
  });

  it("refuses a chain with the platform at the same addresses, when it starts and later", async () => {
    await copyPlatform();
    const blocks = await blocksOf(other);
    const before = await trouble.start();
    const ids = await trouble.submit(before, intakeItems(3));
    const receipts = await receiptsOf(before, ids);
    const expectRefused = async (url: string): Promise<void> => {
      ids.push(...(await trouble.submit(url, intakeItems(2, 100 * ids.length))));
      expect(await readyReason(url)).to.include(`serves chain ${OTHER_CHAIN_ID}, 202209 expected`);
      await trouble.waitForState(url, ids.at(-1), "batched");
      expect(await receiptsOf(url, ids.slice(0, 3))).to.deep.equal(receipts);
      expect(await blocksOf(other)).to.equal(blocks);
    };
    trouble.proxy.target = other.url;
    await expectRefused(before);
    const after = await trouble.start();
    await expectRefused(after);
    trouble.proxy.target = trouble.world.anvil.url;
    await trouble.expectAllAnchoredOnce(after, ids);
  });

  it("refuses it with an empty queue too, where the chain is configured", async () => {
    await copyPlatform();
    const blocks = await blocksOf(other);
    trouble.proxy.target = other.url;
    const url = await trouble.start({}, { chainId: 202209 });
    const ids = await trouble.submit(url, intakeItems(3));
    expect(await readyReason(url)).to.include("serves chain 5, 202209 expected");
    expect(await blocksOf(other)).to.equal(blocks);
    trouble.proxy.target = trouble.world.anvil.url;
    await trouble.expectAllAnchoredOnce(url, ids);
  });

  it("does not start for another chain than its queue's, and names the field", async () => {
    const url = await trouble.start();
    await receiptsOf(url, await trouble.submit(url, intakeItems(1)));
    await trouble.stop();
    const refused = await createRelayer({ ...trouble.world.config, chainId: OTHER_CHAIN_ID }).catch((e: unknown) => e);
    expect(refused).to.be.instanceOf(RelayerError).that.includes({ code: "config-malformed", field: "config.chainId" });
    expect((refused as Error).message).to.include("5 given, the batches of the queue are on chain 202209");
  });
});

describe("relayer's configuration", () => {
  it("takes a chain or none, and refuses what is no chain's id", () => {
    const config = { queueFile: "q", rpcUrls: ["http://x"], directory: `0x${"a1".repeat(20)}`, keyFile: "k" };
    const parse = (more: object) => parseRelayerConfig({ ...config, finalityBlocks: 0, ...more });
    expect(parse({ chainId: 202209 }).chainId).to.equal(202209);
    expect(parse({})).not.to.have.property("chainId");
    for (const chainId of [0, -1, 1.5, "202209", null]) {
      expect(() => parse({ chainId })).to.throw(RelayerError, "config.chainId");
    }
  });
});
