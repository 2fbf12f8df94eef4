import type * as Lawyers from "../../../typechain-types/lawyers/LawyerRegistry.js";
import type { Hex } from "../../core/index.js";
import { credentialStatusByNumber } from "../lawyers.js";
import { decodeShortText } from "../shortText.js";
import { readAccountOrNull, readReason } from "./eventValues.js";
import type { EventDecoder } from "./eventValues.js";

export const LAWYER_EVENTS = {
  CredentialIssued: ((issued) => ({
    type: "credential-changed",
    licence: issued.licence.toLowerCase() as Hex,
    by: Number(issued.issuer),
    status: "active",
    ...readTerms(issued),
    holderCommitment: issued.holderCommitment.toLowerCase() as Hex,
    reason: readReason(issued.reason),
  })) satisfies EventDecoder<Lawyers.CredentialIssuedEvent.OutputObject>,

  CredentialChanged: ((changed) => ({
    type: "credential-changed",
    licence: changed.licence.toLowerCase() as Hex,
    by: Number(changed.by),
    status: credentialStatusByNumber(Number(changed.status)),
    ...readTerms(changed),
    holderCommitment: null,
    reason: readReason(changed.reason),
  })) satisfies EventDecoder<Lawyers.CredentialChangedEvent.OutputObject>,

  HolderKeyChanged: (({ licence, by, key, reason }) => ({
    type: "holder-key-changed",
    licence: licence.toLowerCase() as Hex,
    by: Number(by),
    key: readAccountOrNull(key),
    reason: readReason(reason),
  })) satisfies EventDecoder<Lawyers.HolderKeyChangedEvent.OutputObject>,
};

function readTerms({
  issuer,
  jurisdiction,
  validFrom,
  validUntil,
  scope,
}: Pick<
  Lawyers.CredentialIssuedEvent.OutputObject,
  "issuer" | "jurisdiction" | "validFrom" | "validUntil" | "scope"
>): { issuer: number; jurisdiction: string; validFrom: number; validUntil: number; scope: number } {
  return {
    issuer: Number(issuer),
    jurisdiction: decodeShortText(jurisdiction),
    validFrom: Number(validFrom),
    validUntil: Number(validUntil),
    scope: Number(scope),
  };
}
