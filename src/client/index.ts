// The typed SDK for other people's code: intake and verification.
export { createIntakeClient, MAX_RECORDS_PER_REQUEST } from "./createIntakeClient.js";
export type { IntakeClient, IntakeClientOptions, RecordSubmission, SubmitOptions } from "./createIntakeClient.js";
export { verifyRecord, verifyRecords } from "./verifyRecords.js";
export type { DocumentToVerify, VerifyOptions, VerifyRequest } from "./verifyRecords.js";
export { RECORD_STATES } from "./parseAnswers.js";
export type { FoundRecord, RecordState, RecordView, SubmittedRecord } from "./parseAnswers.js";
export type { WaitOptions } from "./waitForReceipt.js";
export type { WaitForManyOptions } from "./waitForReceipts.js";
export { ClientError } from "./errors.js";
export type { ClientErrorCode, ProblemField, RelayerProblem } from "./errors.js";
// The registries, read from a node: lawyers, institutions, standards. `openNode` and `readAddress` lead to them.
export {
  listInstitutions,
  listStandards,
  openNode,
  readAddress,
  readCredential,
  readCredentialHistory,
  readInstitution,
  readInstitutionByCode,
  readStandardVersions,
  readStatusAt,
  readVersionAt,
  verifyLawyer,
} from "../chain/reading.js";
export type {
  CredentialState,
  Institution,
  LawyerAnswer,
  LawyerCredential,
  Node,
  Standard,
  StandardVersion,
} from "../chain/reading.js";
export { hashLicence, opensHolderCommitment } from "../core/index.js";
