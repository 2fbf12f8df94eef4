import { expect } from "chai";
import fc from "fast-check";
import { openBareServer } from "./support/bareServer.js";
import type { BareServer } from "./support/bareServer.js";
import type { Problem } from "./support/requests.js";

const RUNS = { path: 1_000, query: 1_000 };

describe("every route, given anything", function () {
  this.timeout(120_000);
  let bare: BareServer;

  before(async () => {
    bare = await openBareServer();
  });
  afterEach(() => bare.expectWorking());
  after(() => bare.close());

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
        await bare.ask({ method: verb, url, headers: more });
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
        bare.ask({ method: "GET", url: `/v1/records?${text}`, headers: more }).then(() => undefined),
      ),
      { numRuns: RUNS.query },
    );
  });

  it("refuses every other method on every route, and says which it was", async () => {
    const id = "00000000-0000-7000-8000-000000000000";
    const { authorization } = bare;
    for (const url of ["/v1/records", `/v1/records/${id}`, `/v1/records/${id}/receipt`, "/health/live", "/metrics"]) {
      for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", ...(url === "/v1/records" ? [] : ["POST"])] as const) {
        const answer = await bare.ask({ method: method, url, headers: { authorization }, payload: "{}" });
        expect(answer.statusCode).to.equal(404);
        expect(answer.json<Problem>().detail).to.include(`${method} ${url}`);
      }
    }
  });
});
