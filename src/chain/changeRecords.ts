import { digestAlgorithmNumber } from "../core/index.js";
import type { Hex, JudicialRecord } from "../core/index.js";
import { RECORD_ANCHOR } from "./contractInterfaces.js";
import { encodeCall, sendCall } from "./contractWriter.js";
import type { ContractWriter } from "./contractWriter.js";
import { encodeReason } from "./reason.js";
import type { Reason } from "./reason.js";
import type { MinedCall } from "./sendCalls.js";

/** A record and its proof, as every receipt has them. */
export interface ProvedRecord {
  readonly record: JudicialRecord;
  /** Sibling hashes from leaf to root, of a batch that the institution has anchored. */
  readonly proof: readonly Hex[];
}

/**
 * Says that the institution no longer stands by a record, for good. By an account with `sign`.
 * @param writer its `contract` is the one that anchored the record: `receipt.ledger.recordAnchor`
 */
export function withdrawRecord(writer: ContractWriter, withdrawn: ProvedRecord, reason: Reason): Promise<MinedCall> {
  const values = [encodeRecord(withdrawn.record), withdrawn.proof, encodeReason(reason)];
  const description = `withdraw record ${withdrawn.record.digest}`;
  return sendCall(writer, encodeCall(RECORD_ANCHOR, writer.contract, "withdrawRecord", values, description));
}

/**
 * Puts another record of the institution in the place of one, for good. By an account with `sign`.
 * @param writer its `contract` is the one that anchored both
 * @param successor must stand
 */
export function supersedeRecord(
  writer: ContractWriter,
  superseded: ProvedRecord,
  successor: ProvedRecord,
  reason: Reason,
): Promise<MinedCall> {
  const values = [
    encodeRecord(superseded.record),
    superseded.proof,
    encodeRecord(successor.record),
    successor.proof,
    encodeReason(reason),
  ];
  const description = `supersede record ${superseded.record.digest}`;
  return sendCall(writer, encodeCall(RECORD_ANCHOR, writer.contract, "supersedeRecord", values, description));
}

/**
 * Says that the institution does not answer for what an account anchored from a moment on. By an administrator. Stops
 * nobody: take the account's capabilities as well.
 *
 * @param since Unix seconds, not after the latest block; can be moved back later, never forward
 */
export function disownAccount(
  writer: ContractWriter,
  { institutionId, account, since, reason }: { institutionId: number; account: Hex; since: number; reason: Reason },
): Promise<MinedCall> {
  const values = [institutionId, account, since, encodeReason(reason)];
  return sendCall(
    writer,
    encodeCall(RECORD_ANCHOR, writer.contract, "disownAccount", values, `disown account ${account}`),
  );
}

function encodeRecord(record: JudicialRecord): Record<string, unknown> {
  return { ...record, digestAlgorithm: digestAlgorithmNumber(record.digestAlgorithm) };
}
