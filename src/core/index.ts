export { LexanchorError, type LexanchorErrorOptions } from "./errors.js";
export { type Hex, HexError, fromHex, sameHex, toHex } from "./hex.js";
export type { JsonObject, JsonValue } from "./json.js";

export {
  DIGEST_ALGORITHMS,
  DIGEST_ALGORITHM_NAMES,
  type DigestAlgorithm,
  digestAlgorithmName,
  digestAlgorithmNumber,
  isDigestAlgorithm,
} from "./digest/algorithms.js";
export { type Digester, createDigester } from "./digest/createDigester.js";
export { digestBytes } from "./digest/digestBytes.js";
export { digestStream } from "./digest/digestStream.js";
export { keccak256 } from "./digest/keccak256.js";

export { encodeRecord } from "./record/encodeRecord.js";
export { hashLeaf } from "./record/hashLeaf.js";
export { type JudicialRecord, NO_METADATA_ROOT, parseRecord } from "./record/judicialRecord.js";
export { RecordError, type RecordErrorCode } from "./record/recordError.js";
export { RECORD_KINDS, type RecordKind, recordKindByNumber, recordKindBySlug } from "./record/recordKinds.js";

export { MAX_LEAVES, buildTree } from "./merkle/buildTree.js";
export type { MerkleTree, MultiProof } from "./merkle/merkleTree.js";
export { processProof } from "./merkle/processProof.js";
export { proofLengths } from "./merkle/proofLengths.js";
export { TreeError, type TreeErrorCode } from "./merkle/treeError.js";

export { hashLicence } from "./licence/hashLicence.js";
export { holderSalt } from "./licence/holderSalt.js";
export { commitToHolder, makeHolderSalt, opensHolderCommitment } from "./licence/holderCommitment.js";
export { LicenceError, type LicenceErrorCode } from "./licence/licenceError.js";
export { MAX_HOLDER_NAME_BYTES, normaliseHolderName } from "./licence/normaliseHolderName.js";
export { MAX_LICENCE_LENGTH, normaliseLicence } from "./licence/normaliseLicence.js";

export type { MetadataSchema } from "./standards/metadataSchema.js";
export { metadataSchemaOf } from "./standards/metadataSchemaOf.js";
export { reasonByNumber } from "./standards/reasonByNumber.js";
export type { ReasonStandard } from "./standards/standard.js";
export { StandardCategory, schemaStandardId, standardId } from "./standards/standardId.js";
export { type MetadataViolation, validateMetadata } from "./standards/validateMetadata.js";

export { canonicalJson } from "./seal/canonicalJson.js";
export { disclose } from "./seal/disclose.js";
export { fieldSalt, hashField } from "./seal/hashField.js";
export { metadataRoot } from "./seal/metadataTree.js";
export { parseSealedRecord, parseSealedRecordJson } from "./seal/parseSealedRecord.js";
export { type SealParameters, sealDocument } from "./seal/sealDocument.js";
export {
  MAX_REFERENCE_LENGTH,
  SEALED_RECORD_TYPE,
  SEALED_RECORD_VERSION,
  type SealedRecord,
} from "./seal/sealedRecord.js";
export { type DisclosureCheck, verifyDisclosure } from "./seal/verifyDisclosure.js";

export { DISCLOSURE_TYPE, DISCLOSURE_VERSION, type DisclosedField, type Disclosure } from "./receipt/disclosure.js";
export { DisclosureError, type DisclosureErrorCode } from "./receipt/disclosureError.js";
export { parseDisclosure, parseDisclosureJson } from "./receipt/parseDisclosure.js";
export { parseReceipt, parseReceiptJson } from "./receipt/parseReceipt.js";
export {
  RECEIPT_TYPE,
  RECEIPT_VERSION,
  type Receipt,
  type ReceiptBatch,
  type ReceiptLedger,
} from "./receipt/receipt.js";
export { ReceiptError, type ReceiptErrorCode } from "./receipt/receiptError.js";
export { formatUtcSeconds, parseUtcSeconds } from "./receipt/receiptTime.js";

export type {
  ChainBatch,
  ChainFacts,
  ChainInstitution,
  ChainObservation,
  ChainStanding,
  ChainStandard,
  ChainStandards,
  ChainTransaction,
  InstitutionStatus,
  RecordStatus,
} from "./verify/chainObservation.js";
export type { DocumentDigest } from "./verify/checkIntegrity.js";
export { type VerdictInput, composeVerdict } from "./verify/composeVerdict.js";
export { FINDING_CODES, type FindingCode, type FindingCodeOf } from "./verify/findingCodes.js";
export { type FindingResult, QUESTIONS, type Question } from "./verify/questions.js";
export type { Finding, FindingFacts, Verdict, VerdictOutcome } from "./verify/verdict.js";
