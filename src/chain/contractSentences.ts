import { LAWYER_SENTENCES } from "./lawyerSentences.js";
import { call, capabilities, kind, recordStatus, role, status, text, time } from "./sentenceWords.js";
import type { Sentence } from "./sentenceWords.js";
import { STANDARDS_SENTENCES } from "./standardsSentences.js";

/** One sentence for each custom error that the platform's contracts can give, by its name. */
export const CONTRACT_SENTENCES: Readonly<Record<string, Sentence>> = {
  RecordAnchorBatchAlreadyAnchored: (a) =>
    `batch ${a["sequence"]} of institution ${a["institutionId"]} is already anchored`,
  RecordAnchorInvalidRoot: (a) => `the root of a batch of institution ${a["institutionId"]} is zero`,
  RecordAnchorInvalidCount: (a) =>
    `the batch ${a["root"]} of institution ${a["institutionId"]} states ${a["count"]} records, 1 to ${a["maximum"]} expected`,
  RecordAnchorSequenceExhausted: (a) => `institution ${a["institutionId"]} has anchored as many batches as it can`,
  RecordAnchorNoBatches: () => "no batches given, at least one expected",
  RecordAnchorSignatureExpired: (a) =>
    `the signature for batch ${a["root"]} of institution ${a["institutionId"]} counted until ${time(a["deadline"])}, it is ${time(a["time"])} now`,
  RecordAnchorInvalidSignature: (a) =>
    `the signature for batch ${a["root"]} of institution ${a["institutionId"]} is not by ${a["signer"]}`,
  RecordAnchorNoRecords: () => "no records given, at least one expected",
  RecordAnchorMixedInstitutions: (a) =>
    `record ${a["index"]} is of institution ${a["found"]}, all of institution ${a["expected"]} expected`,
  RecordAnchorRecordNotAnchored: (a) =>
    `the record ${a["leaf"]} is in no batch that institution ${a["institutionId"]} has anchored`,
  RecordAnchorRecordNotStanding: (a) =>
    `the record ${a["leaf"]} of institution ${a["institutionId"]} is ${recordStatus(a["status"])} already`,
  RecordAnchorSupersededByItself: (a) =>
    `the record ${a["leaf"]} of institution ${a["institutionId"]} cannot be superseded by itself`,
  RecordAnchorSuccessorOfOther: (a) =>
    `a record of institution ${a["institutionId"]} cannot be superseded by one of institution ${a["successorInstitutionId"]}`,
  RecordAnchorInvalidDisownTime: (a) =>
    `an account cannot be disowned from ${time(a["since"])}: a time up to the latest block, ${time(a["latest"])}, expected`,
  RecordAnchorAlreadyDisowned: (a) =>
    `account ${a["account"]} of institution ${a["institutionId"]} is disowned from ${time(a["since"])} already, only an earlier time can be set`,

  ...LAWYER_SENTENCES,
  ...STANDARDS_SENTENCES,

  InstitutionRegistryUnknownInstitution: (a) => `institution ${a["institutionId"]} does not exist`,
  InstitutionRegistryNotActive: (a) => `institution ${a["institutionId"]} is ${status(a["status"])}`,
  InstitutionRegistryNotSuspended: (a) =>
    `institution ${a["institutionId"]} is ${status(a["status"])}, only a suspended one can be reinstated`,
  InstitutionRegistryAlreadyRetired: (a) => `institution ${a["institutionId"]} is retired, for good`,
  InstitutionRegistryMissingCapability: (a) =>
    `account ${a["account"]} needs ${capabilities(a["required"])} for institution ${a["institutionId"]}, it holds ${capabilities(a["held"])}`,
  InstitutionRegistryCapabilityOutsideKind: (a) =>
    `accounts of institution ${a["institutionId"]}, a ${kind(a["kind"])}, may hold ${capabilities(a["allowed"])}, not ${capabilities(Number(a["requested"]) & ~Number(a["allowed"]))}`,
  InstitutionRegistryNotASuperior: (a) =>
    a["institutionId"] === 0
      ? `account ${a["caller"]} may not register an institution here: it is neither the registrar nor an administrator of the parent`
      : `account ${a["caller"]} is neither the registrar nor an administrator of the parent of institution ${a["institutionId"]}`,
  InstitutionRegistrySuspendedByPlatform: (a) =>
    `institution ${a["institutionId"]} was suspended by the registrar, only the registrar can change that`,
  InstitutionRegistryLastAdministrator: (a) =>
    `account ${a["account"]} is the last administrator of institution ${a["institutionId"]}`,
  InstitutionRegistryNoAdministrator: (a) =>
    `institution ${text(a["code"])} has no account with the capability administer`,
  InstitutionRegistryInvalidKind: (a) => `institution ${text(a["code"])} has no kind`,
  InstitutionRegistryInvalidCode: (a) => `${text(a["code"])} is not a code: 1 to 32 visible ASCII characters expected`,
  InstitutionRegistryCodeTaken: (a) => `the code ${text(a["code"])} is that of institution ${a["institutionId"]}`,
  InstitutionRegistryInvalidJurisdiction: (a) =>
    `${text(a["jurisdiction"])} is not a jurisdiction: ASCII letters and digits in parts joined by - expected`,
  InstitutionRegistryOutsideJurisdiction: (a) =>
    `${text(a["requested"])} is outside ${text(a["covered"])}, the jurisdiction of institution ${a["parent"]}`,
  InstitutionRegistryOutsideKind: (a) =>
    `institution ${a["parent"]} is a ${kind(a["allowed"])} and registers only its like, not a ${kind(a["requested"])}`,
  InstitutionRegistryInvalidNameLength: (a) =>
    `the name has ${a["bytesGiven"]} bytes, 1 to ${a["bytesAllowed"]} expected`,
  InstitutionRegistryInvalidReasonLength: (a) =>
    `the reason has ${a["bytesGiven"]} bytes, at most ${a["bytesAllowed"]} expected`,
  InstitutionRegistryInvalidAccount: (a) => `${a["account"]} cannot be an account`,
  InstitutionRegistryTooManyAccounts: (a) =>
    `institution ${a["institutionId"]} has ${a["maximum"]} accounts, the most it can have`,
  InstitutionRegistryTooDeep: (a) =>
    `institution ${a["parent"]} lies ${a["maximum"]} levels deep, and registers no institution below it`,
  InstitutionRegistryParentCycle: (a) =>
    `institution ${a["parent"]} is institution ${a["institutionId"]} or lies below it, and cannot be its parent`,
  InstitutionRegistryHasChildren: (a) =>
    `institution ${a["institutionId"]} cannot be retired before institution ${a["child"]} below it`,
  InstitutionRegistryTimeInFuture: (a) => `${time(a["time"])} is after the latest block, ${time(a["latest"])}`,

  DirectoryInvalidName: (a) => `${text(a["name"])} is not a name: 1 to 32 visible ASCII characters expected`,
  DirectoryUnknownName: (a) => `the directory does not list ${text(a["name"])}`,
  DirectoryTargetWithoutCode: (a) => `there is no contract at ${a["target"]} to list as ${text(a["name"])}`,
  DirectoryUnchanged: (a) => `the directory lists ${text(a["name"])} at ${a["target"]} already`,

  PlatformAccessNotGuardian: (a) => `account ${a["caller"]} is not the guardian`,
  AccessManagedUnauthorized: (a) =>
    `account ${a["caller"]} does not hold the platform role that this needs, or the contract is paused`,
  AccessManagedRequiredDelay: (a) => `account ${a["caller"]} must schedule this ${a["delay"]} seconds before`,
  AccessManagedInvalidAuthority: (a) => `${a["authority"]} has no code and cannot be the authority`,
  AccessManagerUnauthorizedAccount: (a) => `account ${a["msgsender"]} is not ${role(a["roleId"])}`,
  AccessManagerUnauthorizedCall: (a) => `account ${a["caller"]} may not call ${call(a["selector"])} of ${a["target"]}`,
  AccessManagerUnauthorizedConsume: (a) => `${a["target"]} may not use up a scheduled operation`,
  AccessManagerUnauthorizedCancel: (a) =>
    `account ${a["msgsender"]} may not cancel ${call(a["selector"])} of ${a["target"]} that ${a["caller"]} has scheduled`,
  AccessManagerAlreadyScheduled: (a) => `operation ${a["operationId"]} is scheduled already`,
  AccessManagerNotScheduled: (a) => `operation ${a["operationId"]} is not scheduled`,
  AccessManagerNotReady: (a) => `operation ${a["operationId"]} is scheduled and its delay has not passed`,
  AccessManagerExpired: (a) => `operation ${a["operationId"]} was scheduled too long ago`,
  AccessManagerLockedRole: (a) => `the settings of role ${a["roleId"]} cannot be changed`,
  AccessManagerLockedFunction: (a) => `the role for ${call(a["selector"])} cannot be changed`,
  AccessManagerBadConfirmation: () => "a role is renounced by its holder only",
  AccessManagerInvalidInitialAdmin: (a) => `${a["initialAdmin"]} cannot be the first administrator`,

  AddressEmptyCode: (a) => `there is no contract at ${a["target"]}`,
  FailedCall: () => "the call inside failed without a reason",
  InsufficientBalance: (a) => `the contract holds ${a["balance"]} wei, ${a["needed"]} needed`,
  SafeCastOverflowedUintDowncast: (a) => `${a["value"]} does not fit into ${a["bits"]} bits`,
  CheckpointUnorderedInsertion: () => "the chain's time went back, which the history of standing does not allow",
  MerkleProofInvalidMultiproof: () => "the multiproof is malformed",
};
