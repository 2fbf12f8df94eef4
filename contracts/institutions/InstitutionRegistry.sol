// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {ShortText} from "../libraries/ShortText.sol";
import {ADMINISTER, Capabilities, NO_CAPABILITIES, capabilitiesOfKind} from "../types/Capabilities.sol";
import {InstitutionId, NO_INSTITUTION} from "../types/InstitutionId.sol";
import {InstitutionKind, InstitutionStatus} from "../types/InstitutionKind.sol";

/// @dev See `IInstitutionRegistry`.
contract InstitutionRegistry is AccessManaged, IInstitutionRegistry {
    using Checkpoints for Checkpoints.Trace208;

    uint256 private constant MAX_NAME_BYTES = 256;
    uint256 private constant MAX_REASON_BYTES = 256;
    uint256 private constant MAX_ACCOUNTS = 64;
    uint256 private constant MAX_DEPTH = 16;

    /// @dev `place` is the index among the parent's children.
    struct Entry {
        InstitutionStatus status;
        InstitutionKind kind;
        InstitutionId parent;
        InstitutionId suspendedThrough;
        bool suspendedByPlatform;
        uint32 administrators;
        uint48 statusSince;
        uint32 place;
        bytes32 code;
        bytes32 jurisdiction;
        string name;
        InstitutionId[] children;
        address[] accounts;
        Checkpoints.Trace208 statusHistory;
    }

    /// @dev One slot, the only one that `requireAuthorized` reads. `institutionIsActive` repeats the institution's
    /// standing, so that each anchoring is spared a second slot; `_setStatus` keeps it, and MAX_ACCOUNTS bounds what
    /// that costs. `place` is the index among the institution's accounts.
    struct Member {
        Capabilities capabilities;
        bool institutionIsActive;
        uint8 place;
    }

    uint32 private _count;
    mapping(InstitutionId institutionId => Entry) private _entries;
    mapping(InstitutionId institutionId => mapping(address account => Member)) private _members;
    mapping(bytes32 code => InstitutionId) private _idsByCode;

    constructor(address platformAccess) AccessManaged(platformAccess) {}

    /// @inheritdoc IInstitutionRegistry
    function register(Registration calldata registration) external returns (InstitutionId institutionId) {
        InstitutionId parent = registration.parent;
        bool byPlatform = _requireSuperior(NO_INSTITUTION, parent);
        _validateRegistration(registration, byPlatform);

        institutionId = InstitutionId.wrap(++_count);
        _idsByCode[registration.code] = institutionId;
        Entry storage entry = _entries[institutionId];
        entry.kind = registration.kind;
        entry.code = registration.code;
        entry.jurisdiction = registration.jurisdiction;
        entry.name = registration.name;
        _enterBelow(institutionId, parent);
        _setStatus(institutionId, InstitutionStatus.Active);
        emit InstitutionRegistered(
            institutionId,
            registration.code,
            parent,
            registration.kind,
            registration.jurisdiction,
            registration.name
        );

        for (uint256 i = 0; i < registration.grants.length; ++i) {
            _grant(institutionId, registration.grants[i].account, registration.grants[i].capabilities);
        }
        if (entry.administrators == 0) revert InstitutionRegistryNoAdministrator(registration.code);
    }

    /// @inheritdoc IInstitutionRegistry
    function rename(InstitutionId institutionId, string calldata name) external {
        Entry storage entry = _requireNotRetired(institutionId);
        _requireSuperior(institutionId, entry.parent);
        _validateName(name);
        entry.name = name;
        emit InstitutionRenamed(institutionId, name);
    }

    /// @inheritdoc IInstitutionRegistry
    function changeParent(InstitutionId institutionId, InstitutionId parent) external restricted {
        Entry storage entry = _requireNotRetired(institutionId);
        if (parent != NO_INSTITUTION) _requireActive(parent);
        for (InstitutionId above = parent; above != NO_INSTITUTION; above = _entries[above].parent) {
            if (above == institutionId) revert InstitutionRegistryParentCycle(institutionId, parent);
        }
        InstitutionId previous = entry.parent;
        _leaveParent(institutionId);
        _enterBelow(institutionId, parent);
        emit InstitutionParentChanged(institutionId, previous, parent);
    }

    /// @inheritdoc IInstitutionRegistry
    function suspend(InstitutionId institutionId, bool withDescendants, string calldata reason) external {
        Entry storage entry = _requireActive(institutionId);
        bool byPlatform = _requireSuperior(institutionId, entry.parent);
        _validateReason(reason);
        _suspend(institutionId, institutionId, byPlatform, reason);
        if (!withDescendants) return;
        InstitutionId[] memory level = entry.children;
        while (level.length > 0) {
            for (uint256 i = 0; i < level.length; ++i) {
                InstitutionId below = level[i];
                if (_entries[below].status == InstitutionStatus.Active) {
                    _suspend(below, institutionId, byPlatform, reason);
                }
            }
            level = _nextLevel(level);
        }
    }

    /// @inheritdoc IInstitutionRegistry
    function reinstate(InstitutionId institutionId, bool withDescendants, string calldata reason) external {
        Entry storage entry = _existing(institutionId);
        if (entry.status != InstitutionStatus.Suspended) {
            revert InstitutionRegistryNotSuspended(institutionId, entry.status);
        }
        bool byPlatform = _requireSuperior(institutionId, entry.parent);
        if (entry.suspendedByPlatform && !byPlatform) revert InstitutionRegistrySuspendedByPlatform(institutionId);
        _validateReason(reason);
        _reinstate(institutionId, institutionId, reason);
        if (!withDescendants) return;
        InstitutionId[] memory level = entry.children;
        while (level.length > 0) {
            for (uint256 i = 0; i < level.length; ++i) {
                InstitutionId below = level[i];
                if (_entries[below].suspendedThrough != institutionId) continue;
                // It may have gone with an earlier suspension of the same institution, one by the registrar.
                if (_entries[below].suspendedByPlatform && !byPlatform) continue;
                _reinstate(below, institutionId, reason);
            }
            level = _nextLevel(level);
        }
    }

    /// @inheritdoc IInstitutionRegistry
    function retire(InstitutionId institutionId, string calldata reason) external {
        Entry storage entry = _requireNotRetired(institutionId);
        bool byPlatform = _requireSuperior(institutionId, entry.parent);
        if (entry.suspendedByPlatform && !byPlatform) revert InstitutionRegistrySuspendedByPlatform(institutionId);
        _validateReason(reason);
        InstitutionId[] memory children = entry.children;
        for (uint256 i = 0; i < children.length; ++i) {
            if (_entries[children[i]].status != InstitutionStatus.Retired) {
                revert InstitutionRegistryHasChildren(institutionId, children[i]);
            }
        }
        entry.suspendedThrough = NO_INSTITUTION;
        entry.suspendedByPlatform = false;
        _setStatus(institutionId, InstitutionStatus.Retired);
        emit InstitutionRetired(institutionId, reason);
    }

    /// @inheritdoc IInstitutionRegistry
    function grantCapabilities(InstitutionId institutionId, address account, Capabilities capabilities) external {
        requireAuthorized(institutionId, msg.sender, ADMINISTER);
        _grant(institutionId, account, capabilities);
    }

    /// @inheritdoc IInstitutionRegistry
    function revokeCapabilities(InstitutionId institutionId, address account, Capabilities capabilities) external {
        requireAuthorized(institutionId, msg.sender, ADMINISTER);
        _setCapabilities(institutionId, account, capabilitiesOf(institutionId, account).remove(capabilities));
        // A counter, which nobody but this contract moves.
        // slither-disable-next-line incorrect-equality
        if (_entries[institutionId].administrators == 0) {
            revert InstitutionRegistryLastAdministrator(institutionId, account);
        }
    }

    /// @inheritdoc IInstitutionRegistry
    function appointAdministrator(InstitutionId institutionId, address account) external {
        _requireSuperior(institutionId, _requireNotRetired(institutionId).parent);
        _grant(institutionId, account, ADMINISTER);
    }

    /// @inheritdoc IInstitutionRegistry
    function expelAccount(InstitutionId institutionId, address account) external {
        _requireSuperior(institutionId, _requireNotRetired(institutionId).parent);
        _setCapabilities(institutionId, account, NO_CAPABILITIES);
    }

    /// @inheritdoc IInstitutionRegistry
    function institution(InstitutionId institutionId) external view returns (Institution memory) {
        Entry storage entry = _existing(institutionId);
        return
            Institution({
                code: entry.code,
                name: entry.name,
                jurisdiction: entry.jurisdiction,
                kind: entry.kind,
                status: entry.status,
                parent: entry.parent,
                statusSince: entry.statusSince,
                administrators: entry.administrators,
                suspendedThrough: entry.suspendedThrough,
                suspendedByPlatform: entry.suspendedByPlatform
            });
    }

    /// @inheritdoc IInstitutionRegistry
    function idOf(bytes32 code) external view returns (InstitutionId institutionId) {
        return _idsByCode[code];
    }

    /// @inheritdoc IInstitutionRegistry
    function count() external view returns (uint32) {
        return _count;
    }

    /// @inheritdoc IInstitutionRegistry
    function kindOf(InstitutionId institutionId) external view returns (InstitutionKind) {
        return _entries[institutionId].kind;
    }

    /// @inheritdoc IInstitutionRegistry
    function jurisdictionOf(InstitutionId institutionId) external view returns (bytes32) {
        return _entries[institutionId].jurisdiction;
    }

    /// @inheritdoc IInstitutionRegistry
    function parentOf(InstitutionId institutionId) external view returns (InstitutionId) {
        return _entries[institutionId].parent;
    }

    /// @inheritdoc IInstitutionRegistry
    function childrenOf(InstitutionId institutionId) external view returns (InstitutionId[] memory) {
        return _entries[institutionId].children;
    }

    /// @inheritdoc IInstitutionRegistry
    function statusOf(InstitutionId institutionId) external view returns (InstitutionStatus) {
        return _entries[institutionId].status;
    }

    /// @inheritdoc IInstitutionRegistry
    function statusAt(InstitutionId institutionId, uint48 time) external view returns (InstitutionStatus) {
        if (time > block.timestamp) revert InstitutionRegistryTimeInFuture(time, uint48(block.timestamp));
        return InstitutionStatus(_entries[institutionId].statusHistory.upperLookupRecent(time));
    }

    /// @inheritdoc IInstitutionRegistry
    function statusHistory(InstitutionId institutionId) external view returns (StatusChange[] memory changes) {
        Checkpoints.Trace208 storage history = _entries[institutionId].statusHistory;
        changes = new StatusChange[](history.length());
        for (uint32 i = 0; i < changes.length; ++i) {
            Checkpoints.Checkpoint208 memory change = history.at(i);
            changes[i] = StatusChange(change._key, InstitutionStatus(change._value));
        }
    }

    /// @inheritdoc IInstitutionRegistry
    function capabilitiesOf(InstitutionId institutionId, address account) public view returns (Capabilities) {
        return _members[institutionId][account].capabilities;
    }

    /// @inheritdoc IInstitutionRegistry
    function accountsOf(InstitutionId institutionId) external view returns (address[] memory) {
        return _entries[institutionId].accounts;
    }

    /// @inheritdoc IInstitutionRegistry
    function isAuthorized(
        InstitutionId institutionId,
        address account,
        Capabilities required
    ) public view returns (bool) {
        Member storage member = _members[institutionId][account];
        return member.institutionIsActive && member.capabilities.has(required);
    }

    /// @inheritdoc IInstitutionRegistry
    function requireAuthorized(
        InstitutionId institutionId,
        address account,
        Capabilities required
    ) public view returns (Capabilities held) {
        Member memory member = _members[institutionId][account];
        held = member.capabilities;
        if (member.institutionIsActive && held.has(required)) return held;
        _requireActive(institutionId);
        revert InstitutionRegistryMissingCapability(institutionId, account, required, held);
    }

    /// @dev The registrar, or an administrator of the active parent. A registrar with an execution delay acts by
    /// schedule, which `_checkCanCall` consumes; one who administers the parent too acts as that, at once.
    /// @return byPlatform whether the caller acts as the registrar
    function _requireSuperior(InstitutionId institutionId, InstitutionId parent) private returns (bool byPlatform) {
        (bool immediate, uint32 delay) = IAccessManager(authority()).canCall(msg.sender, address(this), msg.sig);
        if (immediate) return true;
        if (parent != NO_INSTITUTION && isAuthorized(parent, msg.sender, ADMINISTER)) return false;
        if (delay == 0) revert InstitutionRegistryNotASuperior(institutionId, msg.sender);
        _checkCanCall(msg.sender, msg.data);
        return true;
    }

    function _validateRegistration(Registration calldata registration, bool byPlatform) private view {
        if (!ShortText.isCode(registration.code)) revert InstitutionRegistryInvalidCode(registration.code);
        InstitutionId holder = _idsByCode[registration.code];
        if (holder != NO_INSTITUTION && !(byPlatform && _entries[holder].status == InstitutionStatus.Retired)) {
            revert InstitutionRegistryCodeTaken(registration.code, holder);
        }
        if (registration.kind == InstitutionKind.None) revert InstitutionRegistryInvalidKind(registration.code);
        if (!ShortText.isPath(registration.jurisdiction)) {
            revert InstitutionRegistryInvalidJurisdiction(registration.jurisdiction);
        }
        _validateName(registration.name);
        if (registration.parent == NO_INSTITUTION) return;
        Entry storage parent = _requireActive(registration.parent);
        if (byPlatform) return;
        if (registration.kind != parent.kind) {
            revert InstitutionRegistryOutsideKind(registration.parent, parent.kind, registration.kind);
        }
        if (!ShortText.covers(parent.jurisdiction, registration.jurisdiction)) {
            revert InstitutionRegistryOutsideJurisdiction(
                registration.parent,
                parent.jurisdiction,
                registration.jurisdiction
            );
        }
        _requireRoomBelow(registration.parent);
    }

    function _requireRoomBelow(InstitutionId parent) private view {
        uint256 depth = 1;
        for (InstitutionId above = parent; above != NO_INSTITUTION; above = _entries[above].parent) {
            if (++depth > MAX_DEPTH) revert InstitutionRegistryTooDeep(parent, MAX_DEPTH);
        }
    }

    function _validateName(string calldata name) private pure {
        uint256 length = bytes(name).length;
        if (length == 0 || length > MAX_NAME_BYTES) {
            revert InstitutionRegistryInvalidNameLength(length, MAX_NAME_BYTES);
        }
    }

    function _validateReason(string calldata reason) private pure {
        uint256 length = bytes(reason).length;
        if (length > MAX_REASON_BYTES) revert InstitutionRegistryInvalidReasonLength(length, MAX_REASON_BYTES);
    }

    function _suspend(
        InstitutionId institutionId,
        InstitutionId through,
        bool byPlatform,
        string calldata reason
    ) private {
        Entry storage entry = _entries[institutionId];
        entry.suspendedThrough = through;
        entry.suspendedByPlatform = byPlatform;
        _setStatus(institutionId, InstitutionStatus.Suspended);
        emit InstitutionSuspended(institutionId, through, byPlatform, reason);
    }

    function _reinstate(InstitutionId institutionId, InstitutionId through, string calldata reason) private {
        Entry storage entry = _entries[institutionId];
        entry.suspendedThrough = NO_INSTITUTION;
        entry.suspendedByPlatform = false;
        _setStatus(institutionId, InstitutionStatus.Active);
        emit InstitutionReinstated(institutionId, through, reason);
    }

    function _setStatus(InstitutionId institutionId, InstitutionStatus status) private {
        Entry storage entry = _entries[institutionId];
        entry.status = status;
        entry.statusSince = uint48(block.timestamp);
        entry.statusHistory.push(uint48(block.timestamp), uint208(uint8(status)));
        bool isActive = status == InstitutionStatus.Active;
        uint256 length = entry.accounts.length;
        for (uint256 i = 0; i < length; ++i) {
            _members[institutionId][entry.accounts[i]].institutionIsActive = isActive;
        }
    }

    function _grant(InstitutionId institutionId, address account, Capabilities capabilities) private {
        InstitutionKind kind = _entries[institutionId].kind;
        Capabilities allowed = capabilitiesOfKind(kind);
        if (!allowed.has(capabilities)) {
            revert InstitutionRegistryCapabilityOutsideKind(institutionId, kind, capabilities, allowed);
        }
        if (account == address(0)) revert InstitutionRegistryInvalidAccount(account);
        _setCapabilities(institutionId, account, capabilitiesOf(institutionId, account).add(capabilities));
    }

    function _setCapabilities(InstitutionId institutionId, address account, Capabilities capabilities) private {
        Entry storage entry = _entries[institutionId];
        Member storage member = _members[institutionId][account];
        Capabilities before = member.capabilities;
        if (capabilities == before) return;
        if (capabilities.has(ADMINISTER) && !before.has(ADMINISTER)) ++entry.administrators;
        if (before.has(ADMINISTER) && !capabilities.has(ADMINISTER)) --entry.administrators;
        if (before == NO_CAPABILITIES) _listAccount(institutionId, account);
        if (capabilities == NO_CAPABILITIES) _unlistAccount(institutionId, account);
        else member.capabilities = capabilities;
        emit CapabilitiesChanged(institutionId, account, capabilities);
    }

    function _listAccount(InstitutionId institutionId, address account) private {
        Entry storage entry = _entries[institutionId];
        uint256 place = entry.accounts.length;
        if (place == MAX_ACCOUNTS) revert InstitutionRegistryTooManyAccounts(institutionId, MAX_ACCOUNTS);
        entry.accounts.push(account);
        _members[institutionId][account] = Member(
            NO_CAPABILITIES,
            entry.status == InstitutionStatus.Active,
            uint8(place)
        );
    }

    /// @dev The last of the accounts takes the empty place.
    function _unlistAccount(InstitutionId institutionId, address account) private {
        address[] storage accounts = _entries[institutionId].accounts;
        uint8 place = _members[institutionId][account].place;
        address last = accounts[accounts.length - 1];
        accounts[place] = last;
        _members[institutionId][last].place = place;
        accounts.pop();
        delete _members[institutionId][account];
    }

    function _enterBelow(InstitutionId institutionId, InstitutionId parent) private {
        _entries[institutionId].parent = parent;
        if (parent == NO_INSTITUTION) return;
        _entries[institutionId].place = uint32(_entries[parent].children.length);
        _entries[parent].children.push(institutionId);
    }

    /// @dev The last of the parent's children takes the empty place.
    function _leaveParent(InstitutionId institutionId) private {
        Entry storage entry = _entries[institutionId];
        if (entry.parent == NO_INSTITUTION) return;
        InstitutionId[] storage children = _entries[entry.parent].children;
        InstitutionId last = children[children.length - 1];
        children[entry.place] = last;
        _entries[last].place = entry.place;
        children.pop();
        entry.parent = NO_INSTITUTION;
    }

    /// @dev The ids one level below these, for a walk without recursion: a deep tree must not exhaust the stack.
    function _nextLevel(InstitutionId[] memory level) private view returns (InstitutionId[] memory next) {
        uint256 length = 0;
        for (uint256 i = 0; i < level.length; ++i) length += _entries[level[i]].children.length;
        next = new InstitutionId[](length);
        uint256 filled = 0;
        for (uint256 i = 0; i < level.length; ++i) {
            InstitutionId[] memory children = _entries[level[i]].children;
            for (uint256 j = 0; j < children.length; ++j) next[filled++] = children[j];
        }
    }

    function _existing(InstitutionId institutionId) private view returns (Entry storage entry) {
        entry = _entries[institutionId];
        if (entry.status == InstitutionStatus.None) revert InstitutionRegistryUnknownInstitution(institutionId);
    }

    function _requireActive(InstitutionId institutionId) private view returns (Entry storage entry) {
        entry = _existing(institutionId);
        if (entry.status != InstitutionStatus.Active) {
            revert InstitutionRegistryNotActive(institutionId, entry.status);
        }
    }

    function _requireNotRetired(InstitutionId institutionId) private view returns (Entry storage entry) {
        entry = _existing(institutionId);
        if (entry.status == InstitutionStatus.Retired) revert InstitutionRegistryAlreadyRetired(institutionId);
    }
}
