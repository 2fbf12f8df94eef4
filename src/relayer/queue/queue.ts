import type { Hex, JudicialRecord } from "../../core/index.js";

/**
 * What is true of a record:
 * `received` durably stored; the caller has its id · `batched` member of exactly one closed batch, whose root will not
 * change · `submitted` a signed transaction is stored; it may or may not be in a mempool · `anchored` seen in a block,
 * not yet deep enough · `final` deep enough; the receipt can be handed out for good · `rejected` will never be
 * anchored; says why, and which field.
 */
export type RecordState = "received" | "batched" | "submitted" | "anchored" | "final" | "rejected";

/** The states of a batch are those of its records, from the moment that it closes. */
export type BatchState = Exclude<RecordState, "received" | "rejected">;

/** A record as it comes in, checked and hashed. */
export interface NewRecord {
  /** The caller's own id, unique within the institution. */
  readonly reference: string;
  readonly record: JudicialRecord;
  /** 32 bytes. */
  readonly leaf: Uint8Array;
}

export interface StoredRecord {
  readonly id: string;
  readonly reference: string;
  readonly record: JudicialRecord;
  readonly leaf: Uint8Array;
  readonly state: RecordState;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  readonly batchId: number | null;
  readonly rejection: Rejection | null;
}

/** Why a record will never be anchored. */
export interface Rejection {
  readonly code: string;
  readonly field: string;
  readonly reason: string;
}

/** Where the chain has a batch. */
export interface BatchPlace {
  readonly chainId: number;
  /** The contract that has it: it stays there when the directory names another one. */
  readonly recordAnchor: Hex;
  readonly sequence: number;
  /** Unix seconds of the block. */
  readonly anchoredAt: number;
  readonly transactionHash: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
}

export interface StoredBatch {
  readonly id: number;
  readonly institutionId: number;
  readonly root: Hex;
  /** Leaves; records that are equal share one. */
  readonly count: number;
  readonly state: BatchState;
  /** Unix milliseconds. */
  readonly closedAt: number;
  readonly transactionId: number | null;
  /** From `anchored` on. */
  readonly place: BatchPlace | null;
  /** Why the chain does not take it for now; null where nothing stands in its way. */
  readonly hold: BatchHold | null;
}

export interface BatchHold {
  readonly reason: string;
  /** Times that it was refused in a row. */
  readonly refusals: number;
  /** Unix milliseconds of the next attempt. */
  readonly retryAt: number;
}

/** A signed transaction, stored before it is sent. Open until all its batches are final, or until it is given up. */
export interface StoredTransaction {
  readonly id: number;
  readonly account: Hex;
  readonly nonce: number;
  readonly hash: Hex;
  readonly raw: Hex;
  readonly signedAt: number;
}

/** What came of one record of a request. */
export interface AddedRecord {
  readonly id: string;
  readonly reference: string;
  readonly state: RecordState;
}

/** A reference that stands for other content already; nothing of the request was stored. */
export interface ReferenceConflict {
  /** Index in the request. */
  readonly index: number;
  readonly reference: string;
  /** The record that has it; null where that one came in the same request, and is not stored either. */
  readonly id: string | null;
}

export type AddOutcome =
  | { readonly kind: "added"; readonly records: readonly AddedRecord[] }
  | { readonly kind: "conflict"; readonly conflicts: readonly ReferenceConflict[] };

/** Records of an institution that are in no batch yet. */
export interface WaitingRecords {
  readonly institutionId: number;
  /** At least this many wait; counting stops at the limit asked for. */
  readonly count: number;
  /** Unix milliseconds. */
  readonly oldestReceivedAt: number;
}

export interface QueueFigures {
  readonly recordsByState: Readonly<Record<RecordState, number>>;
  readonly batchesByState: Readonly<Record<BatchState, number>>;
  readonly batchesHeld: number;
  /** Unix milliseconds; null where no record waits. */
  readonly oldestReceivedAt: number | null;
  /** Unix milliseconds; null where every closed batch is final. */
  readonly oldestNotFinalClosedAt: number | null;
}

/** A token, without its secret. */
export interface StoredToken {
  readonly id: number;
  readonly institutionId: number;
  readonly label: string;
  readonly issuedAt: number;
  readonly revokedAt: number | null;
}

/**
 * The relayer's durable memory. Each method is one transaction; when its promise resolves, what it wrote has survived
 * a loss of power. Every backend passes `test/relayer/queueConformance.ts`.
 */
export interface Queue {
  /** Stores the records of one request: all, or none where a reference conflicts. */
  addRecords(institutionId: number, records: readonly NewRecord[]): Promise<AddOutcome>;
  recordById(id: string): Promise<StoredRecord | null>;
  recordByReference(institutionId: number, reference: string): Promise<StoredRecord | null>;
  /** Records whose document has this digest, the oldest first, at most `limit`. */
  recordsByDigest(digest: Hex, limit: number): Promise<StoredRecord[]>;
  /** Says that a record will never be anchored; refused (false) once it is in a batch. */
  rejectRecord(id: string, rejection: Rejection): Promise<boolean>;

  /** The institutions with records in no batch; counts up to `limit` each. */
  waitingRecords(limit: number): Promise<WaitingRecords[]>;
  /**
   * Closes a batch over the institution's oldest waiting records, with the root of their tree.
   * @returns null where none waits. Where the institution has closed a batch of this root before, the records join it.
   */
  closeBatch(institutionId: number, maxRecords: number): Promise<StoredBatch | null>;
  batchById(id: number): Promise<StoredBatch | null>;
  /** The distinct leaves of a batch, in no particular order. */
  leavesOf(batchId: number): Promise<Uint8Array[]>;
  /** Batches in state `batched` whose time has come, one institution's side by side. */
  batchesToSubmit(limit: number): Promise<StoredBatch[]>;
  batchesOf(transactionId: number): Promise<StoredBatch[]>;
  /** Batches in state `anchored`, the oldest first. */
  anchoredBatches(): Promise<StoredBatch[]>;
  holdBatch(batchId: number, reason: string, retryAfterMs: number): Promise<void>;

  /** Stores a signed transaction and moves its batches to `submitted`. */
  storeTransaction(
    transaction: Omit<StoredTransaction, "id" | "signedAt">,
    batchIds: readonly number[],
  ): Promise<StoredTransaction>;
  /** The transactions that are neither done nor given up, by account and nonce. */
  openTransactions(): Promise<StoredTransaction[]>;
  /** The chain will not take it any more: its batches that are not in a block go back to `batched`. */
  abandonTransaction(transactionId: number): Promise<void>;
  /** Seen in a block. */
  markAnchored(batchId: number, place: BatchPlace): Promise<void>;
  /** No longer in a block, even if it was final: back to `submitted` where its transaction is open, else to `batched`. */
  markLost(batchId: number): Promise<void>;
  /** Final batches with a lower id, the newest first. */
  finalBatches(beforeId: number, limit: number): Promise<StoredBatch[]>;
  markFinal(batchIds: readonly number[]): Promise<void>;

  /** Whether a closed batch is not final. */
  hasBatchesUnderWay(): Promise<boolean>;
  figures(): Promise<QueueFigures>;

  /** @param secretHash SHA-256 of the token, 32 bytes; the token itself is never stored */
  addToken(institutionId: number, label: string, secretHash: Uint8Array): Promise<StoredToken>;
  tokenBySecretHash(secretHash: Uint8Array): Promise<StoredToken | null>;
  tokens(): Promise<StoredToken[]>;
  /** @returns false where there is no such token, or it is revoked already */
  revokeToken(id: number): Promise<boolean>;

  /** Waits for what is under way. */
  close(): Promise<void>;
}
