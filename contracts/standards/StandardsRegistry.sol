// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IStandardsRegistry} from "../interfaces/IStandardsRegistry.sol";
import {StandardCategory, StandardId, schemaId, standardId} from "../types/Standards.sol";

/// @dev See `IStandardsRegistry`.
contract StandardsRegistry is AccessManaged, IStandardsRegistry {
    uint256 private constant MAX_TITLE_BYTES = 256;
    uint256 private constant MAX_SOURCE_BYTES = 512;
    uint48 private constant NO_END = type(uint48).max;

    /// @inheritdoc IStandardsRegistry
    uint48 public immutable activationDelay;

    mapping(StandardId id => Version[]) private _versions;
    StandardId[] private _standardIds;
    Proposal[] private _proposals;

    /// @param seeds what is in force from the beginning
    constructor(address platformAccess, uint48 delay, Seed[] memory seeds) AccessManaged(platformAccess) {
        activationDelay = delay;
        for (uint256 i = 0; i < seeds.length; ++i) {
            _validateId(seeds[i].id);
            _validateContent(seeds[i].content);
            _addVersion(0, seeds[i].id, seeds[i].from, seeds[i].content);
        }
    }

    /// @inheritdoc IStandardsRegistry
    function propose(StandardId id, uint48 from, Content calldata content)
        external
        restricted
        returns (uint256 proposalId)
    {
        _validateId(id);
        _validateContent(content);
        uint48 activatableFrom;
        (proposalId, activatableFrom) = _addProposal(id, from, false, content);
        emit StandardProposed(proposalId, id, activatableFrom, from, content);
    }

    /// @inheritdoc IStandardsRegistry
    function proposeRetirement(StandardId id, uint48 from) external restricted returns (uint256 proposalId) {
        _lastInForce(id, _max(from, uint48(block.timestamp)));
        uint48 activatableFrom;
        (proposalId, activatableFrom) = _addProposal(id, from, true, Content(0, 0, "", ""));
        emit StandardRetirementProposed(proposalId, id, activatableFrom, from);
    }

    /// @inheritdoc IStandardsRegistry
    function withdraw(uint256 proposalId) external restricted {
        StandardId id = _close(proposalId).id;
        emit StandardProposalWithdrawn(proposalId, id);
    }

    /// @inheritdoc IStandardsRegistry
    function activate(uint256 proposalId) external restricted {
        Proposal memory closed = _close(proposalId);
        uint48 time = uint48(block.timestamp);
        if (time < closed.activatableFrom) {
            revert StandardsRegistryActivationTooEarly(proposalId, closed.activatableFrom, time);
        }
        uint48 from = _max(closed.from, time);
        if (closed.isRetirement) {
            _lastInForce(closed.id, from).until = from;
            emit StandardRetired(proposalId, closed.id, from);
        } else {
            _addVersion(proposalId, closed.id, from, closed.content);
        }
    }

    /// @inheritdoc IStandardsRegistry
    function isInForce(StandardId id, uint48 time) public view returns (bool) {
        (bool found,) = _find(id, time);
        return found;
    }

    /// @inheritdoc IStandardsRegistry
    function versionAt(StandardId id, uint48 time) external view returns (Version memory) {
        (bool found, uint256 index) = _find(id, time);
        if (!found) revert StandardsRegistryNotInForce(id, time);
        return _versions[id][index];
    }

    /// @inheritdoc IStandardsRegistry
    function versionsOf(StandardId id) external view returns (Version[] memory) {
        return _versions[id];
    }

    /// @inheritdoc IStandardsRegistry
    function checkRecord(uint16 kind, uint16 schema, uint8 digestAlgorithm, uint48 time)
        external
        view
        returns (bool kindInForce, bool schemaInForce, bool algorithmInForce)
    {
        kindInForce = isInForce(standardId(StandardCategory.RecordKind, kind), time);
        schemaInForce = isInForce(schemaId(kind, schema), time);
        algorithmInForce = isInForce(standardId(StandardCategory.DigestAlgorithm, digestAlgorithm), time);
    }

    /// @inheritdoc IStandardsRegistry
    function proposal(uint256 proposalId) external view returns (Proposal memory) {
        if (proposalId == 0 || proposalId > _proposals.length) revert StandardsRegistryUnknownProposal(proposalId);
        return _proposals[proposalId - 1];
    }

    /// @inheritdoc IStandardsRegistry
    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    /// @inheritdoc IStandardsRegistry
    function standardIds() external view returns (StandardId[] memory) {
        return _standardIds;
    }

    function _validateId(StandardId id) private pure {
        uint40 bits = StandardId.unwrap(id);
        uint40 category = bits >> 32;
        if (category == 0 || category > uint8(type(StandardCategory).max) || uint32(bits) == 0) {
            revert StandardsRegistryInvalidId(id);
        }
    }

    function _validateContent(Content memory content) private pure {
        uint256 titleLength = bytes(content.title).length;
        if (titleLength == 0 || titleLength > MAX_TITLE_BYTES) {
            revert StandardsRegistryInvalidTitleLength(titleLength, MAX_TITLE_BYTES);
        }
        uint256 sourceLength = bytes(content.source).length;
        if (sourceLength > MAX_SOURCE_BYTES) {
            revert StandardsRegistryInvalidSourceLength(sourceLength, MAX_SOURCE_BYTES);
        }
    }

    function _addProposal(StandardId id, uint48 from, bool isRetirement, Content memory content)
        private
        returns (uint256 proposalId, uint48 activatableFrom)
    {
        if (from < block.timestamp) revert StandardsRegistryStartInPast(id, from, uint48(block.timestamp));
        activatableFrom = uint48(block.timestamp) + activationDelay;
        _proposals.push(Proposal(id, activatableFrom, from, isRetirement, content));
        proposalId = _proposals.length;
    }

    /// @dev A proposal is open while its `activatableFrom` is not 0.
    function _close(uint256 proposalId) private returns (Proposal memory closed) {
        if (proposalId == 0 || proposalId > _proposals.length) revert StandardsRegistryUnknownProposal(proposalId);
        closed = _proposals[proposalId - 1];
        if (closed.activatableFrom == 0) revert StandardsRegistryUnknownProposal(proposalId);
        _proposals[proposalId - 1].activatableFrom = 0;
    }

    function _addVersion(uint256 proposalId, StandardId id, uint48 from, Content memory content) private {
        Version[] storage versions = _versions[id];
        if (versions.length == 0) {
            _standardIds.push(id);
        } else {
            Version storage last = versions[versions.length - 1];
            if (from <= last.from) revert StandardsRegistryStartBeforeLast(id, from, last.from);
            if (last.until > from) last.until = from;
        }
        versions.push(Version(from, NO_END, content));
        emit StandardActivated(proposalId, id, from, content);
    }

    /// @dev The last version, which must hold at the time and may be ended from then on.
    function _lastInForce(StandardId id, uint48 time) private view returns (Version storage last) {
        Version[] storage versions = _versions[id];
        if (versions.length == 0) revert StandardsRegistryNotInForce(id, time);
        last = versions[versions.length - 1];
        if (time < last.from || time >= last.until) revert StandardsRegistryNotInForce(id, time);
    }

    /// @dev From the latest version back: the one asked for is nearly always the latest.
    function _find(StandardId id, uint48 time) private view returns (bool found, uint256 index) {
        Version[] storage versions = _versions[id];
        for (index = versions.length; index > 0; --index) {
            Version storage version = versions[index - 1];
            if (time >= version.from) return (time < version.until, index - 1);
        }
        return (false, 0);
    }

    function _max(uint48 a, uint48 b) private pure returns (uint48) {
        return a > b ? a : b;
    }
}
