import { StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import { AbiCoder, keccak256 as ethersKeccak256 } from "ethers";
import fc from "fast-check";
import { HexError, type JudicialRecord, encodeRecord, hashLeaf, toHex } from "../../src/core/index.js";
import { judicialRecord } from "./support/arbitraries.js";
import { caught } from "./support/caught.js";
import { RECORD_TYPES, rowOf } from "./support/openZeppelin.js";

describe("hashLeaf", () => {
  it("encodes any record as ethers' AbiCoder does", () => {
    fc.assert(
      fc.property(judicialRecord, (record) => {
        expect(toHex(encodeRecord(record))).to.equal(AbiCoder.defaultAbiCoder().encode(RECORD_TYPES, rowOf(record)));
      }),
    );
  });

  it("equals OpenZeppelin's standard leaf hash, and two rounds of ethers' keccak256, for any record", () => {
    fc.assert(
      fc.property(judicialRecord, (record) => {
        const leaf = toHex(hashLeaf(record));
        expect(leaf).to.equal(StandardMerkleTree.of([rowOf(record)], RECORD_TYPES).root);
        const encoded = AbiCoder.defaultAbiCoder().encode(RECORD_TYPES, rowOf(record));
        expect(leaf).to.equal(ethersKeccak256(ethersKeccak256(encoded)));
      }),
    );
  });

  it("depends on the record alone, not on the one before", () => {
    fc.assert(
      fc.property(judicialRecord, judicialRecord, (first, second) => {
        const leaf = toHex(hashLeaf(first));
        hashLeaf(second);
        expect(toHex(hashLeaf(first))).to.equal(leaf);
      }),
    );
  });

  it("refuses a digest of another length than 32 bytes, rather than hash what was there before", () => {
    const [record] = fc.sample(judicialRecord, 1) as [JudicialRecord];
    const error = caught(() => hashLeaf({ ...record, digest: "0x00" }));
    expect(error).to.be.instanceOf(HexError);
    expect(error).to.have.property("message", "record.digest: 1 bytes given, 32 expected");
  });
});
