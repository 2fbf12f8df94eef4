import { expect } from "chai";
import { once } from "node:events";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { startFakeRelayer } from "../client/support/fakeRelayer.js";
import { poll } from "../support/poll.js";
import { openCliWorld } from "./support/cliWorld.js";
import type { CliWorld } from "./support/cliWorld.js";
import type { StartedCommand } from "./support/runCommand.js";

const BIN = fileURLToPath(new URL("../../bin/lexanchor.js", import.meta.url));

describe("lexanchor in a pipe", () => {
  let world: CliWorld;
  before(async () => {
    world = await openCliWorld();
    await world.put("big.bin", new Uint8Array(24_000_000));
    await world.runJson(["record", "seal", "big.bin"]);
    await world.runJson(["record", "anchor", "big.bin.sealed.json", "--wait"]);
  });
  after(() => world.close());

  /** Ends the reader of a stream before the command writes to it. */
  async function runUnread(words: readonly string[]): Promise<number | null> {
    const { child, ended } = world.start(words);
    child.stdout?.destroy();
    child.stderr?.destroy();
    return (await ended).code;
  }

  it("writes no progress, no colour and no control character, whatever it does", async () => {
    await writeFile(join(world.folder, "\u001b[2Jevil\n.bin"), "x");
    const outputs = await Promise.all([
      world.run(["verify", "big.bin"]),
      world.run(["record", "receipt", "big.bin.sealed.json", "--wait"]),
      world.run(["record", "seal", "\u001b[2Jevil\n.bin"]),
      world.run(["institution", "list"]),
    ]);
    for (const { code, stdout, stderr } of outputs) {
      expect(code, stderr).to.equal(0);
      expect(stdout + stderr).not.to.match(/[\p{Cc}--\n]/v);
    }
    expect(outputs[2].stdout).to.match(/^sealed \\u\{1b\}\[2Jevil\\u\{a\}\.bin {2}/);
  });

  it("colours where that is asked for, and the words are the same", async () => {
    const [plain, coloured] = await Promise.all([
      world.run(["verify", "big.bin"]),
      world.run(["verify", "big.bin"], { env: { FORCE_COLOR: "1" } }),
    ]);
    expect(coloured.stdout).to.match(/^\p{Cc}\[32m\p{Cc}\[1mAUTHENTIC/u);
    expect(stripVTControlCharacters(coloured.stdout)).to.equal(plain.stdout);
  });

  it("ends with what was found also where nobody reads it", async () => {
    await world.put("other.bin", "other");
    const codes = await Promise.all([
      runUnread(["verify", "big.bin"]),
      runUnread(["verify", "other.bin", "--receipt", "big.bin.receipt.json"]),
      runUnread(["verify", "big.bin", "--rpc", "http://127.0.0.1:9", "--json"]),
      runUnread(["verify", "big.bin", "--receipt", "none.json"]),
    ]);
    expect(codes).to.deep.equal([0, 1, 2, 64]);
  });

  it("ends at once when it is interrupted, with 130 and without a verdict", async () => {
    const hanging = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(hanging, "listening");
    const { port } = hanging.address() as { port: number };
    const asked = once(hanging, "request");
    const started = world.start(["verify", "big.bin", "--timeout", "600", "--rpc", `http://127.0.0.1:${port}`]);
    await asked;
    started.child.kill("SIGINT");
    expect(await started.ended).to.deep.equal({ code: 130, signal: null, stdout: "", stderr: "" });
    hanging.closeAllConnections();
    hanging.close();
  });

  it("says that a record was rejected, and ends with 1", async () => {
    const relayer = await startFakeRelayer(({ body }) => {
      const { records } = body as { records: { reference: string }[] };
      return {
        status: 202,
        body: { records: records.map(({ reference }) => ({ id: "a", reference, state: "rejected" })) },
      };
    });
    const words = ["record", "anchor", "big.bin.sealed.json", "--relayer", relayer.url, "--token", "lex_a"];
    const { code, stdout } = await world.run(words);
    await relayer.close();
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: "rejected big.bin.sealed.json  a\n" });
  });

  it("could not tell where the relayer's receipt is none", async () => {
    const relayer = await startFakeRelayer(() => ({ status: 200, body: { type: "lexanchor/receipt" } }));
    const id = "0199f3a2-7c11-7d3e-9b43-2f0d5a3c1e77";
    const answer = await world.runJson(["record", "receipt", id, "--relayer", relayer.url], 2);
    await relayer.close();
    expect(answer).to.have.nested.property("error.code", "relayer-answer-malformed");
  });

  it("runs a relayer until it is told to end: its address on standard output, its log on standard error", async () => {
    const config = JSON.parse(await readFile(world.home.relayerConfig, "utf8")) as object;
    const queueFile = join(world.folder, "second.sqlite");
    await world.put("relayer.json", JSON.stringify({ ...config, queueFile }));
    const started: StartedCommand = world.start(["relayer", "run", "--config", "relayer.json", "--json"]);
    let said = "";
    started.child.stdout?.on("data", (text: string) => (said += text));
    await poll("the relayer says its address", () => Promise.resolve(said.includes("\n")));
    const { http } = JSON.parse(said) as { http: string };
    expect((await fetch(`${http}/health/live`)).status).to.equal(200);
    started.child.kill("SIGTERM");
    const { code, stdout, stderr } = await started.ended;
    expect({ code, stdout }).to.deep.equal({ code: 0, stdout: said });
    for (const line of stderr.trim().split("\n")) expect(JSON.parse(line)).to.have.property("event");
  });

  it("is the same by bin/lexanchor.js from any folder: output, exit code, standard input", async () => {
    const env = { ...process.env, LEXANCHOR_HOME: world.home.home };
    const words = ["verify", "-", "--receipt", "big.bin.receipt.json", "--json"];
    const child = spawn(process.execPath, [BIN, ...words], {
      cwd: world.folder,
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end("altered");
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    const [code] = (await once(child, "close")) as [number];
    expect(code).to.equal(1);
    expect(JSON.parse(stdout)).to.have.property("outcome", "not-authentic");
  });
});
