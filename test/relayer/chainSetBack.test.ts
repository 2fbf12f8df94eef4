import { expect } from "chai";
import { poll } from "../support/poll.js";
import { startAnvil } from "../support/startAnvil.js";
import { anchoredEvents } from "./support/chainState.js";
import { intakeItems, receiptsOf } from "./support/requests.js";
import { openTroubledWorld } from "./support/troubledWorld.js";
import type { TroubledWorld } from "./support/troubledWorld.js";

describe("relayer and a chain that was set back", function () {
  this.timeout(120_000);
  let trouble: TroubledWorld;

  beforeEach(async () => {
    trouble = await openTroubledWorld();
  });
  afterEach(() => trouble.close());

  const countsBatches = (count: number): Promise<void> =>
    poll(`${count} batches on the chain`, async () => (await anchoredEvents(trouble.world)).length === count);

  it("anchors again what was seen in a block, and was not final", async () => {
    const { anvil } = trouble.world;
    const url = await trouble.start({}, { finalityBlocks: 3 });
    const kept = await trouble.submit(url, intakeItems(2));
    await trouble.waitForState(url, kept[0], "anchored");
    await anvil.mine(3);
    await receiptsOf(url, kept);
    const snapshot = await anvil.rpc("evm_snapshot");
    const lost = await trouble.submit(url, intakeItems(3, 100));
    await trouble.waitForState(url, lost[0], "anchored");
    await anvil.rpc("evm_revert", [snapshot]);
    await countsBatches(2);
    await anvil.mine(4);
    await trouble.expectAllAnchoredOnce(url, [...kept, ...lost]);
  });

  it("anchors again what was final: a chain restored from a backup", async () => {
    const { anvil } = trouble.world;
    const url = await trouble.start();
    const kept = await trouble.submit(url, intakeItems(2));
    await receiptsOf(url, kept);
    const snapshot = await anvil.rpc("evm_snapshot");
    const lost: string[] = [];
    for (const from of [100, 200, 300]) {
      const ids = await trouble.submit(url, intakeItems(3, from));
      await receiptsOf(url, ids);
      lost.push(...ids);
    }
    await anvil.rpc("evm_revert", [snapshot]);
    expect(await anchoredEvents(trouble.world)).to.have.length(1);
    await countsBatches(4);
    await trouble.expectAllAnchoredOnce(url, [...kept, ...lost]);
  });

  it("finds, when it starts, that it was restored from a backup in the meantime", async () => {
    const { anvil } = trouble.world;
    const snapshot = await anvil.rpc("evm_snapshot");
    const first = await trouble.start();
    const ids = await trouble.submit(first, intakeItems(4));
    await receiptsOf(first, ids);
    await trouble.stop();
    await anvil.rpc("evm_revert", [snapshot]);
    // More blocks than there were: the height alone does not tell.
    await anvil.mine(20);
    await trouble.expectAllAnchoredOnce(await trouble.start(), ids);
  });

  it("comes back to the right one after a node answered from yesterday's state", async () => {
    const { world, proxy } = trouble;
    const url = await trouble.start({}, { finalityBlocks: 3 });
    const yesterday = await world.anvil.rpc("anvil_dumpState");
    const stale = await startAnvil();
    try {
      await stale.rpc("anvil_loadState", [yesterday]);
      const ids = await trouble.submit(url, intakeItems(3));
      await trouble.waitForState(url, ids[0], "anchored");
      await world.anvil.mine(3);
      await receiptsOf(url, ids);
      proxy.target = stale.url;
      await poll("it noticed", async () => (await trouble.stateOf(url, ids[0] ?? "")) !== "final");
      const meanwhile = await trouble.submit(url, intakeItems(3, 100));
      await trouble.waitForState(url, meanwhile[0], "anchored");
      proxy.target = world.anvil.url;
      await countsBatches(2);
      await world.anvil.mine(4);
      await trouble.expectAllAnchoredOnce(url, [...ids, ...meanwhile]);
    } finally {
      await stale.stop();
    }
  });
});
