import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { ChainAccess } from "../../src/relayer/anchor/chainAccess.js";
import { createHttpServer } from "../../src/relayer/http/createHttpServer.js";
import { createMetrics } from "../../src/relayer/http/metrics.js";
import { createStandardsCheck } from "../../src/relayer/intake/createStandardsCheck.js";
import { hashToken, makeToken } from "../../src/relayer/intake/token.js";
import { SILENT_LOG } from "../../src/relayer/log.js";
import type { Queue } from "../../src/relayer/queue/queue.js";
import { createSqliteQueue } from "../../src/relayer/queue/sqlite/createSqliteQueue.js";
import { createReceiptMaker } from "../../src/relayer/receipt/createReceiptMaker.js";
import { openRegistryIndex } from "../../src/relayer/registry/openRegistryIndex.js";
import type { RegistryIndex } from "../../src/relayer/registry/openRegistryIndex.js";
import { intakeItem } from "./support/requests.js";
import type { Accepted, IntakeItem } from "./support/requests.js";

const COURT = 7;
const RUNS = { body: 1_500, item: 1_500, bytes: 500, path: 700, query: 700 };
/** What these routes may answer to whatever is sent. */
const STATUSES = [200, 202, 400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 431];

const UNREACHABLE: ChainAccess = {
  ask: () => Promise.reject(new Error("no chain in this test")),
  health: { reachable: false, reason: "no chain in this test", since: 0 },
  close: () => undefined,
};

describe("HTTP, given anything", function () {
  this.timeout(120_000);
  let folder: string;
  let queue: Queue;
  let index: RegistryIndex;
  let server: FastifyInstance;
  let token: string;
  let references = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lexanchor-fuzz-"));
    queue = createSqliteQueue(join(folder, "queue.sqlite"), Date.now);
    // Not started: it has read nothing, and is asked nothing here.
    index = openRegistryIndex(
      {
        file: join(folder, "queue.sqlite.registry"),
        rpcUrls: ["http://127.0.0.1:9"],
        directory: `0x${"00".repeat(20)}`,
        finalityBlocks: 0,
        pollIntervalMs: 1_000,
      },
      { log: SILENT_LOG, now: Date.now },
    );
    token = makeToken();
    await queue.addToken(COURT, "fuzz", hashToken(token));
    server = createHttpServer({
      queue,
      chain: UNREACHABLE,
      log: SILENT_LOG,
      metrics: createMetrics(queue, UNREACHABLE, Date.now, () => index.lag()),
      makeReceipt: createReceiptMaker(queue),
      observe: () => Promise.resolve(),
      registry: index.queries,
      checkStandards: createStandardsCheck(index.queries, Date.now),
    });
    await server.ready();
  });
  after(async () => {
    await server.close();
    await index.stop();
    await queue.close();
    await rm(folder, { recursive: true, force: true });
  });

  const countRecords = async (): Promise<number> => {
    const { recordsByState } = await queue.figures();
    return Object.values(recordsByState).reduce((a, b) => a + b, 0);
  };

  /** Never a 500, and a problem document for every refusal. */
  async function ask(request: InjectOptions): Promise<LightMyRequestResponse> {
    const answer = await server.inject(request);
    expect(STATUSES, `${answer.statusCode}: ${answer.body}`).to.include(answer.statusCode);
    if (answer.statusCode < 400) return answer;
    expect(answer.headers["content-type"]).to.match(/^application\/problem\+json/);
    const problem = answer.json<{
      type: string;
      title: string;
      status: number;
      detail: string;
      code: string;
      errors?: unknown[];
    }>();
    expect(problem).to.include.keys("type", "title", "status", "detail", "code");
    expect(problem.status).to.equal(answer.statusCode);
    expect(problem.errors?.length ?? 0).to.be.at.most(20);
    return answer;
  }

  /** Hands in a body; what is not accepted stores nothing, what is can be read back as it was sent. */
  async function hand(payload: string | Buffer, contentType = "application/json"): Promise<void> {
    const before = await countRecords();
    const headers = { authorization: `Bearer ${token}`, "content-type": contentType };
    const answer = await ask({ method: "POST", url: "/v1/records", headers, payload });
    if (answer.statusCode !== 202) return void expect(await countRecords(), answer.body).to.equal(before);
    const sent = (JSON.parse(payload.toString()) as { records: IntakeItem[] }).records;
    const { records } = answer.json<Accepted>();
    expect(records.map(({ reference }) => reference)).to.deep.equal(sent.map(({ reference }) => reference));
    for (const [i, { id, reference }] of records.entries()) {
      const read = await ask({
        method: "GET",
        url: `/v1/records/${id}`,
        headers: { authorization: `Bearer ${token}` },
      });
      expect(read.statusCode).to.equal(200);
      const shown = read.json<Record<string, unknown>>();
      const { kind, schema, digestAlgorithm, digest, metadataRoot } = sent[i] as IntakeItem;
      expect(shown).to.include({ id, reference, kind, schema, digestAlgorithm, institutionId: COURT });
      expect(shown["digest"]).to.equal(digest.toLowerCase());
      expect(shown["metadataRoot"]).to.equal(metadataRoot.toLowerCase());
    }
  }

  /** Values that are nearly right, and values that are nothing like it. */
  const oddValue = fc.oneof(
    fc.anything({ maxDepth: 2 }),
    fc.jsonValue({ maxDepth: 2 }),
    fc.string({ unit: "binary" }),
    fc.constantFrom(-1, 0, -0, 0.5, 1e300, 65_536, 4_294_967_296, "", "0x", null, [], {}, `0x${"g".repeat(64)}`),
    fc.stringMatching(/^0x[0-9a-fA-F]{0,70}$/),
    fc.stringMatching(/^0x[0-9a-fA-F]{64}$/),
    fc.integer({ min: 0, max: 70_000 }),
  );
  const reference = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 }) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 260 }) },
    fc.constantFrom("a\u0000b", "\u0000", "__proto__", "\ud800", "é", "e\u0301", " ", "'; DROP TABLE records; --"),
  );
  const item = fc
    .record({
      reference,
      changes: fc.dictionary(
        fc.constantFrom(...Object.keys(intakeItem(1)), "institutionId", "extra", "__proto__"),
        oddValue,
        { maxKeys: 2 },
      ),
    })
    .map(({ reference: text, changes }) => intakeItem(++references, { reference: text, ...changes }));

  /** As JSON would be written by a program that does not check what it writes. */
  const toJson = (value: unknown): string => {
    try {
      const text: unknown = JSON.stringify(value, (_name, inner: unknown) =>
        typeof inner === "bigint" ? String(inner) : inner,
      );
      return typeof text === "string" ? text : "";
    } catch {
      return "[";
    }
  };

  it("answers any body, stores what it accepts as it came, and nothing of what it refuses", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          fc.record({
            institutionId: fc.oneof(fc.constant(COURT), oddValue),
            records: fc.oneof(oddValue, fc.array(oddValue, { maxLength: 30 })),
          }),
          fc.dictionary(fc.constantFrom("institutionId", "records", "__proto__", "constructor", "x"), oddValue),
        ),
        (body) => hand(toJson(body)),
      ),
      { numRuns: RUNS.body },
    );
  });

  it("answers records that are nearly right", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 5 }), async (records) => {
        const before = await countRecords();
        await hand(toJson({ institutionId: COURT, records }));
        if ((await countRecords()) > before) accepted += 1;
      }),
      { numRuns: RUNS.item },
    );
    // Otherwise this would only show that everything is refused.
    expect(accepted).to.be.greaterThan(RUNS.item / 20);
  });

  it("answers bytes that are no JSON, no UTF-8, or of another type", async () => {
    const types = [
      "application/json",
      "application/json; charset=utf-16",
      "text/plain",
      "application/problem+json",
      "",
      "x",
    ];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...types), (bytes, type) =>
        hand(Buffer.from(bytes), type),
      ),
      { numRuns: RUNS.bytes },
    );
  });

  /** What an HTTP parser lets through: visible ASCII, the rest percent-encoded or not at all. */
  const urlText = fc.oneof(
    fc.stringMatching(/^[!-~]{0,120}$/),
    fc.string({ unit: "binary", maxLength: 60 }).map((text) => encodeURIComponent(text.toWellFormed())),
    fc.constantFrom("%", "%zz", "%00", "%ff%fe", "..", "../../etc/passwd", "%2e%2e%2f", "a".repeat(3_000)),
  );
  const headers = fc.record(
    {
      authorization: fc.oneof(
        fc.stringMatching(/^[ -~]{0,80}$/),
        fc.constantFrom("Bearer", "Bearer ", "bearer lex_", "Basic eA=="),
      ),
      accept: fc.stringMatching(/^[ -~]{0,40}$/),
    },
    { requiredKeys: [] },
  );

  it("answers any path, and any id", async () => {
    const path = fc.oneof(
      urlText.map((text) => `/${text}`),
      urlText.map((text) => `/v1/records/${text}`),
      urlText.map((text) => `/v1/records/${text}/receipt`),
      fc.uuid().map((id) => `/v1/records/${id}/receipt`),
      fc.constantFrom("/health/ready", "/health/live", "/metrics", "/openapi.json", "/"),
    );
    // The others never reach the server: what stands for the socket in this test cannot write them down.
    const sendable = path.filter((url) => URL.canParse(url, "http://localhost"));
    const method = fc.constantFrom("GET", "GET", "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH");
    await fc.assert(
      fc.asyncProperty(sendable, method, headers, async (url, verb, more) => {
        // The relayer of this test has no chain, and says so.
        if (url.startsWith("/health/ready")) return;
        const answer = await server.inject({ method: verb as "GET", url, headers: more });
        expect(STATUSES, `${verb} ${url}: ${answer.statusCode} ${answer.body}`).to.include(answer.statusCode);
      }),
      { numRuns: RUNS.path },
    );
  });

  it("answers any query", async () => {
    const query = fc.oneof(
      urlText,
      urlText.map((text) => `digest=${text}`),
      fc.stringMatching(/^0x[0-9a-fA-F]{60,68}$/).map((digest) => `digest=${digest}`),
      fc.stringMatching(/^0x[0-9a-fA-F]{64}$/).map((digest) => `digest=${digest}&digest=${digest}`),
      fc.stringMatching(/^0x[0-9a-fA-F]{64}$/).map((digest) => `digest[]=${digest}&digest[x]=1`),
    );
    await fc.assert(
      fc.asyncProperty(query, headers, (text, more) =>
        ask({ method: "GET", url: `/v1/records?${text}`, headers: more }).then(() => undefined),
      ),
      { numRuns: RUNS.query },
    );
  });
});
