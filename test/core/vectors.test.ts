import { readFileSync } from "node:fs";
import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { composeVerdict, parseDisclosure, parseSealedRecord, verifyDisclosure } from "../../src/core/index.js";
import { bytesOfDocument, composeDigests } from "../vectors/compose/composeDigests.js";
import { composeMetadata } from "../vectors/compose/composeMetadata.js";
import { composeReceipts } from "../vectors/compose/composeReceipts.js";
import { composeRecords } from "../vectors/compose/composeRecords.js";
import { composeTrees } from "../vectors/compose/composeTrees.js";
import type { NumberedRecord } from "../vectors/compose/sampleRecords.js";
import { RECORD_TYPES, type RecordRow } from "./support/openZeppelin.js";

function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), "utf8"));
}

function rowOf(record: NumberedRecord): RecordRow {
  const { institutionId, kind, schema, digestAlgorithm, digest, metadataRoot } = record;
  return [institutionId, kind, schema, digestAlgorithm, digest, metadataRoot];
}

describe("test vectors", () => {
  for (const [name, compose] of [
    ["digests.json", composeDigests],
    ["metadata.json", composeMetadata],
    ["receipts.json", composeReceipts],
    ["records.json", composeRecords],
    ["trees.json", composeTrees],
  ] as const) {
    it(`${name} is what the code gives; else run scripts/writeTestVectors.ts`, () => {
      expect(readVectors(name)).to.deep.equal(JSON.parse(JSON.stringify(compose())));
    });
  }

  it("records.json: leaves are OpenZeppelin's", () => {
    for (const { record, leaf } of composeRecords().vectors) {
      expect(StandardMerkleTree.of([rowOf(record)], RECORD_TYPES).root).to.equal(leaf);
    }
  });

  it("trees.json: roots, proofs and multiproofs are OpenZeppelin's", () => {
    for (const { records, root, count, proofs, multiProof } of composeTrees().vectors) {
      const theirs = StandardMerkleTree.of(records.map(rowOf), RECORD_TYPES);
      expect(theirs.root).to.equal(root);
      expect(records.length).to.equal(count);
      for (const { index, leaf, proof } of proofs) {
        expect(theirs.leafHash(rowOf(records[index]!))).to.equal(leaf);
        expect(theirs.getProof(index)).to.deep.equal(proof);
      }
      const expected = theirs.getMultiProof(multiProof.indices);
      expect({ proof: multiProof.proof, proofFlags: multiProof.proofFlags }).to.deep.equal({
        proof: expected.proof,
        proofFlags: expected.proofFlags,
      });
      expect(multiProof.indices.map((index) => theirs.leafHash(rowOf(records[index]!)))).to.deep.equal(
        multiProof.leaves,
      );
    }
  });

  it("metadata.json: sealed records parse, disclosures verify, broken ones name their field", () => {
    for (const { sealedRecord, disclosures, broken } of composeMetadata().vectors) {
      expect(parseSealedRecord(sealedRecord)).to.deep.equal(sealedRecord);
      for (const { disclosure } of disclosures) {
        expect(verifyDisclosure(parseDisclosure(disclosure))).to.deep.equal({ valid: true });
      }
      for (const { disclosure, field } of broken) {
        expect(verifyDisclosure(parseDisclosure(disclosure))).to.deep.equal({ valid: false, field });
      }
    }
  });

  it("receipts.json: every receipt is authentic, and no changed one is", () => {
    const { vectors, mutations, finalityBlocks } = composeReceipts();
    for (const { name, receipt, document, disclosure, chain, outcome, codes } of vectors) {
      const observation = { kind: "observed", facts: chain, nodes: [] } as const;
      const shown = disclosure === undefined ? {} : { disclosure };
      const verdict = composeVerdict({
        receipt,
        document,
        ...shown,
        chain: observation,
        finalityBlocks,
        now: new Date(0),
      });
      expect(verdict.outcome, name).to.equal("authentic").and.to.equal(outcome);
      expect(verdict.findings.map(({ code }) => code)).to.deep.equal(codes);
    }
    for (const mutation of mutations) {
      if (!("refused" in mutation)) expect(mutation.outcome, mutation.name).to.equal("not-authentic");
    }
  });

  it("digests.json: documents have the length that is stated", () => {
    for (const vector of composeDigests().vectors) expect(bytesOfDocument(vector).length).to.equal(vector.bytes);
  });
});
