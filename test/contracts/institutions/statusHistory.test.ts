import { expect } from "chai";
import { deployPlatform, openChain, registerCourt, stranger } from "../support/platform.js";
import { STATUS } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture, networkHelpers } = chain;

const COURT = 1n;

/** A court registered at `registeredAt`, whose standing changes at the times that a test gives. */
async function withCourt() {
  const platform = await deployPlatform(chain);
  await registerCourt(platform, "COURT", stranger(platform, 0));
  const asRegistrar = platform.institutions.connect(platform.registrar);
  const registeredAt = await clock.latest();
  return {
    institutions: platform.institutions,
    asRegistrar,
    registeredAt,
    /** Runs a change so many seconds after the registration. */
    at: async (seconds: number, change: () => Promise<unknown>) => {
      await clock.setNextBlockTimestamp(registeredAt + seconds);
      await change();
    },
  };
}

/** Suspended after 100 seconds, reinstated after 200, retired after 300. */
async function withHistory() {
  const scene = await withCourt();
  await scene.at(100, () => scene.asRegistrar.suspend(COURT, false, ""));
  await scene.at(200, () => scene.asRegistrar.reinstate(COURT, false, ""));
  await scene.at(300, () => scene.asRegistrar.retire(COURT, ""));
  return scene;
}

describe("statusAt", () => {
  for (const [seconds, status] of [
    [-1, "None"],
    [0, "Active"],
    [99, "Active"],
    [100, "Suspended"],
    [199, "Suspended"],
    [200, "Active"],
    [299, "Active"],
    [300, "Retired"],
  ] as const) {
    it(`answers ${status} for ${seconds} seconds after the registration`, async () => {
      const { institutions, registeredAt } = await loadFixture(withHistory);
      expect(await institutions.statusAt(COURT, registeredAt + seconds)).to.equal(STATUS[status]);
    });
  }

  it("answers None for an institution that does not exist", async () => {
    const { institutions, registeredAt } = await loadFixture(withHistory);
    expect(await institutions.statusAt(9n, registeredAt)).to.equal(STATUS.None);
  });

  it("refuses a time after the current block's, and names it", async () => {
    const { institutions } = await loadFixture(withHistory);
    const now = await clock.latest();
    expect(await institutions.statusAt(COURT, now, { blockTag: "latest" })).to.equal(STATUS.Retired);
    await expect(institutions.statusAt(COURT, now + 100, { blockTag: "latest" }))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryTimeInFuture")
      .withArgs(now + 100, now);
  });

  it("keeps the last of several changes in one block, as the status of that time", async () => {
    const { institutions, asRegistrar, registeredAt } = await loadFixture(withCourt);
    await chain.provider.request({ method: "evm_setAutomine", params: [false] });
    try {
      await asRegistrar.suspend(COURT, false, "", { gasLimit: 500_000 });
      await asRegistrar.reinstate(COURT, false, "", { gasLimit: 500_000 });
      await asRegistrar.suspend(COURT, false, "", { gasLimit: 500_000 });
      await clock.setNextBlockTimestamp(registeredAt + 100);
      await networkHelpers.mine();
    } finally {
      await chain.provider.request({ method: "evm_setAutomine", params: [true] });
    }
    expect((await institutions.statusHistory(COURT)).map((change) => [...change])).to.deep.equal([
      [BigInt(registeredAt), STATUS.Active],
      [BigInt(registeredAt + 100), STATUS.Suspended],
    ]);
    expect(await institutions.statusAt(COURT, registeredAt + 100)).to.equal(STATUS.Suspended);
    expect(await institutions.statusAt(COURT, registeredAt + 99)).to.equal(STATUS.Active);
  });
});

describe("statusHistory", () => {
  it("tells every change, the oldest first", async () => {
    const { institutions, registeredAt } = await loadFixture(withHistory);
    expect((await institutions.statusHistory(COURT)).map((change) => [...change])).to.deep.equal([
      [BigInt(registeredAt), STATUS.Active],
      [BigInt(registeredAt + 100), STATUS.Suspended],
      [BigInt(registeredAt + 200), STATUS.Active],
      [BigInt(registeredAt + 300), STATUS.Retired],
    ]);
    expect((await institutions.institution(COURT)).statusSince).to.equal(registeredAt + 300);
  });

  it("is empty for an institution that does not exist", async () => {
    const { institutions } = await loadFixture(withHistory);
    expect(await institutions.statusHistory(9n)).to.deep.equal([]);
  });
});
