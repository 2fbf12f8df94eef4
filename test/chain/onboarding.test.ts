import { expect } from "chai";
import fc from "fast-check";
import {
  ChainError,
  applyOnboarding,
  describeOnboarding,
  listInstitutions,
  openNode,
  parseInstitutionFile,
  planOnboarding,
  readAccounts,
  readKnownInstitutions,
  suspendInstitution,
  waitForQuietAccount,
} from "../../src/chain/index.js";
import type { RegistryWriter } from "../../src/chain/index.js";
import { parseCsv } from "../../src/chain/parseCsv.js";
import { deployTestPlatform, makeKey } from "../support/deployTestPlatform.js";
import type { TestPlatform } from "../support/deployTestPlatform.js";
import { expectError } from "../support/expectError.js";
import { makeCourts } from "../support/makeCourts.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

const A = `0x${"a".repeat(40)}`;
const B = `0x${"b".repeat(40)}`;
const valid = () => ({
  code: "BJ-01",
  name: "北京市第一中级人民法院",
  kind: "court",
  jurisdiction: "CN-11",
  parent: null as string | null,
  accounts: [{ address: A, capabilities: ["administer", "relay"] }],
});

describe("parseCsv", () => {
  it("gives back what was written, whatever the cells hold", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "法", "\t") });
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = rows.map((cells) => cells.map(quote).join(",")).join("\r\n");
        const parsed = parseCsv(text);
        expect(parsed.brokenQuoteAt).to.equal(null);
        expect(parsed.rows.map(({ cells }) => cells)).to.deep.equal(rows);
      }),
    );
  });

  it("leaves out empty lines and a byte order mark, and knows the lines of rows", () => {
    expect(parseCsv('\uFEFFa,b\r\n\r\n"x\ny",2\n3,4\n').rows).to.deep.equal([
      { line: 1, cells: ["a", "b"] },
      { line: 3, cells: ["x\ny", "2"] },
      { line: 5, cells: ["3", "4"] },
    ]);
  });

  it("finds quotes that are not closed, or not alone in their cell", () => {
    expect(parseCsv('a\n"b').brokenQuoteAt).to.equal(2);
    expect(parseCsv('a\nb"c').brokenQuoteAt).to.equal(2);
    expect(parseCsv('"a"b\n').brokenQuoteAt).to.equal(1);
  });
});

describe("parseInstitutionFile", () => {
  it("reads the same institutions from JSON and from CSV", () => {
    const json = parseInstitutionFile(
      JSON.stringify([valid(), { ...valid(), code: "BJ-02", parent: "BJ-01" }]),
      "json",
    );
    const csv = parseInstitutionFile(
      `code,name,kind,jurisdiction,parent,accounts\nBJ-01,北京市第一中级人民法院,court,CN-11,,${A}:administer+relay\n` +
        `BJ-02,"北京市第一中级人民法院",court,CN-11,BJ-01, ${A} : administer + relay ;\n`,
      "csv",
    );
    expect(json.problems).to.deep.equal([]);
    expect(csv.problems).to.deep.equal([]);
    expect(json.lines.map(({ at }) => at)).to.deep.equal(["entry 1", "entry 2"]);
    expect(csv.lines.map(({ at }) => at)).to.deep.equal(["line 2", "line 3"]);
    const bare = (lines: typeof json.lines) => lines.map(({ at: _, ...line }) => line);
    expect(bare(csv.lines)).to.deep.equal(bare(json.lines));
  });

  const faults: [string, string, unknown][] = [
    ["code", "1 to 32 visible ASCII characters", { ...valid(), code: "京01" }],
    ["code", "nothing given", { ...valid(), code: undefined }],
    ["name", "0 bytes given", { ...valid(), name: "" }],
    ["name", "258 bytes given", { ...valid(), name: "法".repeat(86) }],
    ["name", "without space around it", { ...valid(), name: " court" }],
    ["kind", "one of court, procuratorate", { ...valid(), kind: "Court" }],
    ["jurisdiction", "joined by single", { ...valid(), jurisdiction: "CN--11" }],
    ["parent", "its own parent", { ...valid(), parent: "BJ-01" }],
    ["parent", "text expected", { ...valid(), parent: 7 }],
    ["accounts", "at least one with administer", { ...valid(), accounts: [] }],
    ["accounts", "at least one with administer", { ...valid(), accounts: undefined }],
    ["accounts", "none holds administer", { ...valid(), accounts: [{ address: A, capabilities: ["relay"] }] }],
    ["accounts[0].address", "an address expected", account({ address: "0x12" })],
    ["accounts[0].address", "zero address", account({ address: `0x${"0".repeat(40)}` })],
    ["accounts[0].address", "an address expected", account({ address: "0xF39fd6e51aad88F6F4ce6aB8827279cffFb92266" })],
    ["accounts[0].capabilities", '"judge" given', account({ capabilities: ["administer", "judge"] })],
    ["accounts[0].capabilities", "a court cannot hold license", account({ capabilities: ["administer", "license"] })],
    ["accounts[0].capabilities", "no capability given", account({ capabilities: [] })],
    ["accounts[0].role", "not known", account({ role: "x" })],
    ["accounts[1].address", "is the address of accounts[0] already", two(A, A)],
    ["accounts", "65 given, at most 64", { ...valid(), accounts: Array.from({ length: 65 }, (_, i) => numbered(i)) }],
    ["extra", "not known", { ...valid(), extra: 1 }],
    ["", "an institution expected", null],
  ];
  for (const [field, text, entry] of faults) {
    it(`names entry and field: ${field} (${text})`, () => {
      const { lines, problems } = parseInstitutionFile(JSON.stringify([valid(), entry]), "json");
      expect(lines).to.have.length(1);
      const found = problems.find((problem) => problem.field === field && problem.message.includes(text));
      expect(found, JSON.stringify(problems)).to.include({ at: "entry 2" });
    });
  }

  it("says all that is wrong at once, with the line", () => {
    const csv = `code,name,kind,jurisdiction,parent,accounts\nA,,court,CN,,${A}:administer\nB,b,bank,CN,,${A}:administer\n`;
    const { lines, problems } = parseInstitutionFile(csv, "csv");
    expect(lines).to.deep.equal([]);
    expect(problems.map(({ at, field }) => `${at} ${field}`)).to.deep.equal(["line 2 name", "line 3 kind"]);
  });

  it("refuses a code that another line has", () => {
    const { lines, problems } = parseInstitutionFile(JSON.stringify([valid(), valid()]), "json");
    expect(lines).to.have.length(1);
    expect(problems).to.deep.equal([{ at: "entry 2", field: "code", message: "BJ-01 is the code of entry 1 already" }]);
  });

  it("refuses what is no such file", async () => {
    const files: [string, "json" | "csv", string][] = [
      ["", "json", "not JSON"],
      ["{}", "json", "a list of institutions expected"],
      ["", "csv", "lacks the column code"],
      ["code;name\n", "csv", "lacks the column code"],
      ["code,name,kind,jurisdiction,parent\n", "csv", "lacks the column accounts"],
      ["code,name,kind,jurisdiction,parent,accounts,more\n", "csv", 'the column "more" is not known'],
      ["code,code,name,kind,jurisdiction,parent,accounts\n", "csv", "the column code is there twice"],
      ["code,name,kind,jurisdiction,parent,accounts\na,b\n", "csv", "line 2: 2 cells, 6 expected"],
      ['code,name,kind,jurisdiction,parent,accounts\n"a', "csv", "line 2: a quote"],
    ];
    for (const [text, format, message] of files) {
      const error = await expectError(ChainError, () => parseInstitutionFile(text, format));
      expect(error.code).to.equal("onboarding-malformed");
      expect(error.message).to.include(message);
    }
  });

  it("never throws anything else, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.json(), fc.string()),
        fc.constantFrom("json" as const, "csv" as const),
        (text, format) => {
          try {
            parseInstitutionFile(text, format);
          } catch (error) {
            expect(error).to.be.instanceOf(ChainError);
          }
        },
      ),
    );
  });
});

describe("planOnboarding", () => {
  const file = (entries: object[]) => parseInstitutionFile(JSON.stringify(entries), "json");
  const entry = (code: string, parent: string | null) => ({ ...valid(), code, parent });

  it("registers parents before children, in whatever order the file has them", () => {
    const plan = planOnboarding(
      file([entry("D", "C"), entry("B", "A"), entry("A", null), entry("C", "B"), entry("E", "A")]),
      [],
    );
    expect(plan.problems).to.deep.equal([]);
    expect(plan.steps.map((step) => step.map(({ code }) => code))).to.deep.equal([["A"], ["B", "E"], ["C"], ["D"]]);
  });

  it("finds parents that are nowhere, and circles, once each", () => {
    const plan = planOnboarding(
      file([entry("A", "X"), entry("B", "A"), entry("C", "D"), entry("D", "C"), entry("E", "D"), entry("F", null)]),
      [],
    );
    expect(plan.problems.map(({ at, field }) => `${at} ${field}`)).to.deep.equal([
      "entry 1 parent",
      "entry 3 parent",
      "entry 4 parent",
      "entry 5 parent",
    ]);
  });

  it("orders any tree so that no child comes before its parent", () => {
    const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(tree, fc.infiniteStream(fc.nat()), (parents, seeds) => {
        const entries = parents.map((parent, i) => entry(`N${i}`, i === 0 ? null : `N${parent % i}`));
        const shuffled = entries
          .map((value) => ({ value, seed: seeds.next().value as number }))
          .sort((a, b) => a.seed - b.seed)
          .map(({ value }) => value);
        const plan = planOnboarding(file(shuffled), []);
        const seen = new Set<string>();
        for (const step of plan.steps) {
          for (const { parent } of step) expect(parent === null || seen.has(parent)).to.equal(true);
          for (const { code } of step) seen.add(code);
        }
        expect(seen.size).to.equal(entries.length);
      }),
    );
  });
});

describe("applyOnboarding", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let writer: RegistryWriter;

  beforeEach(async () => {
    anvil = await startAnvil({ blockTimeSeconds: 1 });
    platform = await deployTestPlatform(anvil.url);
    writer = {
      node: openNode(anvil.url),
      registry: platform.institutionRegistry,
      signer: platform.keys.registrar.signer,
      options: { pollIntervalMs: 50 },
    };
  });
  afterEach(() => anvil.stop());

  async function onboard(entries: object[], onProgress?: (registered: number) => void) {
    await waitForQuietAccount(writer);
    const file = parseInstitutionFile(JSON.stringify(entries), "json");
    const known = await readKnownInstitutions(writer.node, writer.registry, file.lines);
    const plan = planOnboarding(file, known);
    return { plan, ids: plan.problems.length > 0 ? null : await applyOnboarding(writer, plan, known, onProgress) };
  }

  it("registers 153 courts of three levels in seconds, and has nothing to do the second time", async () => {
    const courts = makeCourts();
    expect(courts).to.have.length(153);
    const progress: number[] = [];
    const startedAt = Date.now();
    const { ids } = await onboard(courts, (registered) => progress.push(registered));
    expect(Date.now() - startedAt).to.be.lessThan(20_000);
    expect(ids?.size).to.equal(153);
    expect(progress.at(-1)).to.equal(153);
    expect(progress).to.deep.equal([...progress].sort((a, b) => a - b));
    const all = await listInstitutions(writer.node, writer.registry);
    const codeOf = new Map(all.map(({ id, code }) => [id, code]));
    for (const { code, parent, name } of courts) {
      const found = all.find((institution) => institution.code === code);
      expect(found).to.include({ name, status: "active", kind: "court" });
      expect(found?.parent === null ? null : codeOf.get(found?.parent as number)).to.equal(parent);
    }

    const node = openNode(anvil.url);
    writer = { ...writer, node };
    const again = await onboard(courts);
    expect(again.plan.unchanged).to.have.length(153);
    expect(again.plan.steps).to.deep.equal([]);
    expect(node.roundTrips).to.be.lessThan(20);
  });

  it("goes on where it stopped, with transactions still on their way", async () => {
    const courts = makeCourts().slice(-45);
    const cancelling = new AbortController();
    writer = { ...writer, options: { ...writer.options, signal: cancelling.signal } };
    await expectError(Error, () =>
      onboard(courts, (registered) => {
        if (registered > 0) cancelling.abort(new Error("killed"));
      }),
    );
    writer = { ...writer, options: { pollIntervalMs: 50 } };
    await onboard(courts);
    const all = await listInstitutions(writer.node, writer.registry);
    expect(all.map(({ code }) => code).sort()).to.deep.equal(courts.map(({ code }) => code).sort());
  });

  it("does not double what an interrupted run has sent and the chain has not taken yet", async () => {
    const courts = makeCourts().slice(-5);
    await anvil.rpc("evm_setIntervalMining", [0]);
    writer = { ...writer, options: { miningTimeoutMs: 50, pollIntervalMs: 10 } };
    await expectError(ChainError, () => onboard(courts));
    const error = await expectError(ChainError, () => onboard(courts));
    expect(error.message).to.match(/earlier transactions of 0x[0-9a-f]{40} are not in a block/);
    await anvil.rpc("evm_setIntervalMining", [1]);
    writer = { ...writer, options: { pollIntervalMs: 50 } };
    await onboard(courts);
    expect(await listInstitutions(writer.node, writer.registry)).to.have.length(5);
  });

  it("says how a registered institution differs, and leaves it as it is", async () => {
    await onboard([valid(), { ...valid(), code: "SAME" }, { ...valid(), code: "TOP" }]);
    const changed = {
      ...valid(),
      name: "另一法院",
      kind: "procuratorate",
      jurisdiction: "CN-31",
      parent: "TOP",
      accounts: [{ address: B, capabilities: ["administer"] }],
    };
    const reordered = { ...valid(), code: "SAME", accounts: [{ address: A, capabilities: ["relay", "administer"] }] };
    const { plan } = await onboard([changed, reordered]);
    expect(plan.unchanged.map(({ line }) => line.code)).to.deep.equal(["SAME"]);
    expect(plan.differing[0]?.differences).to.deep.equal([
      { field: "name", registered: "北京市第一中级人民法院", inFile: "另一法院" },
      { field: "kind", registered: "court", inFile: "procuratorate" },
      { field: "jurisdiction", registered: "CN-11", inFile: "CN-31" },
      { field: "parent", registered: "none", inFile: "TOP" },
      { field: "accounts", registered: `${A}:administer+relay`, inFile: `${B}:administer` },
    ]);
    expect(describeOnboarding(plan).at(-1)).to.equal("0 to register, 1 unchanged, 1 different");
    expect(await readAccounts(writer.node, writer.registry, 1)).to.deep.equal([
      { address: A, capabilities: ["administer", "relay"] },
    ]);
  });

  it("refuses to register below an institution that is not active, before anything is sent", async () => {
    await onboard([{ ...valid(), code: "TOP" }]);
    await suspendInstitution(writer, 1, { withDescendants: false, reason: "" });
    const { plan } = await onboard([
      { ...valid(), parent: "TOP" },
      { ...valid(), code: "OTHER" },
    ]);
    expect(describeOnboarding(plan)).to.deep.equal(["entry 1, parent: TOP is suspended"]);
    const error = await expectError(ChainError, () => applyOnboarding(writer, plan, []));
    expect(error.message).to.equal("entry 1, parent: TOP is suspended");
    expect(await listInstitutions(writer.node, writer.registry)).to.have.length(1);
  });

  it("says what the contract refuses: an account that is not the registrar", async () => {
    writer = { ...writer, signer: makeKey().signer };
    const error = await expectError(ChainError, () => onboard([valid()]));
    expect(error.message).to.match(/^register BJ-01: account 0x[0-9a-f]{40} may not register/);
  });
});

function account(change: object): object {
  return { ...valid(), accounts: [{ ...valid().accounts[0], ...change }] };
}

function two(first: string, second: string): object {
  return { ...valid(), accounts: [first, second].map((address) => ({ address, capabilities: ["administer"] })) };
}

function numbered(i: number): object {
  return { address: `0x${(i + 1).toString(16).padStart(40, "0")}`, capabilities: ["administer"] };
}
