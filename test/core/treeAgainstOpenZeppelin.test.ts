import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import fc from "fast-check";
import {
  type JudicialRecord,
  type MerkleTree,
  buildTree,
  hashLeaf,
  processProof,
  proofLengths,
  toHex,
} from "../../src/core/index.js";
import { judicialRecord } from "./support/arbitraries.js";
import { RECORD_TYPES, type RecordRow, rowOf, treeOf } from "./support/openZeppelin.js";

/** Some of the records twice or more, in any order. */
const withDuplicates = (maxLength: number): fc.Arbitrary<JudicialRecord[]> =>
  fc
    .array(judicialRecord, { minLength: 1, maxLength })
    .chain((records) =>
      fc
        .subarray(records, { maxLength: Math.min(records.length, 20) })
        .chain((again) => fc.shuffledSubarray([...records, ...again], { minLength: records.length + again.length })),
    );

/** Many different records, quickly: fast-check is slow at making thousands. */
function manyRecords(count: number, seed: JudicialRecord): JudicialRecord[] {
  return Array.from({ length: count }, (_, i) => ({ ...seed, institutionId: 1 + i, kind: 1 + (i % 27) }));
}

function expectSameProofs(
  records: readonly JudicialRecord[],
  tree: MerkleTree,
  theirs: StandardMerkleTree<RecordRow>,
): void {
  const { shortest, longest } = proofLengths(tree.count);
  for (const record of records) {
    const leaf = hashLeaf(record);
    const proof = tree.proofOf(leaf);
    expect(proof.map(toHex)).to.deep.equal(theirs.getProof(rowOf(record)));
    expect(toHex(processProof(leaf, proof))).to.equal(theirs.root);
    expect(proof.length).to.be.within(shortest, longest);
  }
}

describe("buildTree beside @openzeppelin/merkle-tree", () => {
  it("has the same root and the same proof of every record, the same record twice counting once", () => {
    fc.assert(
      fc.property(withDuplicates(40), (records) => {
        const tree = buildTree(records.map(hashLeaf));
        const theirs = treeOf(records);
        expect(toHex(tree.root)).to.equal(theirs.root);
        expect(tree.count).to.equal(theirs.length);
        expect(tree.nodes.length).to.equal((2 * tree.count - 1) * 32);
        expectSameProofs(records, tree, theirs);
      }),
      { numRuns: 60 },
    );
  });

  it("has the same nodes in the same places for every size from 1 to 70", () => {
    const [seed] = fc.sample(judicialRecord, 1) as [JudicialRecord];
    for (let size = 1; size <= 70; size += 1) {
      const records = manyRecords(size, seed);
      const { tree } = treeOf(records).dump();
      const { nodes } = buildTree(records.map(hashLeaf));
      expect(tree.map((_, i) => toHex(nodes.slice(i * 32, i * 32 + 32)))).to.deep.equal(tree);
    }
  });

  it("has the same root and the same proofs for batches of up to 3,000", () => {
    const sizes = fc.oneof(
      { weight: 1, arbitrary: fc.constant(3_000) },
      { weight: 3, arbitrary: fc.integer({ min: 70, max: 3_000 }) },
    );
    fc.assert(
      fc.property(sizes, judicialRecord, fc.infiniteStream(fc.nat()), (size, seed, choices) => {
        const records = manyRecords(size, seed);
        const tree = buildTree([...records, ...records.slice(0, size % 50)].map(hashLeaf));
        const theirs = treeOf(records);
        expect(toHex(tree.root)).to.equal(theirs.root);
        const chosen = [...choices.take(25)].map((choice) => records[choice % size]!);
        expectSameProofs(chosen, tree, theirs);
      }),
      { numRuns: 6 },
    );
  });

  it("has the same multiproof of any records, which theirs verifies", () => {
    const recordsAndChosen = fc
      .uniqueArray(judicialRecord, { minLength: 1, maxLength: 60, selector: (record) => toHex(hashLeaf(record)) })
      .chain((records) => fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: 1 })));
    fc.assert(
      fc.property(recordsAndChosen, ([records, chosen]) => {
        const tree = buildTree(records.map(hashLeaf));
        const theirs = treeOf(records);
        const ours = tree.multiProofOf(chosen.map(hashLeaf));
        const expected = theirs.getMultiProof(chosen.map(rowOf));
        expect(ours.proof.map(toHex)).to.deep.equal(expected.proof);
        expect(ours.proofFlags).to.deep.equal(expected.proofFlags);
        expect(ours.leaves.map(toHex)).to.deep.equal(expected.leaves.map((row) => theirs.leafHash(row)));

        const byLeaf = new Map(records.map((record) => [toHex(hashLeaf(record)), rowOf(record)]));
        const rows = ours.leaves.map((leaf) => byLeaf.get(toHex(leaf))!);
        const proof = { leaves: rows, proof: ours.proof.map(toHex), proofFlags: [...ours.proofFlags] };
        expect(StandardMerkleTree.verifyMultiProof(toHex(tree.root), RECORD_TYPES, proof)).to.be.true;
      }),
    );
  });
});
