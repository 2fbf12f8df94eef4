import {
  type Disclosure,
  type Hex,
  type JsonObject,
  type SealedRecord,
  canonicalJson,
  digestBytes,
  disclose,
  fieldSalt,
  fromHex,
  hashField,
  sealDocument,
  toHex,
} from "../../../src/core/index.js";
import { breakDisclosure, type BrokenDisclosure } from "./breakDisclosure.js";
import { bytes32Of } from "./sampleRecords.js";

interface MetadataVector {
  name: string;
  metadata: JsonObject;
  secret: Hex;
  /** `value` is the field's RFC 8785 text. */
  fields: { name: string; value: string; salt: Hex; leaf: Hex }[];
  root: Hex;
  sealedRecord: SealedRecord;
  disclosures: { names: string[]; disclosure: Disclosure }[];
  /** Well-formed, and not true: `field` is the one that a verifier names. */
  broken: BrokenDisclosure[];
}

/** The document and the metadata of the worked example in docs/receipt.md. */
export const EXAMPLE_DOCUMENT = "Photograph of the delivered goods, taken on 12 March 2026.\n";
export const EXAMPLE_METADATA: JsonObject = {
  caseNumber: "(2026)京01民终42号",
  collectedAt: "2026-03-12T08:30:00Z",
  pages: 3,
};

const SETS: readonly { name: string; metadata: JsonObject; shown: string[][] }[] = [
  {
    name: "example",
    metadata: EXAMPLE_METADATA,
    shown: [["caseNumber"], ["pages", "collectedAt"], ["caseNumber", "collectedAt", "pages"]],
  },
  { name: "one field", metadata: { title: "" }, shown: [["title"]] },
  {
    name: "every kind of value",
    metadata: {
      text: '€$\u000f\nA\'B"\\\\"/',
      whole: 9_007_199_254_740_991,
      negative: -1.5e-7,
      small: 1e-27,
      yes: true,
      nothing: null,
      list: [3, [], {}, "三"],
      nested: { "\ufb33": 1, "\ud83d\ude00": 2, "": 3, a: { z: [null], b: false } },
    },
    shown: [["text", "nested"], ["whole"], ["list", "nothing", "small", "negative"]],
  },
  {
    name: "names of every kind",
    metadata: JSON.parse(
      '{"__proto__": 1, "constructor": 2, "案号": 3, "\\ud83d\\ude00": 4, " ": 5, "1": 6}',
    ) as JsonObject,
    shown: [
      ["__proto__", "案号"],
      ["\ud83d\ude00", " ", "1"],
    ],
  },
  {
    name: "texts at the ends of a word",
    metadata: { ["n".repeat(31)]: "v".repeat(29), ["n".repeat(32)]: "v".repeat(30), ["n".repeat(33)]: "v".repeat(31) },
    shown: [["n".repeat(32)]],
  },
];

/** metadata.json: metadata, the commitment to it, and what can be shown of it. */
export function composeMetadata(): { vectors: MetadataVector[] } {
  return { vectors: SETS.map(composeVector) };
}

/** The sealed record of a set, the same in every run. */
export function sealSet(name: string, metadata: JsonObject): SealedRecord {
  return sealDocument({
    institutionId: 7,
    kind: 1,
    schema: 1,
    digestAlgorithm: "sha-256",
    digest: digestBytes("sha-256", new TextEncoder().encode(EXAMPLE_DOCUMENT)),
    reference: `vector: ${name}`,
    metadata,
    recordSecret: bytes32Of(`secret of ${name}`),
  });
}

function composeVector({ name, metadata, shown }: (typeof SETS)[number]): MetadataVector {
  const sealedRecord = sealSet(name, metadata);
  const secret = sealedRecord.secret!;
  return {
    name,
    metadata,
    secret,
    fields: Object.entries(metadata).map(([fieldName, value]) => {
      const salt = fieldSalt(fromHex(secret), fieldName);
      return {
        name: fieldName,
        value: canonicalJson(value),
        salt: toHex(salt),
        leaf: toHex(hashField(salt, fieldName, value)),
      };
    }),
    root: sealedRecord.record.metadataRoot,
    sealedRecord,
    disclosures: shown.map((names) => ({ names, disclosure: disclose(sealedRecord, names) })),
    broken: breakDisclosure(disclose(sealedRecord, shown[0]!)),
  };
}
