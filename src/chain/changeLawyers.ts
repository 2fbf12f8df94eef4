import type { Hex } from "../core/index.js";
import { LAWYER_REGISTRY } from "./contractInterfaces.js";
import { encodeCall, sendCall } from "./contractWriter.js";
import type { ContractWriter } from "./contractWriter.js";
import { packPracticeScopes } from "./practiceScopes.js";
import type { PracticeScope } from "./practiceScopes.js";
import { encodeReason } from "./reason.js";
import type { Reason } from "./reason.js";
import type { ContractCall, MinedCall } from "./sendCalls.js";
import { encodeJurisdiction } from "./shortText.js";

/** How many credentials one transaction changes. @custom:source contracts/lawyers/LawyerRegistry.sol */
export const MAX_CREDENTIALS_AT_ONCE = 500;

/** A credential to be issued. Times in Unix seconds. */
export interface Issuance {
  /** See `hashLicence`. */
  readonly licence: Hex;
  /** Where the lawyer practises, as a path. */
  readonly jurisdiction: string;
  readonly validFrom: number;
  readonly validUntil: number;
  /** At least one. */
  readonly scope: readonly PracticeScope[];
  /** See `commitToHolder`. */
  readonly holderCommitment: Hex;
}

/** The same change of 1 to 500 credentials by a responsible bureau: the issuer, or one above it. */
export interface LawyerChange {
  /** Id of the bureau, for which the account holds `license`. */
  readonly by: number;
  readonly licences: readonly Hex[];
  readonly reason: Reason;
}

/** Issues credentials under licences that were never used. */
export function issueCredentials(
  writer: ContractWriter,
  issuer: number,
  issuances: readonly Issuance[],
  reason: Reason,
): Promise<MinedCall> {
  return sendCall(writer, issueCall(writer.contract, issuer, issuances, reason));
}

/**
 * Extends validity. While a term has not ended, the new one begins where it ends; a lapsed credential may begin again
 * later.
 */
export function renewCredentials(
  writer: ContractWriter,
  change: LawyerChange & { validFrom: number; validUntil: number },
): Promise<MinedCall> {
  return sendCall(writer, renewCall(writer.contract, change));
}

/** Suspends active credentials, until they are reinstated. */
export function suspendCredentials(writer: ContractWriter, change: LawyerChange): Promise<MinedCall> {
  return sendCall(writer, standingCall(writer.contract, "suspend", change));
}

/** Reinstates suspended credentials. */
export function reinstateCredentials(writer: ContractWriter, change: LawyerChange): Promise<MinedCall> {
  return sendCall(writer, standingCall(writer.contract, "reinstate", change));
}

/** Revokes credentials, for good. */
export function revokeCredentials(writer: ContractWriter, change: LawyerChange): Promise<MinedCall> {
  return sendCall(writer, standingCall(writer.contract, "revoke", change));
}

/**
 * Makes another bureau answer for credentials.
 * @param change.to the active bureau that covers `jurisdiction`; below `by`, or the account holds `license` for it too
 */
export function transferCredentials(
  writer: ContractWriter,
  change: LawyerChange & { to: number; jurisdiction: string },
): Promise<MinedCall> {
  const { by, to, jurisdiction, licences, reason } = change;
  const values = [by, to, encodeJurisdiction(jurisdiction), licences, encodeReason(reason)];
  return sendCall(
    writer,
    encodeCall(LAWYER_REGISTRY, writer.contract, "transfer", values, describe("transfer", licences)),
  );
}

/** Sets, replaces or takes away (null) the holders' own accounts. */
export function changeHolderKeys(
  writer: ContractWriter,
  by: number,
  keys: readonly { readonly licence: Hex; readonly key: Hex | null }[],
  reason: Reason,
): Promise<MinedCall> {
  const pairs = keys.map(({ licence, key }) => ({ licence, key: key ?? `0x${"0".repeat(40)}` }));
  const description = describe("change the holder's key of", keys);
  return sendCall(
    writer,
    encodeCall(LAWYER_REGISTRY, writer.contract, "changeHolderKeys", [by, pairs, encodeReason(reason)], description),
  );
}

/** The call behind `issueCredentials`, for `sendCalls`. */
export function issueCall(registry: Hex, issuer: number, issuances: readonly Issuance[], reason: Reason): ContractCall {
  const values = issuances.map(({ licence, jurisdiction, validFrom, validUntil, scope, holderCommitment }) => ({
    licence,
    jurisdiction: encodeJurisdiction(jurisdiction),
    validFrom,
    validUntil,
    scope: packPracticeScopes(scope),
    holderCommitment,
  }));
  const description = describe("issue", issuances);
  return encodeCall(LAWYER_REGISTRY, registry, "issue", [issuer, values, encodeReason(reason)], description);
}

/** The call behind `renewCredentials`, for `sendCalls`. */
export function renewCall(
  registry: Hex,
  { by, licences, validFrom, validUntil, reason }: LawyerChange & { validFrom: number; validUntil: number },
): ContractCall {
  const values = [by, licences, validFrom, validUntil, encodeReason(reason)];
  return encodeCall(LAWYER_REGISTRY, registry, "renew", values, describe("renew", licences));
}

/** The call behind `suspendCredentials` and its like, for `sendCalls`. */
export function standingCall(
  registry: Hex,
  name: "suspend" | "reinstate" | "revoke",
  { by, licences, reason }: LawyerChange,
): ContractCall {
  const values = [by, licences, encodeReason(reason)];
  return encodeCall(LAWYER_REGISTRY, registry, name, values, describe(name, licences));
}

function describe(verb: string, credentials: readonly unknown[]): string {
  return `${verb} ${credentials.length} credential${credentials.length === 1 ? "" : "s"}`;
}
