import { readFile } from "node:fs/promises";
import { verifyRecord } from "../../src/client/index.js";
import type { VerifyOptions } from "../../src/client/index.js";
import { decisiveFinding } from "../../src/cli/describeVerdict.js";
import type { Finding, Receipt } from "../../src/core/index.js";

/** What changing one byte of a document came to. */
export interface Alteration {
  /** Place of the byte, from 0. */
  readonly offset: number;
  readonly before: number;
  readonly after: number;
  /** What gave it away; null when nothing did. */
  readonly finding: Finding | null;
}

/** Changes one byte of a document, in memory, and verifies it with the receipt of the original. */
export async function showAlteration(file: string, receipt: Receipt, trust: VerifyOptions): Promise<Alteration> {
  const bytes = new Uint8Array(await readFile(file));
  const offset = Math.floor(bytes.length / 2);
  const before = bytes[offset] ?? 0;
  // One bit: the smallest change there is.
  const after = before ^ 1;
  bytes[offset] = after;
  const verdict = await verifyRecord({ ...trust, receipt, document: new Blob([bytes]).stream() });
  return {
    offset,
    before,
    after,
    finding: verdict.outcome === "not-authentic" ? decisiveFinding(verdict, "invalid") : null,
  };
}
