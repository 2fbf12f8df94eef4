import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import type { ChainAccess } from "../../../src/relayer/anchor/chainAccess.js";
import { createHttpServer } from "../../../src/relayer/http/createHttpServer.js";
import { createMetrics } from "../../../src/relayer/http/metrics.js";
import { createStandardsCheck } from "../../../src/relayer/intake/createStandardsCheck.js";
import { hashToken, makeToken } from "../../../src/relayer/intake/token.js";
import type { Log } from "../../../src/relayer/log.js";
import { createSqliteQueue } from "../../../src/relayer/queue/sqlite/createSqliteQueue.js";
import { createReceiptMaker } from "../../../src/relayer/receipt/createReceiptMaker.js";
import { openRegistryIndex } from "../../../src/relayer/registry/openRegistryIndex.js";
import { intakeItem } from "./requests.js";
import type { Problem } from "./requests.js";

/** The institution of the token. */
export const COURT = 7;
/** What the routes may answer to whatever is sent. */
const STATUSES = [200, 202, 400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 431];

const UNREACHABLE: ChainAccess = {
  ask: () => Promise.reject(new Error("no chain in this test")),
  health: { reachable: false, reason: "no chain in this test", since: 0 },
  close: () => undefined,
};

/** The relayer's routes and its queue on disk, without a socket and a chain: for thousands of requests. */
export interface BareServer {
  readonly server: FastifyInstance;
  readonly authorization: string;
  countRecords(): Promise<number>;
  /** Never a 500, and a whole problem document for every refusal. */
  ask(request: InjectOptions): Promise<LightMyRequestResponse>;
  /** After all that came before, a good request is still taken in. */
  expectWorking(): Promise<void>;
  close(): Promise<void>;
}

export async function openBareServer(): Promise<BareServer> {
  const folder = await mkdtemp(join(tmpdir(), "lexanchor-fuzz-"));
  const queue = createSqliteQueue(join(folder, "queue.sqlite"), Date.now);
  const token = makeToken();
  await queue.addToken(COURT, "fuzz", hashToken(token));
  const errors: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event, fields) => void errors.push(`${event} ${JSON.stringify(fields)}`),
  };
  // Not started: it has read nothing, and is asked nothing here.
  const index = openRegistryIndex(
    {
      file: join(folder, "queue.sqlite.registry"),
      rpcUrls: ["http://127.0.0.1:9"],
      directory: `0x${"00".repeat(20)}`,
      finalityBlocks: 0,
      pollIntervalMs: 1_000,
    },
    { log, now: Date.now },
  );
  const server = createHttpServer({
    queue,
    chain: UNREACHABLE,
    log,
    metrics: createMetrics(queue, UNREACHABLE, Date.now, () => index.lag()),
    makeReceipt: createReceiptMaker(queue),
    observe: () => Promise.resolve(),
    registry: index.queries,
    checkStandards: createStandardsCheck(index.queries, Date.now),
  });
  await server.ready();
  const authorization = `Bearer ${token}`;
  let good = 0;

  return {
    server,
    authorization,
    async countRecords() {
      const { recordsByState } = await queue.figures();
      return Object.values(recordsByState).reduce((a, b) => a + b, 0);
    },
    async ask(request) {
      const answer = await server.inject(request);
      const said = `${request.method} ${JSON.stringify(request.url)}: ${answer.statusCode} ${answer.body.slice(0, 500)}`;
      expect(STATUSES, said).to.include(answer.statusCode);
      // To HEAD there is no body.
      if (answer.statusCode >= 400 && request.method !== "HEAD") expectProblem(answer, said);
      return answer;
    },
    async expectWorking() {
      good += 1;
      const answer = await server.inject({
        method: "POST",
        url: "/v1/records",
        headers: { authorization, "content-type": "application/json" },
        payload: JSON.stringify({
          institutionId: COURT,
          records: [intakeItem(good, { reference: `still working ${good}` })],
        }),
      });
      expect(answer.statusCode, answer.body).to.equal(202);
      expect(errors).to.deep.equal([]);
    },
    async close() {
      await server.close();
      await index.stop();
      await queue.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function expectProblem(answer: LightMyRequestResponse, said: string): void {
  expect(answer.headers["content-type"], said).to.match(/^application\/problem\+json/);
  const problem = answer.json<Problem & { type: string; title: string }>();
  expect(problem, said).to.include.keys("type", "title", "status", "detail", "code");
  expect(problem.type, said).to.equal(`urn:lexanchor:problem:${problem.code}`);
  expect(problem.status, said).to.equal(answer.statusCode);
  expect(problem.errors?.length ?? 0, said).to.be.at.most(20);
  // What is at fault stands before the fact: a field, or a part of the request.
  if (problem.errors !== undefined) {
    for (const { field, message } of problem.errors) expect([field, message], said).not.to.include("");
  } else if (answer.statusCode === 400) expect(problem.detail, said).to.match(/^[\w.[\]-]+: ./);
}
