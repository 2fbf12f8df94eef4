import type { RelayerErrorCode } from "../../../errors.js";
import type { Queue } from "../../queue.js";

export type QueueMethod = keyof Queue;

/** What the thread is asked: one call of the queue. */
export interface Call {
  readonly id: number;
  /** Unix milliseconds of the caller's clock. */
  readonly at: number;
  readonly method: QueueMethod;
  readonly parameters: readonly unknown[];
}

/** An error as it crosses from one thread to the other, which keeps no classes. */
export interface CarriedError {
  readonly message: string;
  /** Of a `RelayerError`; null for any other. */
  readonly code: RelayerErrorCode | null;
  readonly field: string | undefined;
  readonly retryable: boolean;
  readonly stack: string | undefined;
}

/** What the thread says: that the file is open, that it cannot be, or what came of a call. */
export type Answer =
  | { readonly kind: "open" }
  | { readonly kind: "not-open"; readonly error: CarriedError }
  | { readonly kind: "value"; readonly id: number; readonly value: unknown }
  | { readonly kind: "error"; readonly id: number; readonly error: CarriedError };
