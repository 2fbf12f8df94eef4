// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IStandardsRegistry} from "../interfaces/IStandardsRegistry.sol";
import {LAST_DATE} from "../types/Dates.sol";
import {ProposalStatus, StandardCategory, StandardId, schemaId, standardId} from "../types/Standards.sol";

/// @dev See `IStandardsRegistry`.
contract StandardsRegistry is AccessManaged, IStandardsRegistry {
    uint256 private constant MAX_TITLE_BYTES = 256;
    uint256 private constant MAX_SOURCE_BYTES = 512;
    uint48 private constant NO_END = type(uint48).max;

    /// @inheritdoc IStandardsRegistry
    uint48 public immutable activationDelay;

    // Written through a pointer in `_addVersion`, which the detector does not follow.
    // slither-disable-next-line uninitialized-state
    mapping(StandardId id => Version[]) private _versions;
    StandardId[] private _standardIds;
    Proposal[] private _proposals;

    /// @param delay seconds between a proposal and its earliest activation
    /// @param seeds what is in force from the beginning; of one standard the oldest version first
    constructor(address platformAccess, uint48 delay, Seed[] memory seeds) AccessManaged(platformAccess) {
        activationDelay = delay;
        for (uint256 i = 0; i < seeds.length; ++i) {
            _validateContent(seeds[i].id, seeds[i].content);
            _requireDate(seeds[i].id, seeds[i].from);
            _addVersion(0, seeds[i].id, seeds[i].from, seeds[i].content);
        }
    }

    /// @inheritdoc IStandardsRegistry
    function propose(
        StandardId id,
        uint48 from,
        Content calldata content
    ) external restricted returns (uint256 proposalId) {
        _validateContent(id, content);
        uint48 activatableFrom;
        (proposalId, activatableFrom) = _addProposal(id, from, false, content);
        emit StandardProposed(proposalId, id, msg.sender, activatableFrom, from, content);
    }

    /// @inheritdoc IStandardsRegistry
    function proposeRetirement(StandardId id, uint48 from) external restricted returns (uint256 proposalId) {
        _requireInForce(id, from);
        uint48 activatableFrom;
        (proposalId, activatableFrom) = _addProposal(id, from, true, Content(0, 0, "", ""));
        emit StandardRetirementProposed(proposalId, id, msg.sender, activatableFrom, from);
    }

    /// @inheritdoc IStandardsRegistry
    function withdraw(uint256 proposalId) external restricted {
        Proposal storage closed = _close(proposalId, ProposalStatus.Withdrawn);
        emit StandardProposalWithdrawn(proposalId, closed.standardId, msg.sender);
    }

    /// @inheritdoc IStandardsRegistry
    function reject(uint256 proposalId) external restricted {
        Proposal storage closed = _close(proposalId, ProposalStatus.Rejected);
        emit StandardProposalRejected(proposalId, closed.standardId, msg.sender);
    }

    /// @inheritdoc IStandardsRegistry
    function activate(uint256 proposalId) external restricted {
        Proposal memory closed = _close(proposalId, ProposalStatus.Activated);
        if (closed.proposer == msg.sender) revert StandardsRegistryOwnProposal(proposalId, msg.sender);
        uint48 time = uint48(block.timestamp);
        if (time < closed.activatableFrom) {
            revert StandardsRegistryActivationTooEarly(proposalId, closed.activatableFrom, time);
        }
        uint48 from = closed.from > time ? closed.from : time + 1;
        if (closed.isRetirement) {
            _requireInForce(closed.standardId, from).until = from;
            emit StandardRetired(proposalId, closed.standardId, msg.sender, from);
        } else {
            _addVersion(proposalId, closed.standardId, from, closed.content);
        }
    }

    /// @inheritdoc IStandardsRegistry
    function isInForce(StandardId id, uint48 time) public view returns (bool) {
        (bool found, ) = _find(id, time);
        return found;
    }

    /// @inheritdoc IStandardsRegistry
    function versionAt(StandardId id, uint48 time) external view returns (Version memory) {
        return _requireInForce(id, time);
    }

    /// @inheritdoc IStandardsRegistry
    function versionsOf(StandardId id) external view returns (Version[] memory) {
        return _versions[id];
    }

    /// @inheritdoc IStandardsRegistry
    function checkRecord(
        uint16 kind,
        uint16 schema,
        uint8 digestAlgorithm,
        uint48 time
    ) external view returns (bool kindInForce, bool schemaInForce, bool algorithmInForce) {
        kindInForce = isInForce(standardId(StandardCategory.RecordKind, kind), time);
        schemaInForce = isInForce(schemaId(kind, schema), time);
        algorithmInForce = isInForce(standardId(StandardCategory.DigestAlgorithm, digestAlgorithm), time);
    }

    /// @inheritdoc IStandardsRegistry
    function proposal(uint256 proposalId) external view returns (Proposal memory) {
        return _existing(proposalId);
    }

    /// @inheritdoc IStandardsRegistry
    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    /// @inheritdoc IStandardsRegistry
    function standardIds() external view returns (StandardId[] memory) {
        return _standardIds;
    }

    function _validateContent(StandardId id, Content memory content) private pure {
        if (!id.isValid()) revert StandardsRegistryInvalidId(id);
        uint256 titleBytes = bytes(content.title).length;
        if (titleBytes == 0 || titleBytes > MAX_TITLE_BYTES) {
            revert StandardsRegistryInvalidTitleLength(titleBytes, MAX_TITLE_BYTES);
        }
        uint256 sourceBytes = bytes(content.source).length;
        if (sourceBytes == 0 || sourceBytes > MAX_SOURCE_BYTES) {
            revert StandardsRegistryInvalidSourceLength(sourceBytes, MAX_SOURCE_BYTES);
        }
        StandardCategory category = id.categoryOf();
        if (category == StandardCategory.Schema || category == StandardCategory.Calendar) {
            if (content.contentHash == 0) revert StandardsRegistryMissingContentHash(id);
        }
        if (category == StandardCategory.StatutoryLimit || category == StandardCategory.Window) {
            if (content.value == 0) revert StandardsRegistryMissingValue(id);
        }
    }

    function _requireDate(StandardId id, uint48 date) private pure {
        if (date > LAST_DATE) revert StandardsRegistryDateBeyondLimit(id, date, LAST_DATE);
    }

    function _addProposal(
        StandardId id,
        uint48 from,
        bool isRetirement,
        Content memory content
    ) private returns (uint256 proposalId, uint48 activatableFrom) {
        _requireDirectCall();
        _requireDate(id, from);
        uint48 time = uint48(block.timestamp);
        if (from < time) revert StandardsRegistryDateInPast(id, from, time);
        activatableFrom = time + activationDelay;
        _proposals.push(Proposal(id, ProposalStatus.Open, isRetirement, activatableFrom, from, msg.sender, content));
        proposalId = _proposals.length;
    }

    function _close(uint256 proposalId, ProposalStatus status) private returns (Proposal storage closed) {
        _requireDirectCall();
        closed = _existing(proposalId);
        if (closed.status != ProposalStatus.Open) revert StandardsRegistryProposalNotOpen(proposalId, closed.status);
        closed.status = status;
    }

    function _addVersion(uint256 proposalId, StandardId id, uint48 from, Content memory content) private {
        Version[] storage versions = _versions[id];
        uint256 count = versions.length;
        if (count == 0) _standardIds.push(id);
        // Called off before they began: never in force, they need not stand in the way.
        while (count > 0 && versions[count - 1].until == versions[count - 1].from && versions[count - 1].from >= from) {
            versions.pop();
            --count;
        }
        if (count > 0) {
            Version storage last = versions[count - 1];
            if (from <= last.from) revert StandardsRegistryStartNotAfterLast(id, from, last.from);
            if (last.until > from) last.until = from;
        }
        versions.push(Version(from, NO_END, content));
        emit StandardActivated(proposalId, id, msg.sender, from, content);
    }

    /// @dev Through `AccessManager.execute` one account could propose and activate, unseen behind the manager's own.
    function _requireDirectCall() private view {
        if (msg.sender == authority()) revert StandardsRegistryForwardedCall(msg.sender);
    }

    function _existing(uint256 proposalId) private view returns (Proposal storage) {
        if (proposalId == 0 || proposalId > _proposals.length) revert StandardsRegistryUnknownProposal(proposalId);
        return _proposals[proposalId - 1];
    }

    /// @dev The version that is in force at the time, as far as is decided now.
    function _requireInForce(StandardId id, uint48 time) private view returns (Version storage) {
        (bool found, uint256 index) = _find(id, time);
        if (!found) revert StandardsRegistryNotInForce(id, time);
        return _versions[id][index];
    }

    /// @dev From the last version back: the one asked for is nearly always the last.
    function _find(StandardId id, uint48 time) private view returns (bool found, uint256 index) {
        Version[] storage versions = _versions[id];
        for (index = versions.length; index > 0; --index) {
            Version storage version = versions[index - 1];
            if (time >= version.from) return (time < version.until, index - 1);
        }
        return (false, 0);
    }
}
