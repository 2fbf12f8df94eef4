import { credentialStatus, kind, status, text, time } from "./sentenceWords.js";
import type { Sentence } from "./sentenceWords.js";

/** The custom errors of `LawyerRegistry`. */
export const LAWYER_SENTENCES: Readonly<Record<string, Sentence>> = {
  LawyerRegistryInvalidNumber: (a) => `${a["given"]} credentials given, 1 to ${a["maximum"]} at once expected`,
  LawyerRegistryInvalidLicence: (a) => `credential ${a["index"]} has no licence hash`,
  LawyerRegistryInvalidScope: (a) => `licence ${a["licence"]} has the scope ${a["scope"]}, at least one thing expected`,
  LawyerRegistryInvalidHolderCommitment: (a) => `licence ${a["licence"]} has no commitment to its holder's name`,
  LawyerRegistryInvalidValidity: (a) =>
    `licence ${a["licence"]} would be valid from ${time(a["validFrom"])} until ${time(a["validUntil"])}: a start, and a later end, expected`,
  LawyerRegistryDateBeyondLimit: (a) =>
    `licence ${a["licence"]} would be valid until ${time(a["date"])}, the last date is ${time(a["limit"])}`,
  LawyerRegistryTermIsOver: (a) =>
    `licence ${a["licence"]} would be valid until ${time(a["validUntil"])}, it is ${time(a["time"])} now`,
  LawyerRegistryValidityOverlaps: (a) =>
    `licence ${a["licence"]} is valid until ${time(a["validUntil"])}, a renewal from ${time(a["renewedFrom"])} would overlap`,
  LawyerRegistryValidityGap: (a) =>
    `licence ${a["licence"]} is valid until ${time(a["validUntil"])}, a renewal from ${time(a["renewedFrom"])} would leave a gap`,
  LawyerRegistryInvalidJurisdiction: (a) =>
    `${text(a["jurisdiction"])} is not a jurisdiction: ASCII letters and digits in parts joined by - expected`,
  LawyerRegistryOutsideJurisdiction: (a) =>
    `${text(a["requested"])} is outside ${text(a["covered"])}, the jurisdiction of institution ${a["institutionId"]}`,
  LawyerRegistryNotAnActiveBureau: (a) =>
    `institution ${a["institutionId"]}, a ${kind(a["kind"])}, is ${status(a["status"])}: an active justice bureau expected`,
  LawyerRegistryNotResponsible: (a) =>
    `institution ${a["institutionId"]} is neither institution ${a["issuer"]}, which answers for licence ${a["licence"]}, nor above it`,
  LawyerRegistryTransferNotAccepted: (a) =>
    `institution ${a["to"]} has not accepted the transfer: it does not lie below institution ${a["institutionId"]}, and the account does not license for it`,
  LawyerRegistryAlreadyIssued: (a) => `licence ${a["licence"]} is issued already`,
  LawyerRegistryUnknownLicence: (a) => `licence ${a["licence"]} was never issued`,
  LawyerRegistryRevoked: (a) => `licence ${a["licence"]} is revoked, for good`,
  LawyerRegistryWrongStatus: (a) =>
    `licence ${a["licence"]} is ${credentialStatus(a["status"])}, only one that is ${credentialStatus(a["required"])} can be changed so`,
  LawyerRegistryTimeInFuture: (a) => `${time(a["time"])} is after the latest block, ${time(a["latest"])}`,
};
