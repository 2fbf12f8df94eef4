import { expect } from "chai";
import fc from "fast-check";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CliError } from "../../src/cli/errors.js";
import { readEndpoints } from "../../src/cli/home/endpoints.js";
import { parseEndpoints } from "../../src/cli/home/parseEndpoints.js";
import type { Endpoints } from "../../src/cli/home/endpoints.js";
import { parseTime } from "../../src/cli/parseTime.js";
import { readSealedFile } from "../../src/cli/readSealedFile.js";
import { MAX_TEXT_BYTES, readTextFile } from "../../src/cli/readTextFile.js";
import { printable } from "../../src/cli/terminal/printable.js";
import { sealDocument } from "../../src/core/index.js";
import { expectError } from "../support/expectError.js";

const SECRET = "lex_Vm9ydGVpbC1uaWNodC16ZWlnZW4";
const ENDPOINTS: Endpoints = {
  http: "http://127.0.0.1:8790",
  rpc: "http://127.0.0.1:8545",
  portal: "http://127.0.0.1:8790/",
  chainId: 202209,
  directory: `0x${"12".repeat(20)}`,
  recordAnchor: `0x${"34".repeat(20)}`,
  institutions: [{ id: 7, code: "BJ-01", name: "北京金融法院", kind: "court", token: SECRET }],
};
const SEALED = {
  reference: "案卷/1",
  ...sealDocument({
    institutionId: 7,
    kind: 9,
    schema: 1,
    digestAlgorithm: "sm3",
    digest: `0x${"ab".repeat(32)}`,
    metadata: { caseNumber: "(2026)京01民终42号", parties: ["甲", { name: "乙" }] },
  }),
};

/** A JSON value with one thing at a random place replaced, taken away or added. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  return fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.string(), fc.constant(undefined))).map(([seed, other]) => {
    const copy = JSON.parse(JSON.stringify(value)) as unknown;
    const places: { holder: Record<string, unknown>; key: string }[] = [];
    const collect = (holder: unknown): void => {
      if (typeof holder !== "object" || holder === null) return;
      for (const key of [...Object.keys(holder), "added"]) {
        places.push({ holder: holder as Record<string, unknown>, key });
        collect((holder as Record<string, unknown>)[key]);
      }
    };
    collect(copy);
    const place = places[seed % places.length];
    if (place === undefined) return other;
    if (other === undefined) Reflect.deleteProperty(place.holder, place.key);
    else place.holder[place.key] = other;
    return JSON.parse(JSON.stringify(copy)) as unknown;
  });
}

describe("files that the command reads", () => {
  let folder: string;
  let file: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lexanchor-files-"));
    file = join(folder, "file.json");
  });
  after(() => rm(folder, { recursive: true }));

  /** What reading gives: a value, or a refusal that names the file. Anything else is a failure. */
  async function readOrRefuse<T>(read: () => Promise<T>): Promise<T | CliError> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      expect(error.message)
        .to.include(file)
        .and.not.to.match(/[\n\r]/);
      expect(error.message).not.to.include(SECRET);
      if (SEALED.secret !== undefined) expect(error.message).not.to.include(SEALED.secret);
      return error;
    }
  }

  it("endpoints.json: any JSON is read or refused with its field, and what is read can be asked", () => {
    const check = (value: unknown): void => {
      let read: Endpoints;
      try {
        read = parseEndpoints(value, file);
      } catch (error) {
        expect(error).to.be.instanceOf(CliError).and.to.include({ code: "endpoints-malformed" });
        expect((error as CliError).message).not.to.include(SECRET);
        return;
      }
      for (const url of [read.http, read.rpc, read.portal]) expect(new URL(url).protocol).to.match(/^https?:$/);
      for (const { token } of read.institutions) new Headers({ authorization: `Bearer ${token}` });
      expect(parseEndpoints(JSON.parse(JSON.stringify(read)), file)).to.deep.equal(read);
    };
    expect(parseEndpoints(ENDPOINTS, file)).to.deep.equal(ENDPOINTS);
    fc.assert(fc.property(fc.jsonValue(), check), { numRuns: 500 });
    fc.assert(fc.property(mutated(ENDPOINTS), check), { numRuns: 3_000 });
  });

  it("endpoints.json: each field is named when it is missing or of another type", () => {
    const fields = Object.keys(ENDPOINTS) as (keyof Endpoints)[];
    const entry = ENDPOINTS.institutions[0] as Endpoints["institutions"][number];
    const cases: [value: unknown, field: string][] = [
      ...fields.flatMap((field): [unknown, string][] =>
        [undefined, null, true, {}].map((other) => [{ ...ENDPOINTS, [field]: other }, field]),
      ),
      ...Object.keys(entry).map((name): [unknown, string] => [
        { ...ENDPOINTS, institutions: [entry, { ...entry, [name]: [] }] },
        `institutions[1].${name}`,
      ]),
      [{ ...ENDPOINTS, institutions: [{ ...entry, token: "lex_a\nb" }] }, "institutions[0].token"],
      [{ ...ENDPOINTS, rpc: "file:///etc/passwd" }, "rpc"],
    ];
    for (const [value, field] of cases) {
      expect(() => parseEndpoints(value, file))
        .to.throw(CliError, `${file}: ${field} is missing or not what it should be`)
        .with.property("field", field);
    }
  });

  it("any bytes are read or refused, as endpoints.json and as a sealed record", async () => {
    const whole = [JSON.stringify(ENDPOINTS), JSON.stringify(SEALED)].map((text) => Buffer.from(text));
    const cutOrFlipped = fc
      .tuple(fc.constantFrom(...whole), fc.nat(), fc.nat(255), fc.boolean())
      .map(([bytes, at, byte, cut]) => {
        const copy = Buffer.from(bytes);
        if (cut) return copy.subarray(0, at % copy.length);
        copy[at % copy.length] = byte;
        return copy;
      });
    const property = fc.asyncProperty(fc.oneof(fc.uint8Array(), cutOrFlipped), async (bytes) => {
      await writeFile(file, bytes);
      await readOrRefuse(() => readEndpoints(file));
      await readOrRefuse(() => readSealedFile(file));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it("a sealed record is read as it was written, and refused with its field where anything of it was changed", async () => {
    await writeFile(file, JSON.stringify(SEALED));
    expect(await readSealedFile(file)).to.deep.equal(SEALED);
    const property = fc.asyncProperty(mutated(SEALED), async (value) => {
      await writeFile(file, JSON.stringify(value));
      const read = await readOrRefuse(() => readSealedFile(file));
      if (read instanceof CliError) {
        expect(read.code).to.match(/^file-(malformed|not-json)$/);
        expect(read.field).to.match(/^sealedRecord/);
      } else {
        // Only the record itself, and the name that the sealer gives it, can be other ones without a contradiction.
        const { reference, record } = read;
        const { metadataRoot } = SEALED.record;
        expect(read).to.deep.equal({ ...SEALED, reference, record: { ...record, metadataRoot } });
      }
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it("JSON as deep as a file can hold is refused, not run out of stack on", async () => {
    await writeFile(file, `${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}`);
    expect(await readOrRefuse(() => readEndpoints(file))).to.be.instanceOf(CliError);
    expect(await readOrRefuse(() => readSealedFile(file))).to.be.instanceOf(CliError);
  });

  it("a text is read without its byte order mark; what is too large or no text is refused", async () => {
    await writeFile(file, "\uFEFF北京");
    expect(await readTextFile(file)).to.equal("北京");
    await writeFile(file, Buffer.from("北京", "utf16le"));
    expect((await expectError(CliError, () => readTextFile(file))).code).to.equal("file-not-text");
    await writeFile(file, Buffer.alloc(MAX_TEXT_BYTES + 1, 0x20));
    expect((await expectError(CliError, () => readTextFile(file))).code).to.equal("file-too-large");
    const missing = await expectError(CliError, () => readTextFile(join(file, "below")));
    expect(missing.message).to.equal(`${join(file, "below")}: does not exist: a part of the path is not a folder`);
  });

  it("a time is one that a calendar has, with a zone or for a whole day", () => {
    const day = fc.date({ min: new Date(0), max: new Date("2999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const seconds = Math.floor(date.getTime() / 1000);
        const text = new Date(seconds * 1000).toISOString();
        expect(parseTime(text.replace(".000", ""))).to.equal(seconds);
        expect(parseTime(text.slice(0, 10))).to.equal(seconds - (seconds % 86_400));
      }),
    );
    expect(parseTime("2026-03-31T08:00:00+08:00")).to.equal(parseTime("2026-03-31"));
    for (const text of ["", "2026", "2026-13-01", "2025-02-29", "2026-01-01T00:00:00", "1969-12-31", "now", "1e9"]) {
      expect(() => parseTime(text), text).to.throw("expected");
    }
  });

  it("nothing that is printed can move the cursor or begin another line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printable(text)).not.to.match(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(printable(printable(text))).to.equal(printable(text));
      }),
    );
    expect(printable("北京\u001b[31m\n(2026)\u202e")).to.equal("北京\\u{1b}[31m\\u{a}(2026)\\u{202e}");
  });
});
