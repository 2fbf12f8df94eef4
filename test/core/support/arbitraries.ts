import fc from "fast-check";
import {
  DIGEST_ALGORITHM_NAMES,
  type DigestAlgorithm,
  type Hex,
  type JsonObject,
  type JsonValue,
  type JudicialRecord,
  toHex,
} from "../../../src/core/index.js";

/** A number that every JSON reader reads the same way. */
const jsonNumber = fc.oneof(
  fc.maxSafeInteger(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value)),
);

/** A text of whole characters of any plane. */
export const wellFormedText = fc.string({ unit: "binary" });

export const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

export const hex32: fc.Arbitrary<Hex> = bytes32.map(toHex);

export const digestAlgorithm: fc.Arbitrary<DigestAlgorithm> = fc.constantFrom(...DIGEST_ALGORITHM_NAMES);

export const judicialRecord: fc.Arbitrary<JudicialRecord> = fc.record({
  institutionId: fc.integer({ min: 1, max: 0xffff_ffff }),
  kind: fc.integer({ min: 1, max: 0xffff }),
  schema: fc.integer({ min: 1, max: 0xffff }),
  digestAlgorithm,
  digest: hex32,
  metadataRoot: hex32,
});

export const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    jsonNumber,
    wellFormedText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(wellFormedText, tie("value"), { maxKeys: 4 }),
  ),
})).value;

/** Metadata of one to eight fields. */
export const metadata: fc.Arbitrary<JsonObject> = fc.dictionary(
  fc.string({ unit: "binary", minLength: 1 }),
  jsonValue,
  { minKeys: 1, maxKeys: 8, noNullPrototype: true },
);
