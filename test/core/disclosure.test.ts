import { expect } from "chai";
import fc from "fast-check";
import {
  type DisclosedField,
  type Disclosure,
  DisclosureError,
  type JsonObject,
  type JsonValue,
  canonicalJson,
  disclose,
  parseDisclosure,
  parseDisclosureJson,
  sealDocument,
  verifyDisclosure,
} from "../../src/core/index.js";
import { flipLastBit } from "../vectors/compose/breakDisclosure.js";
import { hex32, jsonValue, metadata, wellFormedText } from "./support/arbitraries.js";
import { caught } from "./support/caught.js";

function seal(fields: JsonObject, recordSecret?: `0x${string}`) {
  const record = {
    institutionId: 7,
    kind: 1,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest: `0x${"11".repeat(32)}`,
  } as const;
  return sealDocument({ ...record, metadata: fields, ...(recordSecret !== undefined && { recordSecret }) });
}

/** A disclosure of some fields of any metadata, with at least one. */
const anyDisclosure: fc.Arbitrary<Disclosure> = fc
  .tuple(metadata, hex32)
  .chain(([fields, secret]) =>
    fc.shuffledSubarray(Object.keys(fields), { minLength: 1 }).map((names) => disclose(seal(fields, secret), names)),
  );

function withFirst(disclosure: Disclosure, changed: Partial<DisclosedField>): Disclosure {
  const [first, ...others] = disclosure.fields as [DisclosedField, ...DisclosedField[]];
  return { ...disclosure, fields: [{ ...first, ...changed }, ...others] };
}

function expectFailure(disclosure: Disclosure): void {
  expect(verifyDisclosure(disclosure)).to.deep.equal({ valid: false, field: disclosure.fields[0]!.name });
}

describe("disclose", () => {
  it("shows any fields so that they verify, also after a way through a file", () => {
    fc.assert(
      fc.property(anyDisclosure, (disclosure) => {
        expect(verifyDisclosure(disclosure)).to.deep.equal({ valid: true });
        const read = parseDisclosureJson(JSON.stringify(disclosure));
        expect(verifyDisclosure(read)).to.deep.equal({ valid: true });
        expect(parseDisclosure(disclosure)).to.deep.equal(disclosure);
      }),
    );
  });

  it("shows nothing of the other fields: neither their names nor their values nor the secret", () => {
    const sealed = seal({ caseNumber: "1", suspect: "Zhang San", minor: true });
    const text = JSON.stringify(disclose(sealed, ["caseNumber"]));
    expect(text).to.not.include("suspect");
    expect(text).to.not.include("Zhang San");
    expect(text).to.not.include("minor");
    expect(text).to.not.include(sealed.secret!.slice(2));
  });

  it("takes values 64 lists deep, and seals and reads none that is deeper", () => {
    const nested = (depth: number): JsonValue => (depth === 0 ? [] : [nested(depth - 1)]);
    const disclosure = disclose(seal({ a: nested(63) }), ["a"]);
    expect(parseDisclosure(disclosure)).to.deep.equal(disclosure);
    const deeper = withFirst(disclosure, { value: nested(64) });
    expect(caught(() => parseDisclosure(deeper))).to.have.property("code", "disclosure-field-malformed");
    expect(caught(() => seal({ a: nested(64) }))).to.have.property("code", "metadata-malformed");
  });

  it("keeps the order that was asked for", () => {
    const disclosure = disclose(seal({ a: 1, b: 2, c: 3 }), ["c", "a"]);
    expect(disclosure.fields.map(({ name }) => name)).to.deep.equal(["c", "a"]);
  });

  const sealed = seal({ a: 1, b: 2 });
  for (const [what, run, code, message] of [
    [
      "a record without metadata",
      () => disclose(seal({}), ["a"]),
      "disclosure-no-metadata",
      "sealedRecord.metadata: the record has no metadata to show",
    ],
    ["no names", () => disclose(sealed, []), "disclosure-no-names", "fieldNames: at least one is needed"],
    [
      "an unknown name",
      () => disclose(sealed, ["a", "c"]),
      "disclosure-name-unknown",
      'fieldNames[1]: no field "c"; there are a, b',
    ],
    [
      "a name of the prototype",
      () => disclose(sealed, ["toString"]),
      "disclosure-name-unknown",
      'fieldNames[0]: no field "toString"; there are a, b',
    ],
    ["a name twice", () => disclose(sealed, ["a", "a"]), "disclosure-name-twice", 'fieldNames[1]: "a" is given twice'],
  ] as const) {
    it(`refuses ${what}`, () => {
      const error = caught(run);
      expect(error).to.be.instanceOf(DisclosureError);
      expect(error).to.include({ code, message });
    });
  }
});

describe("verifyDisclosure", () => {
  it("finds any other value, and names the field", () => {
    fc.assert(
      fc.property(anyDisclosure, jsonValue, (disclosure, value) => {
        fc.pre(canonicalJson(value) !== canonicalJson(disclosure.fields[0]!.value));
        expectFailure(withFirst(disclosure, { value }));
      }),
    );
  });

  it("finds any other name, and names it", () => {
    fc.assert(
      fc.property(anyDisclosure, wellFormedText, (disclosure, name) => {
        fc.pre(name !== disclosure.fields[0]!.name);
        expectFailure(withFirst(disclosure, { name }));
      }),
    );
  });

  it("finds any other salt", () => {
    fc.assert(
      fc.property(anyDisclosure, hex32, (disclosure, salt) => {
        fc.pre(salt !== disclosure.fields[0]!.salt);
        expectFailure(withFirst(disclosure, { salt }));
      }),
    );
  });

  it("finds any other proof: a hash changed, added or left out", () => {
    fc.assert(
      fc.property(anyDisclosure, fc.nat(), hex32, (disclosure, at, hash) => {
        const { proof } = disclosure.fields[0]!;
        expectFailure(withFirst(disclosure, { proof: [...proof, hash] }));
        expectFailure(withFirst(disclosure, { proof: [hash, ...proof] }));
        if (proof.length === 0) return;
        const place = at % proof.length;
        expectFailure(withFirst(disclosure, { proof: proof.toSpliced(place, 1) }));
        expectFailure(withFirst(disclosure, { proof: proof.with(place, flipLastBit(proof[place]!)) }));
      }),
    );
  });

  it("finds another root", () => {
    fc.assert(
      fc.property(anyDisclosure, (disclosure) => {
        expectFailure({ ...disclosure, metadataRoot: flipLastBit(disclosure.metadataRoot) });
      }),
    );
  });

  it("names the field that fails, not the first one", () => {
    const disclosure = disclose(seal({ a: 1, b: 2, c: 3 }), ["a", "b", "c"]);
    const fields = disclosure.fields.with(1, { ...disclosure.fields[1]!, value: 3 });
    expect(verifyDisclosure({ ...disclosure, fields })).to.deep.equal({ valid: false, field: "b" });
  });

  it("does not take an inner node of the tree for a field", () => {
    const disclosure = disclose(seal({ a: 1, b: 2, c: 3, d: 4 }), ["a"]);
    // the parent of the leaf is a hash of 64 bytes; no salt, name and value have that encoding
    const { proof } = disclosure.fields[0]!;
    expectFailure(withFirst(disclosure, { proof: proof.slice(1) }));
  });
});
