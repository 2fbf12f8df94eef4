import { expect } from "chai";
import { ClientError, createIntakeClient } from "../../src/client/index.js";
import { startFakeRelayer } from "./support/fakeRelayer.js";
import type { Answer, FakeRelayer } from "./support/fakeRelayer.js";

const HASH = `0x${"ab".repeat(32)}`;
const RECEIPT = {
  type: "lexanchor/receipt",
  version: 1,
  record: { institutionId: 7, kind: 1, schema: 1, digestAlgorithm: "sha-256", digest: HASH, metadataRoot: HASH },
  leaf: HASH,
  proof: [],
  batch: { sequence: 1, root: HASH, count: 1 },
  ledger: {
    chainId: 202209,
    recordAnchor: `0x${"cd".repeat(20)}`,
    transactionHash: HASH,
    blockNumber: 5,
    blockHash: HASH,
    anchoredAt: "2026-11-23T10:00:00Z",
  },
};

describe("waitForReceipt", () => {
  let relayer: FakeRelayer;
  afterEach(() => relayer.close());

  it("asks until the record is final, and says each change of state once", async () => {
    const states = ["received", "received", "submitted", "anchored"];
    relayer = await startFakeRelayer((_, count) => {
      const state = states[count - 1];
      return state === undefined ? { status: 200, body: RECEIPT } : notYet(state);
    });
    const seen: string[] = [];
    const receipt = await clientOf(relayer).waitForReceipt("id-1", { onProgress: (state) => seen.push(state) });
    expect(receipt).to.eql(RECEIPT);
    expect(seen).to.eql(["received", "submitted", "anchored"]);
    expect(relayer.requests[0]?.path).to.equal("/v1/records/id-1/receipt");
  });

  it("goes on through a restart of the relayer", async () => {
    relayer = await startFakeRelayer((_, count) =>
      count === 1 ? notYet("received") : count === 2 ? "drop" : { status: 200, body: RECEIPT },
    );
    expect(await clientOf(relayer).waitForReceipt("id-1")).to.eql(RECEIPT);
  });

  it("ends with the reason where the record is rejected", async () => {
    relayer = await startFakeRelayer(() => ({
      status: 409,
      body: { status: 409, code: "receipt-never", detail: "the institution is retired" },
    }));
    const error = await clientOf(relayer)
      .waitForReceipt("id-1")
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(ClientError);
    expect(error).to.include({ code: "record-rejected", retryable: false });
    expect((error as ClientError).message).to.equal("record id-1: the institution is retired");
  });

  it("ends at once when it is aborted", async () => {
    relayer = await startFakeRelayer(() => notYet("received", "60"));
    const abort = new AbortController();
    const pending = clientOf(relayer).waitForReceipt("id-1", {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error("enough")),
    });
    expect(await pending.catch((error: unknown) => (error as Error).message)).to.equal("enough");
  });

  it("refuses a receipt that is not one", async () => {
    relayer = await startFakeRelayer(() => ({ status: 200, body: { ...RECEIPT, leaf: "0x12" } }));
    const error = await clientOf(relayer)
      .waitForReceipt("id-1")
      .catch((thrown: unknown) => thrown as Error);
    expect((error as Error).message).to.contain("receipt.leaf");
  });

  it("fetches many, a few at a time, in their order, and stops all when one fails", async () => {
    let open = 0;
    let most = 0;
    relayer = await startFakeRelayer((request) => {
      most = Math.max(most, ++open);
      setImmediate(() => (open -= 1));
      const number = Number(/id-(\d+)/.exec(request.path)?.[1]);
      return { status: 200, body: { ...RECEIPT, batch: { ...RECEIPT.batch, sequence: number } } };
    });
    const ids = Array.from({ length: 50 }, (_, i) => `id-${i + 1}`);
    const done: number[] = [];
    const receipts = await clientOf(relayer).waitForReceipts(ids, { concurrency: 4, onProgress: (n) => done.push(n) });
    expect(receipts.map(({ batch }) => batch.sequence)).to.eql(ids.map((_, i) => i + 1));
    expect(done.at(-1)).to.equal(50);
    expect(most).to.be.at.most(4);
    await relayer.close();

    relayer = await startFakeRelayer((request) =>
      request.path.includes("id-3/")
        ? { status: 404, body: { code: "record-unknown", detail: "no" } }
        : notYet("received", "60"),
    );
    const error = await clientOf(relayer)
      .waitForReceipts(ids)
      .catch((thrown: unknown) => thrown);
    expect(error).to.include({ code: "relayer-problem" });
    // The others waited for a minute each: that this is reached shows that they were stopped.
  });
});

describe("findByDigest and record", () => {
  let relayer: FakeRelayer;
  afterEach(() => relayer.close());

  it("read what the relayer answers", async () => {
    const view = { id: "id-1", state: "final", institutionId: 7, kind: 1, reference: "ref" };
    relayer = await startFakeRelayer(({ path }) => ({
      status: 200,
      body: path.includes("digest=") ? { records: [view] } : view,
    }));
    expect(await clientOf(relayer).record("id-1")).to.eql(view);
    expect(await clientOf(relayer).findByDigest(`0x${"ab".repeat(32)}`)).to.eql([view]);
    expect(relayer.requests.map(({ path }) => path)).to.eql(["/v1/records/id-1", `/v1/records?digest=${HASH}`]);
  });

  it("receipt is null while the record is not final", async () => {
    relayer = await startFakeRelayer(() => notYet("batched"));
    expect(await clientOf(relayer).receipt("id-1")).to.equal(null);
  });
});

function clientOf(relayer: FakeRelayer) {
  return createIntakeClient({ url: relayer.url });
}

function notYet(state: string, retryAfter = "0"): Answer {
  return {
    status: 409,
    headers: { "retry-after": retryAfter },
    body: { type: "about:blank", title: "Not yet", status: 409, code: "receipt-not-yet", detail: "not final", state },
  };
}
