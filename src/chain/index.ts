export * from "./reading.js";
export { createKeyFile, keyFileExists, loadPrivateKey, loadSigner } from "./signers.js";
export type { Signer, TypedDataSigner } from "./signers.js";
export { balanceOf, nonceAt } from "./accounts.js";
export { readFees } from "./fees.js";
export type { Fees } from "./fees.js";
export { readSignedTransaction, signTransaction } from "./signTransaction.js";
export type { SignedTransaction, UnsignedTransaction } from "./signTransaction.js";
export { broadcast, broadcastAll } from "./broadcast.js";
export type { BroadcastOutcome } from "./classifyRefusal.js";
export { transactionOutcome } from "./transactionOutcome.js";
export type { TransactionLog, TransactionOutcome } from "./transactionOutcome.js";
export {
  anchoredBatches,
  buildAnchorTransaction,
  encodeAnchorCall,
  findAnchoring,
  readBatch,
  readBatches,
  simulateAnchor,
} from "./anchoring.js";
export type { AnchoredBatch, BatchAnchoring, BatchToAnchor, SimulationOutcome } from "./anchoring.js";
export {
  appointAdministrator,
  changeInstitutionParent,
  expelAccount,
  grantCapabilities,
  registerInstitution,
  reinstateInstitution,
  renameInstitution,
  retireInstitution,
  revokeCapabilities,
  suspendInstitution,
} from "./changeInstitution.js";
export type { Registration, RegistryWriter } from "./changeInstitution.js";
export { sendCalls } from "./sendCalls.js";
export type { ContractCall, MinedCall, SendOptions } from "./sendCalls.js";
export { parseInstitutionFile } from "./institutionFile.js";
export type { InstitutionFile } from "./institutionFile.js";
export type { InstitutionLine, LineProblem } from "./institutionLine.js";
export { describeOnboarding, planOnboarding } from "./onboarding.js";
export type { KnownInstitution, LineDifference, OnboardingPlan } from "./onboarding.js";
export { applyOnboarding, readKnownInstitutions, waitForQuietAccount } from "./applyOnboarding.js";
export type { ContractWriter } from "./contractWriter.js";
export { NO_REASON } from "./reason.js";
export type { Reason } from "./reason.js";
export {
  MAX_CREDENTIALS_AT_ONCE,
  changeHolderKeys,
  issueCredentials,
  reinstateCredentials,
  renewCredentials,
  revokeCredentials,
  suspendCredentials,
  transferCredentials,
} from "./changeLawyers.js";
export type { Issuance, LawyerChange } from "./changeLawyers.js";
export { signHolderStatement } from "./holderStatements.js";
export {
  activateProposal,
  proposeRetirement,
  proposeStandard,
  rejectProposal,
  withdrawProposal,
} from "./changeStandards.js";
export type { MinedProposal } from "./changeStandards.js";
export { disownAccount, supersedeRecord, withdrawRecord } from "./changeRecords.js";
export type { ProvedRecord } from "./changeRecords.js";
export { parseLawyerFile } from "./lawyerFile.js";
export type { LawyerFile } from "./lawyerFile.js";
export type { LawyerLine, LineStatus } from "./lawyerLine.js";
export { describeLawyerPlan, planLawyers } from "./lawyerPlan.js";
export type { KnownLawyers, LawyerPlan, PlannedIssuance, PlannedRenewal } from "./lawyerPlan.js";
export { applyLawyers, readKnownLawyers } from "./applyLawyers.js";
export type { LawyerReasons } from "./applyLawyers.js";
