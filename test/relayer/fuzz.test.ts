import { expect } from "chai";
import fc from "fast-check";
import type { LightMyRequestResponse } from "fastify";
import { COURT, openBareServer } from "./support/bareServer.js";
import type { BareServer } from "./support/bareServer.js";
import { intakeItem, intakeItems } from "./support/requests.js";
import type { Accepted, IntakeItem, Problem } from "./support/requests.js";

const RUNS = { body: 1_500, item: 1_500, field: 1_000, cut: 400, bytes: 500 };

describe("POST /v1/records, given anything", function () {
  this.timeout(120_000);
  let bare: BareServer;
  let references = 0;

  before(async () => {
    bare = await openBareServer();
  });
  afterEach(() => bare.expectWorking());
  after(() => bare.close());

  /** Hands in a body; what is not accepted stores nothing, what is can be read back as it was sent. */
  async function hand(payload: string | Buffer, contentType = "application/json"): Promise<LightMyRequestResponse> {
    const { ask, authorization, countRecords } = bare;
    const before = await countRecords();
    const headers = { authorization, "content-type": contentType };
    const answer = await ask({ method: "POST", url: "/v1/records", headers, payload });
    if (answer.statusCode !== 202) {
      expect(await countRecords(), answer.body).to.equal(before);
      return answer;
    }
    const sent = (JSON.parse(payload.toString()) as { records: IntakeItem[] }).records;
    const { records } = answer.json<Accepted>();
    expect(records.map(({ reference }) => reference)).to.deep.equal(sent.map(({ reference }) => reference));
    for (const [i, { id, reference }] of records.entries()) {
      const read = await ask({
        method: "GET",
        url: `/v1/records/${id}`,
        headers: { authorization },
      });
      expect(read.statusCode).to.equal(200);
      const shown = read.json<Record<string, unknown>>();
      const { kind, schema, digestAlgorithm, digest, metadataRoot } = sent[i] as IntakeItem;
      expect(shown).to.include({ id, reference, kind, schema, digestAlgorithm, institutionId: COURT });
      expect(shown["digest"]).to.equal(digest.toLowerCase());
      expect(shown["metadataRoot"]).to.equal(metadataRoot.toLowerCase());
    }
    return answer;
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
        (body) => hand(toJson(body)).then(() => undefined),
      ),
      { numRuns: RUNS.body },
    );
  });

  it("answers records that are nearly right", async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 5 }), async (records) => {
        const before = await bare.countRecords();
        await hand(toJson({ institutionId: COURT, records }));
        if ((await bare.countRecords()) > before) accepted += 1;
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
        hand(Buffer.from(bytes), type).then(() => undefined),
      ),
      { numRuns: RUNS.bytes },
    );
  });

  /** For each field, values that it never takes. */
  const text = fc.string({ unit: "binary", maxLength: 30 });
  const noText = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}));
  const noHash = fc.oneof(
    noText,
    text,
    fc.stringMatching(/^0x[0-9a-f]{0,63}$/),
    fc.stringMatching(/^0x[0-9a-f]{65,70}$/),
  );
  const noNumber = fc.oneof(
    text,
    fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true }),
    fc.integer({ max: 0 }),
    fc.integer({ min: 65_536 }),
    fc.constantFrom(null, true, "8", [8]),
  );
  const fault = fc.oneof(
    fc.tuple(fc.constant("reference"), fc.oneof(noText, fc.constantFrom("", "x".repeat(257), "a\ud800"))),
    fc.tuple(fc.constant("kind"), fc.oneof(noNumber, fc.integer({ min: 28, max: 65_535 }))),
    fc.tuple(fc.constant("schema"), noNumber),
    fc.tuple(fc.constant("digestAlgorithm"), fc.oneof(noText, text)),
    fc.tuple(fc.constantFrom("digest", "metadataRoot"), noHash),
  );

  it("names the field that is at fault, in the record that it is in, and no other", async () => {
    await fc.assert(
      fc.asyncProperty(fault, fc.nat({ max: 4 }), async ([field, value], index) => {
        references += 5;
        const records: unknown[] = intakeItems(5, 1_000_000 + references);
        records[index] = { ...(records[index] as object), [field]: value };
        const answer = await hand(JSON.stringify({ institutionId: COURT, records }));
        expect(answer.statusCode, answer.body).to.equal(400);
        const { code, errors } = answer.json<Problem>();
        expect(code).to.equal("records-malformed");
        expect(errors?.map((error) => error.field)).to.deep.equal([`records[${index}].${field}`]);
      }),
      { numRuns: RUNS.field },
    );
  });

  it("refuses a body that is cut off, wherever it is", async () => {
    const whole = JSON.stringify({ institutionId: COURT, records: intakeItems(3, 2_000_000) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        const answer = await hand(whole.slice(0, length));
        expect(answer.statusCode).to.equal(400);
        expect(answer.json<Problem>().code).to.equal("body-malformed");
      }),
      { numRuns: RUNS.cut },
    );
  });

  it("refuses nesting of any depth, where a record, a field or the body is expected", async () => {
    for (const depth of [10, 10_000, 1_000_000]) {
      for (const [open, close] of [
        ["[", "]"],
        ['{"a":', "}"],
      ] as const) {
        const deep = `${open.repeat(depth)}1${close.repeat(depth)}`;
        const item = JSON.stringify(intakeItem(1)).replace("8", deep);
        for (const body of [
          deep,
          `{"institutionId":${deep},"records":[]}`,
          `{"institutionId":${COURT},"records":${deep}}`,
          `{"institutionId":${COURT},"records":[${deep}]}`,
          `{"institutionId":${COURT},"records":[${item}]}`,
          open.repeat(depth),
        ]) {
          expect((await hand(body)).statusCode).to.equal(400);
        }
      }
    }
  });

  it("refuses a body that is too large, before it has all of it", async () => {
    const filler = "x".repeat(17 * 1024 * 1024);
    const records = [intakeItem(1, { reference: filler })];
    const answer = await hand(JSON.stringify({ institutionId: COURT, records }));
    expect(answer.statusCode).to.equal(413);
    expect(answer.json<Problem>().code).to.equal("body-too-large");
  });
});
