import { expect } from "chai";
import { RecordAnchor__factory } from "../../typechain-types/index.js";
import {
  DIRECTORY,
  INSTITUTION_REGISTRY,
  RECORD_ANCHOR,
  STANDARDS_REGISTRY,
} from "../../src/chain/contractInterfaces.js";
import { COMPARED_FIELDS } from "../../src/chain/observeRecords.js";
import { grantCapabilities, observeRecords, openNode, sendCalls, suspendInstitution } from "../../src/chain/index.js";
import type { Node } from "../../src/chain/index.js";
import { composeVerdict } from "../../src/core/index.js";
import type { ChainFacts, ChainObservation, Hex, Receipt } from "../../src/core/index.js";
import { anchorTestBatches, makeRecord } from "../support/anchorTestBatch.js";
import { deployTestPlatform, makeKey } from "../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../support/deployTestPlatform.js";
import { createContract } from "../support/replaceStandards.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";
import { startLyingNode, startStubNode } from "../support/startStubNode.js";
import type { StubCall, StubNode } from "../support/startStubNode.js";

const accepted = { accepted: true, acceptedUntil: null };

describe("observeRecords", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let court: TestInstitution;
  let receipts: Receipt[];
  let receipt: Receipt;
  let withdrawn: Receipt;
  let stubs: StubNode[];

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url);
    court = await platform.registerInstitution();
    const batches = [100, 3, 1].map((size) => Array.from({ length: size }, () => makeRecord(court.id)));
    receipts = (await anchorTestBatches(platform, court, batches)).flat();
    receipt = receipts[0] as Receipt;
    withdrawn = receipts[1] as Receipt;
    const reason = { code: 201, document: `0x${"d0".repeat(32)}` };
    const data = RECORD_ANCHOR.encodeFunctionData("withdrawRecord", [
      { ...withdrawn.record, digestAlgorithm: 1 },
      withdrawn.proof as Hex[],
      reason,
    ]) as Hex;
    const call = { to: platform.recordAnchor, data, description: "withdraw" };
    // Not the account that anchored it: the two are asked about apart.
    const { signer, address } = court.administrator;
    const { node, institutionRegistry: registry } = platform;
    await grantCapabilities({ node, registry, signer }, court.id, address, ["sign"]);
    await sendCalls(node, signer, [call], { pollIntervalMs: 20 });
    await anvil.mine(3);
  });
  after(() => anvil.stop());
  beforeEach(() => {
    stubs = [];
  });
  afterEach(async () => {
    for (const stub of stubs) await stub.stop();
  });

  /** A node that changes some answers of the real one. */
  async function lying(change: (call: StubCall, result: unknown) => unknown): Promise<Node> {
    const stub = await startLyingNode(anvil.url, (call, answer) =>
      "result" in answer ? { result: change(call, answer.result) } : answer,
    );
    stubs.push(stub);
    return openNode(stub.url);
  }

  async function observe(nodes: readonly Node[], asked: Receipt = receipt): Promise<ChainObservation> {
    const { observations } = await observeRecords(nodes, platform.directory, [asked]);
    return observations[0] as ChainObservation;
  }

  async function factsFor(asked: Receipt, nodes: readonly Node[] = [platform.node]): Promise<ChainFacts> {
    const observation = await observe(nodes, asked);
    if (observation.kind !== "observed") throw new Error(JSON.stringify(observation));
    return observation.facts;
  }

  function changed(change: { batch?: Partial<Receipt["batch"]>; ledger?: Partial<Receipt["ledger"]> }): Receipt {
    return {
      ...receipt,
      batch: { ...receipt.batch, ...change.batch },
      ledger: { ...receipt.ledger, ...change.ledger },
    };
  }

  it("finds all that the chain says about a receipt", async () => {
    const facts = await factsFor(receipt);
    expect(facts).to.deep.equal({
      chainId: 202209,
      head: facts.head,
      recordAnchorListed: true,
      batch: {
        sequence: 1,
        count: 100,
        anchoredAt: Date.parse(receipt.ledger.anchoredAt) / 1_000,
        account: court.relayer.address,
        disownedSince: null,
      },
      transaction: {
        blockNumber: receipt.ledger.blockNumber,
        blockHash: receipt.ledger.blockHash,
        anchorsRoot: true,
        succeeded: true,
      },
      institution: {
        name: `测试机构 ${court.id}`,
        kind: 1,
        status: "active",
        statusAtAnchoring: "active",
        statusSince: facts.institution?.statusSince,
      },
      standing: {
        status: "standing",
        since: null,
        reasonCode: null,
        document: null,
        successor: null,
        account: null,
        accountDisownedSince: null,
      },
      standards: { kind: accepted, schema: accepted, digestAlgorithm: accepted },
    });
    expect(facts.head.number).to.be.at.least(receipt.ledger.blockNumber + 3);
    const chain: ChainObservation = { kind: "observed", facts, nodes: [platform.node.url] };
    const verdict = composeVerdict({ receipt, chain, finalityBlocks: 3, now: new Date() });
    expect(verdict.outcome).to.equal("authentic");
  });

  it("asks once for what receipts share: 10,000 receipts of 84 records cost what one does", async () => {
    const node = openNode(anvil.url);
    const one = await observeRecords([node], platform.directory, [receipt]);
    const standing = [...receipts.slice(-4), ...receipts.slice(2, 82)];
    const many = Array.from({ length: 10_000 }, (_, i) => standing[i % standing.length] as Receipt);
    const startedAt = Date.now();
    const all = await observeRecords([node], platform.directory, many);
    expect(Date.now() - startedAt).to.be.lessThan(2_000);
    expect(one.roundTrips).to.equal(3);
    // The chain's id is known by now.
    expect(all.roundTrips).to.equal(2);
    expect(all.observations).to.have.length(10_000);
    for (const [i, observation] of all.observations.entries()) {
      if (observation.kind !== "observed") throw new Error(observation.kind);
      expect(observation.facts.batch?.count).to.equal(many[i]?.batch.count);
    }
  });

  it("asks of a hundred records of a batch in four round trips, one of them about who withdrew one", async () => {
    const node = openNode(anvil.url);
    await node.chainId();
    const { roundTrips } = await observeRecords([node], platform.directory, receipts.slice(0, 100));
    // Batches; standings, which are more than one request takes; the account behind the withdrawal.
    expect(roundTrips).to.equal(1 + 2 + 1);
  });

  it("asks nothing for no receipts of a chain that is not asked about", async () => {
    const { observations } = await observeRecords([platform.node], platform.directory, []);
    expect(observations).to.deep.equal([]);
  });

  it("says which chain it found where the receipt names another, and asks it nothing more", async () => {
    const facts = await factsFor(changed({ ledger: { chainId: 1 } }));
    expect(facts).to.include({ chainId: 202209, recordAnchorListed: false, batch: null, transaction: null });
  });

  it("does not believe a contract that the directory does not list", async () => {
    const foreign = makeKey().address;
    const facts = await factsFor(changed({ ledger: { recordAnchor: foreign } }));
    expect(facts).to.include({ recordAnchorListed: false, batch: null, transaction: null, institution: null });
    const unlisted = await factsFor(changed({ ledger: { recordAnchor: platform.institutionRegistry } }));
    expect(unlisted.recordAnchorListed).to.equal(false);
  });

  it("finds no batch under another root, and no transaction under another hash", async () => {
    const root: Hex = `0x${"77".repeat(32)}`;
    expect(await factsFor(changed({ batch: { root } }))).to.deep.include({ batch: null, institution: null });
    const transactionHash: Hex = `0x${"77".repeat(32)}`;
    expect((await factsFor(changed({ ledger: { transactionHash } }))).transaction).to.equal(null);
  });

  it("sees that a transaction anchors another batch, or none", async () => {
    const other = receipts.at(-1) as Receipt;
    expect((await factsFor(changed({ batch: { sequence: 2 } }))).transaction?.anchorsRoot).to.equal(false);
    expect((await factsFor(changed({ batch: { root: other.batch.root } }))).transaction?.anchorsRoot).to.equal(false);
    const { transactionHash } = platform.deployment.contracts.RecordAnchor;
    expect((await factsFor(changed({ ledger: { transactionHash } }))).transaction?.anchorsRoot).to.equal(false);
  });

  it("gives the institution's standing then and now", async () => {
    const { bank, anchored } = await anchorForBank();
    await anvil.rpc("evm_increaseTime", [60]);
    await suspend(bank);
    const facts = await factsFor(anchored);
    expect(facts.institution).to.include({ kind: 13, status: "suspended", statusAtAnchoring: "active" });
    expect(facts.institution?.statusSince).to.be.at.least((facts.batch?.anchoredAt ?? Infinity) + 60);
  });

  it("does not take a suspension later in the same block for one before the anchoring", async () => {
    const { bank, anchored } = await anchorForBank();
    const { timestamp } = (await anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { timestamp: Hex };
    await anvil.rpc("evm_setNextBlockTimestamp", [timestamp]);
    await suspend(bank);
    const facts = await factsFor(anchored);
    expect(facts.institution).to.include({ status: "suspended", statusSince: facts.batch?.anchoredAt });
    expect(facts.institution?.statusAtAnchoring).to.equal("active");
  });

  async function anchorForBank(): Promise<{ bank: TestInstitution; anchored: Receipt }> {
    const bank = await platform.registerInstitution("financial-institution");
    await anvil.rpc("evm_increaseTime", [60]);
    const [[anchored]] = (await anchorTestBatches(platform, bank, [[makeRecord(bank.id)]])) as [[Receipt]];
    return { bank, anchored };
  }

  async function suspend(bank: TestInstitution): Promise<void> {
    const { node, institutionRegistry: registry, keys } = platform;
    const choice = { withDescendants: false, reason: "" };
    await suspendInstitution({ node, registry, signer: keys.registrar.signer }, bank.id, choice);
  }

  it("is unreachable, with each node's reason, where no node can be asked", async () => {
    const broken = await startStubNode({ respond: (response) => response.writeHead(503).end() });
    stubs.push(broken);
    const stopped = await startStubNode({ answer: () => ({ result: "0x1" }) });
    await stopped.stop();
    const observation = await observe([openNode(stopped.url), openNode(broken.url)]);
    expect(observation).to.deep.equal({
      kind: "unreachable",
      nodes: [
        { url: stopped.url, reason: "connection refused" },
        { url: broken.url, reason: "answered HTTP status 503" },
      ],
    });
    expect((await observe([])).kind).to.equal("unreachable");
  });

  it("goes on without a node that cannot be asked", async () => {
    const observation = await observe([openNode("http://127.0.0.1:1"), platform.node]);
    expect(observation)
      .to.include({ kind: "observed" })
      .and.deep.include({ nodes: [platform.node.url] });
  });

  it("takes a node that fails halfway for one that cannot be asked", async () => {
    for (const method of ["eth_getBlockByNumber", "eth_call", "eth_getTransactionReceipt"]) {
      const stub = await startLyingNode(anvil.url, (call, answer) =>
        call.method === method ? { error: { code: -32603, message: "internal error" } } : answer,
      );
      stubs.push(stub);
      const observation = await observe([openNode(stub.url)]);
      expect(observation.kind).to.equal("unreachable");
      expect(JSON.stringify(observation)).to.include("internal error");
    }
  });

  it("takes a node on which the platform's contracts are missing for one that cannot be asked", async () => {
    const empty = await lying(({ method }, result) => (method === "eth_call" ? "0x" : result));
    const observation = await observe([empty]);
    expect(observation.kind).to.equal("unreachable");
    expect(JSON.stringify(observation)).to.include("has no Directory");
    expect((await observe([empty, platform.node])).kind).to.equal("observed");
  });

  it("leaves out a node that does not have the receipt's block yet", async () => {
    const behind = await lying(({ method, params }, result) => {
      if (method === "eth_getBlockByNumber") return { ...(result as object), number: "0x2" };
      if (method === "eth_getTransactionReceipt") return null;
      if (method === "eth_call" && isCall(params, RECORD_ANCHOR.getFunction("batchOf").selector)) {
        return `0x${"00".repeat(128)}`;
      }
      return result;
    });
    const alone = await observe([behind]);
    expect(alone.kind).to.equal("unreachable");
    expect(JSON.stringify(alone)).to.include(`is behind: its latest block is 2, the receipt's is`);
    const both = await observe([behind, platform.node]);
    expect(both).to.deep.include({ kind: "observed", nodes: [platform.node.url] });
  });

  it("is not put off by a receipt that claims a block of the future", async () => {
    const facts = await factsFor(changed({ ledger: { blockNumber: 1_000_000_000 } }));
    expect(facts.transaction?.blockNumber).to.equal(receipt.ledger.blockNumber);
  });

  it("takes the lowest head of the nodes that answer", async () => {
    const slower = await lying(({ method }, result) =>
      method === "eth_getBlockByNumber"
        ? { ...(result as object), number: `0x${(receipt.ledger.blockNumber + 1).toString(16)}` }
        : result,
    );
    for (const nodes of [
      [slower, platform.node],
      [platform.node, slower],
    ]) {
      const facts = await factsFor(receipt, nodes);
      expect(facts.head.number).to.equal(receipt.ledger.blockNumber + 1);
    }
  });

  const batchOf =
    (change: (values: [bigint, bigint, bigint, string]) => unknown[]) => (call: StubCall, result: unknown) => {
      if (!isCall(call.params, RECORD_ANCHOR.getFunction("batchOf").selector)) return result;
      const [batch] = RECORD_ANCHOR.decodeFunctionResult("batchOf", result as string);
      return RECORD_ANCHOR.encodeFunctionResult("batchOf", [change([...(batch as Iterable<unknown>)] as never)]);
    };
  const institution = (field: number, value: unknown) => (call: StubCall, result: unknown) => {
    if (!isCall(call.params, INSTITUTION_REGISTRY.getFunction("institution").selector)) return result;
    const [entry] = INSTITUTION_REGISTRY.decodeFunctionResult("institution", result as string);
    return INSTITUTION_REGISTRY.encodeFunctionResult("institution", [
      [...(entry as unknown[])].map((old, i) => (i === field ? value : old)),
    ]);
  };
  const transaction = (change: object) => (call: StubCall, result: unknown) =>
    call.method === "eth_getTransactionReceipt" ? { ...(result as object), ...change } : result;
  const standing = (field: number, value: unknown) => (call: StubCall, result: unknown) => {
    if (!isCall(call.params, RECORD_ANCHOR.getFunction("standingOf").selector)) return result;
    const [entry] = RECORD_ANCHOR.decodeFunctionResult("standingOf", result as string) as unknown as [unknown[]];
    return RECORD_ANCHOR.encodeFunctionResult("standingOf", [
      [...entry].map((old, i) => (i === field ? value : old)) as never,
    ]);
  };
  const disowned =
    (account: () => Hex) =>
    ({ params }: StubCall, result: unknown) => {
      if (!isCall(params, RECORD_ANCHOR.getFunction("disownedSince").selector)) return result;
      const [{ data }] = params as [{ data: string }];
      return data.endsWith(account().slice(2)) ? `0x${"00".repeat(31)}02` : result;
    };
  const refused = (field: number) => (call: StubCall, result: unknown) => {
    if (!isCall(call.params, STANDARDS_REGISTRY.getFunction("checkRecord").selector)) return result;
    return STANDARDS_REGISTRY.encodeFunctionResult("checkRecord", [0, 1, 2].map((i) => i !== field) as never);
  };
  const ended = (category: number) => (call: StubCall, result: unknown) => {
    const { selector } = STANDARDS_REGISTRY.getFunction("versionsOf");
    if (!isCall(call.params, selector)) return result;
    const [{ data }] = call.params as [{ data: string }];
    if (BigInt(`0x${data.slice(10)}`) >> 32n !== BigInt(category)) return result;
    const content = { contentHash: `0x${"00".repeat(32)}`, value: 0, title: "x", source: "x" };
    return STANDARDS_REGISTRY.encodeFunctionResult("versionsOf", [[{ from: 0, until: 2n ** 40n, content }]] as never);
  };
  const lies: Record<(typeof COMPARED_FIELDS)[number], (call: StubCall, result: unknown) => unknown> = {
    chainId: ({ method }, result) => (method === "eth_chainId" ? "0x1" : result),
    recordAnchorListed: ({ params }, result) =>
      isCall(params, DIRECTORY.getFunction("isListed").selector) ? `0x${"00".repeat(32)}` : result,
    "batch.sequence": batchOf(([, ...rest]) => [9n, ...rest]),
    "batch.count": batchOf(([sequence, , ...rest]) => [sequence, 9n, ...rest]),
    "batch.anchoredAt": batchOf(([sequence, count, time, account]) => [sequence, count, time - 1n, account]),
    "batch.account": batchOf(([sequence, count, time]) => [sequence, count, time, makeKey().address]),
    "transaction.blockNumber": transaction({ blockNumber: "0x9" }),
    "transaction.blockHash": transaction({ blockHash: `0x${"99".repeat(32)}` }),
    "transaction.anchorsRoot": transaction({ logs: [] }),
    "transaction.succeeded": transaction({ status: "0x0" }),
    "institution.name": institution(1, "Another"),
    "institution.kind": institution(3, 2),
    "institution.status": institution(4, 3),
    "institution.statusSince": institution(6, 1),
    "institution.statusAtAnchoring": ({ params }, result) =>
      isCall(params, INSTITUTION_REGISTRY.getFunction("statusAt").selector) ? `0x${"00".repeat(31)}02` : result,
    "batch.disownedSince": disowned(() => court.relayer.address),
    "standing.status": standing(0, 2),
    "standing.since": standing(1, 9),
    "standing.reasonCode": standing(2, 0),
    "standing.account": standing(3, makeKey().address),
    "standing.document": standing(4, `0x${"99".repeat(32)}`),
    "standing.successor": standing(5, `0x${"99".repeat(32)}`),
    "standing.accountDisownedSince": disowned(() => court.administrator.address),
    "standards.kind.accepted": refused(0),
    "standards.schema.accepted": refused(1),
    "standards.digestAlgorithm.accepted": refused(2),
    "standards.kind.acceptedUntil": ended(1),
    "standards.schema.acceptedUntil": ended(2),
    "standards.digestAlgorithm.acceptedUntil": ended(3),
  };
  for (const field of COMPARED_FIELDS) {
    it(`a node that says otherwise about ${field} is a disagreement, never a verdict`, async () => {
      const liar = await lying(lies[field]);
      for (const nodes of [
        [platform.node, liar],
        [liar, platform.node],
      ]) {
        const observation = await observe(nodes, field.startsWith("standing.") ? withdrawn : receipt);
        expect(observation).to.include({ kind: "disagreement", field });
        if (observation.kind !== "disagreement") throw new Error(observation.kind);
        expect(observation.answers.map(({ url }) => url)).to.deep.equal(nodes.map(({ url }) => url));
        expect(new Set(observation.answers.map(({ value }) => value)).size).to.equal(2);
      }
    });
  }

  it("compares everything that it reports", async () => {
    const facts = await factsFor(receipt);
    const pathsOf = (value: unknown, path: string): string[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, path === "" ? key : `${path}.${key}`))
        : [path];
    const paths = pathsOf(facts, "");
    expect([...COMPARED_FIELDS, "head.number", "head.timestamp"].sort()).to.deep.equal(paths.sort());
  });

  it("asks again, at a block that all have, where a change has not reached every node", async () => {
    const changedAt = receipt.ledger.blockNumber + 1;
    let asked = 0;
    // Says "suspended" in its latest block, and what all say where it is asked about an earlier one.
    const ahead = await lying((call, result) => {
      if (call.params[1] === "latest") asked += 1;
      return call.params[1] === "latest" ? institution(4, 2)(call, result) : result;
    });
    const slower = await lying(({ method }, result) =>
      method === "eth_getBlockByNumber" ? { ...(result as object), number: `0x${changedAt.toString(16)}` } : result,
    );
    const observation = await observe([ahead, slower]);
    expect(observation).to.deep.include({ kind: "observed", nodes: [ahead.url, slower.url] });
    expect(asked).to.be.greaterThan(0);
  });

  it("one question that a node cannot answer takes no other along", async () => {
    const bad: Hex = `0x${"66".repeat(32)}`;
    const stub = await startLyingNode(anvil.url, (call, answer) =>
      call.params[0] === bad ? { error: { code: -32000, message: "no such thing" } } : answer,
    );
    stubs.push(stub);
    const { observations } = await observeRecords([openNode(stub.url)], platform.directory, [
      changed({ ledger: { transactionHash: bad } }),
      receipt,
    ]);
    expect(observations.map(({ kind }) => kind)).to.deep.equal(["unreachable", "observed"]);
  });

  it("goes on knowing batches of a contract that was replaced in the directory", async () => {
    const factory = new RecordAnchor__factory();
    const { data } = await factory.getDeployTransaction(platform.institutionRegistry);
    const contract = await createContract(platform, data);
    const name = `0x${Buffer.from("RecordAnchor").toString("hex").padEnd(64, "0")}`;
    const set = DIRECTORY.encodeFunctionData("setAddress", [name, contract]);
    await anvil.rpc("anvil_impersonateAccount", [platform.keys.deployer.address]);
    await platform.node.request("eth_sendTransaction", [
      { from: platform.keys.deployer.address, to: platform.directory, data: set, gas: "0x100000" },
    ]);
    expect((await factsFor(receipt)).recordAnchorListed).to.equal(true);
  });
});

function isCall(params: unknown[], selector: string): boolean {
  const [call] = params as [{ data?: string } | null | undefined];
  return typeof call === "object" && call !== null && (call.data?.startsWith(selector) ?? false);
}
