import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import fc from "fast-check";
import { TreeError, buildTree, processProof, proofLengths, toHex } from "../../src/core/index.js";
import { bytes32 } from "./support/arbitraries.js";
import { caught } from "./support/caught.js";

/** Leaves of which many begin with the same bits, so that the sort has to look further. */
const similarLeaves = fc.array(
  fc.tuple(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(31), fc.nat(255)).map(([fill, place, byte]) => {
    const leaf = new Uint8Array(32).fill(fill);
    leaf[place] = byte;
    return leaf;
  }),
  { minLength: 1, maxLength: 300 },
);

function leafOf(byte: number): Uint8Array {
  return new Uint8Array(32).fill(byte);
}

describe("buildTree", () => {
  it("sorts leaves as OpenZeppelin does, however alike they are, and drops duplicates", () => {
    fc.assert(
      fc.property(similarLeaves, (leaves) => {
        const distinct = [...new Set(leaves.map(toHex))];
        const tree = buildTree(leaves);
        expect(tree.count).to.equal(distinct.length);
        expect(toHex(tree.root)).to.equal(SimpleMerkleTree.of(distinct, { sortLeaves: true }).root);
        for (const leaf of leaves) expect(processProof(leaf, tree.proofOf(leaf))).to.deep.equal(tree.root);
      }),
    );
  });

  it("leaves the caller's bytes alone, and is not changed through them", () => {
    const leaves = [leafOf(2), leafOf(1), leafOf(3)];
    const tree = buildTree(leaves);
    const root = toHex(tree.root);
    expect(leaves).to.deep.equal([leafOf(2), leafOf(1), leafOf(3)]);
    leaves[0]!.fill(9);
    tree.root.fill(9);
    expect(toHex(processProof(leafOf(2), tree.proofOf(leafOf(2))))).to.equal(root);
  });

  it("takes leaves that are views into other memory", () => {
    const memory = Uint8Array.from({ length: 33 * 4 }, (_, i) => i);
    const views = [0, 1, 2, 3].map((i) => memory.subarray(33 * i + 1, 33 * i + 33));
    expect(buildTree(views).root).to.deep.equal(buildTree(views.map((view) => view.slice())).root);
  });

  it("is its only leaf where there is one, also where it was given many times", () => {
    const tree = buildTree([leafOf(5), leafOf(5), leafOf(5)]);
    expect(tree.count).to.equal(1);
    expect(tree.root).to.deep.equal(leafOf(5));
    expect(tree.proofOf(leafOf(5))).to.deep.equal([]);
    expect(tree.multiProofOf([leafOf(5)])).to.deep.equal({ leaves: [leafOf(5)], proof: [], proofFlags: [] });
  });

  const tree = buildTree([leafOf(1), leafOf(2), leafOf(3)]);
  for (const [what, run, code, message] of [
    ["no leaves", () => buildTree([]), "tree-no-leaves", "leaves: at least one is needed"],
    [
      "a leaf of 31 bytes",
      () => buildTree([leafOf(1), new Uint8Array(31)]),
      "tree-leaf-malformed",
      "leaves[1]: 31 bytes given, 32 expected",
    ],
    [
      "more leaves than a batch can state",
      () => buildTree(Array<Uint8Array>(16_777_216)),
      "tree-too-large",
      "leaves: 16777216 given, at most 16777215",
    ],
    [
      "the proof of a leaf that is not in it",
      () => tree.proofOf(leafOf(4)),
      "tree-leaf-unknown",
      "leaf: is not in the tree of 3 leaves",
    ],
    [
      "the proof of an inner node",
      () => tree.proofOf(tree.nodes.slice(32, 64)),
      "tree-leaf-unknown",
      "leaf: is not in the tree of 3 leaves",
    ],
    ["a multiproof of nothing", () => tree.multiProofOf([]), "tree-no-leaves", "leaves: at least one is needed"],
    [
      "a multiproof of the same leaf twice",
      () => tree.multiProofOf([leafOf(2), leafOf(2)]),
      "tree-leaf-twice",
      "leaves: one of them is given twice",
    ],
    [
      "a multiproof with an unknown leaf",
      () => tree.multiProofOf([leafOf(2), leafOf(4)]),
      "tree-leaf-unknown",
      "leaves[1]: is not in the tree of 3 leaves",
    ],
    [
      "a proof with a hash of 33 bytes",
      () => processProof(leafOf(1), [new Uint8Array(33)]),
      "tree-leaf-malformed",
      "proof[0]: 33 bytes given, 32 expected",
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      const error = caught(run);
      expect(error).to.be.instanceOf(TreeError);
      expect(error).to.include({ code, message });
    });
  }
});

describe("proofLengths", () => {
  it("is the range of the lengths in a tree of every size up to 300", () => {
    for (let count = 1; count <= 300; count += 1) {
      const leaves = Array.from({ length: count }, (_, i) =>
        Uint8Array.from({ length: 32 }, (_unused, at) => (at === 0 ? i : i >> 8)),
      );
      const tree = buildTree(leaves);
      const lengths = leaves.map((leaf) => tree.proofOf(leaf).length);
      expect(proofLengths(tree.count)).to.deep.equal({ shortest: Math.min(...lengths), longest: Math.max(...lengths) });
    }
  });

  it("knows the ends: one leaf, a power of two, 2^32 - 1", () => {
    expect(proofLengths(1)).to.deep.equal({ shortest: 0, longest: 0 });
    expect(proofLengths(2 ** 31)).to.deep.equal({ shortest: 31, longest: 31 });
    expect(proofLengths(2 ** 31 - 1)).to.deep.equal({ shortest: 30, longest: 31 });
    expect(proofLengths(2 ** 32 - 1)).to.deep.equal({ shortest: 31, longest: 32 });
  });

  for (const count of [0, -1, 1.5, 2 ** 32, Number.NaN]) {
    it(`refuses a tree of ${count} leaves`, () => {
      expect(caught(() => proofLengths(count))).to.include({ code: "tree-count-malformed" });
    });
  }
});

describe("processProof", () => {
  it("gives another root for any other leaf or any other hash in the proof", () => {
    fc.assert(
      fc.property(fc.uniqueArray(bytes32, { minLength: 2, maxLength: 20, selector: toHex }), fc.nat(), (leaves, at) => {
        const tree = buildTree(leaves);
        const leaf = leaves[at % leaves.length]!;
        const proof = tree.proofOf(leaf);
        const changed = proof.map((hash) => hash.slice());
        changed[at % proof.length]![at % 32]! ^= 1 << (at % 8);
        expect(processProof(leaf, changed)).to.not.deep.equal(tree.root);
        expect(processProof(changed[0]!, proof)).to.not.deep.equal(tree.root);
      }),
    );
  });
});
