import { readFile, rm, mkdtemp, readdir, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect } from "chai";
import { lastEndpointsFile } from "../../src/cli/home/endpoints.js";
import type { Endpoints } from "../../src/cli/home/endpoints.js";
import { homePaths } from "../../src/cli/home/homePaths.js";
import { createIntakeClient } from "../../src/client/index.js";
import { digestBytes } from "../../src/core/index.js";
import { findTwoPorts, runCommand, startPlatform } from "./support/startPlatform.js";
import type { PlatformProcess } from "./support/startPlatform.js";

const SAMPLE = ["evidence-photo.jpg", "complaint.md", "mediation-record.md", "judgment.pdf", "service-receipt.md"];
const JUDGMENT = "samples/civil-case/judgment.pdf";

describe("npm start", function () {
  this.timeout(180_000);
  let home: string;
  let port: number;
  let platform: PlatformProcess | null = null;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), "lexanchor-home-"));
    port = await findTwoPorts();
  });

  afterEach(async () => {
    await platform?.end("SIGTERM");
    platform = null;
  });

  after(() => rm(home, { recursive: true, force: true }));

  const receiptOf = (file: string): string => join(homePaths(home).sample, `${file}.receipt.json`);
  const readReceipts = () => Promise.all(SAMPLE.map((file) => readFile(receiptOf(file), "utf8")));

  async function start(): Promise<Endpoints> {
    platform = startPlatform(home, port);
    return platform.ready();
  }

  it("with --once, takes the sample case through all of it, catches the alteration, and ends with 0", async () => {
    const { code, stdout, stderr } = await startPlatform(home, port, ["--once"]).ended;
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    for (const file of SAMPLE) expect(stdout).to.match(new RegExp(`✓ authentic  ${file.replace(".", "\\.")}`));
    expect(stdout).to.contain("5 of 5 authentic");
    expect(stdout).to.match(/One byte of judgment\.pdf changed.*\n.*not authentic: integrity/);
  });

  it("writes endpoints.json as others read it, for its owner alone", async () => {
    const endpoints = await start();
    const file = homePaths(home).endpoints;
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect(Object.keys(JSON.parse(await readFile(file, "utf8")) as object)).to.deep.equal([
      ...["http", "rpc", "portal", "chainId", "directory", "recordAnchor", "institutions"],
    ]);
    expect(endpoints).to.include({
      http: `http://127.0.0.1:${port}`,
      rpc: `http://127.0.0.1:${port + 1}`,
      chainId: 202209,
    });
    expect(endpoints.institutions.map(({ kind }) => kind)).to.deep.equal([
      "court",
      "mediation-body",
      "notary-office",
      "justice-bureau",
    ]);
    for (const path of ["", "openapi.json", "health/live", "health/ready", "metrics"]) {
      expect((await fetch(`${endpoints.http}/${path}`)).status, path).to.equal(200);
    }
    const page = await fetch(endpoints.portal);
    expect(page.headers.get("content-type")).to.contain("text/html");
  });

  it("keeps no private file readable by others", async () => {
    const { keys, queue, relayerConfig, endpoints } = homePaths(home);
    const last = lastEndpointsFile(endpoints);
    const files = [...(await readdir(keys)).map((name) => join(keys, name)), queue, relayerConfig, last];
    for (const file of files) expect((await stat(file)).mode & 0o077, file).to.equal(0);
    expect((await stat(home)).mode & 0o077).to.equal(0);
  });

  it("finds everything as it was when it is started again", async () => {
    const [before, tokens] = [await readReceipts(), (await start()).institutions];
    expect(await readReceipts()).to.deep.equal(before);
    const { stdout } = await (platform as PlatformProcess).end("SIGINT");
    expect(stdout).to.contain("found, as they were").and.contain("0 of them new");
    expect((await start()).institutions).to.deep.equal(tokens);
  });

  it("comes up again after SIGKILL, with every record that it had confirmed", async () => {
    const { http, institutions } = await start();
    const before = await readReceipts();
    const [court] = institutions as [Endpoints["institutions"][number]];
    const client = createIntakeClient({ url: http, token: court.token });
    const digest = digestBytes("sha-256", new TextEncoder().encode("confirmed before the kill"));
    const record = { reference: "before-the-kill", kind: 1, schema: 1, digestAlgorithm: "sha-256" as const, digest };
    const metadataRoot = `0x${"00".repeat(32)}` as const;
    const [submitted] = await client.submitRecords(court.id, [{ ...record, metadataRoot }]);
    await platform?.end("SIGKILL");
    await start();
    const receipt = await client.waitForReceipt(submitted?.id as string);
    expect(receipt.record.digest).to.equal(digest);
    expect(await readReceipts()).to.deep.equal(before);
  });

  it("refuses a second instance on the same data, and names the first", async () => {
    await start();
    const { code, stderr } = await startPlatform(home, await findTwoPorts(), ["--once"]).ended;
    expect(code).to.equal(1);
    expect(stderr).to.contain(home).and.contain(String(platform?.pid));
  });

  it("says which port is taken", async () => {
    await start();
    const other = await mkdtemp(join(tmpdir(), "lexanchor-home-"));
    const { code, stderr } = await startPlatform(other, port, ["--once"]).ended;
    await rm(other, { recursive: true });
    expect(code).to.equal(1);
    expect(stderr)
      .to.contain(`port ${port + 1}`)
      .and.contain("LEXANCHOR_PORT");
  });

  it("refuses options and ports that make no sense with 64", async () => {
    const wrong = await startPlatform(home, port, ["--twice"]).ended;
    expect(wrong.code).to.equal(64);
    expect(wrong.stderr).to.contain("--twice");
    const port64 = await startPlatform(home, 70_000).ended;
    expect(port64.code).to.equal(64);
    expect(port64.stderr).to.contain("LEXANCHOR_PORT").and.contain("70000");
  });

  it("is what the command works with: 0 authentic, 1 altered, 2 when the chain is gone", async () => {
    await start();
    const receipt = receiptOf("judgment.pdf");
    expect((await runCommand(home, ["verify", JUDGMENT, "--receipt", receipt])).code).to.equal(0);
    const altered = join(home, "altered.pdf");
    const bytes = await readFile(JUDGMENT);
    bytes[0] = (bytes[0] as number) ^ 1;
    await writeFile(altered, bytes);
    expect((await runCommand(home, ["verify", altered, "--receipt", receipt])).code).to.equal(1);
    await platform?.end("SIGTERM");
    const gone = await runCommand(home, ["verify", JUDGMENT, "--receipt", receipt]);
    expect(gone.code).to.equal(2);
    expect(gone.stdout).to.contain("COULD NOT TELL");
  });

  it("ends with 1 when the relayer's database lies about a receipt", async () => {
    const database = new DatabaseSync(homePaths(home).queue);
    database.exec("UPDATE batches SET sequence = sequence + 1 WHERE id = (SELECT min(id) FROM batches)");
    database.close();
    const { code, stdout } = await startPlatform(home, port, ["--once"]).ended;
    expect(code).to.equal(1);
    expect(stdout).to.contain("NOT AUTHENTIC").and.contain("anchoring:");
  });
});
