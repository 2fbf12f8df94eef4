import { expect } from "chai";
import { startLyingNode } from "../../support/startStubNode.js";
import type { StubCall, StubNode } from "../../support/startStubNode.js";
import { poll } from "../../support/poll.js";
import { createDice } from "./support/dice.js";
import { expectEqualsStorage } from "./support/expectEqualsStorage.js";
import { openTestIndex } from "./support/openTestIndex.js";
import type { TestIndex } from "./support/openTestIndex.js";
import { createRandomHistory } from "./support/randomHistory.js";
import type { RandomHistory } from "./support/randomHistory.js";
import { startRegistryChain } from "./support/registryChain.js";
import type { RegistryChain } from "./support/registryChain.js";

type Answer = { result?: unknown; error?: unknown };

interface LogFilter {
  fromBlock?: string;
  toBlock?: string;
  blockHash?: string;
}

const filterOf = ({ params }: StubCall): LogFilter => params[0] as LogFilter;

describe("registry index, where the node fails", function () {
  this.timeout(60_000);
  const dice = createDice(7);
  let chain: RegistryChain;
  let history: RandomHistory;
  /** What the node does to an answer; replaced by each test. */
  let change: (call: StubCall, answer: Answer) => Answer;
  let node: StubNode;
  let index: TestIndex;

  before(async () => {
    chain = await startRegistryChain();
    history = await createRandomHistory(chain, dice);
    for (let block = 0; block < 8; block++) {
      await history.mineBlock(20);
      await chain.anvil.mine(40);
    }
  });
  after(() => chain.close());

  beforeEach(async () => {
    change = (_call, answer) => answer;
    node = await startLyingNode(chain.anvil.url, (call, answer) => change(call, answer));
  });
  afterEach(async () => {
    await index.stop();
    await node.stop();
  });

  const expectEqual = (): Promise<void> => expectEqualsStorage(chain, index.queries, history, dice);

  it("reads fewer blocks at a time from a node that refuses many", async () => {
    let refused = 0;
    let widest = 0;
    change = (call, answer) => {
      if (call.method !== "eth_getLogs" || filterOf(call).fromBlock === undefined) return answer;
      const { fromBlock, toBlock } = filterOf(call);
      const blocks = Number(toBlock) - Number(fromBlock) + 1;
      if (blocks <= 25) {
        widest = Math.max(widest, blocks);
        return answer;
      }
      refused += 1;
      return { error: { code: -32005, message: "query returned more than 10000 results" } };
    };
    index = await openTestIndex(chain, node.url);
    await index.readAll();
    await expectEqual();
    expect(refused).to.be.greaterThan(2).and.lessThan(12);
    expect(widest).to.be.greaterThan(12);
  });

  it("does not take the empty answer of a node that has not come so far for an empty range", async () => {
    let isBehind = true;
    let asked = 0;
    change = (call, answer) => {
      if (!isBehind || call.method === "eth_call" || call.method === "eth_chainId") return answer;
      if (call.method === "eth_getLogs") {
        asked += 1;
        return { result: [] };
      }
      return call.params[0] === "latest" || call.params[0] === "0x0" ? answer : { result: null };
    };
    index = await openTestIndex(chain, node.url);
    await poll("the index has asked twice", () => Promise.resolve(asked > 1));
    expect(index.queries.position()).to.equal(null);
    expect(index.queries.institution(1, null)).to.equal(null);
    isBehind = false;
    await index.readAll();
    await expectEqual();
  });

  it("begins again where it finds that a node has left logs out", async () => {
    let isHonest = false;
    change = (call, answer) => {
      if (isHonest || call.method !== "eth_getLogs" || !Array.isArray(answer.result)) return answer;
      // Every third log is missing: the registration of an institution that is changed later among them.
      return { result: (answer.result as unknown[]).filter((_, i) => i % 3 !== 0 || i < 60) };
    };
    index = await openTestIndex(chain, node.url);
    await poll("the index has noticed", () =>
      Promise.resolve(index.logged.some((line) => line.includes("a node left logs out"))),
    );
    isHonest = true;
    await index.readAll();
    await expectEqual();
  });

  const lies: readonly (readonly [name: string, lie: (answer: Answer) => Answer])[] = [
    ["an error", () => ({ error: { code: -32603, message: "internal error" } })],
    ["no list", () => ({ result: {} })],
    ["a log of another contract", (answer) => withFirst(answer, { address: `0x${"99".repeat(20)}` })],
    ["a log of another block", (answer) => withFirst(answer, { blockHash: `0x${"99".repeat(32)}` })],
    ["a removed log", (answer) => withFirst(answer, { removed: true })],
    ["a log cut short", (answer) => withFirst(answer, { data: "0x00" })],
    ["a log of another event", (answer) => withFirst(answer, { topics: [`0x${"99".repeat(32)}`] })],
    [
      "the same log twice",
      ({ result }) => ({ result: Array.isArray(result) ? result.flatMap((log: unknown) => [log, log]) : result }),
    ],
  ];
  for (const [name, lie] of lies) {
    it(`stores nothing of an answer with ${name}, and goes on when the node is well again`, async () => {
      let lied = 0;
      change = (call, answer) => {
        if (call.method !== "eth_getLogs") return answer;
        lied += 1;
        return lie(answer);
      };
      index = await openTestIndex(chain, node.url);
      await poll("the index has asked twice", () => Promise.resolve(lied > 1));
      expect(index.queries.position()?.number ?? -1).to.be.lessThan(
        chain.platform.deployment.contracts.RecordAnchor.blockNumber,
      );
      change = (_call, answer) => answer;
      await index.readAll();
      expect(index.queries.institutions(1, 1_000, null)?.value.length).to.be.greaterThan(5);
    });
  }

  it("keeps what it has, and says how old it is, while the node is away", async () => {
    index = await openTestIndex(chain, node.url);
    await index.readAll();
    const before = index.queries.position();
    const known = index.queries.institutions(1, 1_000, null)?.value;
    change = () => ({ error: { code: -32000, message: "shutting down" } });
    await history.mineBlock(20);
    await poll("the index waits", () =>
      Promise.resolve(index.logged.some((line) => line.includes("registry-index-waits"))),
    );
    await index.restart();
    expect(index.queries.position()).to.deep.equal(before);
    expect(index.queries.institutions(1, 1_000, null)?.value).to.deep.equal(known);
    change = (_call, answer) => answer;
    await index.readAll();
    await expectEqual();
  });
});

function withFirst({ result }: Answer, other: object): Answer {
  if (!Array.isArray(result)) return { result };
  return { result: result.map((log: object, i) => (i === 0 ? { ...log, ...other } : log)) };
}
