import { connect } from "node:net";
import { expect } from "chai";
import { RECORD_KINDS } from "../../src/core/index.js";
import type { Relayer } from "../../src/relayer/index.js";
import { issueToken, listTokens, revokeToken } from "../../src/relayer/index.js";
import { poll } from "../support/poll.js";
import { openRelayerWorld } from "./support/relayerWorld.js";
import type { RelayerWorld } from "./support/relayerWorld.js";
import { get, idsOf, intakeItem, intakeItems, post } from "./support/requests.js";
import type { Problem } from "./support/requests.js";

describe("POST /v1/records", () => {
  let world: RelayerWorld;
  let relayer: Relayer;

  before(async () => {
    world = await openRelayerWorld();
    relayer = await world.startRelayer();
  });
  after(async () => {
    await relayer.stop();
    await world.close();
  });

  const body = (records: unknown): object => ({ institutionId: world.court.id, records });
  const submit = (records: unknown, token: string | null = world.token) =>
    post<Problem>(relayer.url, token, body(records));
  const countRecords = async (): Promise<string> =>
    (await get<{ text: string }>(`${relayer.url}/metrics`)).body.text
      .split("\n")
      .filter((line) => line.startsWith("lexanchor_records{"))
      .map((line) => Number(line.split(" ")[1]))
      .reduce((a, b) => a + b, 0)
      .toString();

  /** The request is refused as it says, and nothing of it is stored. */
  async function expectRefused(
    send: () => Promise<{ status: number; headers: Headers; body: Problem }>,
    expected: { status: number; code: string; field?: string; message?: RegExp },
  ): Promise<void> {
    const before = await countRecords();
    const answer = await send();
    expect(answer.status, JSON.stringify(answer.body)).to.equal(expected.status);
    expect(answer.headers.get("content-type")).to.match(/^application\/problem\+json/);
    expect(answer.body).to.include({ status: expected.status, code: expected.code });
    if (expected.field !== undefined) expect(answer.body.errors?.map(({ field }) => field)).to.include(expected.field);
    if (expected.message !== undefined) expect(answer.body.detail).to.match(expected.message);
    expect(await countRecords()).to.equal(before);
  }

  it("answers 202 with ids in the order of the request", async () => {
    const answer = await post(relayer.url, world.token, body(intakeItems(3, 100)));
    expect(answer.status).to.equal(202);
    expect(answer.body.records.map(({ reference, state }) => [reference, state])).to.deep.equal([
      ["case-100", "received"],
      ["case-101", "received"],
      ["case-102", "received"],
    ]);
    expect(new Set(idsOf(answer)).size).to.equal(3);
  });

  it("takes 10,000 records in one request", async () => {
    const answer = await post(relayer.url, world.token, body(intakeItems(10_000, 1_000_000)));
    expect(answer.status).to.equal(202);
    expect(idsOf(answer)).to.have.length(10_000);
  });

  it("gives the same reference with the same content the same id again", async () => {
    const [first] = idsOf(await post(relayer.url, world.token, body([intakeItem(200)])));
    const again = await post(relayer.url, world.token, body([intakeItem(200), intakeItem(200)]));
    expect(again.status).to.equal(202);
    expect(idsOf(again)).to.deep.equal([first, first]);
  });

  it("refuses a reference that stands for other content, and stores nothing of the request", async () => {
    await post(relayer.url, world.token, body([intakeItem(300)]));
    const other = intakeItem(300, { kind: 9 });
    await expectRefused(() => submit([intakeItem(301), other]), {
      status: 409,
      code: "reference-conflict",
      field: "records[1].reference",
    });
    await expectRefused(() => submit([intakeItem(302), intakeItem(302, { kind: 9 })]), {
      status: 409,
      code: "reference-conflict",
      field: "records[1].reference",
      message: /in this request/,
    });
  });

  const malformed: [string, Partial<Record<keyof ReturnType<typeof intakeItem>, unknown>>, string, RegExp][] = [
    ["a digest of 31 bytes", { digest: `0x${"ab".repeat(31)}` }, "digest", /31 bytes/],
    ["a digest that is no hex", { digest: `0x${"zz".repeat(32)}` }, "digest", /hex/],
    ["a digest without 0x", { digest: "ab".repeat(32) }, "digest", /0x/],
    ["an unknown kind", { kind: 12 }, "kind", /12/],
    ["a kind that is text", { kind: "8" }, "kind", /./],
    ["a schema of 0", { schema: 0 }, "schema", /./],
    ["an unknown algorithm", { digestAlgorithm: "md5" }, "digestAlgorithm", /md5.*sha-256/],
    ["a metadata root that is missing", { metadataRoot: undefined }, "metadataRoot", /./],
    ["an empty reference", { reference: "" }, "reference", /./],
    ["a reference of 257 characters", { reference: "x".repeat(257) }, "reference", /257.*256/],
    ["a reference with half a character", { reference: "\ud800" }, "reference", /Unicode/],
    ["a field of its own institution", { institutionId: 1 } as object, "institutionId", /./],
    ["an unknown field", { title: "complaint" } as object, "title", /./],
  ];
  for (const [what, changes, field, message] of malformed) {
    it(`refuses ${what}, and names the field and the fact`, async () => {
      await expectRefused(() => submit([intakeItem(400), intakeItem(401, changes)]), {
        status: 400,
        code: "records-malformed",
        field: `records[1].${field}`,
        message,
      });
    });
  }

  it("lists several faults at once, at most twenty", async () => {
    const { body: problem } = await submit(intakeItems(30, 500).map((item) => ({ ...item, digest: "0x" })));
    expect(problem.errors).to.have.length(20);
    expect(problem.errors?.[19]?.field).to.equal("records[19].digest");
  });

  it("knows every kind of the design", async () => {
    const answer = await submit(RECORD_KINDS.map(({ number }) => intakeItem(600 + number, { kind: number })));
    expect(answer.status).to.equal(202);
  });

  it("refuses 10,001 records and none", async () => {
    await expectRefused(() => submit(intakeItems(10_001, 2_000_000)), {
      status: 400,
      code: "records-malformed",
      field: "records",
      message: /10001 given, at most 10000/,
    });
    await expectRefused(() => submit([]), { status: 400, code: "records-malformed", field: "records" });
  });

  it("refuses what is no object with institutionId and records", async () => {
    for (const value of [[], null, 7, "text", {}, { institutionId: world.court.id }, { ...body([]), extra: 1 }]) {
      await expectRefused(() => post<Problem>(relayer.url, world.token, JSON.stringify(value)), {
        status: 400,
        code: "records-malformed",
      });
    }
  });

  it("refuses a body that is not JSON, is empty, or is of another type", async () => {
    const send =
      (text: string, type = "application/json") =>
      () =>
        post<Problem>(relayer.url, world.token, text, { "content-type": type });
    await expectRefused(send("{ institutionId: 7 }"), { status: 400, code: "body-malformed" });
    await expectRefused(send('{"__proto__": {"a": 1}}'), { status: 400, code: "body-malformed" });
    await expectRefused(send(""), { status: 400, code: "body-malformed", message: /empty/ });
    await expectRefused(send("<records/>", "application/xml"), { status: 415, code: "body-not-json" });
  });

  it("refuses a body beyond 16 MiB", async () => {
    await expectRefused(() => post<Problem>(relayer.url, world.token, " ".repeat(16 * 1024 * 1024 + 1)), {
      status: 413,
      code: "body-too-large",
    });
  });

  it("refuses a record for another institution than the token's", async () => {
    const other = await world.platform.registerInstitution();
    await expectRefused(
      () => post<Problem>(relayer.url, world.token, { institutionId: other.id, records: intakeItems(1, 700) }),
      { status: 403, code: "institution-refused", field: "institutionId" },
    );
  });

  it("refuses a missing, an unknown and a revoked token before it reads the body", async () => {
    const revoked = await issueToken(world.config.queueFile, world.court.id, "old");
    await revokeToken(world.config.queueFile, revoked.id);
    await expectRefused(() => submit(intakeItems(1, 800), null), { status: 401, code: "token-missing" });
    await expectRefused(() => submit(intakeItems(1, 800), "lex_unknown"), { status: 401, code: "token-refused" });
    await expectRefused(() => submit(intakeItems(1, 800), revoked.token), { status: 401, code: "token-refused" });
    await expectRefused(() => post<Problem>(relayer.url, "lex_unknown", "not JSON"), {
      status: 401,
      code: "token-refused",
    });
  });

  it("keeps no token that could be read from its file", async () => {
    const tokens = await listTokens(world.config.queueFile);
    expect(JSON.stringify(tokens)).not.to.include(world.token.slice(4));
  });

  /** Sends the beginning of a request by hand, and ends the connection as told. */
  async function sendCutOff(length: number, text: string, end: "destroy" | "end"): Promise<string> {
    const { hostname, port } = new URL(relayer.url);
    return new Promise((resolve, reject) => {
      let answer = "";
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        const head = `POST /v1/records HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${world.token}\r\n`;
        socket.write(`${head}content-type: application/json\r\ncontent-length: ${length}\r\n\r\n${text}`, () => {
          if (end === "destroy") socket.destroy();
          else socket.end();
        });
      });
      socket.on("data", (data) => (answer += String(data)));
      socket.on("error", reject);
      socket.on("close", () => resolve(answer));
    });
  }

  it("stores nothing of a body that is cut off in the middle", async () => {
    const text = JSON.stringify(body(intakeItems(50, 900)));
    const before = await countRecords();
    for (const end of ["destroy", "end"] as const) await sendCutOff(text.length, text.slice(0, -20), end);
    // A whole JSON text that is shorter than announced is cut off too: its end may be missing.
    for (const end of ["destroy", "end"] as const) await sendCutOff(text.length + 10, text, end);
    await poll("the next request is answered", async () => (await submit([intakeItem(990)])).status === 202);
    expect(await countRecords()).to.equal(String(Number(before) + 1));
  });
});

describe("GET /v1/records", () => {
  let world: RelayerWorld;
  let relayer: Relayer;

  before(async () => {
    world = await openRelayerWorld();
    relayer = await world.startRelayer();
  });
  after(async () => {
    await relayer.stop();
    await world.close();
  });

  it("shows a record to anyone, and its reference only to its institution", async () => {
    const answer = await post(relayer.url, world.token, { institutionId: world.court.id, records: [intakeItem(1)] });
    const [id = ""] = idsOf(answer);
    const open = await get(`${relayer.url}/v1/records/${id}`);
    expect(open.status).to.equal(200);
    expect(open.body).to.include({ id, institutionId: world.court.id, kind: 8, digest: intakeItem(1).digest });
    expect(open.body).not.to.have.property("reference");
    expect((await get(`${relayer.url}/v1/records/${id}`, world.token)).body).to.include({ reference: "case-1" });
    const other = await world.platform.registerInstitution();
    const { token } = await issueToken(world.config.queueFile, other.id, "other");
    expect((await get(`${relayer.url}/v1/records/${id}`, token)).body).not.to.have.property("reference");
  });

  it("finds a record by its document's digest, in any case", async () => {
    const digest = `0x${"aB".repeat(32)}`;
    const records = [intakeItem(2, { digest })];
    const [id] = idsOf(await post(relayer.url, world.token, { institutionId: world.court.id, records }));
    const found = await get<{ records: { id: string }[] }>(`${relayer.url}/v1/records?digest=${digest}`);
    expect(found.body.records.map((record) => record.id)).to.deep.equal([id]);
    const none = await get<{ records: unknown[] }>(`${relayer.url}/v1/records?digest=0x${"00".repeat(32)}`);
    expect(none).to.deep.include({ status: 200, body: { records: [] } });
  });

  it("refuses an id or a digest that is none", async () => {
    for (const id of ["x", "00000000-0000-7000-8000-000000000000", "%00", "a".repeat(5_000)]) {
      const { status, body } = await get<Problem>(`${relayer.url}/v1/records/${id}`);
      expect(status).to.be.oneOf([404, 400, 414]);
      expect(body.code).to.be.oneOf(["record-unknown", "not-found", "body-malformed"]);
    }
    for (const query of ["", "?digest=", "?digest=0x12", "?digest=a&digest=b"]) {
      const answer = await get<Problem>(`${relayer.url}/v1/records${query}`);
      expect(answer.status).to.equal(400);
      expect(answer.body.code).to.equal("query-malformed");
    }
  });

  it("describes itself by OpenAPI, and has each route that it describes", async () => {
    const { body } = await get<{ openapi: string; paths: Record<string, object> }>(`${relayer.url}/openapi.json`);
    expect(body.openapi).to.equal("3.1.0");
    for (const path of Object.keys(body.paths)) {
      const { body: answer } = await get<Problem>(relayer.url + path.replace("{id}", "none"));
      expect(answer.code, path).not.to.equal("not-found");
    }
  });
});
