import { expect } from "chai";
import { concat, keccak256 } from "ethers";
import { deployPlatform, openChain, registerCourt, stranger } from "../support/platform.js";
import { multiProofOf, recordOf, recordsOf, treeOf } from "../support/records.js";

const chain = await openChain();
const { loadFixture } = chain;

const COURT = 1n;
const OTHER = 2n;
const NO_BATCH = [0n, 0n, 0n, `0x${"00".repeat(20)}`];

/** Batches of 1, 2, 3, 7, 8 and 100 records, anchored by a court in this order. */
async function withBatches() {
  const platform = await deployPlatform(chain);
  const relayer = stranger(platform, 0);
  await registerCourt(platform, "COURT", relayer);
  await registerCourt(platform, "OTHER", relayer);
  const batches = [1, 2, 3, 7, 8, 100].map((count) => {
    const records = recordsOf(COURT, count);
    return { records, tree: treeOf(records) };
  });
  for (const { records, tree } of batches) {
    await platform.anchor.connect(relayer).anchorBatch(COURT, tree.root, records.length);
  }
  const hundred = batches[5];
  if (!hundred) throw new Error("unreachable: six batches were made");
  return { ...platform, relayer, batches, hundred };
}

describe("hashRecord", () => {
  it("is the leaf of OpenZeppelin's StandardMerkleTree", async () => {
    const { anchor, hundred } = await loadFixture(withBatches);
    for (const index of [0, 1, 50, 99]) {
      const record = hundred.records[index]!;
      expect(await anchor.hashRecord(record)).to.equal(hundred.tree.leafHash(hundred.tree.at(index)!));
    }
  });
});

describe("verifyRecord", () => {
  it("finds the batch of every record of every batch", async () => {
    const { anchor, batches } = await loadFixture(withBatches);
    for (const [index, { records, tree }] of batches.entries()) {
      for (const place of new Set([0, records.length >> 1, records.length - 1])) {
        const [verified, batch] = await anchor.verifyRecord(records[place]!, tree.getProof(place));
        expect(verified).to.be.true;
        expect([batch.sequence, batch.count]).to.deep.equal([BigInt(index + 1), BigInt(records.length)]);
      }
    }
  });

  it("finds nothing for a record that is changed in any field", async () => {
    const { anchor, hundred } = await loadFixture(withBatches);
    const record = hundred.records[7]!;
    const proof = hundred.tree.getProof(7);
    for (const change of [
      { institutionId: OTHER },
      { kind: 2n },
      { schema: 2n },
      { digestAlgorithm: 2n },
      { digest: `0x${"12".repeat(32)}` },
      { metadataRoot: `0x${"12".repeat(32)}` },
    ]) {
      const [verified, batch] = await anchor.verifyRecord({ ...record, ...change }, proof);
      expect(verified).to.be.false;
      expect([...batch]).to.deep.equal(NO_BATCH);
    }
  });

  it("finds nothing with the proof of another record, a shorter one, or a longer one", async () => {
    const { anchor, hundred } = await loadFixture(withBatches);
    const proof = hundred.tree.getProof(7);
    for (const wrong of [hundred.tree.getProof(8), proof.slice(1), proof.slice(0, -1), [...proof, proof[0]!], []]) {
      const [verified] = await anchor.verifyRecord(hundred.records[7]!, wrong);
      expect(verified).to.be.false;
    }
  });

  it("finds nothing in a tree that is not anchored, or is anchored by another institution", async () => {
    const { anchor, relayer } = await loadFixture(withBatches);
    const records = [recordOf(COURT, "elsewhere"), recordOf(COURT, "too")];
    const tree = treeOf(records);
    expect((await anchor.verifyRecord(records[0]!, tree.getProof(0)))[0]).to.be.false;
    await anchor.connect(relayer).anchorBatch(OTHER, tree.root, 2);
    expect((await anchor.verifyRecord(records[0]!, tree.getProof(0)))[0]).to.be.false;
  });

  it("still finds what was anchored by an institution that is suspended or retired", async () => {
    const { anchor, institutions, registrar, hundred } = await loadFixture(withBatches);
    await institutions.connect(registrar).retire(COURT, "");
    expect((await anchor.verifyRecord(hundred.records[7]!, hundred.tree.getProof(7)))[0]).to.be.true;
  });
});

describe("verifyRecords", () => {
  for (const indices of [[0], [99], [0, 1], [3, 50, 51, 98], Array.from({ length: 100 }, (_, index) => index)]) {
    it(`finds the batch of ${indices.length} of 100 records, from ${indices[0] ?? ""} on`, async () => {
      const { anchor, hundred } = await loadFixture(withBatches);
      const { records, proof, proofFlags } = multiProofOf(hundred.records, indices);
      const [verified, batch] = await anchor.verifyRecords(records, proof, proofFlags);
      expect(verified).to.be.true;
      expect(batch.sequence).to.equal(6n);
    });
  }

  it("finds the record of a batch of one with an empty proof", async () => {
    const { anchor, batches } = await loadFixture(withBatches);
    const [verified, batch] = await anchor.verifyRecords(batches[0]!.records, [], []);
    expect(verified).to.be.true;
    expect(batch.sequence).to.equal(1n);
  });

  it("refuses no records, even with an anchored root as the proof", async () => {
    const { anchor, hundred } = await loadFixture(withBatches);
    for (const proof of [[], [hundred.tree.root]]) {
      await expect(anchor.verifyRecords([], proof, [])).to.be.revertedWithCustomError(anchor, "RecordAnchorNoRecords");
    }
  });

  it("finds nothing when one of the records is changed, or another order is given", async () => {
    const { anchor, hundred } = await loadFixture(withBatches);
    const { records, proof, proofFlags } = multiProofOf(hundred.records, [3, 50, 51, 98]);
    const changed = records.map((record, index) => (index === 2 ? { ...record, kind: 9n } : record));
    expect((await anchor.verifyRecords(changed, proof, proofFlags))[0]).to.be.false;
    expect((await anchor.verifyRecords(records.toReversed(), proof, proofFlags))[0]).to.be.false;
  });

  it("finds nothing for a record named twice", async () => {
    const { anchor, batches } = await loadFixture(withBatches);
    const [record] = batches[0]!.records;
    const [verified] = await anchor.verifyRecords([record!, record!], [], [true]);
    expect(verified).to.be.false;
  });

  it("refuses a multiproof whose parts do not fit together", async () => {
    const { anchor, hundred } = await loadFixture(withBatches);
    const { records, proof, proofFlags } = multiProofOf(hundred.records, [3, 50]);
    for (const [shown, hashes, flags] of [
      [records, proof.slice(1), proofFlags],
      [records, [...proof, proof[0]!], proofFlags],
      [records, proof, proofFlags.slice(1)],
      [records.slice(1), proof, proofFlags],
    ] as const) {
      await expect(anchor.verifyRecords([...shown], [...hashes], [...flags])).to.be.revertedWithCustomError(
        anchor,
        "MerkleProofInvalidMultiproof",
      );
    }
  });

  it("refuses records of two institutions, and names the first that differs", async () => {
    const { anchor, hundred } = await loadFixture(withBatches);
    const { records, proof, proofFlags } = multiProofOf(hundred.records, [3, 50, 51]);
    const mixed = records.map((record, index) => (index === 1 ? { ...record, institutionId: OTHER } : record));
    await expect(anchor.verifyRecords(mixed, proof, proofFlags))
      .to.be.revertedWithCustomError(anchor, "RecordAnchorMixedInstitutions")
      .withArgs(COURT, OTHER, 1n);
  });
});

describe("an inner node of a tree", () => {
  it("passes for no record: a leaf is hashed twice, from 192 bytes", async () => {
    const { anchor, batches } = await loadFixture(withBatches);
    const { records, tree } = batches[1]!;
    const [left, right] = await Promise.all(records.map((record) => anchor.hashRecord(record)));
    const sorted = BigInt(left!) < BigInt(right!) ? [left!, right!] : [right!, left!];
    expect(keccak256(concat(sorted))).to.equal(tree.root);
    const forged = { ...records[0]!, digest: sorted[0]!, metadataRoot: sorted[1]! };
    expect((await anchor.verifyRecord(forged, []))[0]).to.be.false;
  });
});
