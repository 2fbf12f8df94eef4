import { expect } from "chai";
import { fieldsOf } from "../support/fieldsOf.js";
import { openChain } from "../support/platform.js";
import { recordOf } from "../support/records.js";
import { COURT, OTHER_COURT, RECORD, REASON, withAnchoredRecords } from "../support/standing.js";
import { CAPABILITY, STATUS } from "../support/words.js";

const chain = await openChain();
const { clock, loadFixture } = chain;
const scene = () => withAnchoredRecords(chain);

describe("withdrawRecord", () => {
  it("says that the institution no longer stands by the record, why, and since when", async () => {
    const { anchor, signer, records, proofOf, leafOf } = await loadFixture(scene);
    const [record] = records;
    const leaf = await leafOf(record!);
    expect((await anchor.standingOf(COURT, leaf)).status).to.equal(RECORD.Standing);
    await expect(anchor.connect(signer).withdrawRecord(record!, proofOf(record!), REASON))
      .to.emit(anchor, "RecordWithdrawn")
      .withArgs(COURT, leaf, signer.address, Object.values(REASON));
    const standing = await anchor.standingOf(COURT, leaf);
    expect(fieldsOf(standing)).to.deep.equal({
      status: RECORD.Withdrawn,
      since: BigInt(await clock.latest()),
      reasonCode: REASON.code,
      account: signer.address,
      document: REASON.document,
      successor: `0x${"00".repeat(32)}`,
    });
  });

  it("erases nothing: the record is still found, in the same batch", async () => {
    const { anchor, signer, records, proofOf } = await loadFixture(scene);
    const [record] = records;
    const before = await anchor.verifyRecord(record!, proofOf(record!));
    await anchor.connect(signer).withdrawRecord(record!, proofOf(record!), REASON);
    expect(await anchor.verifyRecord(record!, proofOf(record!))).to.deep.equal(before);
  });

  it("leaves the other records of the batch standing, and the same content of another institution", async () => {
    const { anchor, signer, records, otherRecords, proofOf, leafOf } = await loadFixture(scene);
    await anchor.connect(signer).withdrawRecord(records[0]!, proofOf(records[0]!), REASON);
    for (const [institution, record] of [
      [COURT, records[1]!],
      [OTHER_COURT, otherRecords[0]!],
    ] as const) {
      expect((await anchor.standingOf(institution, await leafOf(record))).status).to.equal(RECORD.Standing);
    }
  });

  it("holds for the record wherever it was anchored again", async () => {
    const { anchor, relayer, signer, records, proofOf, leafOf } = await loadFixture(scene);
    const record = records[0]!;
    const leaf = await leafOf(record);
    await anchor.connect(relayer).anchorBatch(COURT, leaf, 1);
    await anchor.connect(signer).withdrawRecord(record, [], REASON);
    await expect(anchor.connect(signer).withdrawRecord(record, proofOf(record), REASON))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorRecordNotStanding")
      .withArgs(COURT, leaf, RECORD.Withdrawn);
  });

  it("refuses what is not anchored, or is anchored by another institution", async () => {
    const { anchor, signer, records, otherRecords, proofOf, leafOf } = await loadFixture(scene);
    const stranger = recordOf(COURT, "never anchored");
    const moved = { ...otherRecords[0]!, institutionId: COURT, kind: 2n };
    for (const [record, proof] of [
      [stranger, proofOf(records[0]!)],
      [records[0]!, proofOf(records[1]!)],
      [records[0]!, []],
      [moved, proofOf(otherRecords[0]!)],
    ] as const) {
      await expect(anchor.connect(signer).withdrawRecord(record, [...proof], REASON))
        .to.be.revertedWithCustomError(anchor, "RecordAnchorRecordNotAnchored")
        .withArgs(COURT, await leafOf(record));
    }
  });

  it("is not for a relayer, an administrator, another court, or the platform", async () => {
    const { anchor, institutions, records, proofOf, ...accounts } = await loadFixture(scene);
    for (const [account, held] of [
      [accounts.relayer, CAPABILITY.RELAY],
      [accounts.president, CAPABILITY.ADMINISTER],
      [accounts.otherPresident, 0n],
      [accounts.registrar, 0n],
    ] as const) {
      await expect(anchor.connect(account).withdrawRecord(records[0]!, proofOf(records[0]!), REASON))
        .to.be.revertedWithCustomError(institutions, "InstitutionRegistryMissingCapability")
        .withArgs(COURT, account.address, CAPABILITY.SIGN, held);
    }
  });

  it("is not for a suspended institution", async () => {
    const { anchor, institutions, registrar, signer, records, proofOf } = await loadFixture(scene);
    await institutions.connect(registrar).suspend(COURT, false, "");
    await expect(anchor.connect(signer).withdrawRecord(records[0]!, proofOf(records[0]!), REASON))
      .to.be.revertedWithCustomError(institutions, "InstitutionRegistryNotActive")
      .withArgs(COURT, STATUS.Suspended);
  });
});
