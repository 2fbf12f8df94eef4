import { expect } from "chai";
import fc from "fast-check";
import { RecordError, parseRecord } from "../../src/core/index.js";
import { judicialRecord } from "./support/arbitraries.js";
import { caught } from "./support/caught.js";

const valid = {
  institutionId: 7,
  kind: 1,
  schema: 1,
  digestAlgorithm: "sha-256",
  digest: `0x${"ab".repeat(32)}`,
  metadataRoot: `0x${"00".repeat(32)}`,
};

describe("parseRecord", () => {
  it("gives back any record, with hexadecimal in lower case and without sharing memory", () => {
    fc.assert(
      fc.property(judicialRecord, (record) => {
        expect(parseRecord(record, "record")).to.deep.equal(record);
        expect(parseRecord(record, "record") === record).to.be.false;
        const upper = { ...record, digest: `0x${record.digest.slice(2).toUpperCase()}` };
        expect(parseRecord(upper, "record")).to.deep.equal(record);
      }),
    );
  });

  for (const [what, given, code, field, fact] of [
    ["nothing", undefined, "record-malformed", "records[3]", "nothing given, an object expected"],
    ["null", null, "record-malformed", "records[3]", "null given, an object expected"],
    ["a list", [valid], "record-malformed", "records[3]", "a list given, an object expected"],
    ["text", "record", "record-malformed", "records[3]", "text given, an object expected"],
    [
      "an unknown field",
      { ...valid, note: 1 },
      "record-field-unknown",
      "records[3].note",
      "unknown field; known are institutionId, kind, schema, digestAlgorithm, digest, metadataRoot",
    ],
    [
      "a field called __proto__",
      JSON.parse(JSON.stringify(valid).replace("{", '{"__proto__":1,')),
      "record-field-unknown",
      "records[3].__proto__",
      "unknown field; known are institutionId, kind, schema, digestAlgorithm, digest, metadataRoot",
    ],
    [
      "a field less",
      { ...valid, digest: undefined },
      "record-digest-malformed",
      "records[3].digest",
      "nothing given, text expected",
    ],
    ["a field that is inherited", Object.create(valid), "record-field-missing", "records[3].institutionId", "missing"],
    [
      "institution 0",
      { ...valid, institutionId: 0 },
      "record-institution-id-malformed",
      "records[3].institutionId",
      "0 given, a whole number from 1 to 4294967295 expected",
    ],
    [
      "institution 2^32",
      { ...valid, institutionId: 2 ** 32 },
      "record-institution-id-malformed",
      "records[3].institutionId",
      "4294967296 given, a whole number from 1 to 4294967295 expected",
    ],
    [
      "an institution as text",
      { ...valid, institutionId: "7" },
      "record-institution-id-malformed",
      "records[3].institutionId",
      "text given, a number expected",
    ],
    [
      "kind 0",
      { ...valid, kind: 0 },
      "record-kind-malformed",
      "records[3].kind",
      "0 given, a whole number from 1 to 65535 expected",
    ],
    [
      "half a kind",
      { ...valid, kind: 1.5 },
      "record-kind-malformed",
      "records[3].kind",
      "1.5 given, a whole number from 1 to 65535 expected",
    ],
    [
      "schema NaN",
      { ...valid, schema: Number.NaN },
      "record-schema-malformed",
      "records[3].schema",
      "NaN given, a whole number from 1 to 65535 expected",
    ],
    [
      "a schema of 17 bits",
      { ...valid, schema: 65_536 },
      "record-schema-malformed",
      "records[3].schema",
      "65536 given, a whole number from 1 to 65535 expected",
    ],
    [
      "another algorithm",
      { ...valid, digestAlgorithm: "SHA-256" },
      "record-digest-algorithm-malformed",
      "records[3].digestAlgorithm",
      '"SHA-256" given; known are sha-256, sm3, sha3-256, keccak-256',
    ],
    [
      "an algorithm by number",
      { ...valid, digestAlgorithm: 1 },
      "record-digest-algorithm-malformed",
      "records[3].digestAlgorithm",
      "1 given; known are sha-256, sm3, sha3-256, keccak-256",
    ],
    [
      "a digest of 31 bytes",
      { ...valid, digest: `0x${"ab".repeat(31)}` },
      "record-digest-malformed",
      "records[3].digest",
      "31 bytes given, 32 expected",
    ],
    [
      "a digest without 0x",
      { ...valid, digest: "ab".repeat(32) },
      "record-digest-malformed",
      "records[3].digest",
      "does not begin with 0x",
    ],
    [
      "a metadata root that is null",
      { ...valid, metadataRoot: null },
      "record-metadata-root-malformed",
      "records[3].metadataRoot",
      "null given, text expected",
    ],
  ] as const) {
    it(`refuses ${what}, and names field and fact`, () => {
      const error = caught(() => parseRecord(given, "records[3]"));
      expect(error).to.be.instanceOf(RecordError);
      expect(error).to.include({ code, field, message: `${field}: ${fact}` });
    });
  }

  it("lets a kind pass that was added after this code", () => {
    expect(parseRecord({ ...valid, kind: 65_535 }, "record").kind).to.equal(65_535);
  });

  it("turns what a value throws while it is read into its own error, with the cause", () => {
    const failure = new Error("no");
    const trap = {
      ...valid,
      get digest(): string {
        throw failure;
      },
    };
    const error = caught(() => parseRecord(trap, "record"));
    expect(error).to.be.instanceOf(RecordError);
    expect(error).to.include({ code: "record-malformed", message: "record: could not be read", cause: failure });
  });
});
