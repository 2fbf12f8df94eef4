import type { Hex, JudicialRecord } from "../../core/index.js";
import type { BatchState, RecordState } from "./states.js";

/**
 * What the relayer must not lose. Every method is one transaction, durable when it returns; several relayers may share
 * one queue. `test/relayer/support/queueConformance.ts` says what an implementation must do.
 */
export interface Queue {
  /**
   * Stores the records of several requests in one transaction. A request whose reference is in use for other content
   * stores nothing, the others are not affected.
   * @returns one outcome a request, in their order
   */
  storeRecords(requests: readonly StoreRequest[]): Promise<StoreOutcome[]>;
  /** @param id as text; null where there is no such record */
  readRecord(id: string): Promise<StoredRecord | null>;
  /** Records whose document has this digest, the oldest first. */
  findRecords(digest: Hex, limit: number): Promise<StoredRecord[]>;
  /** The leaves of a batch, 32 bytes each, one for each of its records. */
  readLeaves(batchId: number): Promise<Uint8Array[]>;

  /** Institutions with records in no batch. @param full how many records fill a batch */
  listWaiting(full: number): Promise<WaitingRecords[]>;
  /**
   * Puts the institution's oldest waiting records into a batch. Where it has a batch of the same root, they join that one.
   * @returns null where nothing waits
   */
  closeBatch(institutionId: number, options: CloseOptions): Promise<ClosedBatch | null>;

  /** Batches to anchor next, the oldest first, without those of institutions on hold. */
  listBatchesToAnchor(limit: number, now: number): Promise<QueuedBatch[]>;
  /**
   * Stores a signed transaction and marks its batches submitted.
   * @returns false, with nothing changed, where the account has an open transaction or a batch is no longer to anchor
   */
  storeTransaction(transaction: NewTransaction, batchIds: readonly number[]): Promise<boolean>;
  /** Transactions that are in no block as far as the queue knows, by account and nonce. */
  listOpenTransactions(limit: number): Promise<OpenTransaction[]>;
  /** The highest nonce of the account's stored transactions; null where none is stored. */
  readHighestNonce(account: Hex): Promise<number | null>;
  /** An open transaction is in a block. Its batches that are not among `anchored` are to anchor again. */
  settleTransaction(hash: Hex, anchored: readonly Anchoring[]): Promise<void>;
  /** An open transaction will not be mined, or anchored nothing: batches not among `anchored` are to anchor again. */
  dropTransaction(hash: Hex, anchored: readonly Anchoring[]): Promise<void>;
  /** A batch to anchor was found on the chain. */
  adoptBatch(anchoring: Anchoring): Promise<void>;
  /** Batches to anchor will never be anchored. */
  rejectBatches(batchIds: readonly number[], rejection: Rejection): Promise<void>;

  readHold(institutionId: number): Promise<Hold | null>;
  /** Keeps the institution's batches back for a while. Storing a transaction with one of them ends it. */
  holdInstitution(hold: Hold): Promise<void>;

  /** Blocks with anchored batches that are not final. */
  listAnchoredBlocks(): Promise<BlockReference[]>;
  /** The highest block with a final batch. */
  readHighestFinalBlock(): Promise<BlockReference | null>;
  /** The block is deep enough: its anchored batches are final. */
  finalizeBlock(block: BlockReference): Promise<FinalizedBatch[]>;
  /** The chain does not have the block any more: its batches go back to their transaction, or are to anchor again. */
  loseBlock(block: BlockReference): Promise<number>;

  /**
   * Ties the queue to a chain, at the first time.
   * @throws RelayerError `queue-other-chain` where it belongs to another
   */
  bindChain(chain: ChainIdentity): Promise<void>;
  /** The chain that the queue belongs to; null before the first contact. */
  readChain(): Promise<ChainIdentity | null>;

  addToken(token: NewToken): Promise<void>;
  /** @returns false where there is no such token, or it is revoked already */
  revokeToken(id: string, revokedAt: number): Promise<boolean>;
  listTokens(): Promise<Token[]>;
  /** The institution of a token that is not revoked, by the token's SHA-256. */
  readTokenInstitution(hash: Uint8Array): Promise<number | null>;

  readStatistics(): Promise<QueueStatistics>;
  close(): Promise<void>;
}

export interface NewRecord {
  /** UUIDv7; not used where the record is stored already. */
  readonly id: string;
  /** The caller's own name for it, unique within the institution. */
  readonly reference: string;
  readonly record: JudicialRecord;
  /** 32 bytes; also what tells one content from another. */
  readonly leaf: Uint8Array;
}

export interface StoreRequest {
  readonly institutionId: number;
  readonly records: readonly NewRecord[];
  /** Milliseconds, UTC. */
  readonly receivedAt: number;
}

/** `conflict`: these records, by their place in the request, have a reference that is in use for other content. */
export type StoreOutcome =
  | { readonly kind: "stored"; readonly records: readonly { id: string; state: RecordState }[]; readonly added: number }
  | { readonly kind: "conflict"; readonly indices: readonly number[] };

export interface StoredRecord {
  readonly id: string;
  readonly reference: string;
  readonly record: JudicialRecord;
  readonly leaf: Uint8Array;
  readonly receivedAt: number;
  readonly state: RecordState;
  /** Null while received. */
  readonly batch: StoredBatch | null;
  /** While received or batched: why the institution's batches are kept back. */
  readonly hold: Hold | null;
}

export interface StoredBatch extends QueuedBatch {
  readonly state: BatchState;
  readonly anchoring: Anchoring | null;
  readonly rejection: Rejection | null;
}

export interface WaitingRecords {
  readonly institutionId: number;
  /** When the oldest of them came, in milliseconds. */
  readonly oldestReceivedAt: number;
  /** Whether they fill a batch. */
  readonly isFull: boolean;
}

export interface CloseOptions {
  readonly maxRecords: number;
  readonly closedAt: number;
  /** Root and number of distinct leaves. */
  readonly summarize: (leaves: readonly Uint8Array[]) => { root: Uint8Array; count: number };
}

export interface QueuedBatch {
  readonly id: number;
  readonly institutionId: number;
  readonly root: Hex;
  /** Distinct leaves. */
  readonly count: number;
}

export interface ClosedBatch extends QueuedBatch {
  /** Records that joined it now. */
  readonly records: number;
  /** Whether the institution had a batch of this root before. */
  readonly joined: boolean;
}

export interface NewTransaction {
  readonly hash: Hex;
  readonly raw: Hex;
  readonly account: Hex;
  readonly nonce: number;
  /** The contract that it calls. */
  readonly recordAnchor: Hex;
  readonly signedAt: number;
}

export interface OpenTransaction extends NewTransaction {
  readonly batches: readonly QueuedBatch[];
}

/** Where a batch is on the chain. */
export interface Anchoring {
  readonly batchId: number;
  readonly recordAnchor: Hex;
  readonly sequence: number;
  /** Leaves, as stated on the chain. */
  readonly count: number;
  readonly transactionHash: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  /** Unix seconds. */
  readonly anchoredAt: number;
}

export interface Rejection {
  readonly code: string;
  readonly reason: string;
  /** The field of the record that it is about. */
  readonly field: string;
}

export interface Hold {
  readonly institutionId: number;
  readonly code: string;
  readonly reason: string;
  /** How often in a row. */
  readonly attempts: number;
  /** Milliseconds, UTC. */
  readonly until: number;
}

export interface BlockReference {
  readonly number: number;
  readonly hash: Hex;
}

export interface FinalizedBatch {
  readonly id: number;
  readonly institutionId: number;
  readonly sequence: number;
}

export interface ChainIdentity {
  readonly chainId: number;
  readonly directory: Hex;
}

export interface NewToken {
  readonly id: string;
  /** SHA-256, 32 bytes. */
  readonly hash: Uint8Array;
  readonly institutionId: number;
  readonly label: string;
  readonly issuedAt: number;
}

/** A token without what would let someone use it. */
export interface Token extends Omit<NewToken, "hash"> {
  readonly revokedAt: number | null;
}

export interface QueueStatistics {
  readonly records: Readonly<Record<RecordState, number>>;
  readonly openTransactions: number;
  readonly institutionsOnHold: number;
  /** When the oldest record that is in no batch came; null where none waits. */
  readonly oldestReceivedAt: number | null;
  /** When the oldest batch that is in no block was closed; null where there is none. */
  readonly oldestClosedAt: number | null;
}
