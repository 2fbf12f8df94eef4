import { expect } from "chai";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ClientError, verifyRecord, verifyRecords } from "../../src/client/index.js";
import type { VerifyOptions } from "../../src/client/index.js";
import { disclose, sealDocument, toHex } from "../../src/core/index.js";
import type { Hex, Receipt, SealedRecord, Verdict } from "../../src/core/index.js";
import { deployTestPlatform } from "../support/deployTestPlatform.js";
import type { TestInstitution, TestPlatform } from "../support/deployTestPlatform.js";
import { startAnvil } from "../support/startAnvil.js";
import type { TestAnvil } from "../support/startAnvil.js";
import { anchorTestRecords } from "./support/anchorTestRecords.js";

describe("verifyRecord", () => {
  let anvil: TestAnvil;
  let platform: TestPlatform;
  let court: TestInstitution;
  let sealed: SealedRecord[];
  let receipts: Receipt[];
  let receipt: Receipt;
  let options: VerifyOptions;

  before(async () => {
    anvil = await startAnvil();
    platform = await deployTestPlatform(anvil.url);
    court = await platform.registerInstitution();
    sealed = Array.from({ length: 300 }, (_, i) => sealOne(court.id, i));
    receipts = await anchorTestRecords(
      platform,
      court,
      sealed.map(({ record }) => record),
    );
    receipt = receipts[17] as Receipt;
    await anvil.mine(3);
    options = { nodes: [anvil.url], directory: platform.directory, finalityBlocks: 3 };
  });
  after(async () => {
    platform.node.close();
    await anvil.stop();
  });

  it("finds a record authentic, with the document, its bytes, or neither", async () => {
    const bytes = new TextEncoder().encode("document 17");
    const digest = receipt.record.digest;
    for (const document of [
      { digestAlgorithm: "sha-256" as const, digest },
      new Blob([bytes]).stream(),
      (async function* () {
        yield bytes.subarray(0, 4);
        yield bytes.subarray(4);
      })(),
    ]) {
      const verdict = await verifyRecord({ ...options, receipt, document });
      expect(verdict.outcome).to.equal("authentic");
      expect(codesOf(verdict)).to.include("integrity-digest-matches");
      expect(verdict.nodes).to.eql([anvil.url]);
    }
    expect(codesOf(await verifyRecord({ ...options, receipt }))).to.include("integrity-no-document");
  });

  it("finds a document with one changed byte not authentic", async () => {
    const document = new Blob(["document 1７"]).stream();
    const verdict = await verifyRecord({ ...options, receipt, document });
    expect(verdict.outcome).to.equal("not-authentic");
    expect(codesOf(verdict)).to.include("integrity-digest-differs");
  });

  it("checks a disclosure against the record", async () => {
    const disclosure = disclose(sealed[17] as SealedRecord, ["number"]);
    expect((await verifyRecord({ ...options, receipt, disclosure })).outcome).to.equal("authentic");
    const other = disclose(sealed[18] as SealedRecord, ["number"]);
    expect(codesOf(await verifyRecord({ ...options, receipt, disclosure: other }))).to.include(
      "disclosure-other-record",
    );
  });

  it("verifies hundreds in few round trips, each by itself", async () => {
    const broken = receipts.map((one, i) => (i === 5 ? { ...one, leaf: ONES } : one));
    let asked = 0;
    const proxy = await startProxy(anvil.url, () => (asked += 1));
    try {
      const verdicts = await verifyRecords(
        broken.map((one) => ({ receipt: one })),
        { ...options, nodes: [proxy.url] },
      );
      expect(verdicts.map(({ authentic }, i) => (authentic ? null : i)).filter((i) => i !== null)).to.eql([5]);
      expect(asked).to.be.at.most(6);
    } finally {
      await proxy.close();
    }
  });

  const ONES: Hex = `0x${"11".repeat(32)}`;
  const changes: [string, (given: Receipt) => Receipt, string][] = [
    ["record.kind", (r) => ({ ...r, record: { ...r.record, kind: 2 } }), "inclusion-leaf-differs"],
    ["record.digest", (r) => ({ ...r, record: { ...r.record, digest: ONES } }), "inclusion-leaf-differs"],
    ["record.institutionId", (r) => ({ ...r, record: { ...r.record, institutionId: 2 } }), "anchoring-not-anchored"],
    ["leaf", (r) => ({ ...r, leaf: ONES }), "inclusion-leaf-differs"],
    ["a sibling", (r) => ({ ...r, proof: [ONES, ...r.proof.slice(1)] }), "inclusion-root-differs"],
    ["a sibling less", (r) => ({ ...r, proof: r.proof.slice(2) }), "inclusion-proof-length-impossible"],
    ["a sibling more", (r) => ({ ...r, proof: [...r.proof, ONES, ONES] }), "inclusion-proof-length-impossible"],
    ["no proof", (r) => ({ ...r, proof: [] }), "inclusion-proof-length-impossible"],
    ["batch.root", (r) => ({ ...r, batch: { ...r.batch, root: ONES } }), "anchoring-not-anchored"],
    ["batch.sequence", (r) => ({ ...r, batch: { ...r.batch, sequence: 9 } }), "anchoring-receipt-differs"],
    ["batch.count", (r) => ({ ...r, batch: { ...r.batch, count: 299 } }), "anchoring-receipt-differs"],
    ["ledger.chainId", (r) => ({ ...r, ledger: { ...r.ledger, chainId: 1 } }), "anchoring-other-chain"],
    [
      "ledger.recordAnchor",
      (r) => ({ ...r, ledger: { ...r.ledger, recordAnchor: `0x${"12".repeat(20)}` } }),
      "anchoring-contract-not-listed",
    ],
    [
      "ledger.anchoredAt",
      (r) => ({ ...r, ledger: { ...r.ledger, anchoredAt: "2020-01-01T00:00:00Z" } }),
      "anchoring-receipt-differs",
    ],
    ["ledger.blockHash", (r) => ({ ...r, ledger: { ...r.ledger, blockHash: ONES } }), "anchoring-receipt-differs"],
    ["ledger.blockNumber", (r) => ({ ...r, ledger: { ...r.ledger, blockNumber: 1 } }), "anchoring-receipt-differs"],
  ];
  for (const [field, change, code] of changes) {
    it(`never finds a receipt with another ${field} authentic, and says ${code}`, async () => {
      const verdict = await verifyRecord({ ...options, receipt: change(receipt) });
      expect(verdict.outcome).to.equal("not-authentic");
      expect(codesOf(verdict)).to.include(code);
    });
  }

  it("cannot tell for a transaction that no node knows", async () => {
    const changed = { ...receipt, ledger: { ...receipt.ledger, transactionHash: ONES } };
    const verdict = await verifyRecord({ ...options, receipt: changed });
    expect(verdict.outcome).to.equal("undetermined");
    expect(codesOf(verdict)).to.include("anchoring-transaction-not-found");
  });

  it("cannot tell before the block is deep enough", async () => {
    const verdict = await verifyRecord({ ...options, receipt, finalityBlocks: 1_000 });
    expect(verdict.outcome).to.equal("undetermined");
    expect(codesOf(verdict)).to.include("finality-not-yet");
  });

  it("cannot tell when no node answers; one that answers is enough", async () => {
    const silent = await startSilentServer();
    try {
      const nodes = [silent.url];
      const verdict = await verifyRecord({ ...options, receipt, nodes, timeoutMs: 200 });
      expect(verdict.outcome).to.equal("undetermined");
      expect(codesOf(verdict)).to.include("anchoring-node-unreachable");
      const helped = await verifyRecord({ ...options, receipt, nodes: [silent.url, anvil.url], timeoutMs: 200 });
      expect(helped.outcome).to.equal("authentic");
      expect(helped.nodes).to.eql([anvil.url]);
    } finally {
      await silent.close();
    }
  });

  it("cannot tell at a directory that is none", async () => {
    const directory: Hex = `0x${"99".repeat(20)}`;
    const verdict = await verifyRecord({ ...options, receipt, directory });
    expect(verdict.authentic).to.be.false;
  });

  it("asks for at least one node", async () => {
    const error = await verifyRecord({ ...options, receipt, nodes: [] }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ClientError);
    expect(error).to.include({ code: "verify-without-nodes" });
  });

  it("ends when it is aborted", async () => {
    const silent = await startSilentServer();
    const abort = new AbortController();
    const pending = verifyRecord({ ...options, receipt, nodes: [silent.url], signal: abort.signal });
    abort.abort(new Error("enough"));
    expect(await pending.catch((error: unknown) => (error as Error).message)).to.equal("enough");
    await silent.close();
  });
});

function sealOne(institutionId: number, i: number): SealedRecord {
  const digest = sha256(`document ${i}`);
  return sealDocument({
    institutionId,
    kind: 1,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest,
    metadata: { number: i, title: `文书 ${i}` },
  });
}

function sha256(text: string): Hex {
  return toHex(createHash("sha256").update(text).digest());
}

function codesOf(verdict: Verdict): string[] {
  return verdict.findings.map(({ code }) => code);
}

interface TestServer {
  url: string;
  close(): Promise<void>;
}

/** Takes connections and never answers. */
function startSilentServer(): Promise<TestServer> {
  return startServer(() => undefined);
}

/** Passes requests on, and counts them. */
function startProxy(target: string, onRequest: () => void): Promise<TestServer> {
  return startServer((request, response) => {
    onRequest();
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      void fetch(target, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.concat(pieces),
      })
        .then((answer) => answer.text())
        .then((text) => response.end(text));
    });
  });
}

async function startServer(answer: Parameters<typeof createServer>[1]): Promise<TestServer> {
  const server = createServer(answer as never);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
