export * from "./reading.js";
export { createKeyFile, keyFileExists, loadPrivateKey, loadSigner } from "./signers.js";
export type { Signer } from "./signers.js";
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
