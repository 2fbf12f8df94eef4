import { expect } from "chai";
import {
  issueCredentials,
  readHead,
  renameInstitution,
  suspendCredentials,
  suspendInstitution,
} from "../../../src/chain/index.js";
import { formatUtcSeconds, hashLicence } from "../../../src/core/index.js";
import type { Relayer } from "../../../src/relayer/index.js";
import { DAY, issuanceOf, makeBureau } from "../../chain/support/makeBureau.js";
import { poll } from "../../support/poll.js";
import { openRelayerWorld } from "../support/relayerWorld.js";
import type { RelayerWorld } from "../support/relayerWorld.js";
import { get } from "../support/requests.js";
import type { Answer, Problem } from "../support/requests.js";

const LICENCE = "11101202610000001";
const REASON = { code: 101, document: null };

interface AsOf {
  asOf: { blockNumber: number; blockHash: string; time: string };
}

describe("registry routes", function () {
  this.timeout(60_000);
  let world: RelayerWorld;
  let relayer: Relayer;
  let bureau: number;
  /** Unix seconds: credential issued, then suspended. */
  let issuedAt: number;
  let suspendedAt: number;
  let headTime: number;

  const jump = (seconds: number): Promise<unknown> => world.anvil.rpc("evm_increaseTime", [seconds]);
  const now = async (): Promise<number> => (await readHead(world.platform.node)).timestamp;
  const ask = <Body>(path: string): Promise<Answer<Body & AsOf>> => get(`${relayer.url}${path}`);
  const at = (seconds: number): string => `at=${formatUtcSeconds(seconds)}`;

  before(async () => {
    world = await openRelayerWorld();
    const { node, institutionRegistry: contract, keys } = world.platform;
    const made = await makeBureau(world.platform);
    bureau = made.bureau.id;
    await issueCredentials(made.writer, bureau, [issuanceOf(LICENCE, await now())], REASON);
    issuedAt = await now();
    await jump(10 * DAY);
    await suspendCredentials(made.writer, { by: bureau, licences: [hashLicence(LICENCE)], reason: REASON });
    suspendedAt = await now();
    await jump(DAY);
    const registrar = { node, registry: contract, signer: keys.registrar.signer, options: { pollIntervalMs: 20 } };
    await renameInstitution(registrar, world.court.id, "北京互联网法院");
    await suspendInstitution(registrar, world.court.id, { withDescendants: false, reason: "检查" });
    headTime = await now();
    relayer = await world.startRelayer();
    const { number } = await readHead(node);
    await poll("the index has read all", async () => {
      const { status, body } = await ask(`/v1/institutions`);
      return status === 200 && body.asOf.blockNumber >= number;
    });
  });
  after(async () => {
    await relayer.stop();
    await world.close();
  });

  it("says whether a lawyer was entitled, now and on any day before, and what it rests on", async () => {
    interface Lawyer {
      at: string;
      entitled: boolean;
      state: { status: string; issuer: number; since: string } | null;
      history: { status: string; since: string; by: number; reason: object }[];
      licenceHash: string;
    }
    const { status, body } = await ask<Lawyer>(`/v1/lawyers/${LICENCE}`);
    expect(status).to.equal(200);
    expect(body).to.deep.include({ licence: LICENCE, licenceHash: hashLicence(LICENCE), entitled: false });
    expect(body.at).to.equal(body.asOf.time);
    expect(body.state).to.include({ status: "suspended", issuer: bureau, since: formatUtcSeconds(suspendedAt) });
    expect(body.history.map((change) => change.status)).to.deep.equal(["active", "suspended"]);
    expect(body.history[0]).to.deep.include({ by: bureau, reason: REASON });
    const head = await readHead(world.platform.node);
    expect(body.asOf).to.deep.equal({
      blockNumber: head.number,
      blockHash: head.hash,
      time: formatUtcSeconds(head.timestamp),
    });

    const before = await ask<Lawyer>(`/v1/lawyers/${LICENCE}?${at(suspendedAt - 1)}`);
    expect(before.body.entitled).to.equal(true);
    expect(before.body.state).to.include({ status: "active", since: formatUtcSeconds(issuedAt) });
    const never = await ask<Lawyer>(`/v1/lawyers/${LICENCE}?${at(issuedAt - 1)}`);
    expect(never.body).to.deep.include({ entitled: false, state: null });
  });

  it("takes a licence number as it is pasted", async () => {
    for (const text of ["１１１０１２０２６１０００００01", " 11101-2026 1000-0001 "]) {
      const { status, body } = await ask<{ licence: string }>(`/v1/lawyers/${encodeURIComponent(text)}`);
      expect([status, body.licence]).to.deep.equal([200, LICENCE]);
    }
  });

  it("refuses what is unknown, malformed, or later than the last block, and names it", async () => {
    const refusals: [path: string, status: number, code: string, detail: RegExp][] = [
      ["/v1/lawyers/9999", 404, "licence-unknown", /9999/],
      ["/v1/lawyers/11;DROP", 400, "query-malformed", /^licence: /],
      [`/v1/lawyers/${LICENCE}?at=2026-02-30T00:00:00Z`, 400, "query-malformed", /^at: /],
      [`/v1/lawyers/${LICENCE}?at=2026-11-23`, 400, "query-malformed", /^at: /],
      [`/v1/lawyers/${LICENCE}?at=2107-01-01T00:00:00Z`, 400, "query-malformed", /^at: /],
      [`/v1/lawyers/${LICENCE}?at=1969-12-31T23:59:59Z`, 400, "query-malformed", /^at: /],
      [`/v1/lawyers/${LICENCE}?at=`, 400, "query-malformed", /^at: /],
      [`/v1/lawyers/${LICENCE}?at=2026-11-23T10:00:00Z&at=2026-11-23T10:00:00Z`, 400, "query-malformed", /^at: /],
      [`/v1/lawyers/${LICENCE}?date=2026-11-23T10:00:00Z`, 400, "query-malformed", /^date: /],
      [`/v1/lawyers/${LICENCE}?${at(headTime + 10 * DAY)}`, 409, "time-not-reached", /^at: .* after block \d+/],
      ["/v1/institutions/77", 404, "institution-unknown", /^id: /],
      ["/v1/institutions/%00", 404, "institution-unknown", /^id: /],
      [`/v1/institutions/${bureau}?at=1999-01-01T00:00:00Z`, 404, "institution-unknown", /^id: /],
      ["/v1/institutions?after=x", 400, "query-malformed", /^after: /],
      ["/v1/standards?at=tomorrow", 400, "query-malformed", /^at: /],
    ];
    for (const [path, status, code, detail] of refusals) {
      const { status: answered, body, headers } = await ask<Problem>(path);
      expect([answered, body.code], path).to.deep.equal([status, code]);
      expect(body.detail, path).to.match(detail);
      expect(headers.get("content-type")).to.match(/^application\/problem\+json/);
      if (code === "query-malformed") expect(body.errors?.[0]?.message).to.equal(body.detail);
      if (status === 404 || status === 409) expect(body.asOf.blockNumber).to.be.greaterThan(0);
    }
  });

  it("gives institutions by id and by code, as they are and as they were", async () => {
    interface Whole {
      id: number;
      name: string;
      status: string;
      statusHistory: { status: string; reason: string }[];
      accounts: { address: string; capabilities: string[] }[];
    }
    const { court } = world;
    const list = await ask<{ institutions: Whole[]; next: number | null }>("/v1/institutions");
    expect(list.body.institutions.map(({ id }) => id)).to.deep.equal([court.id, bureau]);
    expect(list.body.next).to.equal(null);
    const byId = await ask<Whole>(`/v1/institutions/${court.id}`);
    expect(byId.body).to.include({ name: "北京互联网法院", status: "suspended" });
    expect(byId.body.statusHistory.map(({ status, reason }) => [status, reason])).to.deep.equal([
      ["active", ""],
      ["suspended", "检查"],
    ]);
    expect(byId.body.accounts).to.deep.include({ address: court.relayer.address, capabilities: ["relay", "sign"] });
    const byCode = await ask<Whole>(`/v1/institutions/${court.code}?${at(suspendedAt)}`);
    expect(byCode.body).to.include({ id: court.id, name: `测试机构 ${court.id}`, status: "active" });
    const after = await ask<{ institutions: Whole[] }>(`/v1/institutions?after=${court.id}`);
    expect(after.body.institutions.map(({ id }) => id)).to.deep.equal([bureau]);
  });

  it("gives the standards in force, for times to come too", async () => {
    interface Standards {
      standards: { category: string; code: number; inForce: { title: string } | null; versions: object[] }[];
      openProposals: object[];
    }
    for (const path of ["/v1/standards", "/v1/standards?at=2100-01-01T00:00:00Z"]) {
      const { status, body } = await ask<Standards>(path);
      expect(status).to.equal(200);
      const kind = body.standards.find(({ category, code }) => category === "record-kind" && code === 8);
      expect(kind?.inForce).to.include.keys("from", "until", "contentHash", "value", "title", "source");
      expect(body.openProposals).to.deep.equal([]);
    }
  });

  it("says in /metrics how far the index is", async () => {
    const { body } = await ask<{ text: string }>("/metrics");
    const { number } = await readHead(world.platform.node);
    expect(body.text).to.match(new RegExp(`^lexanchor_registry_block ${number}$`, "m"));
    expect(body.text).to.match(/^lexanchor_registry_blocks_behind 0$/m);
    expect(body.text).to.match(/^lexanchor_registry_last_round_seconds [\d.]+$/m);
  });

  it("answers 503 before anything was read, and takes in records all the same", async () => {
    const nodeless = await world.startRelayer(
      {},
      {
        rpcUrls: ["http://127.0.0.1:9"],
        queueFile: `${world.config.queueFile}.other`,
      },
    );
    try {
      for (const path of [`/v1/lawyers/${LICENCE}`, "/v1/institutions", "/v1/institutions/1", "/v1/standards"]) {
        const { status, body, headers } = await get<Problem>(`${nodeless.url}${path}`);
        expect([status, body.code]).to.deep.equal([503, "registry-not-read"]);
        expect(headers.get("retry-after")).to.equal("2");
      }
      const { body } = await get<{ text: string }>(`${nodeless.url}/metrics`);
      expect(body.text).to.match(/^lexanchor_registry_block -1$/m);
    } finally {
      await nodeless.stop();
    }
  });
});
