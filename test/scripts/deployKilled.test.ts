import { expect } from "chai";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nonceAt, openNode, parseDeployment } from "../../src/chain/index.js";
import { findDifferences } from "../../scripts/deployment/findDifferences.js";
import { makeTestPlan } from "../support/platformPlan.js";
import type { TestPlan } from "../support/platformPlan.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";
import { startLyingNode } from "../support/startStubNode.js";

const SCRIPT = fileURLToPath(new URL("../../scripts/deploy.ts", import.meta.url));

interface Run {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

/** Runs scripts/deploy.ts as a process of its own. */
function runDeploy(
  plan: TestPlan,
  rpcUrl: string,
  started: (child: ChildProcess) => void,
  more: string[] = [],
): Promise<Run> {
  const { deployerKeyFile, out, deploymentDir, standardsDelaySeconds } = plan.options;
  const args = ["--rpc", rpcUrl, "--deployer", deployerKeyFile, "--roles", join(plan.folder, "roles.json")];
  args.push("--out", out, "--dir", deploymentDir, "--standards-delay", String(standardsDelaySeconds), ...more);
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  started(child);
  return new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, output })));
}

describe("scripts/deploy.ts", function () {
  this.timeout(180_000);
  let anvil: TestAnvil;
  let plan: TestPlan;

  beforeEach(async () => {
    anvil = await startAnvil();
    plan = await makeTestPlan(anvil.url);
    await writeFile(join(plan.folder, "roles.json"), JSON.stringify(plan.options.roles));
  });
  afterEach(async () => {
    await anvil.stop();
    await rm(plan.folder, { recursive: true });
  });

  async function expectRightState(): Promise<void> {
    const node = openNode(anvil.url);
    const deployment = parseDeployment(JSON.parse(await readFile(plan.options.out, "utf8")));
    expect(await findDifferences(node, deployment, plan.options)).to.deep.equal([]);
    // Six contracts and one configuration: nothing was sent twice.
    expect(await nonceAt(node, plan.keys.deployer.address, "latest")).to.equal(7);
  }

  it("ends in the right state when it is killed just before and just after each transaction is sent", async () => {
    let child: ChildProcess | null = null;
    const killedAt = new Set<string>();
    /** Kills the process the first time that it comes to this point. */
    const killOnce = (raw: unknown, moment: string): boolean => {
      const point = `${moment} ${String(raw)}`;
      if (killedAt.has(point)) return false;
      killedAt.add(point);
      child?.kill("SIGKILL");
      return true;
    };
    const deadly = await startLyingNode(
      anvil.url,
      (call, answer) => {
        if (call.method === "eth_sendRawTransaction" && "result" in answer) killOnce(call.params[0], "after");
        return answer;
      },
      (call) => {
        if (call.method !== "eth_sendRawTransaction") return null;
        return killOnce(call.params[0], "before") ? { error: { code: -32603, message: "killed" } } : null;
      },
    );
    let kills = 0;
    for (let run = 0; run < 20; run++) {
      const { code, signal, output } = await runDeploy(plan, deadly.url, (started) => (child = started));
      if (code === 0) break;
      expect(signal, output).to.equal("SIGKILL");
      kills += 1;
    }
    await deadly.stop();
    expect(kills).to.equal(14);
    await expectRightState();
  });

  it("ends in the right state when it is killed at random moments", async () => {
    for (let round = 0; round < 3; round++) {
      for (let run = 0; run < 12; run++) {
        const { code, signal, output } = await runDeploy(plan, anvil.url, (child) => {
          const timer = setTimeout(() => child.kill("SIGKILL"), 500 + Math.random() * 1_500);
          child.once("close", () => clearTimeout(timer));
        });
        if (code === 0) break;
        expect(signal, output).to.equal("SIGKILL");
      }
      const { code, output } = await runDeploy(plan, anvil.url, () => {});
      expect(code, output).to.equal(0);
      await expectRightState();
      await rm(plan.folder, { recursive: true });
      plan = await makeTestPlan(anvil.url);
      await writeFile(join(plan.folder, "roles.json"), JSON.stringify(plan.options.roles));
    }
  });

  it("prints the plan and sends nothing, deploys, and says that there is nothing to do", async () => {
    const planned = await runDeploy(plan, anvil.url, () => {}, ["--plan"]);
    expect(planned.code, planned.output).to.equal(0);
    expect(planned.output).to.include("configure the platform, all or nothing");
    expect(await nonceAt(openNode(anvil.url), plan.keys.deployer.address, "pending")).to.equal(0);
    const deployed = await runDeploy(plan, anvil.url, () => {});
    expect(deployed.output).to.include("the platform is deployed on chain 202209");
    const again = await runDeploy(plan, anvil.url, () => {});
    expect(again.code).to.equal(0);
    expect(again.output).to.include("nothing to do");
  });

  it("says what is wrong: 64 for its usage, 1 for the rest", async () => {
    const unknown = await runDeploy(plan, anvil.url, () => {}, ["--frobnicate"]);
    expect(unknown.code).to.equal(64);
    const unreachable = await runDeploy(plan, "http://127.0.0.1:9", () => {});
    expect(unreachable.code).to.equal(1);
    expect(unreachable.output).to.match(/^node-unreachable: node http:\/\/127\.0\.0\.1:9/);
    await writeFile(join(plan.folder, "roles.json"), '{"admin":[]}');
    const roles = await runDeploy(plan, anvil.url, () => {});
    expect(roles.output).to.equal("roles-malformed: roles.registrar: missing\n");
  });
});
