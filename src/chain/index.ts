export * from "./reading.js";
export { createKeyFile, keyFileExists, loadPrivateKey, loadSigner } from "./signers.js";
export type { Signer } from "./signers.js";
export {
  balanceOf,
  broadcast,
  broadcastAll,
  nonceAt,
  readFees,
  readSignedTransaction,
  signTransaction,
  transactionOutcome,
} from "./transactions.js";
export type {
  BroadcastOutcome,
  Fees,
  SignedTransaction,
  TransactionLog,
  TransactionOutcome,
  UnsignedTransaction,
} from "./transactions.js";
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
