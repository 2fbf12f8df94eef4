/** The states of a record, in the order in which it goes through them. Each is defined by what a crash leaves. */
export const RECORD_STATES = [
  /** Durably stored; the caller has its id. */
  "received",
  /** Member of exactly one closed batch, whose root will not change. */
  "batched",
  /** A signed transaction with its batch is stored; it may or may not be in a mempool. */
  "submitted",
  /** Its batch was seen in a block that is not deep enough yet. */
  "anchored",
  /** That block is deep enough; the receipt can be handed out for good. */
  "final",
  /** Will never be anchored; the batch says why. */
  "rejected",
] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** A closed batch has its records' states, but for the first, in which there is no batch. */
export type BatchState = Exclude<RecordState, "received">;
