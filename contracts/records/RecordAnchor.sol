// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {IRecordAnchor} from "../interfaces/IRecordAnchor.sol";
import {RecordLeaf} from "../libraries/RecordLeaf.sol";
import {TypedData} from "../libraries/TypedData.sol";
import {ADMINISTER, RELAY, SIGN} from "../types/Capabilities.sol";
import {InstitutionId} from "../types/InstitutionId.sol";
import {PackedBatch, MAX_COUNT, MAX_SEQUENCE, packBatch} from "../types/PackedBatch.sol";
import {Reason} from "../types/Reason.sol";

/// @dev See `IRecordAnchor`.
contract RecordAnchor is TypedData, IRecordAnchor {
    bytes32 private constant BATCH_TYPEHASH = keccak256(
        "Batch(uint32 institutionId,bytes32 root,uint32 count,uint48 deadline)"
    );

    /// @notice The registry that says who may anchor.
    IInstitutionRegistry public immutable institutions;

    mapping(InstitutionId institutionId => uint256) private _lastSequences;
    mapping(InstitutionId institutionId => mapping(bytes32 root => PackedBatch)) private _batches;
    mapping(InstitutionId institutionId => mapping(bytes32 leaf => RecordStanding)) private _standings;
    mapping(InstitutionId institutionId => mapping(address account => uint48)) private _disownedSince;

    constructor(IInstitutionRegistry institutionRegistry) {
        institutions = institutionRegistry;
    }

    /// @inheritdoc IRecordAnchor
    function anchorBatch(InstitutionId institutionId, bytes32 root, uint32 count) external returns (uint64 sequence) {
        institutions.requireAuthorized(institutionId, msg.sender, RELAY);
        return _anchorNext(institutionId, root, count, msg.sender);
    }

    /// @inheritdoc IRecordAnchor
    function anchorBatches(BatchRequest[] calldata batches) external {
        if (batches.length == 0) revert RecordAnchorNoBatches();
        uint256 index = 0;
        while (index < batches.length) {
            // One authorisation and one counter for all batches of an institution that stand side by side.
            InstitutionId institutionId = batches[index].institutionId;
            institutions.requireAuthorized(institutionId, msg.sender, RELAY);
            uint256 sequence = _lastSequences[institutionId];
            do {
                _anchor(institutionId, ++sequence, batches[index].root, batches[index].count, msg.sender);
                ++index;
            } while (index < batches.length && batches[index].institutionId == institutionId);
            _lastSequences[institutionId] = sequence;
        }
    }

    /// @inheritdoc IRecordAnchor
    function anchorSignedBatch(
        InstitutionId institutionId,
        bytes32 root,
        uint32 count,
        uint48 deadline,
        address signer,
        bytes calldata signature
    ) external returns (uint64 sequence) {
        if (block.timestamp > deadline) {
            revert RecordAnchorSignatureExpired(institutionId, root, deadline, uint48(block.timestamp));
        }
        institutions.requireAuthorized(institutionId, signer, SIGN);
        bytes32 digest = _hashTypedData(keccak256(abi.encode(BATCH_TYPEHASH, institutionId, root, count, deadline)));
        if (!_isSignedBy(signer, digest, signature)) {
            revert RecordAnchorInvalidSignature(institutionId, root, signer);
        }
        sequence = _anchorNext(institutionId, root, count, signer);
        emit SignedBatchCarried(institutionId, sequence, msg.sender, signer);
    }

    /// @inheritdoc IRecordAnchor
    function withdrawRecord(Record calldata record, bytes32[] calldata proof, Reason calldata reason) external {
        institutions.requireAuthorized(record.institutionId, msg.sender, SIGN);
        bytes32 leaf = _requireStanding(record, proof);
        _setStanding(record.institutionId, leaf, RecordStatus.Withdrawn, 0, reason);
        emit RecordWithdrawn(record.institutionId, leaf, msg.sender, reason);
    }

    /// @inheritdoc IRecordAnchor
    function supersedeRecord(
        Record calldata record,
        bytes32[] calldata proof,
        Record calldata successor,
        bytes32[] calldata successorProof,
        Reason calldata reason
    ) external {
        InstitutionId institutionId = record.institutionId;
        institutions.requireAuthorized(institutionId, msg.sender, SIGN);
        if (successor.institutionId != institutionId) {
            revert RecordAnchorSuccessorOfOther(institutionId, successor.institutionId);
        }
        bytes32 leaf = _requireStanding(record, proof);
        bytes32 successorLeaf = _requireStanding(successor, successorProof);
        if (leaf == successorLeaf) revert RecordAnchorSupersededByItself(institutionId, leaf);
        _setStanding(institutionId, leaf, RecordStatus.Superseded, successorLeaf, reason);
        emit RecordSuperseded(institutionId, leaf, successorLeaf, msg.sender, reason);
    }

    /// @inheritdoc IRecordAnchor
    function disownAccount(
        InstitutionId institutionId,
        address account,
        uint48 since,
        Reason calldata reason
    ) external {
        institutions.requireAuthorized(institutionId, msg.sender, ADMINISTER);
        if (since == 0 || since > block.timestamp) {
            revert RecordAnchorInvalidDisownTime(since, uint48(block.timestamp));
        }
        uint48 known = _disownedSince[institutionId][account];
        if (known != 0 && since >= known) revert RecordAnchorAlreadyDisowned(institutionId, account, known);
        _disownedSince[institutionId][account] = since;
        emit AccountDisowned(institutionId, account, since, msg.sender, reason);
    }

    /// @inheritdoc IRecordAnchor
    function standingOf(InstitutionId institutionId, bytes32 leaf) external view returns (RecordStanding memory) {
        return _standings[institutionId][leaf];
    }

    /// @inheritdoc IRecordAnchor
    function disownedSince(InstitutionId institutionId, address account) external view returns (uint48) {
        return _disownedSince[institutionId][account];
    }

    /// @inheritdoc IRecordAnchor
    function isAnchored(InstitutionId institutionId, bytes32 root) external view returns (bool) {
        return _batches[institutionId][root].isAnchored();
    }

    /// @inheritdoc IRecordAnchor
    function batchOf(InstitutionId institutionId, bytes32 root) public view returns (Batch memory) {
        return _batches[institutionId][root].unpack();
    }

    /// @inheritdoc IRecordAnchor
    function lastSequenceOf(InstitutionId institutionId) external view returns (uint64) {
        return uint64(_lastSequences[institutionId]);
    }

    /// @inheritdoc IRecordAnchor
    function verifyRecord(
        Record calldata record,
        bytes32[] calldata proof
    ) external view returns (bool verified, Batch memory batch) {
        batch = batchOf(record.institutionId, MerkleProof.processProofCalldata(proof, RecordLeaf.hashRecord(record)));
        verified = batch.sequence != 0;
    }

    /// @inheritdoc IRecordAnchor
    function verifyRecords(
        Record[] calldata records,
        bytes32[] calldata proof,
        bool[] calldata proofFlags
    ) external view returns (bool verified, Batch memory batch) {
        // An empty multiproof would make any anchored root verify nothing, successfully.
        if (records.length == 0) revert RecordAnchorNoRecords();
        InstitutionId institutionId = records[0].institutionId;
        bytes32[] memory leaves = new bytes32[](records.length);
        for (uint256 i = 0; i < records.length; ++i) {
            if (records[i].institutionId != institutionId) {
                revert RecordAnchorMixedInstitutions(institutionId, records[i].institutionId, i);
            }
            leaves[i] = RecordLeaf.hashRecord(records[i]);
        }
        batch = batchOf(institutionId, MerkleProof.processMultiProofCalldata(proof, proofFlags, leaves));
        verified = batch.sequence != 0;
    }

    /// @inheritdoc IRecordAnchor
    function hashRecord(Record calldata record) external pure returns (bytes32 leaf) {
        return RecordLeaf.hashRecord(record);
    }

    /// @dev The leaf of a record that is anchored and still stands.
    function _requireStanding(Record calldata record, bytes32[] calldata proof) private view returns (bytes32 leaf) {
        leaf = RecordLeaf.hashRecord(record);
        if (!_batches[record.institutionId][MerkleProof.processProofCalldata(proof, leaf)].isAnchored()) {
            revert RecordAnchorRecordNotAnchored(record.institutionId, leaf);
        }
        RecordStatus status = _standings[record.institutionId][leaf].status;
        if (status != RecordStatus.Standing) {
            revert RecordAnchorRecordNotStanding(record.institutionId, leaf, status);
        }
    }

    function _setStanding(
        InstitutionId institutionId,
        bytes32 leaf,
        RecordStatus status,
        bytes32 successor,
        Reason calldata reason
    ) private {
        _standings[institutionId][leaf] = RecordStanding({
            status: status,
            since: uint48(block.timestamp),
            reasonCode: reason.code,
            account: msg.sender,
            document: reason.document,
            successor: successor
        });
    }

    function _domainName() internal pure override returns (string memory) {
        return "Lexanchor RecordAnchor";
    }

    function _anchorNext(
        InstitutionId institutionId,
        bytes32 root,
        uint32 count,
        address account
    ) private returns (uint64) {
        unchecked {
            uint256 sequence = ++_lastSequences[institutionId];
            _anchor(institutionId, sequence, root, count, account);
            return uint64(sequence);
        }
    }

    function _anchor(
        InstitutionId institutionId,
        uint256 sequence,
        bytes32 root,
        uint32 count,
        address account
    ) private {
        if (root == 0) revert RecordAnchorInvalidRoot(institutionId);
        if (count == 0 || count > MAX_COUNT) {
            revert RecordAnchorInvalidCount(institutionId, root, count, MAX_COUNT);
        }
        // Out of reach for one batch a second, not for a relayer that fills blocks for months: a number never repeats.
        if (sequence > MAX_SEQUENCE) revert RecordAnchorSequenceExhausted(institutionId);
        mapping(bytes32 root => PackedBatch) storage batches = _batches[institutionId];
        PackedBatch known = batches[root];
        if (known.isAnchored()) {
            revert RecordAnchorBatchAlreadyAnchored(institutionId, root, known.sequenceOf());
        }
        batches[root] = packBatch(account, block.timestamp, sequence, count);
        emit BatchAnchored(institutionId, uint64(sequence), root, count, account);
    }
}
