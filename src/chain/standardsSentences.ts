import { proposalStatus, standard, time } from "./sentenceWords.js";
import type { Sentence } from "./sentenceWords.js";

/** The custom errors of `StandardsRegistry`. */
export const STANDARDS_SENTENCES: Readonly<Record<string, Sentence>> = {
  StandardsRegistryInvalidId: (a) => `${a["standardId"]} is not the number of a standard`,
  StandardsRegistryInvalidTitleLength: (a) =>
    `the title has ${a["bytesGiven"]} bytes, 1 to ${a["bytesAllowed"]} expected`,
  StandardsRegistryInvalidSourceLength: (a) =>
    `the source has ${a["bytesGiven"]} bytes, 1 to ${a["bytesAllowed"]} expected`,
  StandardsRegistryMissingContentHash: (a) =>
    `${standard(a["standardId"])} needs the hash of the document that defines it`,
  StandardsRegistryMissingValue: (a) => `${standard(a["standardId"])} needs a value`,
  StandardsRegistryUnknownProposal: (a) => `there is no proposal ${a["proposalId"]}`,
  StandardsRegistryProposalNotOpen: (a) => `proposal ${a["proposalId"]} is ${proposalStatus(a["status"])} already`,
  StandardsRegistryActivationTooEarly: (a) =>
    `proposal ${a["proposalId"]} can be activated from ${time(a["activatableFrom"])} on, it is ${time(a["time"])} now`,
  StandardsRegistryOwnProposal: (a) =>
    `account ${a["proposer"]} has made proposal ${a["proposalId"]} and may not activate it`,
  StandardsRegistryForwardedCall: (a) => `standards are changed by a direct call, not through ${a["forwarder"]}`,
  StandardsRegistryDateInPast: (a) =>
    `${standard(a["standardId"])} cannot change from ${time(a["date"])}, it is ${time(a["time"])} now`,
  StandardsRegistryDateBeyondLimit: (a) =>
    `${standard(a["standardId"])} cannot change from ${time(a["date"])}, the last date is ${time(a["limit"])}`,
  StandardsRegistryStartNotAfterLast: (a) =>
    `a version of ${standard(a["standardId"])} from ${time(a["from"])} would not begin after the last one, from ${time(a["lastFrom"])}`,
  StandardsRegistryNotInForce: (a) => `${standard(a["standardId"])} is not in force at ${time(a["time"])}`,
};
