// What also runs in a browser: everything that reads the chain, nothing that holds a key.
export { openNode, DEFAULT_BATCH_MAX_CALLS, DEFAULT_NODE_TIMEOUT_MS } from "./node.js";
export type { CallOutcome, Node, NodeOptions } from "./node.js";
export type { RpcCall } from "./jsonRpc.js";
export { ChainError, NodeUnreachableError } from "./errors.js";
export type { ChainErrorCode, NodeFailure } from "./errors.js";
export { explainRevert } from "./contractErrors.js";
export type { Revert, RevertArguments } from "./revert.js";
export { DEPLOYED_CONTRACTS, parseAddress, parseDeployment } from "./deployment.js";
export type { DeployedContract, DeployedContractName, Deployment } from "./deployment.js";
export { readAddress, readDirectory } from "./directory.js";
export { readBlock, readHead } from "./blocks.js";
export type { Block } from "./blocks.js";
export { observeRecords } from "./observeRecords.js";
export type { RecordObservations } from "./observeRecords.js";
export {
  isAuthorized,
  listInstitutions,
  readAccounts,
  readAccountsOf,
  readInstitution,
  readInstitutionByCode,
  readInstitutionIds,
  readInstitutions,
  readStatusHistory,
} from "./institutions.js";
export type { Institution, InstitutionAccount, StatusChange } from "./institutions.js";
export { readStatusAt } from "./readStatusAt.js";
export {
  INSTITUTION_KINDS,
  institutionKindByNumber,
  institutionKindNumber,
  parseInstitutionKind,
} from "./institutionKinds.js";
export type { InstitutionKind, InstitutionKindEntry } from "./institutionKinds.js";
export {
  CAPABILITIES,
  CAPABILITY_BITS,
  capabilitiesOfKind,
  packCapabilities,
  parseCapability,
  unpackCapabilities,
} from "./capabilities.js";
export type { Capability } from "./capabilities.js";
export { readCredential, readCredentialHistory, readCredentials, readHolderKeyAt, verifyLawyer } from "./lawyers.js";
export type { CredentialState, CredentialStatus, LawyerAnswer, LawyerCredential } from "./lawyers.js";
export { isSignedByHolder } from "./holderStatements.js";
export type { HolderStatement } from "./holderStatements.js";
export { DAY_SECONDS, formatDay, parseDay } from "./calendarDays.js";
export { PRACTICE_SCOPES, packPracticeScopes, parsePracticeScope, unpackPracticeScopes } from "./practiceScopes.js";
export type { PracticeScope, PracticeScopeEntry } from "./practiceScopes.js";
export {
  isStandardInForce,
  listProposals,
  listStandards,
  readActivationDelay,
  readStandardVersions,
  readVersionAt,
  splitStandardId,
} from "./standards.js";
export type { ProposalStatus, Standard, StandardContent, StandardProposal, StandardVersion } from "./standards.js";
export { readDisownedSince, readStandings } from "./readStandings.js";
