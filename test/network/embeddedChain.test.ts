import { expect } from "chai";
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openNode, readBlock, readHead } from "../../src/chain/index.js";
import type { Block, Node } from "../../src/chain/index.js";
import { EmbeddedChainError } from "../../network/embedded/errors.js";
import { startEmbeddedChain } from "../../network/embedded/startEmbeddedChain.js";
import type { EmbeddedChain, EmbeddedChainOptions } from "../../network/embedded/startEmbeddedChain.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import { poll } from "../support/poll.js";

const FAST = { blockIntervalMs: 50, emptyBlocksAfter: 4, heartbeatMs: 600_000 };

describe("embedded chain", () => {
  let folder: string;
  let stateFile: string;
  let running: EmbeddedChain[];
  let messages: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "lexanchor-chain-"));
    stateFile = join(folder, "state.json.gz");
    running = [];
    messages = [];
  });
  afterEach(async () => {
    for (const chain of running) await chain.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(options: Partial<EmbeddedChainOptions> = {}): Promise<{ chain: EmbeddedChain; node: Node }> {
    const chain = await startEmbeddedChain({
      stateFile,
      blockTimes: FAST,
      log: (level, message) => messages.push(`${level}: ${message}`),
      ...options,
    });
    running.push(chain);
    return { chain, node: openNode(chain.url, { chainId: chain.chainId }) };
  }

  async function readBlocks(node: Node, upTo: number): Promise<(Block | null)[]> {
    return Promise.all(Array.from({ length: upTo + 1 }, (_, number) => readBlock(node, number)));
  }

  it("serves chain 202209 at price zero, with block times that grow by whole seconds", async () => {
    const { node } = await start();
    await poll("five blocks", async () => (await readHead(node)).number >= 4);
    const blocks = await readBlocks(node, 4);
    for (const [i, block] of blocks.entries()) {
      expect(block?.baseFeePerGas).to.equal(0n);
      if (i > 0) expect(block?.timestamp).to.be.greaterThan(blocks[i - 1]?.timestamp ?? Infinity);
    }
  });

  it("has the same blocks, receipts and logs after an orderly end", async () => {
    const first = await start();
    const platform = await deployTestPlatform(first.chain.url);
    const institution = await platform.registerInstitution();
    const head = await readHead(first.node);
    const blocks = await readBlocks(first.node, head.number);
    const filter = [{ address: platform.institutionRegistry, fromBlock: "0x0", toBlock: "latest" }];
    const logs = await first.node.request("eth_getLogs", filter);
    await first.chain.stop();

    const second = await start();
    expect(await readBlocks(second.node, head.number)).to.deep.equal(blocks);
    expect(await second.node.request("eth_getLogs", filter)).to.deep.equal(logs);
    expect(institution.id).to.equal(1);
  });

  it("loses the last block at most when anvil is killed, says so, and goes on by itself", async () => {
    const { chain, node } = await start();
    await deployTestPlatform(chain.url);
    const head = await readHead(node);
    const before = await readBlocks(node, head.number);
    const killed = chain.pid;
    process.kill(killed, "SIGKILL");

    await poll("anvil runs again", async () => chain.pid !== killed && (await answers(node)));
    const after = await readBlocks(node, head.number - 1);
    expect(after).to.deep.equal(before.slice(0, -1));
    await poll("new blocks", async () => (await readHead(node)).number > head.number);
    expect(messages.join("\n")).to.match(/error: anvil ended with SIGKILL.*started again/);
    expect(messages.join("\n")).to.include("anvil runs again as process");
  });

  it("holds a whole state at whatever moment anvil is killed", async () => {
    let known: (Block | null)[] = [];
    for (let round = 0; round < 6; round++) {
      const { chain, node } = await start({ blockTimes: { ...FAST, blockIntervalMs: 1, heartbeatMs: 0 } });
      const at = await readHead(node);
      expect((await readBlocks(node, known.length - 2)).slice(0, known.length - 1)).to.deep.equal(known.slice(0, -1));
      const wanted = at.number + 5 + Math.floor(Math.random() * 20);
      await poll("blocks", async () => (await readHead(node)).number >= wanted, { intervalMs: 1 });
      known = await readBlocks(node, (await readHead(node)).number);
      process.kill(chain.pid, "SIGKILL");
      await chain.stop();
    }
  });

  it("mines nothing while nothing happens, but the heartbeat", async () => {
    const { node } = await start();
    await poll("the first blocks", async () => (await readHead(node)).number === 4);
    await poll("they are saved", async () => Date.now() - (await stat(stateFile)).mtimeMs > 10 * FAST.blockIntervalMs);
    const { mtimeMs } = await stat(stateFile);
    const until = Date.now() + 10 * FAST.blockIntervalMs;
    await poll("ten turns", async () => Date.now() > until);
    expect((await readHead(node)).number).to.equal(4);
    expect((await stat(stateFile)).mtimeMs).to.equal(mtimeMs);
  });

  it("mines a heartbeat block when it is due", async () => {
    const { node } = await start({ blockTimes: { ...FAST, heartbeatMs: 200 } });
    await poll("heartbeats", async () => (await readHead(node)).number >= 6);
  });

  it("follows a block with a transaction by four more, and then rests", async () => {
    const { chain, node } = await start();
    await poll("the first blocks", async () => (await readHead(node)).number === 4);
    const platform = await deployTestPlatform(chain.url);
    const last = Math.max(...Object.values(platform.deployment.contracts).map(({ blockNumber }) => blockNumber));
    await poll("finality", async () => (await readHead(node)).number >= last + 4);
  });

  it("ends anvil when its parent is killed, and goes on from the same state", async () => {
    const script = fileURLToPath(new URL("../support/runEmbeddedChain.ts", import.meta.url));
    const parent = spawn(process.execPath, ["--import", "tsx", script, stateFile], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const line = await new Promise<string>((resolve) => parent.stdout.once("data", (data) => resolve(String(data))));
    const { url, pid } = JSON.parse(line) as { url: string; pid: number };
    const node = openNode(url);
    await poll("blocks", async () => (await readHead(node)).number >= 3);
    const block = await readBlock(node, 2);
    parent.kill("SIGKILL");
    await poll("anvil has ended", async () => !isAlive(pid));

    const again = await start();
    expect(await readBlock(again.node, 2)).to.deep.equal(block);
  });

  it("ends an anvil that was left when parent and guard were killed at once", async () => {
    const script = fileURLToPath(new URL("../support/runEmbeddedChain.ts", import.meta.url));
    const parent = spawn(process.execPath, ["--import", "tsx", script, stateFile], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const line = await new Promise<string>((resolve) => parent.stdout.once("data", (data) => resolve(String(data))));
    const { url, pid } = JSON.parse(line) as { url: string; pid: number };
    const guard = Number(await describeProcess(pid, "ppid"));
    // Stopped, so that it cannot see its guard end.
    parent.kill("SIGSTOP");
    process.kill(guard, "SIGKILL");
    parent.kill("SIGKILL");
    await poll("the parent has ended", async () => !isAlive(parent.pid as number));
    expect((await readHead(openNode(url))).number).to.be.greaterThan(-1);

    const { chain } = await start({ port: Number(new URL(url).port) });
    expect(await describeProcess(pid, "stat")).to.match(/^(Z|$)/);
    expect(chain.url).to.equal(url);
  });

  it("refuses a chain that another process runs", async () => {
    const script = fileURLToPath(new URL("../support/runEmbeddedChain.ts", import.meta.url));
    const other = spawn(process.execPath, ["--import", "tsx", script, stateFile], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise<string>((resolve) => other.stdout.once("data", (data) => resolve(String(data))));
    await expectError("chain-in-use", () => start(), `run by process ${other.pid}`);
    other.kill("SIGKILL");
  });

  it("says that the port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    await expectError("port-taken", () => start({ port }), `port ${port} on 127.0.0.1 is taken`);
    await new Promise((resolve) => server.close(resolve));
  });

  it("says what to do about a damaged state, and leaves it alone", async () => {
    const { chain, node } = await start();
    await poll("blocks", async () => (await readHead(node)).number >= 3);
    await chain.stop();
    const { size } = await stat(stateFile);
    await truncate(stateFile, size - 20);
    await expectError("state-damaged", () => start(), "Put a copy of it back");
    expect((await stat(stateFile)).size).to.equal(size - 20);

    await writeFile(stateFile, '{"block":');
    await expectError("state-damaged", () => start(), "anvil cannot read it");
  });

  it("gives up on an anvil that does not stay up, and says so", async () => {
    const { chain } = await start({ blockTimes: { ...FAST, blockIntervalMs: 5 } });
    let pid = 0;
    const killing = setInterval(() => {
      if (chain.pid === pid || !isAlive(chain.pid)) return;
      pid = chain.pid;
      process.kill(pid, "SIGKILL");
    }, 5);
    const error = await chain.failed;
    clearInterval(killing);
    expect(error).to.be.instanceOf(EmbeddedChainError);
    expect(error.code).to.be.oneOf(["anvil-failed", "anvil-not-started"]);
  });

  it("goes on when the state can be written again", async () => {
    const { chain, node } = await start();
    await poll("blocks", async () => (await readHead(node)).number === 4);
    await rm(folder, { recursive: true });
    // It mines for itself what it needs, whatever the chain can write.
    await deployTestPlatform(chain.url);
    const stuckAt = (await readHead(node)).number;
    await poll("it says so", async () => messages.some((message) => message.includes("could not be written")));
    expect((await readHead(node)).number).to.be.at.most(stuckAt + 1);
    await mkdir(folder);
    await poll("it goes on", async () => (await readHead(node)).number > stuckAt + 2);
    expect(messages.join("\n")).to.include("makes blocks again");
  });
});

/** A column of ps; empty where there is no such process. */
async function describeProcess(pid: number, column: string): Promise<string> {
  try {
    return (await promisify(execFile)("ps", ["-o", `${column}=`, "-p", `${pid}`])).stdout.trim();
  } catch {
    return "";
  }
}

async function answers(node: Node): Promise<boolean> {
  try {
    await readHead(node);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function expectError(code: string, action: () => Promise<unknown>, text: string): Promise<void> {
  try {
    await action();
  } catch (error) {
    expect(error).to.be.instanceOf(EmbeddedChainError);
    expect((error as EmbeddedChainError).code).to.equal(code);
    expect((error as EmbeddedChainError).message).to.include(text);
    return;
  }
  expect.fail(`no error ${code}`);
}
