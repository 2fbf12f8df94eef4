import { expect } from "chai";
import fc from "fast-check";
import { ChainError, describeLawyerPlan, parseLawyerFile, planLawyers } from "../../src/chain/index.js";
import type { CredentialState, KnownLawyers, LawyerPlan } from "../../src/chain/index.js";
import { commitToHolder, hashLicence, holderSalt } from "../../src/core/index.js";
import type { Hex } from "../../src/core/index.js";
import { expectError } from "../support/expectError.js";

const HEADER = "licence,name,jurisdiction,validFrom,validThrough,scope,status";
const SECRET: Hex = `0x${"5e".repeat(32)}`;
const LICENCE = hashLicence("1110120111000");
const day = (text: string): number => Date.parse(`${text}T00:00:00+08:00`) / 1_000;

/** A line of the file, with the cells that matter changed. */
function row(changed: Partial<Record<string, string>> = {}): string {
  const cells = {
    licence: "1110120111000",
    name: "张三",
    jurisdiction: "CN-11-0105",
    validFrom: "2026-06-01",
    validThrough: "2027-05-31",
    scope: "litigation+criminal-defence",
    status: "",
    ...changed,
  };
  return Object.values(cells).join(",");
}

const fileOf = (...rows: string[]) => parseLawyerFile([HEADER, ...rows].join("\n"));

describe("parseLawyerFile", () => {
  it("reads numbers, names and days as users paste them, and gives each one form", () => {
    const { lines, problems } = fileOf(
      row({
        licence: " １１１０１-２０１１ １０００ ",
        name: "张　三",
        validFrom: "2026年6月1日",
        validThrough: "2027/5/31",
      }),
      row({ licence: "b-2", validFrom: "２０２６.6.1", scope: " criminal-defence + litigation ", status: "suspended" }),
    );
    expect(problems).to.deep.equal([]);
    const line = {
      at: "line 2",
      number: "1110120111000",
      licence: LICENCE,
      name: "张三",
      jurisdiction: "CN-11-0105",
      validFrom: day("2026-06-01"),
      validUntil: day("2027-06-01"),
      scope: ["litigation", "criminal-defence"],
      status: null,
    };
    expect(lines).to.deep.equal([
      line,
      { ...line, at: "line 3", number: "B2", licence: hashLicence("B2"), status: "suspended" },
    ]);
  });

  const faults: readonly (readonly [field: string, text: string, row: string])[] = [
    ["", "3 cells, 7 expected", "1,2,3"],
    ["licence", "no letter and no digit given", row({ licence: "-" })],
    ["licence", '"." (U+002E) given', row({ licence: "1.11012E+16" })],
    ["name", "0 bytes given, 1 to 256", row({ name: "" })],
    ["jurisdiction", "joined by single", row({ jurisdiction: "北京" })],
    ["scope", "one of litigation, criminal-defence", row({ scope: "everything" })],
    ["scope", '"" given', row({ scope: "" })],
    ["validFrom", '"" given, a day such as 2026-11-23', row({ validFrom: "" })],
    ["validFrom", '"01/06/2026" given, a day such as', row({ validFrom: "01/06/2026" })],
    ["validFrom", '"2026-02-30" given, a day such as', row({ validFrom: "2026-02-30" })],
    ["validFrom", "1970-01-01 given, a day from 1970-01-02 to 2106-02-06", row({ validFrom: "1970-01-01" })],
    ["validFrom", "1949-10-01 given, a day from 1970-01-02", row({ validFrom: "1949-10-01" })],
    ["validThrough", "2106-02-07 given, a day from 1970-01-02 to 2106-02-06", row({ validThrough: "2106-02-07" })],
    ["validThrough", "9999-12-31 given", row({ validThrough: "9999-12-31" })],
    ["validThrough", "2026-05-31 is before the first day, 2026-06-01", row({ validThrough: "2026-05-31" })],
    ["status", '"Active" given, one of active, suspended, revoked', row({ status: "Active" })],
  ];
  for (const [field, text, broken] of faults) {
    it(`names line and field: ${field} (${text})`, () => {
      const { lines, problems } = fileOf(row({ licence: "A" }), broken, row({ licence: "B" }));
      expect(lines.map(({ number }) => number)).to.deep.equal(["A", "B"]);
      const found = problems.find((problem) => problem.field === field && problem.message.includes(text));
      expect(found, JSON.stringify(problems)).to.include({ at: "line 3" });
    });
  }

  it("takes the last day that a contract can keep", () => {
    const { lines, problems } = fileOf(row({ validFrom: "1970-01-02", validThrough: "2106-02-06" }));
    expect(problems).to.deep.equal([]);
    expect(lines[0]?.validUntil).to.be.at.most(2 ** 32 - 1);
    expect(lines[0]?.validFrom).to.be.greaterThan(0);
  });

  const SECOND = { validFrom: "2027-06-01", validThrough: "2028-05-31" };

  it("joins terms of one licence that follow each other, in whatever order", () => {
    for (const rows of [
      [row(), row(SECOND)],
      [row(SECOND), row()],
    ]) {
      const { lines, problems } = fileOf(...rows);
      expect(problems).to.deep.equal([]);
      expect(lines).to.have.length(1);
      expect(lines[0]).to.include({ validFrom: day("2026-06-01"), validUntil: day("2028-06-01") });
    }
  });

  const pairs: readonly (readonly [field: string, text: string, changed: Partial<Record<string, string>>])[] = [
    ["licence", "1110120111000 is in line 2 already", { licence: "1110-1201-11000" }],
    [
      "validFrom",
      "2027-05-31 to 2028-05-31 overlaps 2026-06-01 to 2027-05-31 in line 2",
      { ...SECOND, validFrom: "2027-05-31" },
    ],
    [
      "validFrom",
      "2027-06-02 to 2028-05-31 leaves a gap to 2026-06-01 to 2027-05-31 in line 2",
      { ...SECOND, validFrom: "2027-06-02" },
    ],
    ["name", "李四, but 张三 in line 2, of the same licence", { ...SECOND, name: "李四" }],
    ["scope", "legal-aid, but litigation+criminal-defence in line 2", { ...SECOND, scope: "legal-aid" }],
    ["status", "suspended, but nothing in line 2", { ...SECOND, status: "suspended" }],
  ];
  for (const [field, text, changed] of pairs) {
    it(`refuses two lines of one licence: ${text}`, () => {
      const { lines, problems } = fileOf(row(), row(changed));
      expect(lines).to.deep.equal([]);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include({ at: "line 3", field });
      expect(problems[0]?.message).to.include(text);
    });
  }

  it("refuses what is no such file", async () => {
    const files: [string, string][] = [
      ["", "lacks the column licence"],
      ["licence;name", "lacks the column licence"],
      [`${HEADER},phone`, 'the column "phone" is not known'],
      [`${HEADER},name`, "the column name is there twice"],
      [`${HEADER}\n"1`, "line 2: a quote that does not end"],
      [`${HEADER}\n${row({ name: "\ufffd\ufffd" })}`, "line 2: not UTF-8"],
    ];
    for (const [text, message] of files) {
      const error = await expectError(ChainError, () => parseLawyerFile(text));
      expect(error.code).to.equal("lawyer-file-malformed");
      expect(error.message).to.include(message);
    }
  });

  it("never throws anything else, whatever the text", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom("1", "张三", "CN", "2026-06-01", "2027-05-31", "litigation", ""),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 6, maxLength: 8 })), fc.string(), (rows, tail) => {
        try {
          parseLawyerFile([HEADER, ...rows.map((cells) => cells.join(","))].join("\n") + tail);
        } catch (error) {
          expect(error).to.be.instanceOf(ChainError);
        }
      }),
    );
  });
});

describe("planLawyers", () => {
  const STATE: CredentialState = {
    since: day("2026-06-01"),
    validFrom: day("2026-06-01"),
    validUntil: day("2027-06-01"),
    status: "active",
    issuer: 4,
    scope: ["litigation", "criminal-defence"],
    jurisdiction: "CN-11-0105",
  };

  function plan(
    changed: Partial<Record<string, string>>,
    state: Partial<CredentialState> | null,
    other: Partial<KnownLawyers> & { name?: string } = {},
  ): LawyerPlan {
    const holderCommitment = commitToHolder(other.name ?? "张三", holderSalt(SECRET, LICENCE));
    const credential = { licence: LICENCE, holderCommitment, holderKey: null, state: { ...STATE, ...state } };
    const known: KnownLawyers = {
      bureau: { id: 3, jurisdiction: "CN-11" },
      credentials: new Map(state === null ? [] : [[LICENCE, credential]]),
      responsibleFor: new Set([3, 4]),
      now: day("2026-11-23"),
      ...other,
    };
    return planLawyers(fileOf(row(changed)), known, SECRET);
  }

  /** What is planned, in one word each. */
  const verbsOf = ({ issue, renew, suspend, unchanged, conflicts }: LawyerPlan): string[] => [
    ...issue.map(() => "issue"),
    ...renew.map(() => "renew"),
    ...suspend.map(() => "suspend"),
    ...unchanged.map(() => "unchanged"),
    ...conflicts.map(({ field }) => `conflict: ${field}`),
  ];
  const NEXT = { validFrom: "2027-06-01", validThrough: "2028-05-31" };
  const LAPSED = { now: day("2027-06-01") };

  const cases: readonly (readonly [
    what: string,
    changed: Partial<Record<string, string>>,
    state: Partial<CredentialState> | null,
    verbs: string[],
    other?: Partial<KnownLawyers> & { name?: string },
  ])[] = [
    ["a new lawyer", {}, null, ["issue"]],
    ["a new lawyer who is suspended", { status: "suspended" }, null, ["issue", "suspend"]],
    ["a new lawyer who is revoked", { status: "revoked" }, null, ["conflict: status"]],
    ["a new lawyer whose term is over", {}, null, ["conflict: validThrough"], LAPSED],
    ["a new lawyer of another place", { jurisdiction: "CN-110" }, null, ["conflict: jurisdiction"]],
    ["what the chain has", {}, {}, ["unchanged"]],
    ["what the chain has, active in so many words", { status: "active" }, {}, ["unchanged"]],
    ["suspended on the chain, nothing said in the file", {}, { status: "suspended" }, ["unchanged"]],
    ["suspended on both sides", { status: "suspended" }, { status: "suspended" }, ["unchanged"]],
    ["revoked on both sides", { status: "revoked" }, { status: "revoked" }, ["unchanged"]],
    ["active on the chain, suspended in the file", { status: "suspended" }, {}, ["suspend"]],
    ["suspended on the chain, active in the file", { status: "active" }, { status: "suspended" }, ["conflict: status"]],
    ["revoked in the file only", { status: "revoked" }, {}, ["conflict: status"]],
    ["revoked on the chain, whatever else", NEXT, { status: "revoked" }, ["conflict: status"]],
    ["the next term", NEXT, {}, ["renew"]],
    ["the whole term, longer", { validThrough: "2028-05-31" }, {}, ["renew"]],
    ["the next term, and a suspension", { ...NEXT, status: "suspended" }, {}, ["renew", "suspend"]],
    ["the next term, which the chain has", NEXT, { validUntil: day("2028-06-01") }, ["unchanged"]],
    ["a term that overlaps", { ...NEXT, validFrom: "2027-05-31" }, {}, ["conflict: validFrom"]],
    ["a term after a gap, while the old one lasts", { ...NEXT, validFrom: "2027-06-02" }, {}, ["conflict: validFrom"]],
    ["a term after a gap, when the old one is over", { ...NEXT, validFrom: "2027-06-02" }, {}, ["renew"], LAPSED],
    ["a shorter term", { validThrough: "2027-05-30" }, {}, ["conflict: validFrom"]],
    ["an earlier term", { validFrom: "2025-06-01", validThrough: "2026-05-31" }, {}, ["conflict: validFrom"]],
    ["an earlier start", { validFrom: "2026-05-31" }, {}, ["conflict: validFrom"]],
    ["another name", { name: "李四" }, {}, ["conflict: name"]],
    ["another scope", { scope: "litigation" }, {}, ["conflict: scope"]],
    ["another place", { jurisdiction: "CN-11-0101" }, {}, ["conflict: jurisdiction"]],
    ["another bureau's lawyer", {}, { issuer: 9 }, ["conflict: licence"]],
  ];
  for (const [what, changed, state, verbs, other] of cases) {
    it(`${verbs.join(", ")}: ${what}`, () => {
      expect(verbsOf(plan(changed, state, other))).to.deep.equal(verbs);
    });
  }

  it("renews from where the term ends, and from the day given after a gap", () => {
    expect(plan({ validThrough: "2028-05-31" }, {}).renew[0]).to.include({ validFrom: day("2027-06-01") });
    const later = { ...NEXT, validFrom: "2027-06-02" };
    expect(plan(later, {}, LAPSED).renew[0]).to.include({
      validFrom: day("2027-06-02"),
      validUntil: day("2028-06-01"),
    });
  });

  it("says line by line what it would do, without a holder's name", () => {
    const text = describeLawyerPlan(plan({ ...NEXT, status: "suspended" }, {}));
    expect(text).to.deep.equal([
      "renew    1110120111000 (line 2)  2027-06-01 to 2028-05-31",
      "suspend  1110120111000 (line 2)",
      "0 to issue, 1 to renew, 1 to suspend, 0 unchanged, 0 in conflict",
    ]);
    expect(describeLawyerPlan(plan({}, null))[0]).to.equal(
      "issue    1110120111000 (line 2)  CN-11-0105, 2026-06-01 to 2027-05-31, litigation+criminal-defence",
    );
    const conflicts = describeLawyerPlan(plan({ name: "李四" }, {}));
    expect(conflicts[0]).to.equal(
      "conflict 1110120111000 (line 2)  name: the credential commits to another name, or was issued with another secret (not changed)",
    );
    expect(
      describeLawyerPlan({ ...plan({}, null), problems: [{ at: "line 7", field: "", message: "broken" }] }),
    ).to.deep.equal(["line 7: broken"]);
  });
});
