import { expect } from "chai";
import { poll } from "../support/poll.js";
import { get, intakeItem, intakeItems, receiptsOf } from "./support/requests.js";
import { openTroubledWorld } from "./support/troubledWorld.js";
import type { TroubledWorld } from "./support/troubledWorld.js";

type Health = { status: string; chain: { reachable: boolean; reason?: string } };

describe("relayer and a chain in trouble", function () {
  this.timeout(120_000);
  let trouble: TroubledWorld;

  beforeEach(async () => {
    trouble = await openTroubledWorld();
  });
  afterEach(() => trouble.close());

  it("takes records in while the node is down, says so, and anchors them when it is back", async () => {
    const { proxy } = trouble;
    const url = await trouble.start();
    const before = await trouble.submit(url, intakeItems(3));
    await receiptsOf(url, before);
    proxy.mode = "down";
    const during = await trouble.submit(url, intakeItems(5, 100));
    await poll("not ready", async () => (await get(`${url}/health/ready`)).status === 503);
    const { status, chain } = (await get<Health>(`${url}/health/ready`)).body;
    expect({ status, reachable: chain.reachable }).to.deep.equal({ status: "not-ready", reachable: false });
    expect(chain.reason).to.include(proxy.url);
    expect((await get(`${url}/health/live`)).status).to.equal(200);
    await trouble.waitForState(url, during[0], "batched");
    proxy.mode = "pass";
    await trouble.expectAllAnchoredOnce(url, [...before, ...during]);
    await poll("ready", async () => (await get(`${url}/health/ready`)).status === 200);
  });

  it("starts while the node is down", async () => {
    trouble.proxy.mode = "down";
    const url = await trouble.start();
    const ids = await trouble.submit(url, intakeItems(3));
    expect((await get(`${url}/health/ready`)).status).to.equal(503);
    trouble.proxy.mode = "pass";
    await trouble.expectAllAnchoredOnce(url, ids);
  });

  it("goes to another node while the first is down", async () => {
    trouble.proxy.mode = "down";
    const url = await trouble.start({}, { rpcUrls: [trouble.proxy.url, trouble.world.anvil.url] });
    await trouble.expectAllAnchoredOnce(url, await trouble.submit(url, intakeItems(3)));
  });

  it("sends nothing twice where the node takes a transaction and its answer is lost", async () => {
    trouble.proxy.mode = "lose-answers";
    const url = await trouble.start();
    await trouble.expectAllAnchoredOnce(url, await trouble.submit(url, intakeItems(3)));
  });

  it("takes records in while the node hangs, stops within five seconds, and anchors them after", async () => {
    const { proxy } = trouble;
    proxy.mode = "hang";
    const first = await trouble.start();
    const ids = await trouble.submit(first, intakeItems(3));
    await poll("the node was asked", () => Promise.resolve(proxy.requests > 0));
    const stopping = performance.now();
    await trouble.stop();
    expect(performance.now() - stopping).to.be.lessThan(5_000);
    proxy.mode = "pass";
    await trouble.expectAllAnchoredOnce(await trouble.start(), ids);
  });

  for (const [where, jumpMs] of [
    ["back by a day", -86_400_000],
    ["ahead by a day", 86_400_000],
  ] as const) {
    it(`goes on when the clock jumps ${where}`, async () => {
      let jump = 0;
      const url = await trouble.start({ now: () => Date.now() + jump }, { batchMaxAgeMs: 200 });
      const ids = await trouble.submit(url, [intakeItem(1)]);
      jump = jumpMs;
      ids.push(...(await trouble.submit(url, [intakeItem(2)])));
      await trouble.expectAllAnchoredOnce(url, ids);
    });
  }
});
