import { connect } from "node:net";
import { expect } from "chai";
import fc from "fast-check";
import type { Relayer } from "../../src/relayer/index.js";
import { openRelayerWorld } from "./support/relayerWorld.js";
import type { RelayerWorld } from "./support/relayerWorld.js";
import { get, idsOf, intakeItem, intakeItems, post, receiptsOf } from "./support/requests.js";
import type { Problem } from "./support/requests.js";

const RUNS = { bytes: 300, cut: 150 };

describe("relayer, sent what is no request", function () {
  this.timeout(60_000);
  let world: RelayerWorld;
  let relayer: Relayer;
  let good = 0;

  before(async () => {
    world = await openRelayerWorld();
    relayer = await world.startRelayer();
  });
  after(async () => {
    await relayer.stop();
    await world.close();
  });
  afterEach("a good request is still taken to its receipt", async () => {
    good += 1;
    const answer = await submit([intakeItem(good)]);
    expect(answer.status).to.equal(202);
    expect(await receiptsOf(relayer.url, idsOf(answer))).to.have.length(1);
  });

  const submit = (records: readonly unknown[]) =>
    post(relayer.url, world.token, { institutionId: world.court.id, records });

  /** Writes bytes to the relayer's socket, and ends. @returns all that it answers until it closes the connection */
  function sendRaw(bytes: string | Uint8Array): Promise<string> {
    const { hostname, port } = new URL(relayer.url);
    return new Promise((resolve) => {
      let answer = "";
      const socket = connect({ host: hostname, port: Number(port) }, () => socket.end(bytes));
      socket.on("data", (data) => (answer += String(data)));
      // Reset by the relayer: what it said before counts.
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(answer));
    });
  }
  function readProblem(answer: string): Problem {
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    expect(head, answer).to.match(/\r\ncontent-type: application\/problem\+json/);
    const problem = JSON.parse(body) as Problem;
    expect(head, answer).to.match(new RegExp(`^HTTP/1.1 ${problem.status} `));
    return problem;
  }
  const head = (length: number | string): string =>
    [
      "POST /v1/records HTTP/1.1",
      "host: x",
      `authorization: Bearer ${world.token}`,
      "content-type: application/json",
      `content-length: ${length}`,
    ].join("\r\n") + "\r\n\r\n";
  const body = (from: number): string =>
    JSON.stringify({ institutionId: world.court.id, records: intakeItems(5, from) });

  const broken: [what: string, bytes: () => string, status: number, code: string][] = [
    ["bytes that are no HTTP", () => "garbage\r\n\r\n", 400, "request-malformed"],
    ["another version of HTTP", () => "GET / HTTP/9.9\r\nhost: x\r\n\r\n", 400, "request-malformed"],
    ["a length that is no number", () => head("abc"), 400, "request-malformed"],
    [
      "chunks without lengths",
      () => head(0).replace("content-length: 0", "transfer-encoding: chunked") + "zz\r\n",
      400,
      "request-malformed",
    ],
    ["headers without end", () => `GET / HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(100_000)}`, 431, "headers-too-large"],
    ["a path that is no URL", () => "GET /%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 404, "not-found"],
  ];
  for (const [what, bytes, status, code] of broken) {
    it(`answers ${what} with a problem`, async () => {
      expect(readProblem(await sendRaw(bytes()))).to.include({ status, code });
    });
  }

  it("answers a body that is cut off with a problem, and stores nothing of it, wherever it is", async () => {
    const whole = body(1_000_000);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        const problem = readProblem(await sendRaw(head(whole.length) + whole.slice(0, length)));
        expect(problem).to.include({ status: 400, code: "request-malformed", detail: "body: was cut off" });
      }),
      { numRuns: RUNS.cut },
    );
    const { body: found } = await get<{ records: unknown[] }>(
      `${relayer.url}/v1/records?digest=${intakeItem(1_000_000).digest}`,
    );
    expect(found.records).to.deep.equal([]);
  });

  it("answers any bytes with a problem, or closes the connection", async () => {
    const line = fc.stringMatching(/^[ -~]{0,60}$/);
    const bytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.array(line, { maxLength: 6 }).map((lines) => `${lines.join("\r\n")}\r\n\r\n`),
      fc.array(line, { maxLength: 6 }).map((lines) => `POST /v1/records HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        const answer = await sendRaw(sent);
        expect(answer).not.to.match(/^HTTP\/1.1 5/);
        // HTTP's own refusals, of a request without a host, have no body.
        if (answer !== "" && !/\r\ntransfer-encoding: chunked/i.test(answer)) readProblem(answer);
      }),
      { numRuns: RUNS.bytes },
    );
  });

  it("takes in what comes byte by byte, while other requests are answered", async () => {
    const { hostname, port } = new URL(relayer.url);
    const text = body(3_000_000);
    const bytes = head(text.length).replace("host: x", "host: x\r\nconnection: close") + text;
    const slow = new Promise<string>((resolve, reject) => {
      let answer = "";
      const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => {
        let at = 0;
        const write = (): void => {
          if (at === bytes.length) return;
          socket.write(bytes.slice(at, ++at), () => setImmediate(write));
        };
        write();
      });
      socket.on("data", (data) => (answer += String(data)));
      socket.on("error", reject);
      socket.on("close", () => resolve(answer));
    });
    for (let i = 0; i < 5; i++) expect((await submit([intakeItem(4_000_000 + i)])).status).to.equal(202);
    expect(await slow).to.match(/^HTTP\/1.1 202 /);
  });
});
