import { expect } from "chai";
import { listInstitutions } from "../../src/chain/index.js";
import { makeKey } from "../support/deployTestPlatform.js";
import { makeCourts } from "../support/makeCourts.js";
import { openCliWorld } from "./support/cliWorld.js";
import type { CliWorld } from "./support/cliWorld.js";

const HEADER = "code,name,kind,jurisdiction,parent,accounts\n";

describe("lexanchor institution register --file", () => {
  let world: CliWorld;
  before(async () => {
    world = await openCliWorld();
  });
  after(() => world.close());

  const register = (file: string): string[] => ["institution", "register", "--file", file, "--yes"];

  async function expectNothingRegistered(): Promise<void> {
    expect(await listInstitutions(world.platform.node, world.platform.institutionRegistry)).to.have.length(1);
  }

  it("lists all that is wrong in a file, and registers nothing of it", async () => {
    const [court] = makeCourts().slice(-1);
    const file = await world.put(
      "wrong.json",
      JSON.stringify([court, { ...court, kind: "bank" }, { ...court, code: "A", parent: "NONE" }]),
    );
    const { code, stdout, stderr } = await world.run(register(file));
    expect({ code, stdout }).to.deep.equal({ code: 64, stdout: "" });
    const lines = stderr.split("\n");
    expect(lines[0]).to.match(/^entry 2, kind: "bank" given, one of court, .* expected$/);
    expect(lines[1]).to.equal(
      "entry 3, parent: NONE is neither registered nor in the file, or its own line is not sound",
    );
    expect(lines.slice(2)).to.deep.equal(["error: wrong.json: 2 problems; nothing was registered", ""]);
    const error = await world.refusal(register(file));
    expect(error.code).to.equal("file-malformed");
    expect(error.problems?.map(({ at, field }) => [at, field])).to.deep.equal([
      ["entry 2", "kind"],
      ["entry 3", "parent"],
    ]);
    await expectNothingRegistered();
  });

  it("refuses a file that is no such file, and says what it is", async () => {
    const cases: [name: string, content: string | Uint8Array, code: string, fact: string][] = [
      ["a.json", "[{", "file-malformed", "institutions file: not JSON"],
      ["b.json", "{}", "file-malformed", "a list of institutions expected"],
      ["c.csv", "code,name\n", "file-malformed", "the first row lacks the column kind"],
      ["d.csv", `${HEADER}A,"B,court,CN,,\n`, "file-malformed", "line 2: a quote that does not end with its cell"],
      ["e.txt", HEADER, "usage", "--file: e.txt is neither .csv nor .json"],
      // 北京 in GBK, as spreadsheets save it
      ["f.csv", Buffer.from([0xb1, 0xb1, 0xbe, 0xa9, 0x0a]), "file-not-text", "not UTF-8 text"],
    ];
    for (const [name, content, code, fact] of cases) {
      const error = await world.refusal(register(await world.put(name, content)));
      expect(error.code).to.equal(code);
      expect(error.message).to.include(fact).and.to.include(name);
    }
    const missing = await world.run(register("none.csv"));
    expect(missing).to.deep.include({ code: 64, stderr: "error: none.csv: does not exist\n" });
    await expectNothingRegistered();
  });

  it("takes the options of one institution or a file, not both, and says which of them is wrong", async () => {
    const file = await world.put("empty.csv", HEADER);
    const both = await world.refusal([...register(file), "--code", "A"]);
    expect(both.message).to.equal("--code: is for one institution, --file for many");
    const none = await world.refusal(["institution", "register", "--code", "A"]);
    expect(none).to.include({ code: "usage", field: "name" });
    const one = ["institution", "register", "--code", "A", "--name", "甲", "--jurisdiction"];
    const wrong = await world.run([...one, "CN--11"]);
    expect(wrong.code).to.equal(64);
    expect(wrong.stderr).to.match(
      /^options, jurisdiction: "CN--11" given, .*\nerror: 1 problem; nothing was registered\n$/,
    );
    const account = await world.refusal([...one, "CN-11", "--relayer", "0x12"]);
    expect(account.field).to.equal("accounts[1].address");
    await expectNothingRegistered();
  });

  it("reads CSV as spreadsheets write it, and children before their parents", async () => {
    const { address } = makeKey();
    const row = (code: string, name: string, parent: string): string =>
      `${code},${name},court,CN-11,${parent},${address}:administer+relay\r\n`;
    const text = `\uFEFF${HEADER.trim()}\r\n${row("CHILD", '"第一法庭, ""东""', "PARENT")}${row("PARENT", "高级法院", "")}`;
    const { code, stdout, stderr } = await world.run(
      register(await world.put("table.csv", text.replace('""东""', '""东"""'))),
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.equal("registered PARENT  institution 2\nregistered CHILD  institution 3\n");
    const shown = await world.callJson(["institution", "show", "CHILD"]);
    expect(shown).to.deep.include({ name: '第一法庭, "东"', parent: 2 });
    const { institutions } = await world.callJson<{ institutions: unknown[] }>(["institution", "list"]);
    expect(institutions).to.have.length(3);
  });

  it("takes institutions that were suspended along, and gives them back", async () => {
    const suspend = (verb: string): string[] => [
      "institution",
      verb,
      "PARENT",
      "--with-descendants",
      "--reason",
      "审计",
    ];
    await world.runJson(suspend("suspend"));
    const { stdout } = await world.run(["institution", "show", "CHILD"]);
    expect(stdout).to.match(/standing +suspended since .* UTC, through institution 2\n/);
    await world.callJson(suspend("reinstate"));
    expect(await world.callJson(["institution", "show", "CHILD"])).to.include({ status: "active" });
  });
});
