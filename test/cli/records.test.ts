import { expect } from "chai";
import { existsSync } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseDisclosureJson, parseReceiptJson, parseSealedRecordJson } from "../../src/core/index.js";
import type { Receipt } from "../../src/core/index.js";
import { openCliWorld } from "./support/cliWorld.js";
import type { CliWorld } from "./support/cliWorld.js";

interface Refused {
  error: { code: string; message: string; field?: string };
}

describe("lexanchor record", () => {
  let world: CliWorld;
  before(async () => {
    world = await openCliWorld();
  });
  after(() => world.close());

  const read = (name: string): Promise<string> => readFile(join(world.folder, name), "utf8");

  it("seals a document beside it, for its owner only, and says what comes next", async () => {
    await world.put("judgment.pdf", "判决书");
    const set = ["--no-check-metadata", "--set", "caseNumber=(2026)京01民终42号", "--set", "court=BJ-01"];
    const { code, stdout, stderr } = await world.run(["record", "seal", "judgment.pdf", "--kind", "9", ...set]);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(
      /^sealed judgment\.pdf {2}sha-256 0x[0-9a-f]{8}…[0-9a-f]{8} {2}judgment\.pdf\.sealed\.json\n$/,
    );
    expect(stderr).to.equal(
      "One record of 测试机构 1 (institution 1), kind judicial instrument.\n" +
        "Keep the sealed file private: whoever has its secret and metadata can show any of the fields.\n" +
        "Next: lexanchor record anchor judgment.pdf.sealed.json --wait\n",
    );
    const sealed = parseSealedRecordJson(await read("judgment.pdf.sealed.json"));
    expect(sealed.record).to.include({ institutionId: 1, kind: 9, schema: 1, digestAlgorithm: "sha-256" });
    expect(sealed.metadata).to.deep.equal({ caseNumber: "(2026)京01民终42号", court: "BJ-01" });
    expect((await stat(join(world.folder, "judgment.pdf.sealed.json"))).mode & 0o777).to.equal(0o600);
  });

  it("seals with metadata of a file and another algorithm, as one JSON value", async () => {
    await world.put("a.txt", "a");
    await world.put("case.json", '\uFEFF{"amount": 12.5, "parties": ["甲", "乙"], "__proto__": "x"}');
    await mkdir(join(world.folder, "out"));
    const words = [
      "record",
      "seal",
      "a.txt",
      "--no-check-metadata",
      "--metadata",
      "case.json",
      "--set",
      "amount=13",
      "--algorithm",
      "sm3",
    ];
    const answer = await world.runJson<{ sealed: { sealedFile: string; reference: string }[] }>([
      ...words,
      "--reference",
      "案卷/1",
      "--out-dir",
      "out",
      "--institution",
      "TEST-1",
    ]);
    expect(answer.sealed[0]).to.include({ sealedFile: join("out", "a.txt.sealed.json"), reference: "案卷/1" });
    const { metadata, record } = parseSealedRecordJson(await read("out/a.txt.sealed.json"));
    expect(Object.entries(metadata ?? {})).to.deep.equal([
      ["amount", "13"],
      ["parties", ["甲", "乙"]],
      ["__proto__", "x"],
    ]);
    expect(record.digestAlgorithm).to.equal("sm3");
  });

  it("never seals over a sealed record, nor half of what was asked", async () => {
    const before = await read("judgment.pdf.sealed.json");
    await world.put("b.txt", "b");
    await mkdir(join(world.folder, "sub"));
    await world.put("sub/b.txt", "another b");
    const cases: [words: string[], code: string, fact: string][] = [
      [["b.txt", "judgment.pdf"], "file-exists", "--force seals it again and loses the old secret"],
      [["b.txt", "missing.txt"], "file-missing", "missing.txt: does not exist"],
      [["b.txt", "sub"], "file-missing", "sub: is a folder, a file expected"],
      [["b.txt", "sub/b.txt", "--out-dir", "out"], "usage", "would both be sealed into"],
      [["b.txt", "--out-dir", "nowhere"], "file-not-writable", "the folder does not exist"],
    ];
    for (const [words, code, fact] of cases) {
      const error = await world.refusal(["record", "seal", ...words]);
      expect(error.code, error.message).to.equal(code);
      expect(error.message).to.include(fact);
    }
    expect(existsSync(join(world.folder, "b.txt.sealed.json"))).to.equal(false);
    expect(existsSync(join(world.folder, "out", "b.txt.sealed.json"))).to.equal(false);
    expect(await read("judgment.pdf.sealed.json")).to.equal(before);
  });

  it("anchors and waits, puts the receipt beside the document; sent again it is the same record", async () => {
    const sent = await world.run(["record", "anchor", "judgment.pdf.sealed.json", "--wait"]);
    expect(sent.code, sent.stderr).to.equal(0);
    expect(sent.stdout).to.equal("final judgment.pdf.sealed.json  judgment.pdf.receipt.json\n");
    expect(sent.stderr).to.equal("");
    const receipt = parseReceiptJson(await read("judgment.pdf.receipt.json"));
    expect(receipt.record).to.deep.equal(parseSealedRecordJson(await read("judgment.pdf.sealed.json")).record);
    const words = ["record", "anchor", "out/a.txt.sealed.json", "judgment.pdf.sealed.json", "--wait"];
    const both = await world.runJson<{ records: { file: string; state: string; receiptFile: string }[] }>(words);
    expect(both.records.map(({ file, state, receiptFile }) => [file, state, receiptFile])).to.deep.equal([
      ["out/a.txt.sealed.json", "final", "out/a.txt.receipt.json"],
      ["judgment.pdf.sealed.json", "final", "judgment.pdf.receipt.json"],
    ]);
    expect(parseReceiptJson(await read("judgment.pdf.receipt.json"))).to.deep.equal(receipt);
  });

  it("fetches a receipt by its sealed record, and by its id with no token at all", async () => {
    const words = ["record", "receipt", "judgment.pdf.sealed.json", "--out", "r.json"];
    const { receipts } = await world.runJson<{ receipts: { id: string; file: string; receipt: Receipt }[] }>(words);
    expect(receipts).to.have.length(1);
    const { id = "", receipt } = receipts[0] ?? {};
    expect(parseReceiptJson(await read("r.json"))).to.deep.equal(receipt);
    const home = join(world.folder, "elsewhere");
    const publicly = ["record", "receipt", id, "--relayer", world.relayer.url];
    const byId = await world.run(publicly, { home });
    expect(byId).to.deep.include({ code: 0, stdout: `final ${id}  ${id}.receipt.json\n`, stderr: "" });
    expect(parseReceiptJson(await read(`${id}.receipt.json`))).to.deep.equal(receipt);
    const other = "0199f3a2-7c11-7d3e-9b43-2f0d5a3c1e77";
    const unknown = await world.run(["record", "receipt", other, "--wait"]);
    expect(unknown).to.deep.include({ code: 1, stdout: "" });
    expect(unknown.stderr).to.equal(`error: ${other}: the relayer does not know it\n`);
  });

  it("says that a record is not known to the relayer, or not final yet", async () => {
    await world.put("later.txt", "later");
    await world.runJson(["record", "seal", "later.txt"]);
    const unsent = await world.run(["record", "receipt", "later.txt.sealed.json"]);
    expect(unsent).to.deep.include({ code: 1, stdout: "" });
    expect(unsent.stderr).to.equal(
      "error: later.txt.sealed.json: the relayer does not know it; lexanchor record anchor later.txt.sealed.json hands it over\n",
    );
    await world.anvil.rpc("evm_setAutomine", [false]);
    const sent = await world.run(["record", "anchor", "later.txt.sealed.json"]);
    expect(sent.stdout).to.match(/^received later\.txt\.sealed\.json {2}[0-9a-f-]{36}\n$/);
    expect(sent.stderr).to.equal("Next: lexanchor record receipt later.txt.sealed.json --wait\n");
    const early = await world.runJson<Refused>(["record", "receipt", "later.txt.sealed.json"], 1);
    expect(early.error.code).to.equal("receipt-not-yet");
    expect(early.error.message).to.match(/: (received|batched|submitted), not final yet; --wait waits for it$/);
    const waiting = world.run(["record", "receipt", "later.txt.sealed.json", "--wait"]);
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.anvil.mine();
    expect(await waiting).to.deep.include({
      code: 0,
      stdout: "final later.txt.sealed.json  later.txt.receipt.json\n",
      stderr: "",
    });
  });

  it("discloses some fields, which verify shows, and none that the record does not have", async () => {
    const words = ["record", "disclose", "judgment.pdf.sealed.json", "--fields"];
    const done = await world.run([...words, "caseNumber"]);
    expect(done).to.deep.include({
      code: 0,
      stdout: "disclosed caseNumber  judgment.pdf.disclosure.json\n",
      stderr: "1 of its fields stay hidden.\n",
    });
    const disclosure = parseDisclosureJson(await read("judgment.pdf.disclosure.json"));
    expect(disclosure.fields.map(({ name }) => name)).to.deep.equal(["caseNumber"]);
    const verified = await world.run([
      ..."verify judgment.pdf --receipt judgment.pdf.receipt.json --disclosure".split(" "),
      "judgment.pdf.disclosure.json",
    ]);
    expect(verified.code, verified.stdout).to.equal(0);
    expect(verified.stdout).to.include("  Shown by the disclosure:\n    caseNumber: (2026)京01民终42号\n");
    expect(verified.stdout).not.to.include("BJ-01");

    const refusals = [
      { more: ["judge"], fact: 'no field "judge"; there are caseNumber, court' },
      { more: ["court", "court"], fact: '"court" is given twice' },
      { more: ["court"], fact: "judgment.pdf.disclosure.json: exists already: --force replaces it" },
      { more: [","], fact: "--fields: at least one expected; it has caseNumber, court" },
    ];
    for (const { more, fact } of refusals) {
      expect((await world.refusal([...words, ...more])).message).to.include(fact);
    }
    const bare = await world.refusal(["record", "disclose", "later.txt.sealed.json", "--fields", "a"]);
    expect(bare.message).to.include("the record has no metadata to show");
  });

  it("says whose token is missing or refused, and never sends this machine's token elsewhere", async () => {
    const anchor = ["record", "anchor", "later.txt.sealed.json"];
    const home = join(world.folder, "elsewhere");
    const missing = await world.refusal([...anchor, "--relayer", world.relayer.url], home);
    expect(missing).to.include({ code: "token-missing", field: "token" });
    const other = await world.refusal([...anchor, "--relayer", "http://127.0.0.1:9"]);
    expect(other.code).to.equal("token-missing");
    const refused = await world.runJson<Refused>(anchor, 1, { env: { LEXANCHOR_TOKEN: "lex_wrong" } });
    expect(refused.error.message).to.include("token");
    const unsendable = await world.refusal([...anchor, "--token", "令牌"]);
    expect(unsendable).to.include({ code: "usage", field: "token" });
    const nowhere = await world.refusal([...anchor, "--relayer", "relayer.example"]);
    expect(nowhere).to.include({ code: "usage", field: "relayer" });
  });

  it("could not tell where the relayer does not answer, and says how to start it", async () => {
    const words = ["record", "anchor", "later.txt.sealed.json", "--relayer", "http://127.0.0.1:9", "--token", "lex_a"];
    const { code, stdout, stderr } = await world.run(words);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
    expect(stderr).to.match(/^error: relayer http:\/\/127\.0\.0\.1:9: .*\nIs the platform running\? npm start/);
  });
});
