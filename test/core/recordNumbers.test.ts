import { expect } from "chai";
import {
  RECORD_KINDS,
  RecordError,
  digestAlgorithmName,
  digestAlgorithmNumber,
  recordKindByNumber,
  recordKindBySlug,
} from "../../src/core/index.js";
import { caught } from "./support/caught.js";

describe("record kinds", () => {
  it("are those of the design, each found by number and by slug", () => {
    expect(RECORD_KINDS.map(({ number }) => number)).to.deep.equal([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 21, 22, 23, 24, 25, 26, 27,
    ]);
    for (const kind of RECORD_KINDS) {
      expect(recordKindByNumber(kind.number)).to.equal(kind);
      expect(recordKindBySlug(kind.slug)).to.equal(kind);
    }
    expect(new Set(RECORD_KINDS.flatMap(({ slug, en, zh }) => [slug, en, zh])).size).to.be.at.least(
      2 * RECORD_KINDS.length,
    );
  });

  it("refuse an unknown one, naming the known ones", () => {
    for (const run of [() => recordKindByNumber(12, "records[0].kind"), () => recordKindBySlug("evidence", "--kind")]) {
      const error = caught(run);
      expect(error).to.be.instanceOf(RecordError);
      expect(error).to.have.property("code", "record-kind-unknown");
      expect(error).to.have.property("message").that.includes("known are 1 electronic-evidence, 2 electronic-archive");
    }
  });
});

describe("digest algorithms", () => {
  it("have the numbers of the design", () => {
    const numbers = { "sha-256": 1, sm3: 2, "sha3-256": 3, "keccak-256": 4 } as const;
    for (const [name, number] of Object.entries(numbers)) {
      expect(digestAlgorithmName(number)).to.equal(name);
      expect(digestAlgorithmNumber(name as keyof typeof numbers)).to.equal(number);
    }
  });

  for (const number of [0, 5, 1.5, Number.NaN]) {
    it(`refuse the number ${number}`, () => {
      const error = caught(() => digestAlgorithmName(number, "record.digestAlgorithm"));
      expect(error).to.be.instanceOf(RecordError);
      expect(error).to.include({ code: "record-digest-algorithm-malformed", field: "record.digestAlgorithm" });
    });
  }
});
