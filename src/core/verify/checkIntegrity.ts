import { type Hex, sameHex } from "../hex.js";
import type { DigestAlgorithm } from "../digest/algorithms.js";
import type { JudicialRecord } from "../record/judicialRecord.js";
import { finding } from "./finding.js";
import type { Finding } from "./verdict.js";

/** The digest of a document that someone holds against a receipt. */
export interface DocumentDigest {
  readonly digestAlgorithm: DigestAlgorithm;
  /** 32 bytes. */
  readonly digest: Hex;
}

/** Whether the document has the digest that the record carries. */
export function checkIntegrity(record: JudicialRecord, document: DocumentDigest | undefined): Finding {
  if (document === undefined) return finding("integrity-no-document", {});
  if (document.digestAlgorithm !== record.digestAlgorithm) {
    return finding("integrity-other-algorithm", {
      record: record.digestAlgorithm,
      document: document.digestAlgorithm,
    });
  }
  const facts = { digestAlgorithm: record.digestAlgorithm, record: record.digest, document: document.digest };
  return finding(
    sameHex(record.digest, document.digest) ? "integrity-digest-matches" : "integrity-digest-differs",
    facts,
  );
}
