import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type Receipt, ReceiptError, parseReceipt, parseReceiptJson } from "../../src/core/index.js";
import { composeReceipts } from "../vectors/compose/composeReceipts.js";
import { caught } from "./support/caught.js";

const { vectors, mutations } = composeReceipts();
const valid: Receipt = vectors[0]!.receipt;

function ledgerWith(changed: object): unknown {
  return { ...valid, ledger: { ...valid.ledger, ...changed } };
}

describe("parseReceipt", () => {
  for (const { name, receipt } of vectors) {
    it(`gives back a receipt: ${name}`, () => {
      expect(parseReceipt(receipt)).to.deep.equal(receipt);
      expect(parseReceiptJson(JSON.stringify(receipt))).to.deep.equal(receipt);
    });
  }

  it("takes hexadecimal of either case, and gives it back in lower case", () => {
    const upper = JSON.stringify(valid).replaceAll(/0x[0-9a-f]+/g, (hex) => `0x${hex.slice(2).toUpperCase()}`);
    expect(upper).to.not.equal(JSON.stringify(valid));
    expect(parseReceiptJson(upper)).to.deep.equal(valid);
  });

  for (const mutation of mutations) {
    if (!("refused" in mutation)) continue;
    it(`refuses ${mutation.name}`, () => {
      const parse = (): unknown =>
        "text" in mutation ? parseReceiptJson(mutation.text) : parseReceipt(mutation.receipt);
      const error = caught(parse);
      expect(error).to.be.instanceOf(ReceiptError);
      expect(error).to.have.property("code", mutation.refused);
    });
  }

  for (const [what, given, message] of [
    ["nothing", undefined, "receipt: nothing given, an object expected"],
    [
      "a proof whose fourth hash is short",
      { ...valid, proof: [...valid.proof, valid.leaf, "0x00"] },
      "receipt.proof[3]: 1 bytes given, 32 expected",
    ],
    ["a proof with a hole", { ...valid, proof: Array<string>(2) }, "receipt.proof[0]: nothing given, text expected"],
    ["a batch that is a list", { ...valid, batch: [] }, "receipt.batch: a list given, an object expected"],
    ["a field of a later version", { ...valid, version: 2, signatures: [] }, "receipt.version: 2 given, 1 expected"],
    [
      "a disclosure",
      { ...valid, type: "lexanchor/disclosure" },
      'receipt.type: "lexanchor/disclosure" given, "lexanchor/receipt" expected',
    ],
    ["no version", { ...valid, version: undefined }, "receipt.version: nothing given, 1 expected"],
    ["the version as text", { ...valid, version: "1" }, 'receipt.version: "1" given, 1 expected'],
    [
      "a block beyond 2^53 - 1",
      ledgerWith({ blockNumber: 2 ** 53 }),
      "receipt.ledger.blockNumber: 9007199254740992 given, a whole number from 0 to 9007199254740991 expected",
    ],
    [
      "24 o'clock",
      ledgerWith({ anchoredAt: "2026-11-23T24:00:00Z" }),
      'receipt.ledger.anchoredAt: "2026-11-23T24:00:00Z" given, a UTC time such as 2026-11-23T10:00:00Z expected',
    ],
    [
      "a leap second",
      ledgerWith({ anchoredAt: "2026-12-31T23:59:60Z" }),
      'receipt.ledger.anchoredAt: "2026-12-31T23:59:60Z" given, a UTC time such as 2026-11-23T10:00:00Z expected',
    ],
    [
      "a time before 1970",
      ledgerWith({ anchoredAt: "1969-12-31T23:59:59Z" }),
      'receipt.ledger.anchoredAt: "1969-12-31T23:59:59Z" given, a UTC time such as 2026-11-23T10:00:00Z expected',
    ],
    [
      "a time as a number",
      ledgerWith({ anchoredAt: 1795428000 }),
      "receipt.ledger.anchoredAt: 1795428000 given, a UTC time such as 2026-11-23T10:00:00Z expected",
    ],
  ] as const) {
    it(`refuses ${what}, and names field and fact`, () => {
      const error = caught(() => parseReceipt(given));
      expect(error).to.be.instanceOf(ReceiptError);
      expect(error).to.have.property("message", message);
      expect(message.startsWith(`${(error as ReceiptError).field ?? ""}: `)).to.be.true;
    });
  }

  it("says the cause where the text is no JSON", () => {
    const error = caught(() => parseReceiptJson("{"));
    expect(error).to.include({ code: "receipt-not-json", message: "receipt: not JSON" });
    expect((error as ReceiptError).cause).to.be.instanceOf(SyntaxError);
  });

  it("refuses a name that stands twice at any depth, and takes texts that only look like one", () => {
    const twice = JSON.stringify(valid).replace('"chainId":', '"chainId":1,"chainId":');
    expect(caught(() => parseReceiptJson(twice))).to.have.property(
      "message",
      "receipt: an object in it has the same name twice",
    );
    expect(caught(() => parseReceiptJson('{"a":"\\"b\\":","b":"c:"}'))).to.have.property(
      "code",
      "receipt-field-missing",
    );
  });

  it("parses the vectors' file, which other verifiers read", () => {
    const file = JSON.parse(readFileSync(new URL("../vectors/receipts.json", import.meta.url), "utf8")) as {
      vectors: { receipt: unknown }[];
    };
    expect(file.vectors.map(({ receipt }) => parseReceipt(receipt))).to.deep.equal(
      vectors.map(({ receipt }) => receipt),
    );
  });
});
