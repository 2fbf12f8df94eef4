import { expect } from "chai";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callCli } from "./support/callCli.js";
import { runCommand, runEach } from "./support/runCommand.js";
import type { Ended } from "./support/runCommand.js";

/** What needs no platform: how the command answers when it is called wrongly. */
const FILES = ["doc.txt", "list.json"];

describe("lexanchor, called wrongly", () => {
  let folder: string;
  const run = (words: readonly string[], home = "nowhere"): Promise<Ended> =>
    runCommand(words, { workingDirectory: folder, home });
  /** In this process, with the files of the folder by their paths. */
  const call = (words: readonly string[]): Promise<Ended> =>
    callCli(
      words.map((word) => (FILES.includes(word) ? join(folder, word) : word)),
      { home: join(folder, "nowhere") },
    );

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lexanchor-usage-"));
    for (const name of FILES) await writeFile(join(folder, name), "[1]");
    await writeFile(join(folder, "doc.txt"), "document");
  });
  after(() => rm(folder, { recursive: true }));

  const MISTAKES: [words: string[], fact: RegExp][] = [
    [["record", "seal", "doc.txt", "-i", "1", "--kind", "contract"], /'-k, --kind <kind>' .*"contract"/],
    [["record", "seal", "doc.txt", "-i", "1", "--kind", "70000"], /'-k, --kind <kind>' .*70000/],
    [["record", "seal", "doc.txt", "-i", "1", "--schema", "0"], /'--schema <number>' .*1 to 65535 expected/],
    [["record", "seal", "doc.txt", "-i", "1", "--algorithm", "md5"], /'--algorithm <name>' .*sha-256, sm3/],
    [["record", "seal", "doc.txt", "-i", "1", "--set", "name"], /'--set <name=value>' .*name=value expected/],
    [["record", "seal", "doc.txt", "-i", "1", "--metadata", "list.json"], /list\.json: a JSON object expected/],
    [["record", "seal", "doc.txt", "-i", "1", "--metadata", "doc.txt"], /doc\.txt: not JSON, or cut off/],
    [["record", "seal", "doc.txt", "-i", "0"], /--institution: no institution 0/],
    [["record", "seal", "doc.txt"], /--institution: its number expected/],
    [["record", "seal", "doc.txt", "doc.txt", "-i", "1", "--reference", "a"], /--reference: for one file only/],
    [["record", "seal", "doc.txt", "-i", "1", "--reference", ""], /reference: .*empty/],
    [["record", "anchor", "doc.txt", "--relayer", "http://127.0.0.1:9"], /doc\.txt: sealedRecord: not JSON/],
    [["record", "anchor", "list.json", "--relayer", "http://127.0.0.1:9"], /list\.json: sealedRecord: a list given/],
    [["record", "receipt", "a", "b", "--out", "c"], /--out: for one receipt only/],
    [["verify", "doc.txt", "-r", "list.json", "--timeout", "0"], /'--timeout <seconds>' .*seconds from 0 to 3600/],
    [["verify", "doc.txt", "-r", "r", "--finality-blocks", "-1"], /'--finality-blocks <number>' .*whole number/],
    [["verify", "doc.txt"], /doc\.txt\.receipt\.json: does not exist/],
    [["verify", "doc.txt", "-r", "."], /\.: is a folder, a file expected/],
    [["verify", "-"], /--receipt: a file expected/],
    [["verify"], /--receipt: a file expected/],
    [["institution", "suspend", "1"], /required option '--reason <text>' not specified/],
    [["institution", "list"], /--rpc: the address of a node .* expected/],
    [["institution", "suspend", "1", "--reason", "a", "--key", "doc.txt"], /key file .*doc\.txt: /],
    [["relayer", "token", "revoke", "x"], /<id>|'x'/],
    [["relayer", "token", "list", "--config", "list.json"], /list\.json: config: an object expected/],
    [["relayer", "run", "--config", "list.json"], /config: an object expected/],
    [["verify", "doc.txt", "--reciept", "r"], /unknown option '--reciept'/],
    [["institution", "open"], /unknown command 'open'/],
    [["institution", "show", "1", "2"], /too many arguments/],
  ];

  it("ends with 64 and one sentence that names what is wrong, on standard error", async () => {
    for (const [words, fact] of MISTAKES) {
      const { code, stdout, stderr } = await call(words);
      expect({ code, stdout }, `${words.join(" ")}: ${stderr}`).to.deep.equal({ code: 64, stdout: "" });
      expect(stderr)
        .to.match(/^error: /)
        .and.to.match(fact);
      expect(stderr, "no trace of the program's own lines").not.to.match(/^ +at /m);
    }
  });

  it("says the same as one JSON value with --json, and nothing beside it", async () => {
    for (const [words, fact] of MISTAKES) {
      const { code, stdout, stderr } = await call([...words, "--json"]);
      expect({ code, stderr }, stdout).to.deep.equal({ code: 64, stderr: "" });
      const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
      expect(Object.keys(error).slice(0, 2)).to.deep.equal(["code", "message"]);
      expect(`error: ${error.message}`).to.match(fact);
    }
  });

  it("ends the process with that code, also before anything is written", async () => {
    const [one, json] = await runEach([[], ["--json"]], (more) => run(["verify", "doc.txt", ...more]));
    expect(one).to.include({ code: 64, stdout: "", stderr: "error: doc.txt.receipt.json: does not exist\n" });
    expect(json).to.include({ code: 64, stderr: "" });
  });

  it("shows its help for nothing, its version, and the exit codes where they are asked for", async () => {
    const calls = [[], ["institution"], ["--help"], ["--version"], ["help", "verify"]];
    const [nothing, group, help, version, verify] = await runEach(calls, call);
    expect(nothing)
      .to.include({ code: 64, stdout: "" })
      .and.to.have.property("stderr")
      .that.includes("Usage: lexanchor");
    expect(group).to.include({ code: 64, stdout: "" });
    expect(help).to.include({ code: 0, stderr: "" }).and.to.have.property("stdout").that.includes("64 called wrongly");
    expect(version?.stdout).to.match(/^\d+\.\d+\.\d+\n$/);
    expect(verify?.stdout).to.include("Exit codes: 0 authentic, 1 not authentic, 2 could not tell");
  });

  it("says what is wrong with the files of its home", async () => {
    const files: [name: string, content: string, fact: string][] = [
      ["cut", '{"http": "http://127', "endpoints.json: not JSON, or cut off; npm start writes the file anew"],
      [
        "field",
        '{"http": "elsewhere", "institutions": []}',
        "endpoints.json: http is missing or not what it should be",
      ],
    ];
    for (const [name, content, fact] of files) {
      const home = join(folder, name);
      await mkdir(home);
      await writeFile(join(home, "endpoints.json"), content);
      const { code, stderr } = await callCli(["institution", "list"], { home });
      expect(code).to.equal(64);
      expect(stderr).to.include(fact);
    }
  });
});
