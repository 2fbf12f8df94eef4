import { readFileSync } from "node:fs";
import { expect } from "chai";
import {
  DIGEST_ALGORITHMS,
  FINDING_CODES,
  RECORD_KINDS,
  type ReceiptErrorCode,
  buildTree,
  encodeRecord,
  fromHex,
  keccak256,
  proofLengths,
  toHex,
} from "../../src/core/index.js";
import { EXAMPLE_DOCUMENT, composeMetadata } from "../vectors/compose/composeMetadata.js";
import { composeExample } from "../vectors/compose/composeReceipts.js";

const text = readFileSync(new URL("../../docs/receipt.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/^```json\n(?<json>.*?)^```$/gms)].map(
  ({ groups }) => JSON.parse(groups!["json"]!) as unknown,
);
const words = (bytes: Uint8Array): string[] => toHex(bytes).slice(2).match(/.{64}/g) ?? [];

describe("docs/receipt.md", () => {
  const example = composeExample();
  const metadata = composeMetadata().vectors[0]!;

  it("shows the first receipt and its disclosure as they are in the vectors", () => {
    expect(blocks).to.deep.equal([example.receipt, example.disclosure]);
  });

  it("has every intermediate value of the worked example", () => {
    const encoded = encodeRecord(example.receipt.record);
    const fieldNodes = buildTree(metadata.fields.map(({ leaf }) => fromHex(leaf))).nodes;
    const values = [
      ...words(encoded),
      ...words(keccak256(encoded)),
      ...words(fieldNodes),
      ...[metadata.secret, metadata.root, example.receipt.leaf, example.receipt.batch.root].flatMap((hex) =>
        words(fromHex(hex)),
      ),
      ...example.receipt.proof.flatMap((hex) => words(fromHex(hex))),
      ...words(fromHex(metadata.fields[0]!.salt)),
      JSON.stringify(metadata.metadata),
      EXAMPLE_DOCUMENT.trimEnd(),
      `${EXAMPLE_DOCUMENT.length} bytes`,
    ];
    for (const value of values) expect(text).to.include(value);
  });

  it("names every code of a finding, with its result", () => {
    for (const [code, { result }] of Object.entries(FINDING_CODES)) {
      const line = text
        .split("\n")
        .find((candidate) => candidate.startsWith("|") && candidate.includes(`\`${code}\` |`));
      const shared = text
        .split("\n")
        .find((candidate) => candidate.startsWith("|") && candidate.includes(`\`${code}\``));
      expect(line ?? shared, code).to.include(`| ${result} |`);
    }
  });

  it("names every code with which a receipt is refused", () => {
    const codes: Record<ReceiptErrorCode, true> = {
      "receipt-not-json": true,
      "receipt-field-malformed": true,
      "receipt-field-missing": true,
      "receipt-field-unknown": true,
      "receipt-type-unknown": true,
      "receipt-version-unknown": true,
    };
    for (const code of Object.keys(codes)) expect(text).to.include(`\`${code}\``);
  });

  it("names every kind and every algorithm with its number", () => {
    const flat = text.replaceAll(/\s+/g, " ");
    for (const { number, en } of RECORD_KINDS) expect(flat).to.include(`${number} ${en}`);
    for (const { name } of DIGEST_ALGORITHMS) expect(flat).to.include(`\`${name}\``);
  });

  it("states the proof lengths of its table", () => {
    for (const [count, lengths] of [
      [1, [0, 0]],
      [2, [1, 1]],
      [3, [1, 2]],
      [4, [2, 2]],
      [5, [2, 3]],
      [7, [2, 3]],
      [8, [3, 3]],
      [9, [3, 4]],
      [15, [3, 4]],
      [10_000, [13, 14]],
    ] as const) {
      expect(Object.values(proofLengths(count))).to.deep.equal([...lengths]);
    }
  });
});
