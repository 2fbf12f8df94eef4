/** The moments between which a crash leaves different things behind. */
export type RelayerStep =
  | "records-stored"
  | "batch-closed"
  | "transaction-signed"
  | "transaction-stored"
  | "transaction-sent"
  | "batch-anchored"
  | "batch-final";

/** Told of each step when it is done, and waited for before the next one. */
export type StepObserver = (step: RelayerStep) => Promise<void>;
