import type { FindingResult, Question } from "./questions.js";

interface FindingCodeEntry {
  readonly question: Question;
  readonly result: FindingResult;
  /** One plain sentence. */
  readonly meaning: string;
}

/** Every code that a finding can have. Codes are stable: append, never change what one means. */
export const FINDING_CODES = {
  "integrity-digest-matches": {
    question: "integrity",
    result: "valid",
    meaning: "The document has the digest that was recorded.",
  },
  "integrity-digest-differs": {
    question: "integrity",
    result: "invalid",
    meaning: "The document does not have the digest that was recorded: it is another document, or it was changed.",
  },
  "integrity-other-algorithm": {
    question: "integrity",
    result: "error",
    meaning: "The document was digested with another algorithm than the record names, so the two cannot be compared.",
  },
  "integrity-no-document": {
    question: "integrity",
    result: "skipped",
    meaning: "No document was given, so only the record itself was checked.",
  },

  "inclusion-proved": {
    question: "inclusion",
    result: "valid",
    meaning: "The proof leads from the record to the root of the batch.",
  },
  "inclusion-leaf-differs": {
    question: "inclusion",
    result: "invalid",
    meaning: "The leaf in the receipt is not the hash of the record in the receipt.",
  },
  "inclusion-proof-length-impossible": {
    question: "inclusion",
    result: "invalid",
    meaning: "No leaf in a batch of this many records has a proof of this length.",
  },
  "inclusion-root-differs": {
    question: "inclusion",
    result: "invalid",
    meaning: "The proof leads from the record to another root than that of the batch.",
  },

  "anchoring-anchored": {
    question: "anchoring",
    result: "valid",
    meaning: "The institution anchored this root on this chain, in the batch, block and time that the receipt states.",
  },
  "anchoring-other-chain": {
    question: "anchoring",
    result: "invalid",
    meaning: "The receipt is for another chain than the one that the nodes serve.",
  },
  "anchoring-contract-not-listed": {
    question: "anchoring",
    result: "invalid",
    meaning: "The directory of the platform does not list the contract that the receipt names.",
  },
  "anchoring-not-anchored": {
    question: "anchoring",
    result: "invalid",
    meaning: "The institution has not anchored this root in the contract that the receipt names.",
  },
  "anchoring-receipt-differs": {
    question: "anchoring",
    result: "invalid",
    meaning: "The root is anchored, but the receipt states something about it that is not what the chain says.",
  },
  "anchoring-transaction-differs": {
    question: "anchoring",
    result: "invalid",
    meaning: "The root is anchored, but not by the transaction that the receipt names.",
  },
  "anchoring-transaction-not-found": {
    question: "anchoring",
    result: "error",
    meaning:
      "The root is anchored, but the node has no transaction of the receipt's hash: it no longer keeps it, a reorganisation took it away, or it never was.",
  },
  "anchoring-node-unreachable": {
    question: "anchoring",
    result: "error",
    meaning: "No node gave a usable answer.",
  },
  "anchoring-nodes-disagree": {
    question: "anchoring",
    result: "error",
    meaning: "The nodes gave different answers.",
  },

  "issuer-entitled": {
    question: "issuer",
    result: "valid",
    meaning: "The institution was active when it anchored the record; the facts say how it stands now.",
  },
  "issuer-not-entitled": {
    question: "issuer",
    result: "invalid",
    meaning: "The institution was not active when the record was anchored.",
  },
  "issuer-account-disowned": {
    question: "issuer",
    result: "invalid",
    meaning:
      "The institution does not answer for this batch: it has disowned the account that anchored it, from a moment before.",
  },
  "issuer-unknown": {
    question: "issuer",
    result: "invalid",
    meaning: "No institution of this number is registered.",
  },
  "issuer-not-checked": {
    question: "issuer",
    result: "skipped",
    meaning: "The record is not anchored on this chain, so there is no time for which to ask.",
  },
  "issuer-node-unreachable": {
    question: "issuer",
    result: "error",
    meaning: "No node gave a usable answer.",
  },
  "issuer-nodes-disagree": {
    question: "issuer",
    result: "error",
    meaning: "The nodes gave different answers.",
  },

  "standing-stands": {
    question: "standing",
    result: "valid",
    meaning: "The institution has neither withdrawn nor superseded the record.",
  },
  "standing-withdrawn": {
    question: "standing",
    result: "invalid",
    meaning: "The institution has withdrawn the record; the facts say when and why.",
  },
  "standing-superseded": {
    question: "standing",
    result: "invalid",
    meaning: "The institution has put another record in the place of this one; the facts name its leaf.",
  },
  "standing-change-disowned": {
    question: "standing",
    result: "error",
    meaning:
      "The record was withdrawn or superseded by an account that the institution has disowned from a moment before: whether it stands, only the institution can say.",
  },
  "standing-not-checked": {
    question: "standing",
    result: "skipped",
    meaning: "The record is not anchored on this chain, so nothing can be withdrawn.",
  },
  "standing-node-unreachable": {
    question: "standing",
    result: "error",
    meaning: "No node gave a usable answer.",
  },
  "standing-nodes-disagree": {
    question: "standing",
    result: "error",
    meaning: "The nodes gave different answers.",
  },

  "standards-accepted": {
    question: "standards",
    result: "valid",
    meaning: "Kind, schema and digest algorithm were accepted when the record was anchored, and still are.",
  },
  "standards-retired-since": {
    question: "standards",
    result: "valid",
    meaning:
      "Kind, schema and digest algorithm were accepted when the record was anchored; the facts say which of them was retired since, and from when.",
  },
  "standards-kind-not-accepted": {
    question: "standards",
    result: "invalid",
    meaning: "The kind of the record was not accepted when it was anchored.",
  },
  "standards-schema-not-accepted": {
    question: "standards",
    result: "invalid",
    meaning: "The schema of the record was not accepted for its kind when it was anchored.",
  },
  "standards-algorithm-not-accepted": {
    question: "standards",
    result: "invalid",
    meaning: "The digest algorithm of the record was not accepted when it was anchored.",
  },
  "standards-not-registered": {
    question: "standards",
    result: "skipped",
    meaning: "The directory of the platform names no registry of kinds, schemas and algorithms.",
  },
  "standards-not-checked": {
    question: "standards",
    result: "skipped",
    meaning: "The record is not anchored on this chain, so there is no time for which to ask.",
  },
  "standards-node-unreachable": {
    question: "standards",
    result: "error",
    meaning: "No node gave a usable answer.",
  },
  "standards-nodes-disagree": {
    question: "standards",
    result: "error",
    meaning: "The nodes gave different answers.",
  },

  "finality-final": {
    question: "finality",
    result: "valid",
    meaning: "The block is deep enough.",
  },
  "finality-not-yet": {
    question: "finality",
    result: "error",
    meaning: "The block is not deep enough yet: ask again when the chain has grown by the missing blocks.",
  },
  "finality-not-checked": {
    question: "finality",
    result: "skipped",
    meaning: "No block of this chain was found to anchor the record, so there is no depth to ask for.",
  },
  "finality-node-unreachable": {
    question: "finality",
    result: "error",
    meaning: "No node gave a usable answer.",
  },
  "finality-nodes-disagree": {
    question: "finality",
    result: "error",
    meaning: "The nodes gave different answers.",
  },

  "disclosure-proved": {
    question: "disclosure",
    result: "valid",
    meaning: "Every shown field belongs to the record.",
  },
  "disclosure-other-record": {
    question: "disclosure",
    result: "invalid",
    meaning: "The disclosure is for another commitment than the record carries.",
  },
  "disclosure-field-differs": {
    question: "disclosure",
    result: "invalid",
    meaning: "A shown field does not belong to the record, or it was changed.",
  },
  "disclosure-none-shown": {
    question: "disclosure",
    result: "skipped",
    meaning: "No disclosure was given.",
  },

  "recognition-not-partner": {
    question: "recognition",
    result: "skipped",
    meaning: "The record is not one of a partner chain.",
  },
} as const satisfies { readonly [code: string]: FindingCodeEntry };

export type FindingCode = keyof typeof FINDING_CODES;

/** The codes that one question can be answered with. */
export type FindingCodeOf<Asked extends Question> = {
  [Code in FindingCode]: (typeof FINDING_CODES)[Code]["question"] extends Asked ? Code : never;
}[FindingCode];
