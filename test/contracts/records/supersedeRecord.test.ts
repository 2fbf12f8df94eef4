import { expect } from "chai";
import { fieldsOf } from "../support/fieldsOf.js";
import { openChain } from "../support/platform.js";
import { recordOf, recordsOf, treeOf } from "../support/records.js";
import { COURT, OTHER_COURT, RECORD, REASON, withAnchoredRecords } from "../support/standing.js";
import { CAPABILITY } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;

/** `supersede(0, 1)` puts the second record of the court in the place of its first. */
async function scene() {
  const standing = await withAnchoredRecords(chain);
  const { anchor, signer, records, proofOf, leafOf } = standing;
  return {
    ...standing,
    supersede: (old: number, successor: number, by = signer) =>
      anchor
        .connect(by)
        .supersedeRecord(
          records[old]!,
          proofOf(records[old]!),
          records[successor]!,
          proofOf(records[successor]!),
          REASON,
        ),
    leafAt: (index: number) => leafOf(records[index]!),
  };
}

describe("supersedeRecord", () => {
  it("puts another record in the place of one, and says why and since when", async () => {
    const { anchor, signer, supersede, leafAt } = await loadFixture(scene);
    const [leaf, successor] = [await leafAt(0), await leafAt(1)];
    await expect(supersede(0, 1))
      .to.emit(anchor, "RecordSuperseded")
      .withArgs(COURT, leaf, successor, signer.address, Object.values(REASON));
    expect(fieldsOf(await anchor.standingOf(COURT, leaf))).to.deep.equal({
      status: RECORD.Superseded,
      since: BigInt(await clock.latest()),
      reasonCode: REASON.code,
      account: signer.address,
      document: REASON.document,
      successor,
    });
    expect((await anchor.standingOf(COURT, successor)).status).to.equal(RECORD.Standing);
  });

  it("erases nothing: both records are still found", async () => {
    const { anchor, records, proofOf, supersede } = await loadFixture(scene);
    await supersede(0, 1);
    for (const record of [records[0]!, records[1]!]) {
      expect((await anchor.verifyRecord(record, proofOf(record))).verified).to.be.true;
    }
  });

  it("takes a successor of a later batch", async () => {
    const { anchor, relayer, signer, records, proofOf, leafAt } = await loadFixture(scene);
    const later = [...recordsOf(COURT, 3), recordOf(COURT, "corrected")].slice(1);
    const tree = treeOf(later);
    await anchor.connect(relayer).anchorBatch(COURT, tree.root, later.length);
    await anchor
      .connect(signer)
      .supersedeRecord(records[0]!, proofOf(records[0]!), later[2]!, tree.getProof(2), REASON);
    expect((await anchor.standingOf(COURT, await leafAt(0))).successor).to.equal(await anchor.hashRecord(later[2]!));
  });

  it("lets a successor be superseded in turn, and several records have the same one", async () => {
    const { anchor, supersede, leafAt } = await loadFixture(scene);
    await supersede(0, 2);
    await supersede(1, 2);
    await supersede(2, 3);
    expect((await anchor.standingOf(COURT, await leafAt(0))).successor).to.equal(await leafAt(2));
    expect((await anchor.standingOf(COURT, await leafAt(2))).successor).to.equal(await leafAt(3));
  });

  it("refuses a cycle, of one, of two and of many", async () => {
    const { anchor, supersede, leafAt } = await loadFixture(scene);
    await expect(supersede(0, 0))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorSupersededByItself")
      .withArgs(COURT, await leafAt(0));
    for (let index = 0; index < 9; ++index) {
      await supersede(index, index + 1);
      for (const earlier of [0, index]) {
        await expect(supersede(index + 1, earlier))
          .to.be.revertedWithCustomError(anchor, "RecordAnchorRecordNotStanding")
          .withArgs(COURT, await leafAt(earlier), RECORD.Superseded);
      }
    }
  });

  it("refuses a record that was superseded or withdrawn, and one as its successor", async () => {
    const { anchor, signer, records, proofOf, supersede, leafAt } = await loadFixture(scene);
    await supersede(0, 1);
    await anchor.connect(signer).withdrawRecord(records[2]!, proofOf(records[2]!), REASON);
    for (const [old, successor, culprit, status] of [
      [0, 3, 0, RECORD.Superseded],
      [2, 3, 2, RECORD.Withdrawn],
      [3, 2, 2, RECORD.Withdrawn],
    ] as const) {
      await expect(supersede(old, successor))
        .to.be.revertedWithCustomError(anchor, "RecordAnchorRecordNotStanding")
        .withArgs(COURT, await leafAt(culprit), status);
    }
    await expect(anchor.connect(signer).withdrawRecord(records[0]!, proofOf(records[0]!), REASON))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorRecordNotStanding")
      .withArgs(COURT, await leafAt(0), RECORD.Superseded);
  });

  it("lets the successor be withdrawn later", async () => {
    const { anchor, signer, records, proofOf, supersede, leafAt } = await loadFixture(scene);
    await supersede(0, 1);
    await anchor.connect(signer).withdrawRecord(records[1]!, proofOf(records[1]!), REASON);
    expect((await anchor.standingOf(COURT, await leafAt(0))).status).to.equal(RECORD.Superseded);
  });

  it("refuses a record or a successor that is not anchored", async () => {
    const { anchor, signer, records, proofOf } = await loadFixture(scene);
    const missing = recordOf(COURT, "never anchored");
    const leaf = await anchor.hashRecord(missing);
    const [record, proof] = [records[0]!, proofOf(records[0]!)];
    for (const attempt of [
      () => anchor.connect(signer).supersedeRecord(record, proof, missing, proof, REASON),
      () => anchor.connect(signer).supersedeRecord(missing, proof, record, proof, REASON),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(anchor, "RecordAnchorRecordNotAnchored")
        .withArgs(COURT, leaf);
    }
  });

  it("refuses a successor of another institution", async () => {
    const { anchor, signer, records, otherRecords, proofOf } = await loadFixture(scene);
    await expect(
      anchor
        .connect(signer)
        .supersedeRecord(records[0]!, proofOf(records[0]!), otherRecords[0]!, proofOf(otherRecords[0]!), REASON),
    )
      .to.be.revertedWithCustomError(anchor, "RecordAnchorSuccessorOfOther")
      .withArgs(COURT, OTHER_COURT);
  });

  it("is not for a relayer, an administrator, or another court", async () => {
    const { institutions, supersede, relayer, president, otherPresident } = await loadFixture(scene);
    for (const [account, held] of [
      [relayer, CAPABILITY.RELAY],
      [president, CAPABILITY.ADMINISTER],
      [otherPresident, 0n],
    ] as const) {
      await expect(supersede(0, 1, account))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(COURT, account.address, CAPABILITY.SIGN, held);
    }
  });
});
