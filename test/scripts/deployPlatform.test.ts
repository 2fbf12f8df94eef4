import { expect } from "chai";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { INSTITUTION_REGISTRY, PLATFORM_ACCESS, STANDARDS_REGISTRY } from "../../src/chain/contractInterfaces.js";
import {
  NodeUnreachableError,
  nonceAt,
  openNode,
  parseDeployment,
  readDirectory,
  sendCalls,
} from "../../src/chain/index.js";
import type { Node } from "../../src/chain/index.js";
import type { Hex } from "../../src/core/index.js";
import { DeployError } from "../../scripts/deployment/deployError.js";
import { deployPlatform } from "../../scripts/deployment/deployPlatform.js";
import { findDifferences } from "../../scripts/deployment/findDifferences.js";
import { describePlan } from "../../scripts/deployment/describePlan.js";
import { STANDARDS_SEEDS } from "../../scripts/deployment/standardsSeeds.js";
import { makeKey } from "../support/deployTestPlatform.js";
import { expectError } from "../support/expectError.js";
import { makeTestPlan } from "../support/platformPlan.js";
import type { TestPlan } from "../support/platformPlan.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";
import { startLyingNode } from "../support/startStubNode.js";

describe("deployPlatform", () => {
  let anvil: TestAnvil;
  let node: Node;
  let plans: TestPlan[];

  beforeEach(async () => {
    anvil = await startAnvil();
    node = openNode(anvil.url);
    plans = [];
  });
  afterEach(async () => {
    await anvil.stop();
    for (const { folder } of plans) await rm(folder, { recursive: true });
  });

  async function plan(changes: Parameters<typeof makeTestPlan>[1] = {}): Promise<TestPlan> {
    const made = await makeTestPlan(anvil.url, changes);
    plans.push(made);
    return made;
  }

  it("ends with contracts, directory and roles as planned, and a deployer that holds nothing", async () => {
    const { options, keys } = await plan();
    const { deployment, outcome, differences } = await deployPlatform(options);
    expect(outcome).to.equal("deployed");
    expect(differences).to.deep.equal([]);
    expect(parseDeployment(JSON.parse(await readFile(options.out, "utf8")))).to.deep.equal(deployment);
    expect(await findDifferences(node, deployment, options)).to.deep.equal([]);
    for (let role = 0; role <= 5; role++) {
      expect(await hasRole(deployment.contracts.PlatformAccess.address, role, keys.deployer.address)).to.equal(false);
    }
    const labels = await node.request("eth_getLogs", [
      {
        address: deployment.contracts.PlatformAccess.address,
        fromBlock: "0x0",
        topics: PLATFORM_ACCESS.encodeFilterTopics("RoleLabel", []),
      },
    ]);
    expect(labels).to.have.length(5);
    for (const { address, blockNumber, transactionHash } of Object.values(deployment.contracts)) {
      const receipt = await node.request("eth_getTransactionReceipt", [transactionHash]);
      expect(receipt).to.include({ contractAddress: address, blockNumber: `0x${blockNumber.toString(16)}` });
    }
  });

  it("puts the standards in force, and names the registries in the directory", async () => {
    const { options } = await plan();
    const { contracts } = (await deployPlatform(options)).deployment;
    const ask = async (name: "standardIds" | "activationDelay") => {
      const data = STANDARDS_REGISTRY.encodeFunctionData(name as "standardIds");
      const result = (await node.request("eth_call", [
        { to: contracts.StandardsRegistry.address, data },
        "latest",
      ])) as Hex;
      return STANDARDS_REGISTRY.decodeFunctionResult(name as "standardIds", result)[0] as unknown;
    };
    const ids = new Set(STANDARDS_SEEDS.map(({ id }) => BigInt(id)));
    expect(await ask("standardIds")).to.have.members([...ids]);
    expect(await ask("activationDelay")).to.equal(BigInt(options.standardsDelaySeconds));
    const listed = await readDirectory(node, contracts.Directory.address);
    expect(listed.get("StandardsRegistry")).to.equal(contracts.StandardsRegistry.address);
    expect(listed.get("LawyerRegistry")).to.equal(contracts.LawyerRegistry.address);
  });

  it("has standards proposed by one role and activated by the other, and by nobody else", async () => {
    const { options } = await plan();
    const { contracts } = (await deployPlatform(options)).deployment;
    const roleOf = async (name: "propose" | "proposeRetirement" | "withdraw" | "activate" | "reject") => {
      const { selector } = STANDARDS_REGISTRY.getFunction(name);
      const values = [contracts.StandardsRegistry.address, selector] as const;
      const data = PLATFORM_ACCESS.encodeFunctionData("getTargetFunctionRole", [...values]);
      const result = (await node.request("eth_call", [
        { to: contracts.PlatformAccess.address, data },
        "latest",
      ])) as Hex;
      return PLATFORM_ACCESS.decodeFunctionResult("getTargetFunctionRole", result)[0] as bigint;
    };
    for (const name of ["propose", "proposeRetirement", "withdraw"] as const) expect(await roleOf(name)).to.equal(2n);
    for (const name of ["activate", "reject"] as const) expect(await roleOf(name)).to.equal(5n);
  });

  it("names another delay of standards than planned, which cannot be changed", async () => {
    const { options } = await plan();
    await deployPlatform(options);
    const { differences } = await deployPlatform({ ...options, standardsDelaySeconds: 5 });
    expect(differences).to.deep.equal(["activationDelay of StandardsRegistry is 86400, planned 5"]);
  });

  it("has nothing to do the second time, says so, and sends nothing", async () => {
    const { options, keys } = await plan();
    const first = await deployPlatform(options);
    const lines: string[] = [];
    const second = await deployPlatform({ ...options, log: (line) => lines.push(line) });
    expect(second).to.deep.equal({ ...first, outcome: "unchanged" });
    expect(lines.join("\n")).to.include("nothing to do");
    expect(await nonceAt(node, keys.deployer.address, "latest")).to.equal(7);
  });

  it("writes the deployment file again where only it is gone", async () => {
    const { options, keys } = await plan();
    const first = await deployPlatform(options);
    await rm(options.out);
    const second = await deployPlatform(options);
    expect(second.deployment).to.deep.equal(first.deployment);
    expect(await nonceAt(node, keys.deployer.address, "latest")).to.equal(7);
  });

  it("leaves the deployer what the plan gives it, with its delay", async () => {
    for (const executionDelaySeconds of [0, 86_400]) {
      const { options, keys } = await plan();
      const admin = [...options.roles.admin, { address: keys.deployer.address, executionDelaySeconds }];
      const { deployment } = await deployPlatform({ ...options, roles: { ...options.roles, admin } });
      const access = deployment.contracts.PlatformAccess.address;
      expect(await hasRole(access, 0, keys.deployer.address)).to.equal(true);
      expect(await findDifferences(node, deployment, { ...options, roles: { ...options.roles, admin } })).to.deep.equal(
        [],
      );
    }
  });

  it("makes a guardian that can cancel what the registrar has scheduled", async () => {
    const { options, keys } = await plan();
    const { deployment } = await deployPlatform(options);
    const access = deployment.contracts.PlatformAccess.address;
    const registry = deployment.contracts.InstitutionRegistry.address;
    const data = INSTITUTION_REGISTRY.encodeFunctionData("rename", [1, "x"]);
    const call = (name: "schedule" | "cancel", values: unknown[]) => ({
      to: access,
      data: PLATFORM_ACCESS.encodeFunctionData(name as "cancel", values as never) as Hex,
      description: name,
    });
    await sendCalls(node, keys.registrar.signer, [call("schedule", [registry, data, 0])]);
    await sendCalls(node, keys.guardian.signer, [call("cancel", [keys.registrar.address, registry, data])]);
    const logs = await node.request("eth_getLogs", [
      { address: access, fromBlock: "0x0", topics: PLATFORM_ACCESS.encodeFilterTopics("OperationCanceled", []) },
    ]);
    expect(logs).to.have.length(1);
  });

  it("names what differs from the plan where administrators have changed roles since, and changes nothing", async () => {
    const { options, keys } = await plan();
    const { deployment } = await deployPlatform(options);
    const access = deployment.contracts.PlatformAccess.address;
    const newcomer = makeKey().address;
    const call = (name: "grantRole" | "revokeRole" | "setRoleGuardian", values: unknown[]) => ({
      to: access,
      data: PLATFORM_ACCESS.encodeFunctionData(name as "revokeRole", values as never) as Hex,
      description: name,
    });
    await sendCalls(node, keys.admin.signer, [
      call("grantRole", [1, newcomer, 0]),
      call("grantRole", [2, keys.admin.address, 5]),
      call("revokeRole", [4, keys.guardian.address]),
      call("setRoleGuardian", [3, 0]),
    ]);
    // A delay that grows shorter does so after a while, by AccessManager's rule.
    await anvil.rpc("evm_increaseTime", [120]);
    await anvil.mine();
    const { outcome, differences } = await deployPlatform(options);
    expect(outcome).to.equal("unchanged");
    expect(differences).to.have.members([
      "the guardian cannot cancel what the alliance operator has scheduled",
      `${newcomer} is registrar, which the plan does not name`,
      `standards committee ${keys.admin.address} has a delay of 5 s, planned 60 s`,
      `${keys.guardian.address} is planned as guardian, and is not`,
    ]);
  });

  it("goes on where Ignition was killed while it wrote its list of addresses", async () => {
    for (const left of ["", '{ "Platform#Direc']) {
      const { options } = await plan();
      const { deployment } = await deployPlatform(options);
      await writeFile(`${options.deploymentDir}/deployed_addresses.json`, left);
      await rm(options.out);
      expect((await deployPlatform(options)).deployment).to.deep.equal(deployment);
    }
  });

  it("goes on where Ignition was killed between beginning a step and noting what the step sends", async () => {
    for (let step = 1; step <= 7; step++) {
      const { options, keys } = await plan();
      let sends = 0;
      const faulty = await startLyingNode(
        anvil.url,
        (_, answer) => answer,
        ({ method }) => {
          if (method !== "eth_sendRawTransaction") return null;
          sends += 1;
          return sends < step ? null : { error: { code: -32603, message: "internal error" } };
        },
      );
      const failed = await deployPlatform({ ...options, rpcUrl: faulty.url }).catch((error: unknown) => error);
      await faulty.stop();
      expect(failed).to.be.instanceOf(NodeUnreachableError);
      const journal = `${options.deploymentDir}/journal.jsonl`;
      const lines = (await readFile(journal, "utf8")).trimEnd().split("\n");
      const begun = lines.slice(0, lines.findLastIndex((line) => line.includes("EXECUTION_STATE_INITIALIZE")) + 1);
      expect(lines.length - begun.length).to.equal(2);
      await writeFile(journal, begun.join("\n"));
      expect((await deployPlatform(options)).differences).to.deep.equal([]);
      expect(await nonceAt(node, keys.deployer.address, "latest")).to.equal(7);
    }
  });

  it("goes on after the node has failed at any transaction, before or after taking it", async () => {
    const { options, keys } = await plan();
    let sends = 0;
    const broken = { error: { code: -32603, message: "internal error" } };
    // Of each transaction the first sending never reaches the chain, and of the second one the answer is lost.
    const faulty = await startLyingNode(
      anvil.url,
      (call, answer) => (call.method === "eth_sendRawTransaction" && sends % 3 === 2 ? broken : answer),
      (call) => {
        if (call.method !== "eth_sendRawTransaction") return null;
        sends += 1;
        return sends % 3 === 1 ? broken : null;
      },
    );
    let failures = 0;
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        await deployPlatform({ ...options, rpcUrl: faulty.url });
        break;
      } catch (error) {
        expect(error).to.be.instanceOf(NodeUnreachableError);
        failures += 1;
      }
    }
    await faulty.stop();
    expect(failures).to.be.at.least(7);
    const { deployment, outcome, differences } = await deployPlatform(options);
    expect(outcome).to.equal("unchanged");
    expect(differences).to.deep.equal([]);
    expect(await findDifferences(node, deployment, options)).to.deep.equal([]);
    expect(await nonceAt(node, keys.deployer.address, "latest")).to.equal(7);
  });

  it("does not go on with other roles than it was begun with", async () => {
    const { options } = await plan();
    let sends = 0;
    const faulty = await startLyingNode(anvil.url, (call, answer) => {
      if (call.method === "eth_sendRawTransaction") sends += 1;
      return sends > 6 ? { error: { code: -32603, message: "internal error" } } : answer;
    });
    await expectError(NodeUnreachableError, () => deployPlatform({ ...options, rpcUrl: faulty.url }));
    await faulty.stop();
    const roles = { ...options.roles, registrar: [{ address: makeKey().address, executionDelaySeconds: 0 }] };
    const error = await expectError(DeployError, () => deployPlatform({ ...options, roles }));
    expect(error.code).to.equal("deployment-of-another-plan");
    expect((await deployPlatform(options)).differences).to.deep.equal([]);
  });

  it("says that the chain has lost the deployment, and deploys anew only when that is allowed", async () => {
    const { options, folder } = await plan();
    const snapshot = await anvil.rpc("evm_snapshot");
    const first = await deployPlatform(options);
    await anvil.rpc("evm_revert", [snapshot]);
    for (let i = 0; i < 2; i++) {
      const error = await expectError(DeployError, () => deployPlatform(options));
      expect(error.code).to.equal("deployment-lost");
      expect(error.message).to.include("has lost a part of the deployment: PlatformAccess, Directory");
      expect(error.message).to.include("--restart-if-lost");
    }
    const second = await deployPlatform({ ...options, restartIfLost: true });
    expect(second.outcome).to.equal("deployed");
    expect(second.differences).to.deep.equal([]);
    expect((await readdir(folder)).some((name) => name.startsWith("ignition.lost-"))).to.equal(true);
    const kept = (await readdir(dirname(options.out))).find((name) => name.includes(".lost-"));
    expect(JSON.parse(await readFile(`${dirname(options.out)}/${kept}`, "utf8"))).to.deep.equal(first.deployment);
  });

  it("sees that the chain has lost its last block, also before the deployment file was written", async () => {
    const { options, keys } = await plan();
    await anvil.stop();
    anvil = await startAnvil({ blockTimeSeconds: 0 });
    node = openNode(anvil.url);
    const mining = mineUntilDone(anvil);
    let snapshot: unknown = null;
    const local = { ...options, rpcUrl: anvil.url };
    const log = async (line: string): Promise<void> => {
      if (line.startsWith("transaction")) snapshot = await anvil.rpc("evm_snapshot");
    };
    const { deployment } = await deployPlatform({ ...local, log: (line) => void log(line) });
    await mining.stop();
    expect(await nonceAt(node, keys.deployer.address, "latest")).to.equal(7);
    await anvil.rpc("evm_revert", [snapshot]);
    expect(await nonceAt(node, keys.deployer.address, "latest")).to.equal(6);
    for (const withFile of [true, false]) {
      if (!withFile) await rm(options.out);
      const error = await expectError(DeployError, () => deployPlatform(local));
      expect(error.code).to.equal("deployment-lost");
    }
    const again = mineUntilDone(anvil);
    const second = await deployPlatform({ ...local, restartIfLost: true });
    await again.stop();
    expect(second.differences).to.deep.equal([]);
    expect(second.deployment.contracts.Directory.address).not.to.equal(deployment.contracts.Directory.address);
  });

  it("waits for finality before it writes the deployment file", async () => {
    const { options } = await plan();
    const lines: string[] = [];
    const deploying = deployPlatform({ ...options, finalityBlocks: 3, log: (line) => lines.push(line) });
    const mining = mineUntilDone(anvil, async () => {
      if (!lines.some((line) => line.startsWith("waiting for 3 blocks"))) return false;
      await expectError(Error, () => readFile(options.out));
      return true;
    });
    const { deployment } = await deploying;
    await mining.stop();
    expect(deployment.finalityBlocks).to.equal(3);
  });

  it("refuses a deployment file of another chain", async () => {
    const { options } = await plan();
    await deployPlatform(options);
    const other = await startAnvil({ chainId: 5 });
    const error = await expectError(DeployError, () => deployPlatform({ ...options, rpcUrl: other.url }));
    expect(error.message).to.include("is about chain 202209");
    await other.stop();
  });

  it("describePlan › says all that would be sent, and sends nothing", async () => {
    const { options, keys } = await plan();
    const lines = await describePlan(options);
    expect(lines.join("\n")).to.include("7 transactions:");
    expect(lines.join("\n")).to.include(`make ${keys.registrar.address} registrar, with a delay of 3600 s`);
    expect(lines.at(-1)).to.include(`take the administrator role from the deployer ${keys.deployer.address}`);
    expect(await nonceAt(node, keys.deployer.address, "pending")).to.equal(0);
    expect(await readdir(dirname(options.deploymentDir))).to.deep.equal(["deployer.json"]);
    await deployPlatform(options);
    expect((await describePlan(options)).join("\n")).to.include("7 transactions, all done");
  });

  it("deploys where gas has a price", async () => {
    const priced = await startAnvil({ gasPrice: 1_000_000_000 });
    const { options, keys } = await plan();
    await openNode(priced.url).request("anvil_setBalance", [keys.deployer.address, "0xde0b6b3a7640000"]);
    const { differences } = await deployPlatform({ ...options, rpcUrl: priced.url });
    expect(differences).to.deep.equal([]);
    await priced.stop();
  });

  async function hasRole(access: Hex, role: number, account: Hex): Promise<boolean> {
    const data = PLATFORM_ACCESS.encodeFunctionData("hasRole", [role, account]);
    const result = (await node.request("eth_call", [{ to: access, data }, "latest"])) as Hex;
    return PLATFORM_ACCESS.decodeFunctionResult("hasRole", result)[0] as boolean;
  }
});

/** Mines blocks, a few a second, until it is told to stop. */
function mineUntilDone(anvil: TestAnvil, isReady: () => Promise<boolean> = async () => true) {
  const done = new AbortController();
  const running = (async () => {
    while (!done.signal.aborted) {
      if (await isReady()) await anvil.mine();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    stop: async () => {
      done.abort();
      await running;
    },
  };
}
