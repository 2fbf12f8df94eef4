import type { Hex } from "../hex.js";
import type { JudicialRecord } from "../record/judicialRecord.js";

export const RECEIPT_TYPE = "lexanchor/receipt";
export const RECEIPT_VERSION = 1;

/** All that someone needs, beside the document and a node, to check one record against the chain. */
export interface Receipt {
  readonly type: typeof RECEIPT_TYPE;
  readonly version: typeof RECEIPT_VERSION;
  readonly record: JudicialRecord;
  /** `hashLeaf(record)`, 32 bytes. */
  readonly leaf: Hex;
  /** Sibling hashes from leaf to root, 32 bytes each; empty for a batch of one. */
  readonly proof: readonly Hex[];
  readonly batch: ReceiptBatch;
  readonly ledger: ReceiptLedger;
}

export interface ReceiptBatch {
  /** Place in the institution's sequence, from 1. */
  readonly sequence: number;
  /** 32 bytes. */
  readonly root: Hex;
  /** Number of distinct leaves, from 1. */
  readonly count: number;
}

export interface ReceiptLedger {
  readonly chainId: number;
  /** Address of the contract that has the root, 20 bytes. */
  readonly recordAnchor: Hex;
  /** The transaction that anchored it, 32 bytes. */
  readonly transactionHash: Hex;
  readonly blockNumber: number;
  /** 32 bytes. */
  readonly blockHash: Hex;
  /** The block's time in UTC: `2026-11-23T10:00:00Z`. */
  readonly anchoredAt: string;
}
