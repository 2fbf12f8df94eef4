import { expect } from "chai";
import { deployPlatform, openChain, register, registerCourt, stranger } from "../support/platform.js";
import { CAPABILITY, STATUS } from "../support/words.js";

const { ADMINISTER, RELAY, SIGN, HANDLE_CASES, ENFORCE } = CAPABILITY;

const chain = await openChain();
const { clock, loadFixture } = chain;

const COURT = 1n;
const OTHER = 2n;
const MAX_COUNT = 2n ** 24n - 1n;
const NO_BATCH = [0n, 0n, 0n, `0x${"00".repeat(20)}`];

/** A root that is told from others by its number, from 1 to 255. */
const root = (number: number) => `0x${number.toString(16).padStart(2, "0").repeat(32)}`;

/** A court with a relaying account, and another court with its own. */
async function withCourts() {
  const platform = await deployPlatform(chain);
  const relayer = stranger(platform, 0);
  const otherRelayer = stranger(platform, 1);
  await registerCourt(platform, "COURT", relayer);
  await registerCourt(platform, "OTHER", otherRelayer);
  const { anchor } = platform;
  return { ...platform, platform, relayer, otherRelayer, asRelayer: anchor.connect(relayer) };
}

describe("anchorBatch", () => {
  it("keeps root, sequence, count, time and account, and tells all but the time", async () => {
    const { anchor, asRelayer, relayer } = await loadFixture(withCourts);
    await expect(asRelayer.anchorBatch(COURT, root(1), 1000))
      .to.emit(anchor, "BatchAnchored")
      .withArgs(COURT, 1n, root(1), 1000n, relayer.address);
    expect(await anchor.isAnchored(COURT, root(1))).to.be.true;
    expect([...(await anchor.batchOf(COURT, root(1)))]).to.deep.equal([
      1n,
      1000n,
      BigInt(await clock.latest()),
      relayer.address,
    ]);
  });

  it("answers the sequence number", async () => {
    const { asRelayer } = await loadFixture(withCourts);
    expect(await asRelayer.anchorBatch.staticCall(COURT, root(1), 1)).to.equal(1n);
    await asRelayer.anchorBatch(COURT, root(1), 1);
    expect(await asRelayer.anchorBatch.staticCall(COURT, root(2), 1)).to.equal(2n);
  });

  it("counts each institution's batches from 1, without a gap", async () => {
    const { anchor, asRelayer, otherRelayer } = await loadFixture(withCourts);
    for (const number of [1, 2, 3]) await asRelayer.anchorBatch(COURT, root(number), 1);
    await anchor.connect(otherRelayer).anchorBatch(OTHER, root(4), 1);
    expect(await anchor.lastSequenceOf(COURT)).to.equal(3n);
    expect(await anchor.lastSequenceOf(OTHER)).to.equal(1n);
    for (const number of [1, 2, 3]) {
      expect((await anchor.batchOf(COURT, root(number))).sequence).to.equal(BigInt(number));
    }
  });

  it("refuses a root that the institution has anchored, and names the batch", async () => {
    const { anchor, asRelayer } = await loadFixture(withCourts);
    await asRelayer.anchorBatch(COURT, root(1), 1);
    await asRelayer.anchorBatch(COURT, root(2), 2);
    const before = await anchor.batchOf(COURT, root(2));
    await expect(asRelayer.anchorBatch(COURT, root(2), 3))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorBatchAlreadyAnchored")
      .withArgs(COURT, root(2), 2n);
    expect(await anchor.batchOf(COURT, root(2))).to.deep.equal(before);
    expect(await anchor.lastSequenceOf(COURT)).to.equal(2n);
  });

  it("lets two institutions anchor the same root, each for itself", async () => {
    const { anchor, asRelayer, otherRelayer } = await loadFixture(withCourts);
    await asRelayer.anchorBatch(COURT, root(1), 1);
    expect(await anchor.isAnchored(OTHER, root(1))).to.be.false;
    await anchor.connect(otherRelayer).anchorBatch(OTHER, root(1), 2);
    expect((await anchor.batchOf(COURT, root(1))).count).to.equal(1n);
    expect((await anchor.batchOf(OTHER, root(1))).count).to.equal(2n);
  });

  it("answers an empty batch for a root that is not anchored", async () => {
    const { anchor } = await loadFixture(withCourts);
    expect([...(await anchor.batchOf(COURT, root(1)))]).to.deep.equal(NO_BATCH);
    expect(await anchor.isAnchored(COURT, root(1))).to.be.false;
    expect(await anchor.lastSequenceOf(COURT)).to.equal(0n);
  });

  it("takes a count of 16,777,215 and no more, and none of 0", async () => {
    const { anchor, asRelayer } = await loadFixture(withCourts);
    await asRelayer.anchorBatch(COURT, root(1), MAX_COUNT);
    expect((await anchor.batchOf(COURT, root(1))).count).to.equal(MAX_COUNT);
    for (const count of [0n, MAX_COUNT + 1n, 2n ** 32n - 1n]) {
      await expect(asRelayer.anchorBatch(COURT, root(2), count))
        .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidCount")
        .withArgs(COURT, root(2), count, MAX_COUNT);
    }
  });

  it("refuses the root 0", async () => {
    const { anchor, asRelayer } = await loadFixture(withCourts);
    await expect(asRelayer.anchorBatch(COURT, `0x${"00".repeat(32)}`, 1))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidRoot")
      .withArgs(COURT);
  });

  it("refuses an account that holds every capability but RELAY", async () => {
    const { platform, anchor, institutions } = await loadFixture(withCourts);
    const account = stranger(platform, 2);
    const held = ADMINISTER | SIGN | HANDLE_CASES | ENFORCE;
    const id = await register(platform, { code: "THIRD", grants: [[account, held]] });
    await expect(anchor.connect(account).anchorBatch(id, root(1), 1))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
      .withArgs(id, account.address, RELAY, held);
  });

  it("refuses the relayer of another institution", async () => {
    const { anchor, institutions, otherRelayer } = await loadFixture(withCourts);
    await expect(anchor.connect(otherRelayer).anchorBatch(COURT, root(1), 1))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
      .withArgs(COURT, otherRelayer.address, RELAY, 0n);
  });

  it("refuses while the institution is suspended, and goes on in sequence afterwards", async () => {
    const { anchor, institutions, asRelayer, registrar } = await loadFixture(withCourts);
    await asRelayer.anchorBatch(COURT, root(1), 1);
    await institutions.connect(registrar).suspend(COURT, false, "");
    await expect(asRelayer.anchorBatch(COURT, root(2), 1))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(COURT, STATUS.Suspended);
    expect(await anchor.isAnchored(COURT, root(1))).to.be.true;
    await institutions.connect(registrar).reinstate(COURT, false, "");
    await asRelayer.anchorBatch(COURT, root(2), 1);
    expect(await anchor.lastSequenceOf(COURT)).to.equal(2n);
  });
});

describe("anchorBatches", () => {
  const request = (institutionId: bigint, number: number, count = 1) => ({ institutionId, root: root(number), count });

  it("anchors the batches of several institutions, in the order in which they come", async () => {
    const { anchor, institutions, relayer, otherRelayer } = await loadFixture(withCourts);
    await institutions.connect(otherRelayer).grantCapabilities(OTHER, relayer, RELAY);
    await anchor.connect(relayer).anchorBatch(COURT, root(9), 1);
    const transaction = await anchor
      .connect(relayer)
      .anchorBatches([request(COURT, 1), request(COURT, 2), request(OTHER, 3), request(COURT, 4, 77)]);
    for (const [id, sequence, number, count] of [
      [COURT, 2n, 1, 1n],
      [COURT, 3n, 2, 1n],
      [OTHER, 1n, 3, 1n],
      [COURT, 4n, 4, 77n],
    ] as const) {
      await expect(transaction)
        .to.emit(anchor, "BatchAnchored")
        .withArgs(id, sequence, root(number), count, relayer.address);
    }
    expect(await anchor.lastSequenceOf(COURT)).to.equal(4n);
    expect(await anchor.lastSequenceOf(OTHER)).to.equal(1n);
  });

  it("anchors none when one of them is anchored already, and names that one", async () => {
    const { anchor, asRelayer } = await loadFixture(withCourts);
    await asRelayer.anchorBatch(COURT, root(2), 1);
    await expect(asRelayer.anchorBatches([request(COURT, 1), request(COURT, 2)]))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorBatchAlreadyAnchored")
      .withArgs(COURT, root(2), 1n);
    expect(await anchor.isAnchored(COURT, root(1))).to.be.false;
    expect(await anchor.lastSequenceOf(COURT)).to.equal(1n);
  });

  it("refuses the same root twice in one call", async () => {
    const { anchor, asRelayer } = await loadFixture(withCourts);
    await expect(asRelayer.anchorBatches([request(COURT, 1), request(COURT, 1)]))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorBatchAlreadyAnchored")
      .withArgs(COURT, root(1), 1n);
  });

  it("anchors none when the account may not relay for one of the institutions", async () => {
    const { anchor, institutions, asRelayer, relayer } = await loadFixture(withCourts);
    await expect(asRelayer.anchorBatches([request(COURT, 1), request(OTHER, 2)]))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
      .withArgs(OTHER, relayer.address, RELAY, 0n);
    expect(await anchor.lastSequenceOf(COURT)).to.equal(0n);
  });

  it("refuses an empty list, an invalid count and the root 0", async () => {
    const { anchor, asRelayer } = await loadFixture(withCourts);
    await expect(asRelayer.anchorBatches([])).to.be.revertedWithCustomError(anchor, "RecordAnchorNoBatches");
    await expect(asRelayer.anchorBatches([request(COURT, 1, 0)]))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidCount")
      .withArgs(COURT, root(1), 0n, MAX_COUNT);
    await expect(asRelayer.anchorBatches([request(COURT, 0)]))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidRoot")
      .withArgs(COURT);
  });
});
