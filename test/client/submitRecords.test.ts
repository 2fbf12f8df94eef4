import { expect } from "chai";
import { ClientError, createIntakeClient } from "../../src/client/index.js";
import type { RecordSubmission } from "../../src/client/index.js";
import { acceptRecords, startFakeRelayer } from "./support/fakeRelayer.js";
import type { Answer, FakeRelayer } from "./support/fakeRelayer.js";

describe("submitRecords", () => {
  let relayer: FakeRelayer;
  afterEach(() => relayer.close());

  it("sends at most 10,000 records a request, in order, with the token, and says how many are stored", async () => {
    relayer = await startFakeRelayer(acceptRecords);
    const stored: number[] = [];
    const submitted = await clientOf(relayer).submitRecords(7, makeRecords(25_000), {
      onProgress: (count) => stored.push(count),
    });
    expect(relayer.requests.map(({ body }) => (body as { records: unknown[] }).records.length)).to.eql([
      10_000, 10_000, 5_000,
    ]);
    expect(relayer.requests.every(({ authorization }) => authorization === "Bearer lex_test")).to.be.true;
    expect(stored).to.eql([10_000, 20_000, 25_000]);
    expect(submitted).to.have.length(25_000);
    expect(submitted[24_999]).to.eql({ id: "id-ref-24999", reference: "ref-24999", state: "received" });
  });

  it("sends nothing for no records", async () => {
    relayer = await startFakeRelayer(acceptRecords);
    expect(await clientOf(relayer).submitRecords(7, [])).to.eql([]);
    expect(relayer.requests).to.eql([]);
  });

  for (const [name, first] of [
    ["a closed connection", "drop"],
    ["503", { status: 503, text: "<html>Service Unavailable</html>" }],
    ["429 with Retry-After", { status: 429, headers: { "retry-after": "0" } }],
    ["no answer in time", "hang"],
  ] as [string, Answer][]) {
    it(`sends the same records again after ${name}`, async () => {
      relayer = await startFakeRelayer((request, count) => (count === 1 ? first : acceptRecords(request)));
      const submitted = await clientOf(relayer, { requestTimeoutMs: 300 }).submitRecords(7, makeRecords(2));
      expect(submitted.map(({ id }) => id)).to.eql(["id-ref-0", "id-ref-1"]);
      expect(relayer.requests).to.have.length(2);
      expect(relayer.requests[1]?.body).to.eql(relayer.requests[0]?.body);
    });
  }

  it("gives up after the attempts it was given, and names the relayer and what happened", async () => {
    relayer = await startFakeRelayer(() => "drop");
    const error = await failure(clientOf(relayer, { attempts: 2 }).submitRecords(7, makeRecords(1)));
    expect(error.code).to.equal("relayer-unreachable");
    expect(error.retryable).to.be.true;
    expect(error.message).to.equal(`relayer ${relayer.url}: connection closed before the answer`);
    expect(relayer.requests).to.have.length(2);
  });

  it("does not repeat what was refused, and carries the relayer's problem with its fields", async () => {
    relayer = await startFakeRelayer(() => ({
      status: 409,
      headers: { "content-type": "application/problem+json" },
      body: {
        type: "about:blank",
        title: "Conflict",
        status: 409,
        code: "reference-conflict",
        detail: "1 reference is in use for other content",
        errors: [{ field: "records[0].reference", message: "records[0].reference: ref-0 is in use" }],
      },
    }));
    const error = await failure(clientOf(relayer).submitRecords(7, makeRecords(1)));
    expect(error.code).to.equal("relayer-problem");
    expect(error.retryable).to.be.false;
    expect(error.field).to.equal("records[0].reference");
    expect(error.problem).to.include({ status: 409, code: "reference-conflict" });
    expect(error.message).to.contain("records[0].reference: ref-0 is in use");
    expect(relayer.requests).to.have.length(1);
  });

  it("refuses an answer that is not about the records that were sent", async () => {
    const wrong: Answer[] = [
      { status: 202, body: { records: [] } },
      { status: 202, body: { records: [{ id: "a", reference: "other", state: "received" }] } },
      { status: 202, body: { records: [{ id: "a", reference: "ref-0", state: "lost" }] } },
      { status: 202, body: { records: [{ reference: "ref-0", state: "received" }] } },
      { status: 200, text: "<html>Welcome</html>" },
    ];
    for (const answer of wrong) {
      relayer = await startFakeRelayer(() => answer);
      const error = await failure(clientOf(relayer).submitRecords(7, makeRecords(1)));
      expect(error.code, JSON.stringify(answer)).to.equal("relayer-answer-malformed");
      await relayer.close();
    }
  });

  it("ends at once when it is aborted, with the reason of the signal", async () => {
    relayer = await startFakeRelayer(() => "hang");
    const abort = new AbortController();
    const pending = clientOf(relayer).submitRecords(7, makeRecords(1), { signal: abort.signal });
    abort.abort(new Error("the user left"));
    expect(await pending.catch((error: unknown) => (error as Error).message)).to.equal("the user left");
  });

  it("refuses an address that is none", () => {
    expect(() => createIntakeClient({ url: "relayer.example" })).to.throw(ClientError, "url:");
  });
});

function clientOf(relayer: FakeRelayer, options: { attempts?: number; requestTimeoutMs?: number } = {}) {
  return createIntakeClient({ url: relayer.url, token: "lex_test", ...options });
}

function makeRecords(count: number): RecordSubmission[] {
  return Array.from({ length: count }, (_, i) => ({
    reference: `ref-${i}`,
    kind: 1,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest: `0x${i.toString(16).padStart(64, "0")}`,
    metadataRoot: `0x${"00".repeat(32)}`,
  }));
}

async function failure(work: Promise<unknown>): Promise<ClientError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ClientError) return error;
    throw error;
  }
  throw new Error("did not fail");
}
