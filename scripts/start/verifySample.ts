import { createReadStream } from "node:fs";
import { verifyRecords } from "../../src/client/index.js";
import type { VerifyOptions } from "../../src/client/index.js";
import type { Verdict } from "../../src/core/index.js";
import type { AnchoredDocument } from "./anchorSample.js";

/** Verifies each document with its receipt and disclosure; every fact comes from the chain. In their order. */
export function verifySample(documents: readonly AnchoredDocument[], trust: VerifyOptions): Promise<Verdict[]> {
  const requests = documents.map(({ path, receipt, disclosure }) => ({
    receipt,
    disclosure,
    document: createReadStream(path) as AsyncIterable<Uint8Array>,
  }));
  return verifyRecords(requests, trust);
}
