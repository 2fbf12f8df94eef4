import { expect } from "chai";
import { execFile } from "node:child_process";
import { createServer } from "node:net";
import type { Server } from "node:net";
import { promisify } from "node:util";
import { ChainError, NodeUnreachableError, openNode } from "../../src/chain/index.js";
import { expectError } from "../support/expectError.js";
import { startStubNode } from "../support/startStubNode.js";
import type { StubBehaviour, StubNode } from "../support/startStubNode.js";

describe("openNode", () => {
  let stubs: StubNode[];

  beforeEach(() => {
    stubs = [];
  });
  afterEach(async () => {
    for (const stub of stubs) await stub.stop();
  });

  async function stub(behaviour: StubBehaviour): Promise<StubNode> {
    const started = await startStubNode(behaviour);
    stubs.push(started);
    return started;
  }

  async function failureOf(behaviour: StubBehaviour, timeoutMs = 5_000): Promise<NodeUnreachableError> {
    const { url } = await stub(behaviour);
    const error = await expectError(NodeUnreachableError, () => openNode(url, { timeoutMs }).request("eth_call", [{}]));
    expect(error.url).to.equal(url);
    expect(error.message).to.equal(`node ${url}: ${error.reason}`);
    expect(error.retryable).to.equal(true);
    expect(error.code).to.equal("node-unreachable");
    return error;
  }

  it("says that the connection was refused", async () => {
    const { url, stop } = await startStubNode({ answer: () => ({ result: "0x1" }) });
    await stop();
    const error = await expectError(NodeUnreachableError, () => openNode(url).request("eth_chainId", []));
    expect(error.failure).to.equal("connection");
    expect(error.reason).to.equal("connection refused");
  });

  it("says that the host name was not found", async () => {
    const node = openNode("http://no-such-host.invalid:8545");
    const error = await expectError(NodeUnreachableError, () => node.request("eth_chainId", []));
    expect(error.failure).to.equal("connection");
    expect(error.reason).to.match(/host name/);
  });

  it("says that no answer came in time, and does not wait longer", async () => {
    const startedAt = Date.now();
    const error = await failureOf({ respond: () => {} }, 150);
    expect(error.failure).to.equal("timeout");
    expect(error.reason).to.equal("no answer within 150 ms");
    expect(Date.now() - startedAt).to.be.lessThan(2_000);
  });

  it("bounds the time of an answer that trickles", async () => {
    const error = await failureOf(
      {
        respond: (response) => {
          const timer = setInterval(() => response.write(" "), 20);
          response.on("close", () => clearInterval(timer));
        },
      },
      200,
    );
    expect(error.failure).to.equal("timeout");
  });

  it("says that the connection broke in the middle of the answer", async () => {
    const error = await failureOf({
      respond: (response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"jsonrpc":"2.0",');
        setTimeout(() => response.destroy(), 20);
      },
    });
    expect(error.failure).to.equal("connection");
  });

  for (const status of [500, 502, 404, 401, 429, 302]) {
    it(`names the HTTP status ${status}`, async () => {
      const error = await failureOf({
        respond: (response) => response.writeHead(status, { location: "http://127.0.0.1:1/" }).end("sorry"),
      });
      expect(error.failure).to.equal("http-status");
      expect(error.status).to.equal(status);
      expect(error.reason).to.equal(`answered HTTP status ${status}`);
    });
  }

  const notJsonRpc: Record<string, string> = {
    HTML: "<html><body>Welcome to nginx</body></html>",
    "truncated JSON": '{"jsonrpc":"2.0","id":0,"resu',
    nothing: "",
    "another shape": '{"hello":"world"}',
    "a number": "7",
    null: "null",
    "an empty list": "[]",
    "another question's answer": '{"jsonrpc":"2.0","id":99,"result":"0x1"}',
    "an id of another type": '{"jsonrpc":"2.0","id":"0","result":"0x1"}',
    "two answers": '[{"jsonrpc":"2.0","id":0,"result":"0x1"},{"jsonrpc":"2.0","id":0,"result":"0x2"}]',
  };
  for (const [what, body] of Object.entries(notJsonRpc)) {
    it(`does not take ${what} for an answer`, async () => {
      const error = await failureOf({ respond: (response) => response.end(body) });
      expect(error.failure).to.equal("not-json-rpc");
    });
  }

  it("quotes only the beginning of a long answer that is not JSON", async () => {
    const error = await failureOf({ respond: (response) => response.end("x".repeat(100_000)) });
    expect(error.message.length).to.be.lessThan(200);
  });

  it("says that a node refused a whole batch", async () => {
    const { url } = await stub({
      respond: (response) =>
        response.end('{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batch too large"}}'),
    });
    const calls = [1, 2].map(() => ({ method: "eth_chainId", params: [] }));
    const error = await expectError(NodeUnreachableError, () => openNode(url).requestAll(calls));
    expect(error.failure).to.equal("node-error");
    expect(error.reason).to.include("batch too large");
  });

  it("says that a node serves another chain, before anything else is asked of it", async () => {
    const asked: string[] = [];
    const { url } = await stub({
      answer: ({ method }) => {
        asked.push(method);
        return { result: "0x1" };
      },
    });
    const node = openNode(url, { chainId: 202209 });
    const error = await expectError(NodeUnreachableError, () => node.request("eth_blockNumber", []));
    expect(error.failure).to.equal("other-chain");
    expect(error.reason).to.equal("serves chain 1, 202209 expected");
    expect(asked).to.deep.equal(["eth_chainId"]);
  });

  it("asks for the chain id once, and again after a failure", async () => {
    let asked = 0;
    const { url } = await stub({
      answer: ({ method }) => {
        if (method !== "eth_chainId") return { result: "0x5" };
        asked += 1;
        return asked === 1 ? { error: { code: -32603, message: "starting" } } : { result: "0x315e1" };
      },
    });
    const node = openNode(url, { chainId: 202209 });
    await expectError(NodeUnreachableError, () => node.request("eth_blockNumber", []));
    for (let i = 0; i < 3; i++) expect(await node.request("eth_blockNumber", [])).to.equal("0x5");
    expect(asked).to.equal(2);
  });

  it("refuses a chain id that is none", async () => {
    const { url } = await stub({ answer: () => ({ result: "0x" }) });
    const error = await expectError(NodeUnreachableError, () => openNode(url).chainId());
    expect(error.failure).to.equal("not-json-rpc");
  });

  it("sends many calls in few requests, and gives their answers in order", async () => {
    const { url } = await stub({ answer: ({ params }) => ({ result: params[0] }) });
    const node = openNode(url, { batchMaxCalls: 100 });
    const outcomes = await node.requestAll(
      Array.from({ length: 1_050 }, (_, i) => ({ method: "echo", params: [`${i}`] })),
    );
    expect(outcomes).to.deep.equal(Array.from({ length: 1_050 }, (_, i) => ({ result: `${i}` })));
    expect(node.roundTrips).to.equal(11);
  });

  it("takes the answers of a batch in any order", async () => {
    const { url } = await stub({
      respond: (response, calls) =>
        response.end(JSON.stringify(calls.map(({ id }) => ({ jsonrpc: "2.0", id, result: `${id}` })).reverse())),
    });
    const outcomes = await openNode(url).requestAll([1, 2, 3].map(() => ({ method: "any", params: [] })));
    expect(outcomes).to.deep.equal([{ result: "0" }, { result: "1" }, { result: "2" }]);
  });

  it("keeps the failure of one call from the others", async () => {
    const { url } = await stub({
      answer: ({ method }) =>
        method === "bad" ? { error: { code: -32601, message: "the method bad does not exist" } } : { result: "0x1" },
    });
    const [good, bad] = await openNode(url).requestAll([
      { method: "good", params: [] },
      { method: "bad", params: [] },
    ]);
    expect(good).to.deep.equal({ result: "0x1" });
    expect(bad).to.have.property("error").instanceOf(NodeUnreachableError);
  });

  it("keeps credentials out of its url and its messages, and sends them", async () => {
    const started = await stub({ respond: (response) => response.writeHead(500).end() });
    const node = openNode(started.url.replace("http://", "http://alice:s3cret@"));
    const error = await expectError(NodeUnreachableError, () => node.request("eth_chainId", []));
    expect(node.url).to.equal(started.url);
    expect(JSON.stringify([error.message, error.url, error.reason])).not.to.include("s3cret");
    expect(started.headers.authorization).to.equal(`Basic ${btoa("alice:s3cret")}`);
  });

  it("refuses addresses that it cannot ask", async () => {
    for (const url of ["ws://127.0.0.1:8546", "ftp://127.0.0.1", "not a url", "/tmp/geth.ipc", ""]) {
      const error = await expectError(ChainError, () => openNode(url));
      expect(error.code).to.equal("node-url-unsupported");
    }
  });

  it("ends what is under way when it is closed or cancelled, and asks nothing afterwards", async () => {
    const silent = await stub({ respond: () => {} });
    const cancelling = new AbortController();
    const closed = openNode(silent.url);
    const cancelled = openNode(silent.url, { signal: cancelling.signal });
    const failures = [closed, cancelled].map((node) =>
      expectError(NodeUnreachableError, () => node.request("eth_chainId", [])),
    );
    setTimeout(() => {
      closed.close();
      cancelling.abort();
    }, 50);
    for (const failure of failures) expect((await failure).failure).to.equal("cancelled");
    const sent = closed.roundTrips;
    const after = await expectError(NodeUnreachableError, () => closed.request("eth_chainId", []));
    expect(after.failure).to.equal("cancelled");
    expect(closed.roundTrips).to.equal(sent);
  });

  it("does not read an answer without end", async function () {
    this.timeout(30_000);
    const error = await failureOf(
      {
        respond: (response) => {
          const more = (): void => {
            while (!response.destroyed && response.write(Buffer.alloc(1024 * 1024, 0x20)));
          };
          response.on("drain", more);
          more();
        },
      },
      25_000,
    );
    expect(error.failure).to.equal("not-json-rpc");
  });

  it("survives a server that hangs up at once", async () => {
    const server: Server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const node = openNode(`http://127.0.0.1:${port}`);
    const error = await expectError(NodeUnreachableError, () => node.request("eth_chainId", []));
    expect(error.failure).to.equal("connection");
    await new Promise((resolve) => server.close(resolve));
  });

  describe("tells a revert from a failure of the node", () => {
    const data = "0x54e8f5f80000000000000000000000000000000000000000000000000000000000000007";
    const reverts: Record<string, unknown> = {
      "geth and anvil": { code: 3, message: "execution reverted", data },
      Besu: { code: -32000, message: "Execution reverted", data },
      Nethermind: { code: -32015, message: "VM execution error.", data: `Reverted ${data}` },
      Hardhat: { code: -32603, message: "Error: VM Exception while processing transaction: reverted", data: { data } },
      "a revert without data": { code: 3, message: "execution reverted", data: "0x" },
      "a revert without a data field": { code: -32000, message: "execution reverted" },
    };
    for (const [who, error] of Object.entries(reverts)) {
      it(`as ${who} words it`, async () => {
        const { url } = await stub({ answer: () => ({ error }) });
        const found = await expectError(ChainError, () => openNode(url).request("eth_call", [{}]));
        expect(found.code).to.equal("transaction-reverted");
      });
    }

    const failures: Record<string, unknown> = {
      "an internal error": { code: -32603, message: "Internal error" },
      "a limit": { code: -32005, message: "Request rate exceeded" },
      "a pruned state": { code: -32000, message: "missing trie node 8e2c (path )" },
      "an unknown block": { code: -32000, message: "header not found" },
      "an unknown method": { code: -32601, message: "Method not found" },
      "an error that is no object": "broken",
    };
    for (const [what, error] of Object.entries(failures)) {
      it(`${what} is the node's`, async () => {
        const { url } = await stub({ answer: () => ({ error }) });
        const found = await expectError(NodeUnreachableError, () => openNode(url).request("eth_call", [{}]));
        expect(found.failure).to.equal("node-error");
      });
    }

    it("funds that are lacking are the transaction's", async () => {
      const { url } = await stub({
        answer: () => ({ error: { code: -32000, message: "insufficient funds for gas * price + value" } }),
      });
      const found = await expectError(ChainError, () => openNode(url).request("eth_estimateGas", [{}]));
      expect(found.code).to.equal("transaction-refused");
    });
  });

  it("keeps no process alive, though nobody closes it", async () => {
    const { url } = await stub({ answer: () => ({ result: "0x1" }) });
    const module = new URL("../../src/chain/index.ts", import.meta.url).href;
    const script = `import { openNode } from "${module}"; console.log(await openNode("${url}").chainId());`;
    const args = ["--import", "tsx", "--input-type=module", "--eval", script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 15_000 });
    expect(stdout).to.equal("1\n");
  });
});
