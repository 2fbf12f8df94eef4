import { expect } from "chai";
import fc from "fast-check";
import {
  DisclosureError,
  LexanchorError,
  ReceiptError,
  RecordError,
  parseDisclosure,
  parseDisclosureJson,
  parseReceipt,
  parseReceiptJson,
  parseRecord,
  parseSealedRecord,
  parseSealedRecordJson,
} from "../../src/core/index.js";
import { composeMetadata } from "../vectors/compose/composeMetadata.js";
import { composeReceipts } from "../vectors/compose/composeReceipts.js";
import { garbled, mutated } from "./support/mutations.js";

const receipts = composeReceipts().vectors.map(({ receipt }) => receipt);
const metadata = composeMetadata().vectors;

interface Parser {
  name: string;
  error: abstract new (...given: never[]) => LexanchorError;
  parse: (value: unknown) => unknown;
  parseJson?: (text: string) => unknown;
  valid: readonly unknown[];
}

const PARSERS: readonly Parser[] = [
  {
    name: "parseRecord",
    error: RecordError,
    parse: (value) => parseRecord(value, "record"),
    valid: receipts.map(({ record }) => record),
  },
  {
    name: "parseSealedRecord",
    error: RecordError,
    parse: parseSealedRecord,
    parseJson: parseSealedRecordJson,
    valid: metadata.map(({ sealedRecord }) => sealedRecord),
  },
  { name: "parseReceipt", error: ReceiptError, parse: parseReceipt, parseJson: parseReceiptJson, valid: receipts },
  {
    name: "parseDisclosure",
    error: DisclosureError,
    parse: parseDisclosure,
    parseJson: parseDisclosureJson,
    valid: metadata.flatMap(({ disclosures }) => disclosures.map(({ disclosure }) => disclosure)),
  },
];

/** Accepted, or refused with the parser's own error, which names the field in its message. */
function expectAnswer(parser: Parser, run: () => unknown): "accepted" | "refused" {
  let parsed: unknown;
  try {
    parsed = run();
  } catch (error) {
    if (!(error instanceof parser.error)) throw error;
    expect(error.code).to.match(/^[a-z]+(-[a-z]+)+$/);
    expect(error.field).to.be.a("string").that.is.not.empty;
    expect(error.message.startsWith(`${error.field ?? ""}: `)).to.be.true;
    expect(error.retryable).to.be.false;
    return "refused";
  }
  // what was accepted is accepted again, as the same
  expect(parser.parse(parsed)).to.deep.equal(parsed);
  return "accepted";
}

for (const parser of PARSERS) {
  describe(`${parser.name}, fuzzed`, () => {
    const check = (given: fc.Arbitrary<unknown>, numRuns: number): void =>
      fc.assert(
        fc.property(given, (value) => {
          expectAnswer(parser, () => parser.parse(value));
        }),
        { numRuns },
      );

    it("accepts what is valid", () => {
      for (const value of parser.valid) expect(expectAnswer(parser, () => parser.parse(value))).to.equal("accepted");
    });

    it("answers any JSON", () => check(fc.jsonValue(), 2_000));

    it("answers any JavaScript value", () => {
      const anything = fc.anything({
        withBigInt: true,
        withBoxedValues: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withObjectString: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
      });
      check(anything, 2_000);
    });

    it("answers valid values with changes", () => check(mutated(parser.valid), 4_000));

    it("answers values that throw when they are read, or never end", () => {
      const hostile: unknown[] = [];
      for (const start of parser.valid) {
        const cyclic = structuredClone(start) as { [name: string]: unknown };
        for (const name of Object.keys(cyclic)) hostile.push({ ...cyclic, [name]: cyclic });
        hostile.push(
          new Proxy(cyclic, {
            get: () => {
              throw new TypeError("get");
            },
          }),
        );
        hostile.push(
          new Proxy(cyclic, {
            ownKeys: () => {
              throw new RangeError("ownKeys");
            },
          }),
        );
        hostile.push(
          new Proxy(cyclic, {
            getOwnPropertyDescriptor: () => {
              throw new Error("descriptor");
            },
          }),
        );
        const { proxy, revoke } = Proxy.revocable(cyclic, {});
        revoke();
        hostile.push(proxy, { ...cyclic, record: proxy, fields: proxy, metadata: proxy });
      }
      for (const value of hostile) expect(expectAnswer(parser, () => parser.parse(value))).to.equal("refused");
    });

    const { parseJson } = parser;
    if (parseJson === undefined) return;

    it("answers any text", () => {
      const text = fc.oneof(fc.string({ unit: "binary" }), fc.json(), garbled(parser.valid));
      fc.assert(
        fc.property(text, (given) => {
          expectAnswer(parser, () => parseJson(given));
        }),
        { numRuns: 4_000 },
      );
    });

    it("answers a text that nests without end, and one of many megabytes", () => {
      for (const text of [
        "[".repeat(200_000),
        `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
        `"${"a".repeat(1 << 24)}"`,
      ]) {
        expect(expectAnswer(parser, () => parseJson(text))).to.equal("refused");
      }
    });
  });
}
