import { expect } from "chai";
import fc from "fast-check";
import {
  type ElectronicEvidenceMetadataV1,
  metadataSchemaOf,
  validateMetadata,
} from "../../src/core/standards/index.js";
import type { JsonObject } from "../../src/core/json.js";
import type { FieldSchema, MetadataSchema } from "../../src/core/standards/metadataSchema.js";
import { METADATA_SCHEMAS } from "../../src/core/standards/schemas.generated.js";
import { compileFully } from "./support/compileFully.js";

describe("validateMetadata", () => {
  const evidence: ElectronicEvidenceMetadataV1 = {
    evidenceName: "网页公证保全",
    evidenceType: "web-page",
    collectedAt: "2026-11-23T10:00:00+08:00",
    caseNumber: "(2026)京0491民初1号",
    "x-judge-assistant": { anything: [1] },
  };
  const filing = { court: "北京互联网法院", submittedOn: "2026-11-23", partyNames: ["甲", "乙"], amount: "1000.50" };
  const refusals = (kind: number, metadata: unknown) =>
    validateMetadata(metadataSchemaOf(kind, 1)!, metadata).map(({ field, keyword }) => `${field} ${keyword}`);

  it("accepts metadata that follows its schema, with an institution's own fields", () => {
    const sealable: JsonObject = evidence;
    expect(sealable).to.equal(evidence);
    expect(refusals(1, evidence)).to.deep.equal([]);
    expect(refusals(7, filing)).to.deep.equal([]);
  });

  it("names every field that does not follow it", () => {
    expect(refusals(7, { ...filing, court: undefined, casenumber: "1", submittedOn: "2026-02-29" })).to.deep.equal([
      "metadata.court type",
      "metadata.submittedOn format",
      "metadata.casenumber additionalProperties",
    ]);
    expect(refusals(7, { ...filing, partyNames: ["甲", "", "甲", 4], amount: "1e3", caseType: "Civil" })).to.deep.equal(
      [
        "metadata.caseType enum",
        "metadata.partyNames[1] minLength",
        "metadata.partyNames[3] type",
        "metadata.partyNames[2] uniqueItems",
        "metadata.amount pattern",
      ],
    );
    expect(refusals(2, { archiveNumber: "1", archivedOn: "2026-11-23", pageCount: 1.5 })).to.deep.equal([
      "metadata.caseNumber required",
      "metadata.pageCount type",
    ]);
    expect(refusals(1, ["a list"])).to.deep.equal(["metadata type"]);
    expect(refusals(1, null)).to.deep.equal(["metadata type"]);
    expect(
      refusals(1, JSON.parse('{"evidenceName":"a","collectedAt":"2026-11-23T10:00:00Z","__proto__":1}')),
    ).to.deep.equal(["metadata.__proto__ additionalProperties"]);
    const [violation] = validateMetadata(
      metadataSchemaOf(7, 1)!,
      { ...filing, submittedOn: "23.11.2026" },
      "records[2].metadata",
    );
    expect(violation?.message).to.equal(
      'records[2].metadata.submittedOn: "23.11.2026" given, a date such as 2026-11-23 expected',
    );
  });

  it("agrees with a full validator on any value of any field of any schema", () => {
    for (const schema of Object.values(METADATA_SCHEMAS)) {
      const isValid = compileFully(schema);
      const sample = sampleOf(schema);
      expect(isValid(sample), schema.$id).to.equal(true);
      expect(validateMetadata(schema, sample), schema.$id).to.deep.equal([]);
      const name = fc.oneof(
        fc.constantFrom(...Object.keys(schema.properties)),
        fc.constantFrom("x-own", "x-", "Court", ""),
      );
      const change = fc.tuple(name, fc.option(anyValue, { nil: undefined }));
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
          const metadata: Record<string, unknown> = { ...sample };
          for (const [field, value] of changes) {
            if (value === undefined) Reflect.deleteProperty(metadata, field);
            else metadata[field] = value;
          }
          expect(validateMetadata(schema, metadata).length === 0).to.equal(isValid(metadata));
        }),
        { numRuns: 300 },
      );
    }
  });
});

const anyDay = fc.oneof(
  fc.constantFrom("2024-02-29", "2023-02-29", "2026-04-31", "2026-1-1", "0000-00-00", "9999-12-31", "2026-12-32"),
  fc
    .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
);
const anyMoment = fc.tuple(
  anyDay,
  fc.constantFrom(
    "T10:00:00Z",
    "T24:00:00Z",
    "T10:60:00Z",
    "T10:00:00",
    "T23:59:59.123+08:00",
    "T10:00:00+24:00",
    " T10:00:00Z",
    "T10:00:00ZT",
  ),
);
const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 210 }),
  anyDay,
  anyMoment.map(([day, time]) => `${day}${time}`),
  fc.constantFrom(
    "CNY",
    "cny",
    "CNYX",
    "1000",
    "1000.5",
    "1000.12345",
    "-1",
    "other",
    "freeze",
    "civil",
    "91110108MA01ABCD2X",
    "x".repeat(64),
    "x".repeat(65),
    "𠮷".repeat(64),
    "𠮷".repeat(200),
  ),
);
const anyValue = fc.oneof(
  anyText,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(null, true, {}, [], 1, 0),
  fc.array(anyText, { maxLength: 4 }),
  fc.constantFrom(["holding"], ["holding", "holding"], ["holding", "operation"], ["甲", 1]),
);

/** Metadata with every field of a schema, each with a value that it accepts. */
function sampleOf(schema: MetadataSchema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, sampleValue(field)]));
}

function sampleValue(field: FieldSchema): unknown {
  if (field.type === "integer") return 1;
  if (field.type === "array") return ["enum" in field.items ? field.items.enum[0] : "张三"];
  if ("enum" in field) return field.enum[0];
  if (field.format !== undefined) return field.format === "date" ? "2026-11-23" : "2026-11-23T10:00:00+08:00";
  const candidates = ["CNY", "1000.50", "91110108MA01ABCD2X", "110108001001GB00001F00010001"];
  return candidates.find((text) => field.pattern !== undefined && new RegExp(field.pattern, "u").test(text)) ?? "北京";
}
