import { expect } from "chai";
import { openChain } from "../support/platform.js";
import { treeOf } from "../support/records.js";
import { COURT, OTHER_COURT, REASON, withAnchoredRecords } from "../support/standing.js";
import { CAPABILITY, STATUS } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

async function scene() {
  const standing = await withAnchoredRecords(chain);
  const { anchor, president, relayer, records } = standing;
  const root = treeOf(records).root;
  const { anchoredAt } = await anchor.batchOf(COURT, root);
  return {
    ...standing,
    root,
    anchoredAt,
    disown: (since: bigint | number, by = president) => anchor.connect(by).disownAccount(COURT, relayer, since, REASON),
  };
}

describe("disownAccount", () => {
  it("says from when on the institution does not answer for an account, and why", async () => {
    const { anchor, president, relayer, disown, anchoredAt } = await loadFixture(scene);
    expect(await anchor.disownedSince(COURT, relayer)).to.equal(0n);
    await expect(disown(anchoredAt))
      .to.emit(anchor, "AccountDisowned")
      .withArgs(COURT, relayer.address, anchoredAt, president.address, Object.values(REASON));
    expect(await anchor.disownedSince(COURT, relayer)).to.equal(anchoredAt);
  });

  it("erases nothing: the batch is as it was", async () => {
    const { anchor, disown, anchoredAt, root } = await loadFixture(scene);
    const before = await anchor.batchOf(COURT, root);
    await disown(anchoredAt);
    expect(await anchor.batchOf(COURT, root)).to.deep.equal(before);
  });

  it("holds for the institution that says so, not for another one of the same account", async () => {
    const { anchor, relayer, disown, anchoredAt } = await loadFixture(scene);
    await disown(anchoredAt);
    expect(await anchor.disownedSince(OTHER_COURT, relayer)).to.equal(0n);
  });

  it("takes any second up to the current block's", async () => {
    const { anchor, disown } = await loadFixture(scene);
    const now = await clock.latest();
    await clock.setNextBlockTimestamp(now + 100);
    await expect(disown(now + 101))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidDisownTime")
      .withArgs(now + 101, now + 100);
    await clock.setNextBlockTimestamp(now + 200);
    await disown(now + 200);
  });

  it("refuses the second 0, which would mean never", async () => {
    const { anchor, disown } = await loadFixture(scene);
    const now = await clock.latest();
    await clock.setNextBlockTimestamp(now + 100);
    await expect(disown(0n))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorInvalidDisownTime")
      .withArgs(0n, now + 100);
  });

  it("moves the moment back, never forward, and never takes it away", async () => {
    const { anchor, relayer, disown, anchoredAt } = await loadFixture(scene);
    await disown(anchoredAt);
    await disown(anchoredAt - 100n);
    for (const since of [anchoredAt - 100n, anchoredAt]) {
      await expect(disown(since))
        .to.be.revertedWithCustomError(anchor, "RecordAnchorAlreadyDisowned")
        .withArgs(COURT, relayer.address, anchoredAt - 100n);
    }
    await disown(1n);
    expect(await anchor.disownedSince(COURT, relayer)).to.equal(1n);
  });

  it("works on an account that has lost its capabilities, and takes none by itself", async () => {
    const { anchor, institutions, president, relayer, disown, anchoredAt } = await loadFixture(scene);
    await disown(anchoredAt);
    await anchor.connect(relayer).anchorBatch(COURT, `0x${"11".repeat(32)}`, 1);
    await institutions.connect(president).revokeCapabilities(COURT, relayer, CAPABILITY.RELAY);
    await disown(anchoredAt - 1n);
  });

  it("shows which withdrawals a stolen signer's key has made", async () => {
    const { anchor, president, signer, records, proofOf, leafOf } = await loadFixture(scene);
    await anchor.connect(signer).withdrawRecord(records[0]!, proofOf(records[0]!), REASON);
    const { account, since, status } = await anchor.standingOf(COURT, await leafOf(records[0]!));
    expect(account).to.equal(signer.address);
    await anchor.connect(president).disownAccount(COURT, signer, since, REASON);
    expect(await anchor.disownedSince(COURT, account)).to.equal(since);
    // What it did stays.
    expect((await anchor.standingOf(COURT, await leafOf(records[0]!))).status).to.equal(status);
  });

  it("is for administrators of the institution only", async () => {
    const { institutions, disown, anchoredAt, ...accounts } = await loadFixture(scene);
    for (const [account, held] of [
      [accounts.relayer, CAPABILITY.RELAY],
      [accounts.signer, CAPABILITY.SIGN],
      [accounts.otherPresident, 0n],
      [accounts.registrar, 0n],
    ] as const) {
      await expect(disown(anchoredAt, account))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(COURT, account.address, CAPABILITY.ADMINISTER, held);
    }
  });

  it("is not for a suspended institution", async () => {
    const { institutions, registrar, disown, anchoredAt } = await loadFixture(scene);
    await institutions.connect(registrar).suspend(COURT, false, "");
    await expect(disown(anchoredAt))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(COURT, STATUS.Suspended);
  });
});
