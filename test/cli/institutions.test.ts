import { expect } from "chai";
import { makeKey } from "../support/deployTestPlatform.js";
import { makeCourts } from "../support/makeCourts.js";
import { openCliWorld } from "./support/cliWorld.js";
import type { CliWorld } from "./support/cliWorld.js";

interface Listed {
  institutions: { id: number; code: string; kind: string; status: string; parent: number | null }[];
}

interface Shown {
  id: number;
  status: string;
  statusSince: number;
  accounts: { address: string; capabilities: string[] }[];
  history: { since: number; status: string }[];
  at?: { time: number; status: string };
}

describe("lexanchor institution", () => {
  let world: CliWorld;
  before(async () => {
    world = await openCliWorld();
  });
  after(() => world.close());

  const register = (code: string, more: string[] = []): string[] =>
    ["institution", "register", "--code", code, "--name", "北京金融法院", "--jurisdiction", "CN-11"].concat(more);

  it("registers one, with the accounts of this machine, and says what to do next", async () => {
    const { code, stdout, stderr } = await world.run(register("BJ-03"));
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: "registered BJ-03  institution 2\n" });
    expect(stderr).to.equal("Next: lexanchor relayer token issue --institution BJ-03 --save\n");
    const { accounts } = await world.callJson<Shown>(["institution", "show", "BJ-03"]);
    expect(accounts.map(({ capabilities }) => capabilities)).to.deep.equal([["administer"], ["relay"]]);
    expect(accounts[1]?.address).to.equal(world.court.relayer.address);
  });

  it("does nothing for one that is registered like this, and says what differs from one that is not", async () => {
    const same = await world.run(register("BJ-03"));
    expect(same.code).to.equal(0);
    expect(same.stdout).to.equal("unchanged  BJ-03  institution 2: it is registered like this already\n");
    const other = await world.run(register("BJ-03", ["--name", "另一法院"]));
    expect(other.code).to.equal(1);
    expect(other.stdout).to.include("name is 北京金融法院, 另一法院 in the file (not changed)");
    const json = await world.callJson(register("BJ-03", ["--kind", "notary-office"]), 1);
    expect(json).to.deep.equal({
      registered: [],
      unchanged: [],
      differing: [
        { code: "BJ-03", id: 2, differences: [{ field: "kind", registered: "court", inFile: "notary-office" }] },
      ],
    });
  });

  it("shows what the chain has, by number and by code", async () => {
    const { stdout } = await world.run(["institution", "show", "BJ-03"]);
    const lines = stdout.split("\n");
    expect(lines.slice(0, 6)).to.deep.equal([
      "北京金融法院",
      "  number        2",
      "  code          BJ-03",
      "  kind          court",
      "  jurisdiction  CN-11",
      "  parent        none",
    ]);
    expect(lines[6]).to.match(/^ {2}standing {6}active since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
    expect(await world.run(["institution", "show", "2"])).to.deep.include({ code: 0, stdout });
  });

  it("names an institution that there is not: beyond the last, beyond any, and no code at all", async () => {
    for (const name of ["99", "4294967296", "9999999999", "NO-SUCH"]) {
      const { message } = await world.refusal(["institution", "show", name]);
      expect(message).to.equal(`no institution ${name}; lexanchor institution list shows those there are`);
    }
    const { stderr, code } = await world.run(["institution", "show", "北京"]);
    expect(code).to.equal(64);
    expect(stderr).to.equal('error: code: "北京" given, 1 to 32 visible ASCII characters expected\n');
  });

  it("suspends, reinstates and retires, and tells how it stood at any time", async () => {
    await world.callJson(register("BJ-04"));
    const first = await world.callJson<Shown>(["institution", "show", "BJ-04"]);
    const change = (verb: string, more: string[] = []): string[] =>
      ["institution", verb, "BJ-04", "--reason", "decision 2026-114"].concat(more);
    const nextSecond = (): Promise<unknown> => world.anvil.rpc("evm_increaseTime", [60]);

    await nextSecond();
    const suspended = await world.run(change("suspend"));
    expect(suspended.code, suspended.stderr).to.equal(0);
    expect(suspended.stdout).to.match(/^suspended 北京金融法院 \(institution 3\) in block \d+\n$/);
    await nextSecond();
    const reinstated = await world.runJson(change("reinstate"));
    expect(reinstated).to.have.all.keys("institutionId", "transactionHash", "blockNumber");
    await nextSecond();

    const asked = await world.run(change("retire"));
    expect(asked).to.deep.include({ code: 64, stdout: "" });
    expect(asked.stderr).to.equal("error: nobody to ask here: --yes goes on without asking\n");
    expect((await world.refusal(change("retire"))).field).to.equal("yes");
    const retired = await world.run(change("retire", ["--yes"]));
    expect(retired.stdout).to.match(/^retired 北京金融法院 \(institution 3\) in block \d+\n$/);

    const shown = await world.callJson<Shown>(["institution", "show", "BJ-04"]);
    expect(shown.history.map(({ status }) => status)).to.deep.equal(["active", "suspended", "active", "retired"]);
    const times = shown.history.map(({ since }) => since);
    const before = first.statusSince - 1;
    const expected = [
      { time: before, status: "none" },
      { time: (times[2] as number) - 1, status: "suspended" },
      { time: times[2] as number, status: "active" },
    ];
    const answers = await Promise.all(
      expected.map(({ time }) => {
        const at = new Date(time * 1000).toISOString().replace(".000", "");
        return world.callJson<Shown>(["institution", "show", "BJ-04", "--at", at]);
      }),
    );
    expect(answers.map(({ at }) => at)).to.deep.equal(expected);
    const then = await world.run(["institution", "show", "BJ-04", "--at", "2001-01-01"]);
    expect(then.stdout).to.include("  standing then  not yet registered at 2001-01-01 00:00:00 UTC\n");
    expect(then.stdout).to.match(/\n {2}history\n( {4}.* UTC {2}\w+\n){4} {2}accounts\n/);
  });

  it("tells nothing about the future, and nothing about a time that is none", async () => {
    const future = await world.run(["institution", "show", "1", "--at", "2099-01-01"]);
    expect(future).to.deep.include({ code: 1, stdout: "" });
    expect(future.stderr).to.match(/^error: .*2099-01-01T00:00:00Z is after the latest block/);
    for (const time of ["yesterday", "2026-02-31", "2026-01-01T00:00:00", "2026-01-01T25:00:00Z", "1"]) {
      const { message } = await world.refusal(["institution", "show", "1", "--at", time]);
      expect(message).to.include("'--at <time>'").and.to.include("2026-11-23T10:00:00Z");
    }
  });

  it("gives the reason of a refusal: the chain's, or its own where a reason is too long", async () => {
    const twice = await world.run(["institution", "retire", "BJ-04", "--reason", "again", "--yes"]);
    expect(twice.code).to.equal(1);
    expect(twice.stderr).to.equal("error: retire institution 3: institution 3 is retired, for good\n");
    const long = await world.refusal(["institution", "suspend", "1", "--reason", "审".repeat(86)]);
    expect(long.message).to.include("258 bytes given, at most 256 expected");
    const stranger = await makeKey().writeTo(`${world.folder}/stranger.json`);
    const refused = await world.runJson(["institution", "suspend", "1", "--reason", "x", "--key", stranger], 1);
    expect(refused).to.have.nested.property("error.code", "transaction-reverted");
  });

  it("lists all, and those that are asked for", async () => {
    const all = await world.callJson<Listed>(["institution", "list"]);
    expect(all.institutions.map(({ code }) => code)).to.deep.equal(["TEST-1", "BJ-03", "BJ-04"]);
    const active = await world.callJson<Listed>(["institution", "list", "--status", "active", "--kind", "court"]);
    expect(active.institutions.map(({ code }) => code)).to.deep.equal(["TEST-1", "BJ-03"]);
    const none = await world.run(["institution", "list", "--kind", "notary-office"]);
    expect(none).to.deep.include({ code: 0, stdout: "", stderr: "None of the institutions is like that.\n" });
    const { stdout } = await world.run(["institution", "list"]);
    expect(stdout.split("\n").map((line) => line.split(/ {2,}/)[1])).to.deep.equal([
      "code",
      "TEST-1",
      "BJ-03",
      "BJ-04",
      undefined,
    ]);
    for (const words of [
      ["--kind", "courts"],
      ["--status", "gone"],
    ]) {
      const { message } = await world.refusal(["institution", "list", ...words]);
      expect(message).to.match(/Allowed choices are .*(court, procuratorate|active, suspended, retired)/);
    }
  });

  it("registers 153 courts of a file, and nothing when it is given the same file again", async () => {
    const file = await world.put("courts.json", JSON.stringify(makeCourts()));
    const unasked = await world.run(["institution", "register", "--file", file]);
    expect(unasked.code).to.equal(64);
    expect(unasked.stderr).to.include("153 to register, 0 unchanged, 0 different\n").and.to.include("--yes");
    const first = await world.run(["institution", "register", "--file", file, "--yes"]);
    expect(first.code, first.stderr).to.equal(0);
    expect(first.stdout.match(/^registered [A-Z0-9-]+ {2}institution \d+$/gm)).to.have.length(153);
    const again = await world.run(["institution", "register", "--file", file]);
    expect(again).to.deep.include({ code: 0, stdout: "" });
    expect(again.stderr).to.equal("0 to register, 153 unchanged, 0 different\n");
    const json = await world.runJson<{ registered: unknown[]; unchanged: unknown[] }>(
      ["institution", "register"].concat("--file", file),
    );
    expect([json.registered.length, json.unchanged.length]).to.deep.equal([0, 153]);
    const { institutions } = await world.callJson<Listed>(["institution", "list"]);
    const ids = new Map(institutions.map(({ id, code }) => [code, id]));
    expect(institutions).to.have.length(156);
    expect(institutions.find(({ code }) => code === "ZY-3-7")?.parent).to.equal(ids.get("ZY-3"));
  });
});
