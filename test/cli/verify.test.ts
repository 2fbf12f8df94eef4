import { expect } from "chai";
import { createServer } from "node:http";
import { join } from "node:path";
import type { Receipt, Verdict } from "../../src/core/index.js";
import { anchorTestBatches, makeRecord } from "../support/anchorTestBatch.js";
import { startStubNode } from "../support/startStubNode.js";
import { digestBytes } from "../../src/core/index.js";
import { openCliWorld } from "./support/cliWorld.js";
import type { CliWorld } from "./support/cliWorld.js";

const DOCUMENT = "The court orders as follows.\n";

describe("lexanchor verify", () => {
  let world: CliWorld;
  let receipt: Receipt;
  before(async () => {
    world = await openCliWorld();
    const record = {
      ...makeRecord(1),
      kind: 9,
      digest: digestBytes("sha-256", new TextEncoder().encode(DOCUMENT)),
    };
    const [batch = []] = await anchorTestBatches(world.platform, world.court, [[record, makeRecord(1), makeRecord(1)]]);
    receipt = batch[0] as Receipt;
    await world.put("order.txt", DOCUMENT);
    await world.put("order.txt.receipt.json", JSON.stringify(receipt));
  });
  after(() => world.close());

  const resultOf = (verdict: Verdict, question: string): string | undefined =>
    verdict.findings.find((finding) => finding.question === question)?.code;

  it("ends with 0 for an authentic document, and says who recorded it when", async () => {
    const { code, stdout, stderr } = await world.run(["verify", "order.txt"]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const time = receipt.ledger.anchoredAt.replace("T", " ").replace("Z", " UTC");
    expect(stdout.split("\n")[0]).to.equal(
      `AUTHENTIC: order.txt is what 测试机构 1 (institution 1) recorded at ${time} as judicial instrument.`,
    );
    expect(stdout).to.include("  ✓ integrity    The document has the digest that was recorded.\n");
  });

  it("gives the same JSON each time but for the time, with every question in its order", async () => {
    const first = await world.runJson<Verdict & { [more: string]: unknown }>(["verify", "order.txt"]);
    expect(first.outcome).to.equal("authentic");
    expect(first.findings.map(({ question, result }) => `${question} ${result}`)).to.deep.equal([
      "integrity valid",
      "inclusion valid",
      "anchoring valid",
      "issuer valid",
      "standing valid",
      "standards valid",
      "finality valid",
      "disclosure skipped",
      "recognition skipped",
    ]);
    for (const finding of first.findings)
      expect(Object.keys(finding)).to.deep.equal(["question", "result", "code", "facts"]);
    const timeless = (verdict: object): string => JSON.stringify(verdict).replaceAll(/"\w*(At|Time)":"[^"]*",?/g, "");
    const second = await world.runJson(["verify", "order.txt", "--receipt", "order.txt.receipt.json"]);
    expect(timeless(second)).to.equal(timeless(first));
    const streamed = await world.runJson(["verify", "-", "-r", "order.txt.receipt.json"], 0, { stdin: DOCUMENT });
    expect(timeless(streamed)).to.equal(timeless(first));
  });

  it("checks a record without its document, and does not claim to have seen one", async () => {
    const { code, stdout } = await world.run(["verify", "--receipt", "order.txt.receipt.json"]);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^AUTHENTIC: the record in this receipt \(no document was given\) is what /);
    expect(stdout).to.include("  – integrity    No document was given, so only the record itself was checked.\n");
  });

  it("ends with 1 for one altered byte, with both digests", async () => {
    await world.put("altered.txt", DOCUMENT.replace("T", "t"));
    const words = ["verify", "altered.txt", "--receipt", "order.txt.receipt.json"];
    const verdict = await world.runJson<Verdict>(words, 1);
    expect(verdict.outcome).to.equal("not-authentic");
    const [integrity] = verdict.findings;
    expect(integrity?.code).to.equal("integrity-digest-differs");
    expect(Object.values(integrity?.facts ?? {})).to.include(receipt.record.digest);
    const { code, stdout } = await world.run(words);
    expect(code).to.equal(1);
    expect(stdout).to.match(/^NOT AUTHENTIC: altered\.txt\. The document does not have the digest that was recorded/);
    expect(stdout).to.include("  ✗ integrity ").and.to.include(receipt.record.digest.slice(0, 10));
  });

  it("ends with 1 for a receipt with any one field changed, and names the question", async () => {
    const { record, ledger, batch, proof, leaf } = receipt;
    const word = `0x${"ab".repeat(32)}`;
    const changes: [name: string, changed: object, question: string, code: string][] = [
      ["digest", { record: { ...record, digest: word } }, "integrity", "integrity-digest-differs"],
      ["kind", { record: { ...record, kind: 8 } }, "inclusion", "inclusion-leaf-differs"],
      ["institution", { record: { ...record, institutionId: 2 } }, "inclusion", "inclusion-leaf-differs"],
      ["leaf", { leaf: word }, "inclusion", "inclusion-leaf-differs"],
      ["sibling", { proof: [word, ...proof.slice(1)] }, "inclusion", "inclusion-root-differs"],
      ["longer proof", { proof: [...proof, word, word] }, "inclusion", "inclusion-proof-length-impossible"],
      ["no proof", { proof: [] }, "inclusion", "inclusion-proof-length-impossible"],
      ["root", { batch: { ...batch, root: leaf } }, "anchoring", "anchoring-not-anchored"],
      ["sequence", { batch: { ...batch, sequence: 7 } }, "anchoring", "anchoring-receipt-differs"],
      ["time", { ledger: { ...ledger, anchoredAt: "2020-01-01T00:00:00Z" } }, "anchoring", "anchoring-receipt-differs"],
      ["chain", { ledger: { ...ledger, chainId: 1 } }, "anchoring", "anchoring-other-chain"],
      [
        "contract",
        { ledger: { ...ledger, recordAnchor: world.platform.directory } },
        "anchoring",
        "anchoring-contract-not-listed",
      ],
    ];
    for (const [i, [name, changed, question, code]] of changes.entries()) {
      const file = await world.put(`changed-${i}.json`, JSON.stringify({ ...receipt, ...changed }));
      const verdict = await world.callJson<Verdict>(["verify", "order.txt", "--receipt", file], 1);
      expect(resultOf(verdict, question), name).to.equal(code);
    }
    const { code, stdout } = await world.run(["verify", "order.txt", "--receipt", "changed-0.json"]);
    expect(code).to.equal(1);
    expect(stdout).to.match(/^NOT AUTHENTIC: order\.txt\. /);
  });

  it("ends with 64 for a receipt that is none, naming file and field", async () => {
    const cases: [content: string, field: string, fact: string][] = [
      [JSON.stringify({ ...receipt, proof: ["0x1234"] }), "receipt.proof[0]", "32"],
      [JSON.stringify({ ...receipt, extra: 1 }), "receipt.extra", "unknown field"],
      [JSON.stringify({ ...receipt, version: 2 }), "receipt.version", "2 given, 1 expected"],
      [
        JSON.stringify({ ...receipt, batch: { ...receipt.batch, count: "3" } }),
        "receipt.batch.count",
        "a number expected",
      ],
      [JSON.stringify(receipt).slice(0, -9), "receipt", "not JSON"],
      [JSON.stringify(receipt).replace('"leaf"', '"version":1,"leaf"'), "receipt", "the same name twice"],
      [DOCUMENT, "receipt", "not JSON"],
    ];
    for (const [i, [content, field, fact]] of cases.entries()) {
      const file = await world.put(`malformed-${i}.json`, content);
      const error = await world.refusal(["verify", "order.txt", "--receipt", file]);
      expect(error.field).to.equal(field);
      expect(error.message).to.include(fact).and.to.include(`malformed-${i}.json: receipt`);
    }
    const asProcess = await world.run(["verify", "order.txt", "--receipt", "malformed-0.json"]);
    expect(asProcess).to.deep.include({ code: 64, stdout: "" });
    expect(asProcess.stderr).to.match(/^error: malformed-0\.json: receipt\.proof\[0\]: 2 bytes given, 32 expected\n$/);
  });

  it("ends with 2, never with 1, where no node gives an answer that counts", async () => {
    const hanging = createServer(() => undefined);
    await new Promise<void>((resolve) => hanging.listen(0, "127.0.0.1", resolve));
    const stubs = await Promise.all([
      startStubNode({ respond: (response) => response.end("<html>welcome</html>") }),
      startStubNode({ respond: (response) => response.writeHead(503).end() }),
      startStubNode({ respond: (response) => response.destroy() }),
      startStubNode({ answer: () => ({ error: { code: -32005, message: "limit exceeded" } }) }),
    ]);
    const { port } = hanging.address() as { port: number };
    const urls = [
      ...stubs.map(({ url }) => url),
      `http://127.0.0.1:${port}`,
      "http://127.0.0.1:9",
      "http://node.invalid",
    ];
    try {
      const words = ["verify", "order.txt", "--timeout", "1", "--rpc"];
      const verdicts = await Promise.all(urls.map((url) => world.callJson<Verdict>([...words, url], 2)));
      for (const [i, verdict] of verdicts.entries()) {
        expect(verdict.outcome, urls[i]).to.equal("undetermined");
        expect(resultOf(verdict, "anchoring"), urls[i]).to.equal("anchoring-node-unreachable");
        expect(verdict.findings.filter(({ result }) => result === "invalid")).to.deep.equal([]);
      }
      const one = await world.run(["verify", "order.txt", "--rpc", "http://127.0.0.1:9"]);
      expect(one.code).to.equal(2);
      expect(one.stdout).to.match(/^COULD NOT TELL: order\.txt\. No node gave a usable answer\.\n/);
      // One good node is enough.
      await world.callJson(["verify", "order.txt", "--rpc", world.anvil.url, "http://127.0.0.1:9"]);
    } finally {
      hanging.closeAllConnections();
      hanging.close();
      await Promise.all(stubs.map((stub) => stub.stop()));
    }
  });

  it("ends with 2 while the block is not deep enough, and for a Directory that the chain does not have", async () => {
    const deep = await world.callJson<Verdict>(["verify", "order.txt", "--finality-blocks", "1000"], 2);
    expect(resultOf(deep, "finality")).to.equal("finality-not-yet");
    const other = await world.callJson<Verdict>(["verify", "order.txt", "--directory", `0x${"12".repeat(20)}`], 2);
    expect(other.outcome).to.equal("undetermined");
  });

  it("works with addresses alone where no platform has run, and asks for them where they are not given", async () => {
    const home = join(world.folder, "elsewhere");
    const words = ["verify", "order.txt", "--finality-blocks", "0"];
    const node = ["--rpc", world.anvil.url];
    await world.callJson([...words, ...node, "--directory", world.platform.directory], 0, home);
    const withFile = [...node, "--deployment", join(world.home.deployments, "202209.json")];
    await world.runJson([...words, ...withFile], 0, { home });
    const cases: [more: string[], field: string][] = [
      [[], "rpc"],
      [node, "directory"],
      [["--rpc", "127.0.0.1:8545"], "rpc"],
      [["--rpc", "ftp://user:secret@node"], "rpc"],
      [[...node, "--directory", "0x12"], "directory"],
    ];
    for (const [more, field] of cases) {
      const error = await world.refusal([...words, ...more], home);
      expect(error.field, error.message).to.equal(field);
      expect(error.message).not.to.include("secret");
    }
  });
});
