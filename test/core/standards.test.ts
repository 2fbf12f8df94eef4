import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { checkSchemaKeywords } from "../../scripts/standards/checkSchemaKeywords.js";
import { generateSeeds } from "../../scripts/standards/generateSeeds.js";
import { readStandards } from "../../scripts/standards/readStandards.js";
import {
  metadataSchemaOf,
  reasonByNumber,
  RECORD_KIND_STANDARDS,
  schemaStandardId,
  SCHEMA_STANDARDS,
  StandardCategory,
  STATUTORY_LIMITS,
  statutoryLimitAt,
} from "../../src/core/standards/index.js";
import { DIGEST_ALGORITHMS } from "../../src/core/digest/algorithms.js";
import { RECORD_KINDS } from "../../src/core/record/recordKinds.js";
import type { FieldSchema, MetadataSchema } from "../../src/core/standards/metadataSchema.js";
import { compileFully } from "./support/compileFully.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const standards = await readStandards(`${root}standards`);
const schemas: readonly MetadataSchema[] = standards.schemas.map(({ schema }) => schema);
const HAN = /\p{Script=Han}/u;

describe("standards.json", () => {
  it("has the record kinds of the record's encoding", () => {
    expect(standards.recordKinds.map(({ number }) => number)).to.deep.equal([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 21, 22, 23, 24, 25, 26, 27,
    ]);
    expect(RECORD_KIND_STANDARDS.map(({ number, slug, en, zh }) => ({ number, slug, en, zh }))).to.deep.equal(
      RECORD_KINDS,
    );
    expect(standards.digestAlgorithms.map(({ slug: name, number }) => ({ name, number }))).to.deep.equal(
      DIGEST_ALGORITHMS,
    );
  });

  it("gives no number and no slug twice, and numbers that fit their types", () => {
    for (const [name, largest] of [
      ["categories", 0xff],
      ["recordKinds", 0xffff],
      ["digestAlgorithms", 0xff],
      ["statutoryLimits", 0xffff_ffff],
      ["windows", 0xffff_ffff],
    ] as const) {
      const entries: readonly { number: number; slug: string }[] = standards[name];
      expect(new Set(entries.map(({ number }) => number)).size, name).to.equal(entries.length);
      expect(new Set(entries.map(({ slug }) => slug)).size, name).to.equal(entries.length);
      for (const { number, slug } of entries) {
        expect(number, name).to.be.within(1, largest);
        expect(slug, name).to.match(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      }
    }
    const reasons = standards.reasons.map(({ number }) => number);
    expect(new Set(reasons).size).to.equal(reasons.length);
    const hundreds = { withdrawRecord: 2, supersedeRecord: 2, disownAccount: 3 };
    for (const { number, changes } of standards.reasons) {
      for (const change of changes) {
        const hundred = change in hundreds ? hundreds[change as keyof typeof hundreds] : 1;
        expect(Math.floor(number / 100), String(number)).to.equal(hundred);
      }
    }
  });

  it("gives a reason for each change that takes one", async () => {
    const sources = await Promise.all(
      ["ILawyerRegistry", "IRecordAnchor"].map((name) => readFile(`${root}contracts/interfaces/${name}.sol`, "utf8")),
    );
    const functions = sources.flatMap((text) => [...text.matchAll(/function (\w+)\([^)]*Reason calldata/g)]);
    const named = new Set(standards.reasons.flatMap(({ changes }) => changes));
    expect([...named].sort()).to.deep.equal(functions.map(([, name]) => name).sort());
  });

  it("has both titles everywhere, and both descriptions of record kinds", () => {
    const { categories, recordKinds, digestAlgorithms, statutoryLimits, windows, reasons } = standards;
    for (const { title, number } of [...categories, ...recordKinds, ...statutoryLimits, ...windows, ...reasons]) {
      expect(title.zh, String(number)).to.match(HAN);
      expect(title.en, String(number)).to.match(/^[a-z][ -~]+$/);
    }
    for (const { title } of digestAlgorithms) expect(title.zh).to.include(title.en);
    for (const { description, slug } of recordKinds) {
      expect(description.zh, slug).to.match(/。$/);
      expect(description.en, slug).to.match(/^[A-Z].*\.$/);
    }
  });

  it("has the statutory limits of the law, each with its article", () => {
    const rows = STATUTORY_LIMITS.map(({ slug, versions }) => [slug, versions.map(({ years }) => years)]);
    expect(rows).to.deep.equal([
      ["bank-deposit", [1, 1]],
      ["movables", [2, 2]],
      ["immovables-and-other-rights", [3, 3]],
    ]);
    expect(statutoryLimitAt(3, Date.parse("2015-02-03T15:59:59Z") / 1000)).to.equal(null);
    expect(statutoryLimitAt(3, Date.parse("2015-02-03T16:00:00Z") / 1000)?.source).to.include("article 487");
    expect(statutoryLimitAt(3, Date.parse("2022-04-09T16:00:00Z") / 1000)?.source).to.include("article 485");
    expect(statutoryLimitAt(2, Date.parse("2026-01-01T00:00:00Z") / 1000)?.seconds).to.equal(63_072_000);
    expect(statutoryLimitAt(4, 0)).to.equal(null);
    expect(reasonByNumber(141)?.en).to.equal("licence revoked as a penalty");
    expect(reasonByNumber(0)).to.equal(null);
  });
});

describe("metadata schemas", () => {
  it("are valid against the meta-schema of JSON Schema 2020-12, and compile", () => {
    for (const schema of schemas) expect(() => compileFully(schema), schema.$id).not.to.throw();
  });

  it("have both titles, of the schema, of each field and of each choice", () => {
    for (const { slug, schema } of standards.schemas) {
      const kind = standards.recordKinds.find((entry) => entry.slug === slug)!;
      expect(schema.title.toLowerCase(), slug).to.equal(kind.title.en);
      expect(schema["x-title-zh"], slug).to.equal(kind.title.zh);
      for (const [name, field] of Object.entries(schema.properties)) {
        expect(field.title, `${slug}.${name}`).to.match(/^[A-Z]/);
        expect(field["x-title-zh"], `${slug}.${name}`).to.match(HAN);
        const choice = field.type === "array" ? field.items : field;
        if ("enum" in choice) {
          expect(choice["x-enum-zh"].length, `${slug}.${name}`).to.equal(choice.enum.length);
          for (const value of choice["x-enum-zh"]) expect(value, `${slug}.${name}`).to.match(HAN);
          for (const value of choice.enum) expect(value, `${slug}.${name}`).to.match(/^[a-z]+(-[a-z]+)*$/);
        }
      }
    }
  });

  it("are small, require little, and refer to nothing on a network", async () => {
    for (const { schema, fileName } of standards.schemas) {
      expect(Object.keys(schema.properties).length, fileName).to.be.within(4, 10);
      expect(schema.required.length, fileName).to.be.within(1, 4);
      const text = await readFile(`${root}standards/schemas/${fileName}`, "utf8");
      expect(text.match(/https?:[^"]*/g), fileName).to.deep.equal(["https://json-schema.org/draft/2020-12/schema"]);
      expect(text, fileName).not.to.include("$ref");
    }
  });

  it("give a field of the same name the same meaning", () => {
    const seen = new Map<string, object>();
    for (const { $id, properties } of schemas) {
      for (const [name, field] of Object.entries(properties)) {
        const known = seen.get(name);
        if (known === undefined) seen.set(name, withoutChoices(field));
        else expect(withoutChoices(field), `${$id} ${name}`).to.deep.equal(known);
      }
    }
  });

  it("name days …On, moments …At and asset classes as the statutory limits do", () => {
    for (const { $id, properties } of schemas) {
      for (const [name, field] of Object.entries(properties)) {
        const format = "format" in field ? field.format : undefined;
        expect(format === "date", `${$id} ${name}`).to.equal(name.endsWith("On"));
        expect(format === "date-time", `${$id} ${name}`).to.equal(name.endsWith("At"));
      }
    }
    const assetClass = metadataSchemaOf(3, 1)?.properties["assetClass"];
    expect(assetClass)
      .to.have.property("enum")
      .that.deep.equals(STATUTORY_LIMITS.map(({ slug }) => slug));
  });

  it("use no keyword that sealing would not check", () => {
    const schema = schemas[0]!;
    const change = (field: object) => ({ ...schema, properties: { ...schema.properties, court: field } });
    const court = schema.properties["court"]!;
    expect(() => checkSchemaKeywords(change({ ...court, const: "x" }), "x.json")).to.throw(
      "x.json: court: keyword const",
    );
    expect(() => checkSchemaKeywords(change({ ...court, format: "uri" }), "x.json")).to.throw("court: format uri");
    expect(() => checkSchemaKeywords(change({ ...court, type: "choice" }), "x.json")).to.throw("court: type choice");
    expect(() => checkSchemaKeywords(change({ ...court, "x-title-zh": "" }), "x.json")).to.throw("court: one of title");
    expect(() => checkSchemaKeywords({ ...schema, $ref: "urn:x" }, "x.json")).to.throw("x.json: keyword $ref");
    expect(() => checkSchemaKeywords({ ...schema, required: ["x"] }, "x.json")).to.throw(
      "x.json: required x is no field",
    );
  });
});

describe("generated files", () => {
  it("are fresh", async () => {
    const arguments_ = ["--import", "tsx", "scripts/writeStandards.ts", "--check"];
    const { stdout } = await promisify(execFile)(process.execPath, arguments_, { cwd: root });
    expect(stdout).to.include("up to date");
  });

  it("carry the hash of each schema file's bytes", async () => {
    expect(SCHEMA_STANDARDS.length).to.equal(19);
    for (const { kind, version, hash, urn } of SCHEMA_STANDARDS) {
      const { slug } = RECORD_KIND_STANDARDS.find(({ number }) => number === kind)!;
      const bytes = await readFile(`${root}standards/schemas/${slug}.v${version}.json`);
      expect(hash).to.equal(`0x${createHash("sha256").update(bytes).digest("hex")}`);
      expect(metadataSchemaOf(kind, version)).to.deep.equal(JSON.parse(bytes.toString("utf8")));
      expect(urn).to.equal(metadataSchemaOf(kind, version)?.$id);
    }
    expect(metadataSchemaOf(1, 2)).to.equal(null);
  });

  it("seed the registry in an order it accepts, with ids of the contract's form", () => {
    const seeds = generateSeeds(standards);
    expect(seeds.length).to.equal(19 + 19 + 4 + 6 + 1);
    seeds.forEach(({ id, from, content }, at) => {
      const before = seeds[at - 1];
      if (before?.id === id) expect(from).to.be.greaterThan(before.from);
      expect(Number(BigInt(id) >> 32n)).to.be.within(1, 6);
      expect(Number(BigInt(id) & 0xffff_ffffn)).to.be.greaterThan(0);
      expect(content.title).to.match(/^\S.*\S$/);
      expect(content.source).not.to.equal("");
      expect(content.contentHash === `0x${"00".repeat(32)}`).to.equal(
        Number(BigInt(id) >> 32n) !== StandardCategory.schema,
      );
    });
    const schema = seeds.find(({ id }) => id === 2 * 2 ** 32 + 9 * 2 ** 16 + 1);
    expect(schema?.content.title).to.equal("裁判文书元数据第1版 / Judicial instrument: metadata, version 1");
    expect(schemaStandardId(9, 1)).to.equal(schema?.id);
  });
});

function withoutChoices(field: FieldSchema): object {
  return "enum" in field ? { ...field, enum: [], "x-enum-zh": [] } : field;
}
