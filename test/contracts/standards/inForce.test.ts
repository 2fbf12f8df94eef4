import { expect } from "chai";
import { inOneBlock } from "../support/oneBlock.js";
import { ACTIVATION_DELAY_SECONDS, deployPlatform, openChain } from "../support/platform.js";
import { CATEGORY, LAST_DATE, NO_END, contentOf, schemaId, standardId } from "../support/standards.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

const SM3 = standardId(CATEGORY.DigestAlgorithm, 2n);
const FREEZE = standardId(CATEGORY.StatutoryLimit, 1n);
const UNKNOWN = standardId(CATEGORY.DigestAlgorithm, 9n);

/** SM3 in force from `start` on; times of proposals and dates count from there. */
async function withStandard() {
  const platform = await deployPlatform(chain);
  const { standards } = platform;
  const committee = standards.connect(platform.standardsCommittee);
  const approver = standards.connect(platform.standardsApprover);
  const start = (await clock.latest()) + 2 * ACTIVATION_DELAY_SECONDS;
  const activateLast = async (seconds: number) => {
    await clock.setNextBlockTimestamp(start + seconds);
    return approver.activate(await standards.proposalCount());
  };
  await committee.propose(SM3, start, contentOf("first"));
  await activateLast(-1000);
  const day = 86_400;
  return {
    ...platform,
    committee,
    approver,
    start,
    day,
    activateLast,
    /** Whether SM3 is in force so many seconds from the start, as decided now. */
    inForce: (seconds: number) => standards.isInForce(SM3, start + seconds),
    proposeAt: async (seconds: number, from: number, title: string, id = SM3) => {
      await clock.setNextBlockTimestamp(start + seconds);
      return committee.propose(id, start + from, contentOf(title));
    },
    retireAt: async (seconds: number, from: number, id = SM3) => {
      await clock.setNextBlockTimestamp(start + seconds);
      return committee.proposeRetirement(id, start + from);
    },
  };
}

describe("a standard", () => {
  it("is in force from its date on, without an end", async () => {
    const { standards, inForce, start } = await loadFixture(withStandard);
    expect(await inForce(-1)).to.be.false;
    expect(await inForce(0)).to.be.true;
    expect(await standards.isInForce(SM3, LAST_DATE)).to.be.true;
    expect((await standards.versionAt(SM3, start)).until).to.equal(NO_END);
  });

  it("has its next version follow the one before without a gap", async () => {
    const { standards, activateLast, proposeAt, day, start } = await loadFixture(withStandard);
    await proposeAt(0, 30 * day, "second");
    await activateLast(8 * day);
    const versions = await standards.versionsOf(SM3);
    expect(versions.map(({ from, until, content }) => [from, until, content.title])).to.deep.equal([
      [BigInt(start), BigInt(start + 30 * day), "first"],
      [BigInt(start + 30 * day), NO_END, "second"],
    ]);
    expect((await standards.versionAt(SM3, start + 30 * day - 1)).content.title).to.equal("first");
    expect((await standards.versionAt(SM3, start + 30 * day)).content.title).to.equal("second");
    expect(await standards.standardIds()).to.deep.equal([SM3]);
  });

  it("is retired from a date on, and was in force for older records", async () => {
    const { standards, standardsCommittee, standardsApprover, activateLast, retireAt, inForce, day, start } =
      await loadFixture(withStandard);
    await expect(retireAt(0, 30 * day))
      .to.emit(standards, "StandardRetirementProposed")
      .withArgs(2n, SM3, standardsCommittee.address, start + ACTIVATION_DELAY_SECONDS, start + 30 * day);
    expect((await standards.proposal(2n)).isRetirement).to.be.true;
    await expect(activateLast(8 * day))
      .to.emit(standards, "StandardRetired")
      .withArgs(2n, SM3, standardsApprover.address, start + 30 * day);
    expect(await inForce(30 * day - 1)).to.be.true;
    expect(await inForce(30 * day)).to.be.false;
    await expect(standards.versionAt(SM3, start + 30 * day))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryNotInForce")
      .withArgs(SM3, start + 30 * day);
  });

  it("comes back after its retirement, with the gap between", async () => {
    const { activateLast, retireAt, proposeAt, inForce, day } = await loadFixture(withStandard);
    await retireAt(0, 10 * day);
    await activateLast(8 * day);
    await proposeAt(20 * day, 40 * day, "again");
    await activateLast(30 * day);
    for (const [days, expected] of [
      [9, true],
      [10, false],
      [39, false],
      [40, true],
    ] as const) {
      expect(await inForce(days * day), `day ${days}`).to.equal(expected);
    }
  });

  it("is retired earlier than was decided, but never later, and never twice", async () => {
    const { standards, activateLast, retireAt, inForce, start, day } = await loadFixture(withStandard);
    await retireAt(0, 100 * day);
    await activateLast(8 * day);
    await retireAt(9 * day, 50 * day);
    await activateLast(20 * day);
    expect(await inForce(50 * day)).to.be.false;
    await expect(retireAt(21 * day, 60 * day))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryNotInForce")
      .withArgs(SM3, start + 60 * day);
  });

  it("is not retired before it was ever in force", async () => {
    const { standards, committee, start } = await loadFixture(withStandard);
    await expect(committee.proposeRetirement(UNKNOWN, start))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryNotInForce")
      .withArgs(UNKNOWN, start);
    await expect(committee.proposeRetirement(SM3, start - 1))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryNotInForce")
      .withArgs(SM3, start - 1);
  });

  it("is not retired in the past, or after 2106", async () => {
    const { standards, committee, retireAt, start } = await loadFixture(withStandard);
    await expect(retireAt(100, 99))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryDateInPast")
      .withArgs(SM3, start + 99, start + 100);
    await expect(committee.proposeRetirement(SM3, LAST_DATE + 1n))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryDateBeyondLimit")
      .withArgs(SM3, LAST_DATE + 1n, LAST_DATE);
  });

  it("whose next version is planned, is retired before that one begins, which stays planned", async () => {
    const { standards, activateLast, proposeAt, retireAt, inForce, start, day } = await loadFixture(withStandard);
    await proposeAt(0, 60 * day, "second");
    await activateLast(8 * day);
    await retireAt(9 * day, 20 * day);
    await activateLast(18 * day);
    for (const [days, expected] of [
      [19, true],
      [20, false],
      [59, false],
      [60, true],
    ] as const) {
      expect(await inForce(days * day), `day ${days}`).to.equal(expected);
    }
    await expect(retireAt(21 * day, 40 * day))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryNotInForce")
      .withArgs(SM3, start + 40 * day);
  });

  it("has a planned version called off by its retirement at its own start, and another begin instead", async () => {
    const { standards, activateLast, proposeAt, retireAt, inForce, start, day } = await loadFixture(withStandard);
    for (const from of [20_000, 25_000]) {
      await proposeAt(from === 20_000 ? 0 : 10 * day, from * day, "typed wrongly");
      await activateLast(from === 20_000 ? 8 * day : 18 * day);
    }
    for (const [seconds, from] of [
      [19 * day, 25_000 * day],
      [28 * day, 20_000 * day],
    ] as const) {
      await retireAt(seconds, from);
      await activateLast(seconds + 8 * day);
    }
    expect(await inForce(20_000 * day - 1)).to.be.true;
    expect(await inForce(20_000 * day)).to.be.false;
    expect((await standards.versionsOf(SM3)).length).to.equal(3);
    await proposeAt(40 * day, 50 * day, "second");
    await activateLast(48 * day);
    expect(
      (await standards.versionsOf(SM3)).map(({ from, until, content }) => [from, until, content.title]),
    ).to.deep.equal([
      [BigInt(start), BigInt(start + 50 * day), "first"],
      [BigInt(start + 50 * day), NO_END, "second"],
    ]);
    expect(await inForce(25_000 * day)).to.be.true;
  });

  it("whose first version was called off begins anew, and is listed once", async () => {
    const { standards, activateLast, proposeAt, retireAt, start, day } = await loadFixture(withStandard);
    await proposeAt(0, 1000 * day, "first", UNKNOWN);
    await activateLast(8 * day);
    await retireAt(9 * day, 1000 * day, UNKNOWN);
    await activateLast(17 * day);
    await proposeAt(18 * day, 30 * day, "again", UNKNOWN);
    await activateLast(26 * day);
    expect((await standards.versionsOf(UNKNOWN)).map(({ from }) => from)).to.deep.equal([BigInt(start + 30 * day)]);
    expect(await standards.standardIds()).to.deep.equal([SM3, UNKNOWN]);
  });

  it("gets no version that begins with the last one, or before it", async () => {
    const { standards, activateLast, proposeAt, start, day } = await loadFixture(withStandard);
    await proposeAt(0, 30 * day, "second");
    await activateLast(8 * day);
    for (const [seconds, from] of [
      [9 * day, 30 * day],
      [10 * day, 29 * day],
    ] as const) {
      await proposeAt(seconds, from, "third");
      await expect(activateLast(seconds + 8 * day))
        .to.be.revertedWithCustomError(standards, "StandardsRegistryStartNotAfterLast")
        .withArgs(SM3, start + from, start + 30 * day);
    }
  });

  it("that was retired between proposal and activation of its end, stays as it was", async () => {
    const { standards, approver, committee, retireAt, start, day } = await loadFixture(withStandard);
    await retireAt(0, 20 * day);
    await committee.proposeRetirement(SM3, start + 10 * day);
    await clock.setNextBlockTimestamp(start + 8 * day);
    await approver.activate(3n);
    await expect(approver.activate(2n))
      .to.be.revertedWithCustomError(standards, "StandardsRegistryNotInForce")
      .withArgs(SM3, start + 20 * day);
  });
});

describe("what was accepted at a time", () => {
  it("stays so when the standard is retired in the same block", async () => {
    const { approver, retireAt, inForce, start, day } = await loadFixture(withStandard);
    await retireAt(0, 0);
    const moment = 9 * day;
    const [receipt] = await inOneBlock(chain, start + moment, [(overrides) => approver.activate(2n, overrides)]);
    expect(receipt?.status).to.equal(1);
    expect(await inForce(moment)).to.be.true;
    expect(await inForce(moment + 1)).to.be.false;
  });

  it("stays so when a new version and the retirement of it come in one block", async () => {
    const { standards, approver, committee, proposeAt, inForce, start, day } = await loadFixture(withStandard);
    await proposeAt(0, 0, "second");
    await committee.proposeRetirement(SM3, start + 9 * day);
    const moment = 9 * day;
    const receipts = await inOneBlock(chain, start + moment, [
      (overrides) => approver.activate(2n, overrides),
      (overrides) => approver.activate(3n, overrides),
    ]);
    expect(receipts.map((receipt) => receipt?.status)).to.deep.equal([1, 1]);
    expect((await standards.versionAt(SM3, start + moment)).content.title).to.equal("first");
    expect(await inForce(moment)).to.be.true;
    expect(await inForce(moment + 1)).to.be.false;
  });

  it("refuses a second version in the same second, which would leave the first without one", async () => {
    const { approver, proposeAt, start, day } = await loadFixture(withStandard);
    await proposeAt(0, 0, "second");
    await proposeAt(10, 10, "third");
    const receipts = await inOneBlock(chain, start + 9 * day, [
      (overrides) => approver.activate(2n, overrides),
      (overrides) => approver.activate(3n, overrides),
    ]);
    expect(receipts.map((receipt) => receipt?.status)).to.deep.equal([1, 0]);
  });
});

describe("checkRecord", () => {
  it("answers for kind, schema and algorithm, each by itself", async () => {
    const { standards, committee, activateLast, start, day } = await loadFixture(withStandard);
    await clock.setNextBlockTimestamp(start);
    await committee.propose(standardId(CATEGORY.RecordKind, 1n), start + 10 * day, contentOf("evidence"));
    await activateLast(8 * day);
    await committee.propose(schemaId(1n, 3n), start + 20 * day, contentOf("schema"));
    await activateLast(16 * day);
    const check = async (kind: bigint, schema: bigint, algorithm: bigint, days: number) => [
      ...(await standards.checkRecord(kind, schema, algorithm, start + days * day)),
    ];
    expect(await check(1n, 3n, 2n, 9)).to.deep.equal([false, false, true]);
    expect(await check(1n, 3n, 2n, 10)).to.deep.equal([true, false, true]);
    expect(await check(1n, 3n, 2n, 20)).to.deep.equal([true, true, true]);
    expect(await check(1n, 2n, 2n, 20)).to.deep.equal([true, false, true]);
    expect(await check(3n, 3n, 2n, 20)).to.deep.equal([false, false, true]);
    expect(await check(1n, 3n, 1n, 20)).to.deep.equal([true, true, false]);
  });
});

describe("the registry", () => {
  it("begins with its seeds, of any date, in the order in which they come", async () => {
    const { access, platformAdmin } = await loadFixture(withStandard);
    const seeds = [
      { id: SM3, from: 0n, content: contentOf("SM3") },
      { id: FREEZE, from: 1_422_979_200n, content: contentOf("freeze 2015", { value: 31_536_000n }) },
      { id: FREEZE, from: 1_649_520_000n, content: contentOf("freeze 2022", { value: 31_536_000n }) },
    ];
    const parameters = [await access.getAddress(), 10, seeds] as const;
    const standards = await chain.ethers.deployContract("StandardsRegistry", [...parameters], platformAdmin);
    await expect(standards.deploymentTransaction())
      .to.emit(standards, "StandardActivated")
      .withArgs(0n, FREEZE, platformAdmin.address, 1_422_979_200n, Object.values(seeds[1]!.content));
    expect(await standards.activationDelay()).to.equal(10n);
    expect(await standards.standardIds()).to.deep.equal([SM3, FREEZE]);
    expect(await standards.isInForce(SM3, 0n)).to.be.true;
    expect(await standards.isInForce(FREEZE, 1_422_979_199n)).to.be.false;
    expect((await standards.versionAt(FREEZE, 1_649_519_999n)).content.title).to.equal("freeze 2015");
    expect((await standards.versionAt(FREEZE, 1_649_520_000n)).content.title).to.equal("freeze 2022");
    expect(await standards.proposalCount()).to.equal(0n);
  });

  it("does not begin with seeds that could not be proposed, or that are out of order", async () => {
    const { access, standards } = await loadFixture(withStandard);
    const content = contentOf("standard");
    for (const [error, seeds] of [
      ["StandardsRegistryInvalidId", [{ id: 1n, from: 0n, content }]],
      ["StandardsRegistryDateBeyondLimit", [{ id: SM3, from: LAST_DATE + 1n, content }]],
      ["StandardsRegistryInvalidTitleLength", [{ id: SM3, from: 0n, content: { ...content, title: "" } }]],
      [
        "StandardsRegistryStartNotAfterLast",
        [
          { id: SM3, from: 5n, content },
          { id: SM3, from: 5n, content },
        ],
      ],
    ] as const) {
      await expect(
        chain.ethers.deployContract("StandardsRegistry", [await access.getAddress(), 10, seeds]),
      ).to.be.revertedWithCustomError(standards, error);
    }
  });
});
