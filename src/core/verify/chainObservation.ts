import type { Hex } from "../hex.js";

/** Whether an institution may speak on the chain; `none` was never registered. */
export type InstitutionStatus = "none" | "active" | "suspended" | "retired";

/** What the chain says about one receipt; from all nodes that were asked, alike. */
export interface ChainFacts {
  readonly chainId: number;
  /** The latest block; of several nodes the lowest. `timestamp` in Unix seconds. */
  readonly head: { readonly number: number; readonly timestamp: number };
  /** `Directory.isListed("RecordAnchor", receipt.ledger.recordAnchor)`. */
  readonly recordAnchorListed: boolean;
  /** `RecordAnchor.batchOf(record.institutionId, batch.root)`; `null` where that is not anchored. */
  readonly batch: ChainBatch | null;
  /** The transaction that the receipt names; `null` where the node has none of that hash. */
  readonly transaction: ChainTransaction | null;
  /** The record's institution; `null` where none has that number, or there is no batch. */
  readonly institution: ChainInstitution | null;
  /** Whether the record still stands, by its leaf; `null` where there is no batch. */
  readonly standing: ChainStanding | null;
  /**
   * Whether what the record names was accepted when it was anchored; `null` where the directory names no registry of
   * standards, or there is no batch.
   */
  readonly standards: ChainStandards | null;
}

export interface ChainBatch {
  readonly sequence: number;
  readonly count: number;
  /** Unix seconds. */
  readonly anchoredAt: number;
  /** Who answered for it, 20 bytes. */
  readonly account: Hex;
  /** Unix seconds from which the institution does not answer for that account; `null` for never. */
  readonly disownedSince: number | null;
}

export interface ChainTransaction {
  readonly blockNumber: number;
  readonly blockHash: Hex;
  /** Its logs hold `BatchAnchored` of the receipt's contract, institution, sequence and root. */
  readonly anchorsRoot: boolean;
  readonly succeeded: boolean;
}

export interface ChainInstitution {
  readonly name: string;
  /** As numbered in `InstitutionKind`. */
  readonly kind: number;
  /** Now. */
  readonly status: InstitutionStatus;
  /** At the time of the batch. */
  readonly statusAtAnchoring: InstitutionStatus;
  /** Unix seconds since which `status` holds. */
  readonly statusSince: number;
}

/** `standing` nothing was said against it · `withdrawn`, `superseded` by its institution, for good. */
export type RecordStatus = "standing" | "withdrawn" | "superseded";

export interface ChainStanding {
  readonly status: RecordStatus;
  /** Unix seconds of the change; `null` for none, as all that follows. */
  readonly since: number | null;
  /** As numbered in docs/standards.md. */
  readonly reasonCode: number | null;
  /** Digest of the decision, 32 bytes. */
  readonly document: Hex | null;
  /** Leaf of the record in its place, 32 bytes. */
  readonly successor: Hex | null;
  /** Who changed it, 20 bytes. */
  readonly account: Hex | null;
  /** Unix seconds from which the institution does not answer for that account; `null` for never too. */
  readonly accountDisownedSince: number | null;
}

/** One standard that a record names. */
export interface ChainStandard {
  /** At the time of the batch. */
  readonly accepted: boolean;
  /** Unix seconds from which what was accepted then no longer is, past or planned; `null` where no end is set. */
  readonly acceptedUntil: number | null;
}

export interface ChainStandards {
  readonly kind: ChainStandard;
  readonly schema: ChainStandard;
  readonly digestAlgorithm: ChainStandard;
}

/** What came of asking nodes about one receipt. Only `observed` says anything about the chain. */
export type ChainObservation =
  | { readonly kind: "observed"; readonly facts: ChainFacts; readonly nodes: readonly string[] }
  | { readonly kind: "unreachable"; readonly nodes: readonly { readonly url: string; readonly reason: string }[] }
  | {
      readonly kind: "disagreement";
      /** The first fact that nodes answer differently, such as `batch.count`. */
      readonly field: string;
      readonly answers: readonly { readonly url: string; readonly value: string }[];
    };
