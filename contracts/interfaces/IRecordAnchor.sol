// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionId} from "../types/InstitutionId.sol";
import {Reason} from "../types/Reason.sol";

/// @title Batches of records, anchored by their roots
/// @notice Each institution has its own unbroken sequence of batches, from 1. A batch is the root of a Merkle tree of
/// records; an anchored batch never changes.
interface IRecordAnchor {
    /// @notice One item to be proved later. The documents themselves never reach the chain.
    /// @param institutionId who recorded it
    /// @param kind what it is, as numbered in the standards (1 electronic evidence, 8 litigation document, ...)
    /// @param schema version of the metadata schema of that kind
    /// @param digestAlgorithm 1 SHA-256, 2 SM3, 3 SHA3-256, 4 Keccak-256
    /// @param digest digest of the document's bytes as they are
    /// @param metadataRoot commitment to the metadata fields; 0 where there are none
    struct Record {
        InstitutionId institutionId;
        uint16 kind;
        uint16 schema;
        uint8 digestAlgorithm;
        bytes32 digest;
        bytes32 metadataRoot;
    }

    /// @param institutionId whose batch it is
    /// @param root the tree's root, not 0
    /// @param count number of leaves, 1 to 16,777,215; as stated by the institution, the chain cannot check it
    struct BatchRequest {
        InstitutionId institutionId;
        bytes32 root;
        uint32 count;
    }

    /// @param sequence place in the institution's sequence, from 1; 0 means: not anchored
    /// @param count number of leaves, as stated when it was anchored
    /// @param anchoredAt Unix seconds of the block
    /// @param account who answered for it: the relaying account, or the signer of a signed batch
    struct Batch {
        uint64 sequence;
        uint32 count;
        uint48 anchoredAt;
        address account;
    }

    /// @notice Whether a record still stands. What was recorded is never erased.
    enum RecordStatus {
        /// @dev Nothing was said against it.
        Standing,
        /// @dev Its institution no longer stands by it.
        Withdrawn,
        /// @dev Its institution has put another record in its place.
        Superseded
    }

    /// @param status whether it still stands
    /// @param since Unix seconds of the change, 0 for none
    /// @param reasonCode number of the reason, as listed in docs/standards.md; 0 for none
    /// @param account who changed it. Where the institution has disowned that account since then or earlier
    /// (`disownedSince`), it does not answer for the change, which stays nevertheless
    /// @param document digest of the decision; 0 for none
    /// @param successor leaf of the record in its place, 0 for none
    struct RecordStanding {
        RecordStatus status;
        uint48 since;
        uint16 reasonCode;
        address account;
        bytes32 document;
        bytes32 successor;
    }

    event BatchAnchored(
        InstitutionId indexed institutionId,
        uint64 indexed sequence,
        bytes32 indexed root,
        uint32 count,
        address account
    );
    /// @notice Follows the `BatchAnchored` of a batch that came with the institution's own signature.
    event SignedBatchCarried(
        InstitutionId indexed institutionId,
        uint64 indexed sequence,
        address indexed carrier,
        address signer
    );

    event RecordWithdrawn(InstitutionId indexed institutionId, bytes32 indexed leaf, address account, Reason reason);
    event RecordSuperseded(
        InstitutionId indexed institutionId,
        bytes32 indexed leaf,
        bytes32 indexed successor,
        address account,
        Reason reason
    );
    /// @param since Unix seconds from which the institution does not answer for what the account anchored
    event AccountDisowned(
        InstitutionId indexed institutionId,
        address indexed account,
        uint48 since,
        address administrator,
        Reason reason
    );

    error RecordAnchorBatchAlreadyAnchored(InstitutionId institutionId, bytes32 root, uint64 sequence);
    error RecordAnchorInvalidRoot(InstitutionId institutionId);
    error RecordAnchorInvalidCount(InstitutionId institutionId, bytes32 root, uint32 count, uint32 maximum);
    /// @notice The institution has anchored 4,294,967,295 batches, the most that it can.
    error RecordAnchorSequenceExhausted(InstitutionId institutionId);
    error RecordAnchorNoBatches();
    error RecordAnchorSignatureExpired(InstitutionId institutionId, bytes32 root, uint48 deadline, uint48 time);
    error RecordAnchorInvalidSignature(InstitutionId institutionId, bytes32 root, address signer);
    error RecordAnchorNoRecords();
    error RecordAnchorMixedInstitutions(InstitutionId expected, InstitutionId found, uint256 index);
    error RecordAnchorRecordNotAnchored(InstitutionId institutionId, bytes32 leaf);
    error RecordAnchorRecordNotStanding(InstitutionId institutionId, bytes32 leaf, RecordStatus status);
    error RecordAnchorSupersededByItself(InstitutionId institutionId, bytes32 leaf);
    error RecordAnchorSuccessorOfOther(InstitutionId institutionId, InstitutionId successorInstitutionId);
    error RecordAnchorInvalidDisownTime(uint48 since, uint48 latest);
    error RecordAnchorAlreadyDisowned(InstitutionId institutionId, address account, uint48 since);

    /// @notice Anchors one batch. By an account with the institution's RELAY capability.
    /// @return sequence the batch's place in the institution's sequence
    function anchorBatch(InstitutionId institutionId, bytes32 root, uint32 count) external returns (uint64 sequence);

    /// @notice Anchors several batches, of one institution or of several: all or none. By an account with the RELAY
    /// capability of each. Batches of one institution side by side cost least.
    function anchorBatches(BatchRequest[] calldata batches) external;

    /// @notice Anchors a batch that the institution has signed; anyone may carry it.
    /// @param deadline Unix seconds after which the signature no longer counts
    /// @param signer an account with the institution's SIGN capability; may be a contract (ERC-1271)
    /// @param signature over `Batch(uint32 institutionId,bytes32 root,uint32 count,uint48 deadline)`
    /// @custom:source EIP-712; the domain is that of `eip712Domain` (EIP-5267)
    /// @dev No nonce: a root is anchored once at most, so a signature is used once at most.
    function anchorSignedBatch(
        InstitutionId institutionId,
        bytes32 root,
        uint32 count,
        uint48 deadline,
        address signer,
        bytes calldata signature
    ) external returns (uint64 sequence);

    /// @notice Says that the institution no longer stands by a record, for good. By an account with its SIGN capability:
    /// a relayer's key alone cannot undo what the institution recorded.
    /// @param proof of the record, under a batch that the institution has anchored
    function withdrawRecord(Record calldata record, bytes32[] calldata proof, Reason calldata reason) external;

    /// @notice Puts another record of the institution in the place of one, for good. By an account with its SIGN
    /// capability.
    /// @param proof of the record, under a batch that the institution has anchored
    /// @param successor the other record, which must stand. The superseded one stands no longer, so no chain of
    /// successors leads back to where it began
    /// @param successorProof of the successor, under a batch that the institution has anchored
    function supersedeRecord(
        Record calldata record,
        bytes32[] calldata proof,
        Record calldata successor,
        bytes32[] calldata successorProof,
        Reason calldata reason
    ) external;

    /// @notice Says that the institution does not answer for what an account anchored from a moment on: a stolen key.
    /// By an administrator of the institution. The moment can be moved back later, never forward.
    /// @param since Unix seconds, not 0 and not after the current block; batches of that second are disowned too
    /// @dev Warning: stops nobody. Take the account's capabilities in `InstitutionRegistry` as well, and do not give
    /// them back: all that it anchors from then on is disowned. A record of a disowned batch that is genuine can be
    /// anchored again under another root.
    function disownAccount(InstitutionId institutionId, address account, uint48 since, Reason calldata reason) external;

    /// @notice Whether the record with this leaf still stands. Says nothing about whether it was anchored.
    function standingOf(InstitutionId institutionId, bytes32 leaf) external view returns (RecordStanding memory);

    /// @notice From when on the institution does not answer for the account, in Unix seconds; 0 for never. A batch is
    /// disowned if this is not 0, and not after its `anchoredAt`.
    function disownedSince(InstitutionId institutionId, address account) external view returns (uint48);

    /// @notice Whether the institution has anchored this root: the last step of any check.
    function isAnchored(InstitutionId institutionId, bytes32 root) external view returns (bool);

    /// @notice The batch with this root; all fields 0 where it is not anchored.
    function batchOf(InstitutionId institutionId, bytes32 root) external view returns (Batch memory);

    /// @notice The sequence number of the institution's latest batch, 0 before the first.
    function lastSequenceOf(InstitutionId institutionId) external view returns (uint64);

    /// @notice Whether the record is a leaf of a batch that its institution has anchored.
    /// @param proof sibling hashes from leaf to root, 32 bytes each; empty for a batch of one
    /// @return verified true only if it is
    /// @return batch the batch found, all fields 0 where there is none
    /// @dev Warning: says nothing about the institution's standing, about a later withdrawal or supersession
    /// (`standingOf`), or about a relayer that was disowned (`disownedSince`).
    function verifyRecord(
        Record calldata record,
        bytes32[] calldata proof
    ) external view returns (bool verified, Batch memory batch);

    /// @notice Whether all these records of one institution are leaves of one batch that it has anchored.
    /// @param records in the order that the multiproof gives its leaves; at least one
    /// @param proof the multiproof's sibling hashes, 32 bytes each
    /// @param proofFlags the multiproof's flags
    /// @custom:source OpenZeppelin `MerkleProof.multiProofVerify`
    function verifyRecords(
        Record[] calldata records,
        bytes32[] calldata proof,
        bool[] calldata proofFlags
    ) external view returns (bool verified, Batch memory batch);

    /// @notice The leaf of a record: `keccak256(bytes.concat(keccak256(abi.encode(record))))`.
    function hashRecord(Record calldata record) external pure returns (bytes32 leaf);
}
