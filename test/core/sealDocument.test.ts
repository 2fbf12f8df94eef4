import { expect } from "chai";
import fc from "fast-check";
import {
  type JsonObject,
  NO_METADATA_ROOT,
  RecordError,
  type SealParameters,
  digestBytes,
  parseSealedRecord,
  parseSealedRecordJson,
  sealDocument,
} from "../../src/core/index.js";
import { hex32, metadata } from "./support/arbitraries.js";
import { caught } from "./support/caught.js";

const parameters: SealParameters = {
  institutionId: 7,
  kind: 1,
  schema: 1,
  digestAlgorithm: "sm3",
  digest: digestBytes("sm3", new TextEncoder().encode("abc")),
};

describe("sealDocument", () => {
  it("makes a sealed record that its own parser takes, from an object and from a file", () => {
    fc.assert(
      fc.property(
        metadata,
        hex32,
        fc.option(fc.string({ unit: "binary", minLength: 1, maxLength: 100 })),
        (fields, secret, reference) => {
          const sealed = sealDocument({
            ...parameters,
            metadata: fields,
            recordSecret: secret,
            ...(reference !== null && { reference }),
          });
          expect(parseSealedRecord(sealed)).to.deep.equal(sealed);
          const read = parseSealedRecordJson(JSON.stringify(sealed));
          expect(read.record).to.deep.equal(sealed.record);
          expect(read.secret).to.equal(secret);
        },
      ),
    );
  });

  it("commits to no metadata where there is none, and keeps no secret", () => {
    for (const sealed of [sealDocument(parameters), sealDocument({ ...parameters, metadata: {} })]) {
      expect(sealed.record.metadataRoot).to.equal(NO_METADATA_ROOT);
      expect(sealed).to.have.all.keys("type", "version", "record");
    }
  });

  it("makes a new secret for each record, so that equal metadata gives different commitments", () => {
    const [one, other] = [1, 2].map(() => sealDocument({ ...parameters, metadata: { title: "x" } }));
    expect(one!.secret).to.match(/^0x[0-9a-f]{64}$/);
    expect(one!.secret).to.not.equal(other!.secret);
    expect(one!.record.metadataRoot).to.not.equal(other!.record.metadataRoot);
  });

  it("keeps what the metadata was, also where the caller changes the object later", () => {
    const list = ["x"];
    const sealed = sealDocument({ ...parameters, metadata: { list } });
    list.push("y");
    expect(parseSealedRecord(sealed).metadata).to.deep.equal({ list: ["x"] });
  });

  it("takes a field that is called __proto__ for a field", () => {
    const fields = JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as JsonObject;
    const sealed = sealDocument({ ...parameters, metadata: fields });
    expect(Object.keys(sealed.metadata!)).to.deep.equal(["__proto__", "b"]);
    expect(parseSealedRecordJson(JSON.stringify(sealed)).record).to.deep.equal(sealed.record);
  });

  const cyclic: { [name: string]: unknown } = {};
  cyclic["self"] = cyclic;
  for (const [what, changed, code, message] of [
    [
      "a kind that nobody knows",
      { kind: 12 },
      "record-kind-unknown",
      /^record\.kind: unknown kind 12; known are 1 electronic-evidence, .*, 27 government-record$/,
    ],
    ["institution 0", { institutionId: 0 }, "record-institution-id-malformed", /^record\.institutionId: 0 given/],
    ["schema 65536", { schema: 65_536 }, "record-schema-malformed", /^record\.schema: 65536 given/],
    [
      "a digest of 31 bytes",
      { digest: `0x${"00".repeat(31)}` },
      "record-digest-malformed",
      /^record\.digest: 31 bytes given, 32 expected$/,
    ],
    [
      "a secret of 31 bytes",
      { metadata: { a: 1 }, recordSecret: `0x${"00".repeat(31)}` },
      "record-secret-malformed",
      /^recordSecret: 31 bytes given, 32 expected$/,
    ],
    ["an empty reference", { reference: "" }, "record-reference-malformed", /^reference: empty$/],
    [
      "a reference of 257 characters",
      { reference: "x".repeat(257) },
      "record-reference-malformed",
      /^reference: 257 characters given, at most 256$/,
    ],
    [
      "metadata with an empty name",
      { metadata: { "": 1 } },
      "metadata-malformed",
      /^metadata: a field's name is empty$/,
    ],
    [
      "metadata that is a list",
      { metadata: [1] },
      "metadata-malformed",
      /^metadata: a list given, an object expected$/,
    ],
    ["metadata that is text", { metadata: "x" }, "metadata-malformed", /^metadata: "x" given, an object expected$/],
    [
      "a whole number that readers round",
      { metadata: { amount: [1, 2 ** 53] } },
      "metadata-malformed",
      /^metadata\.amount\[1\]: 9007199254740992 is beyond/,
    ],
    [
      "a large number that readers round",
      { metadata: { amount: 1e300 } },
      "metadata-malformed",
      /^metadata\.amount: 1e\+300 is beyond/,
    ],
    ["NaN", { metadata: { a: { b: Number.NaN } } }, "metadata-malformed", /^metadata\.a\.b: JSON has no NaN$/],
    ["infinity", { metadata: { a: -Infinity } }, "metadata-malformed", /^metadata\.a: JSON has no -Infinity$/],
    ["undefined", { metadata: { a: undefined } }, "metadata-malformed", /^metadata\.a: JSON has no undefined$/],
    ["a bigint", { metadata: { a: 1n } }, "metadata-malformed", /^metadata\.a: JSON has no bigint$/],
    ["a Date", { metadata: { a: new Date(0) } }, "metadata-malformed", /^metadata\.a: not a plain JSON object$/],
    [
      "a lone surrogate in a value",
      { metadata: { a: ["\ud800"] } },
      "metadata-malformed",
      /^metadata\.a\[0\]: holds a lone surrogate$/,
    ],
    ["a lone surrogate in a name", { metadata: { "\udc00x": 1 } }, "metadata-malformed", /holds a lone surrogate$/],
    ["a cycle", { metadata: cyclic }, "metadata-malformed", /lies deeper than 64 lists and objects$/],
  ] as const) {
    it(`refuses ${what}`, () => {
      const error = caught(() => sealDocument({ ...parameters, ...changed } as SealParameters));
      expect(error).to.be.instanceOf(RecordError);
      expect(error).to.have.property("code", code);
      expect(error).to.have.property("message").that.matches(message);
    });
  }

  describe("with checkMetadata", () => {
    const fitting = { evidenceName: "网页截图", collectedAt: "2026-11-23T10:00:00+08:00" };
    const check = (metadata: JsonObject, other: Partial<SealParameters> = {}) =>
      sealDocument({ ...parameters, metadata, checkMetadata: true, ...other });

    it("seals metadata that follows the schema of its kind, and a record without any", () => {
      expect(check({ ...fitting, "x-own-field": [1, { any: "value" }] }).metadata).to.include(fitting);
      expect(check({}).record.metadataRoot).to.equal(NO_METADATA_ROOT);
      expect(sealDocument({ ...parameters, checkMetadata: true }).record.metadataRoot).to.equal(NO_METADATA_ROOT);
    });

    const faults: readonly (readonly [field: string, fact: string, metadata: JsonObject])[] = [
      [
        "metadata.evidenceName",
        "missing; urn:lexanchor:schema:electronic-evidence:1 requires it",
        { collectedAt: fitting.collectedAt },
      ],
      ["metadata.collectedAt", "a time such as", { ...fitting, collectedAt: "yesterday" }],
      ["metadata.caseNumber", "42 given, a text expected", { ...fitting, caseNumber: 42 }],
      ["metadata.casenumber", "not a field of", { ...fitting, casenumber: "(2026)京01民终42号" }],
      ["metadata.evidenceType", "one of web-page", { ...fitting, evidenceType: "picture" }],
    ];
    for (const [field, fact, metadata] of faults) {
      it(`names the field that does not: ${field}, ${fact}`, () => {
        const error = caught(() => check(metadata)) as RecordError;
        expect(error).to.be.instanceOf(RecordError);
        expect(error).to.include({ code: "metadata-violates-schema", field });
        expect(error.message.startsWith(`${field}: `)).to.be.true;
        expect(error.message).to.include(fact);
        expect(sealDocument({ ...parameters, metadata }).metadata).to.deep.equal(metadata);
      });
    }

    it("says how many more there are", () => {
      const error = caught(() => check({ other: 1, more: 2 })) as RecordError;
      expect(error.message).to.match(/^metadata\.evidenceName: missing; .* \(and 3 more\)$/);
    });

    it("refuses a schema that it does not know, since it cannot check it", () => {
      const error = caught(() => check(fitting, { schema: 9 })) as RecordError;
      expect(error).to.include({ code: "metadata-schema-unknown", field: "record.schema" });
      expect(error.message).to.include("no schema 9 of kind 1 is known here");
    });
  });
});
