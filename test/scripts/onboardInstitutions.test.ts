import { expect } from "chai";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listInstitutions } from "../../src/chain/index.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import type { TestPlatform } from "../support/deployTestPlatform.js";
import { makeCourts } from "../support/makeCourts.js";
import { poll } from "../support/poll.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";

const SCRIPT = fileURLToPath(new URL("../../scripts/onboardInstitutions.ts", import.meta.url));

describe("scripts/onboardInstitutions.ts", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let folder: string;
  let file: string;

  beforeEach(async () => {
    anvil = await startAnvil({ blockTimeSeconds: 1 });
    platform = await deployTestPlatform(anvil.url);
    folder = await mkdtemp(join(tmpdir(), "lexanchor-onboard-"));
    file = join(folder, "courts.json");
    await platform.keys.registrar.writeTo(join(folder, "registrar.json"));
    await writeFile(join(folder, "deployment.json"), JSON.stringify(platform.deployment));
    await writeFile(file, JSON.stringify(makeCourts()));
  });
  afterEach(async () => {
    await anvil.stop();
    await rm(folder, { recursive: true });
  });

  function start(more: string[] = []): {
    child: ChildProcess;
    ended: Promise<{ code: number | null; output: string }>;
  } {
    const args = ["--file", file, "--registrar", join(folder, "registrar.json"), "--rpc", anvil.url];
    args.push("--deployment", join(folder, "deployment.json"), ...more);
    const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
    return { child, ended: new Promise((resolve) => child.once("close", (code) => resolve({ code, output }))) };
  }

  const countRegistered = async (): Promise<number> =>
    (await listInstitutions(platform.node, platform.institutionRegistry)).length;

  it("prints the plan and sends nothing without --yes", async () => {
    const { code, output } = await start().ended;
    expect(code).to.equal(0);
    expect(output).to.include("register GY  高级人民法院  court, CN-31, 1 account");
    expect(output).to.match(/153 to register, 0 unchanged, 0 different\nnothing was sent\n$/);
    expect(await countRegistered()).to.equal(0);
  });

  it("registers, and goes on after it was killed, without doubling anything", async () => {
    const first = start(["--yes"]);
    await poll("some are registered", async () => (await countRegistered()) > 0);
    first.child.kill("SIGKILL");
    await first.ended;
    const second = await start(["--yes"]).ended;
    expect(second.code, second.output).to.equal(0);
    expect(await countRegistered()).to.equal(153);
    const third = await start(["--yes"]).ended;
    expect(third.output).to.equal("0 to register, 153 unchanged, 0 different\n");
  });

  it("names every line and field that is wrong, and sends nothing", async () => {
    const courts = makeCourts();
    await writeFile(
      file,
      JSON.stringify([
        { ...courts.at(-1), kind: "bank" },
        { ...courts.at(-1), name: "" },
      ]),
    );
    const { code, output } = await start(["--yes"]).ended;
    expect(code).to.equal(1);
    expect(output).to.match(
      /^entry 1, kind: "bank" given.*\nentry 2, name: 0 bytes given.*\n.*2 problems; nothing was sent\n$/,
    );
  });

  it("says that the node cannot be reached: 2, and what is wrong with its usage: 64", async () => {
    await anvil.stop();
    const unreachable = await start(["--yes"]).ended;
    expect(unreachable.code).to.equal(2);
    expect(unreachable.output).to.match(/^node-unreachable: node http:\/\/127\.0\.0\.1:\d+: connection refused\n$/);
    expect((await start(["--never"]).ended).code).to.equal(64);
  });
});
