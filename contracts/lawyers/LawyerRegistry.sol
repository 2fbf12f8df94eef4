// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {ILawyerRegistry} from "../interfaces/ILawyerRegistry.sol";
import {ShortText} from "../libraries/ShortText.sol";
import {TypedData} from "../libraries/TypedData.sol";
import {LICENSE} from "../types/Capabilities.sol";
import {CredentialStatus, LicenceHash, PracticeScope} from "../types/Credential.sol";
import {LAST_DATE} from "../types/Dates.sol";
import {InstitutionId, NO_INSTITUTION} from "../types/InstitutionId.sol";
import {InstitutionKind, InstitutionStatus} from "../types/InstitutionKind.sol";
import {PackedState, packState} from "../types/PackedState.sol";
import {Reason} from "../types/Reason.sol";

/// @dev See `ILawyerRegistry`.
contract LawyerRegistry is TypedData, ILawyerRegistry {
    using Checkpoints for Checkpoints.Trace160;

    bytes32 private constant HOLDER_STATEMENT_TYPEHASH = keccak256(
        "HolderStatement(bytes32 licence,string purpose,bytes32 subject,uint48 deadline)"
    );
    uint256 private constant MAX_AT_ONCE = 500;

    /// @dev Former states move to a list of their own, one by one, so that issuing pays for two new slots only.
    struct Entry {
        PackedState state;
        bytes32 holderCommitment;
        mapping(uint256 index => PackedState) former;
        Checkpoints.Trace160 holderKeys;
    }

    /// @notice The registry that says who is a justice bureau, and who may license for it.
    IInstitutionRegistry public immutable institutions;

    mapping(LicenceHash licence => Entry) private _entries;
    /// @dev Numbered from 1, so that a credential keeps its jurisdiction in a part of a slot.
    bytes32[] private _jurisdictions;
    mapping(bytes32 jurisdiction => uint32) private _jurisdictionNumbers;

    constructor(IInstitutionRegistry institutionRegistry) {
        institutions = institutionRegistry;
    }

    /// @inheritdoc ILawyerRegistry
    function issue(InstitutionId issuer, Issuance[] calldata issuances, Reason calldata reason) external {
        _requireBureau(issuer, issuances.length);
        bytes32 covered = institutions.jurisdictionOf(issuer);
        bytes32 jurisdiction = 0;
        uint32 number = 0;
        for (uint256 i = 0; i < issuances.length; ++i) {
            Issuance calldata issuance = issuances[i];
            // Looked up and compared once for all lawyers of a jurisdiction that stand side by side.
            if (issuance.jurisdiction != jurisdiction || i == 0) {
                jurisdiction = issuance.jurisdiction;
                number = _numberOf(jurisdiction);
                _requireCovered(issuer, covered, jurisdiction);
            }
            LicenceHash licence = issuance.licence;
            if (LicenceHash.unwrap(licence) == 0) revert LawyerRegistryInvalidLicence(i);
            Entry storage entry = _entries[licence];
            if (entry.state.isIssued()) revert LawyerRegistryAlreadyIssued(licence);
            _requireTerm(licence, issuance.validFrom, issuance.validUntil);
            if (PracticeScope.unwrap(issuance.scope) == 0) revert LawyerRegistryInvalidScope(licence, issuance.scope);
            if (issuance.holderCommitment == 0) revert LawyerRegistryInvalidHolderCommitment(licence);
            entry.state = packState(issuance.scope, CredentialStatus.Active, uint48(block.timestamp))
                .withTerm(issuance.validFrom, issuance.validUntil)
                .withIssuer(issuer, number);
            entry.holderCommitment = issuance.holderCommitment;
            emit CredentialIssued(
                licence,
                issuer,
                jurisdiction,
                issuance.validFrom,
                issuance.validUntil,
                issuance.scope,
                issuance.holderCommitment,
                reason
            );
        }
    }

    /// @inheritdoc ILawyerRegistry
    function renew(
        InstitutionId by,
        LicenceHash[] calldata licences,
        uint48 validFrom,
        uint48 validUntil,
        Reason calldata reason
    ) external {
        _requireBureau(by, licences.length);
        for (uint256 i = 0; i < licences.length; ++i) {
            LicenceHash licence = licences[i];
            PackedState state = _requireResponsible(licence, by);
            _requireTerm(licence, validFrom, validUntil);
            uint48 oldEnd = state.validUntilOf();
            if (validFrom < oldEnd) revert LawyerRegistryValidityOverlaps(licence, oldEnd, validFrom);
            if (validFrom > oldEnd && block.timestamp < oldEnd) {
                revert LawyerRegistryValidityGap(licence, oldEnd, validFrom);
            }
            // A term that goes on without a gap stays one term.
            uint48 begin = validFrom > oldEnd ? validFrom : state.validFromOf();
            _change(licence, by, state.withTerm(begin, validUntil), reason);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function suspend(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external {
        _changeStatuses(by, licences, CredentialStatus.Active, CredentialStatus.Suspended, reason);
    }

    /// @inheritdoc ILawyerRegistry
    function reinstate(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external {
        _changeStatuses(by, licences, CredentialStatus.Suspended, CredentialStatus.Active, reason);
    }

    /// @inheritdoc ILawyerRegistry
    function revoke(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external {
        _requireBureau(by, licences.length);
        for (uint256 i = 0; i < licences.length; ++i) {
            PackedState state = _requireResponsible(licences[i], by);
            _change(licences[i], by, state.withStatus(CredentialStatus.Revoked), reason);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function transfer(
        InstitutionId by,
        InstitutionId to,
        bytes32 jurisdiction,
        LicenceHash[] calldata licences,
        Reason calldata reason
    ) external {
        _requireBureau(by, licences.length);
        InstitutionKind kind = institutions.kindOf(to);
        InstitutionStatus status = institutions.statusOf(to);
        if (kind != InstitutionKind.JusticeBureau || status != InstitutionStatus.Active) {
            revert LawyerRegistryNotAnActiveBureau(to, kind, status);
        }
        if (!_isAtOrAbove(by, to) && !institutions.isAuthorized(to, msg.sender, LICENSE)) {
            revert LawyerRegistryTransferNotAccepted(by, to);
        }
        uint32 number = _numberOf(jurisdiction);
        _requireCovered(to, institutions.jurisdictionOf(to), jurisdiction);
        for (uint256 i = 0; i < licences.length; ++i) {
            PackedState state = _requireResponsible(licences[i], by);
            _change(licences[i], by, state.withIssuer(to, number), reason);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function changeHolderKeys(InstitutionId by, HolderKey[] calldata keys, Reason calldata reason) external {
        _requireBureau(by, keys.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            HolderKey calldata change = keys[i];
            _requireResponsible(change.licence, by);
            _entries[change.licence].holderKeys.push(uint96(block.timestamp), uint160(change.key));
            emit HolderKeyChanged(change.licence, by, change.key, reason);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function verifyLawyer(LicenceHash licence, uint48 time) external view returns (bool entitled, State memory state) {
        _requireNotInFuture(time);
        Entry storage entry = _entries[licence];
        PackedState current = entry.state;
        state = _unpack(current.sinceOf() > time ? _formerAt(entry, time) : current);
        entitled = state.status == CredentialStatus.Active && state.validFrom <= time && time < state.validUntil;
    }

    /// @inheritdoc ILawyerRegistry
    function credential(LicenceHash licence) external view returns (Credential memory) {
        Entry storage entry = _existing(licence);
        return Credential(entry.holderCommitment, address(entry.holderKeys.latest()), _unpack(entry.state));
    }

    /// @inheritdoc ILawyerRegistry
    function historyOf(LicenceHash licence) external view returns (State[] memory states) {
        Entry storage entry = _entries[licence];
        PackedState current = entry.state;
        if (!current.isIssued()) return states;
        uint256 last = current.indexOf();
        states = new State[](last + 1);
        for (uint256 i = 0; i < last; ++i) states[i] = _unpack(entry.former[i]);
        states[last] = _unpack(current);
    }

    /// @inheritdoc ILawyerRegistry
    function isHolder(LicenceHash licence, bytes32 salt, string calldata name) external view returns (bool) {
        return _existing(licence).holderCommitment == keccak256(abi.encode(salt, name));
    }

    /// @inheritdoc ILawyerRegistry
    function holderKeyAt(LicenceHash licence, uint48 time) public view returns (address) {
        _requireNotInFuture(time);
        return address(_entries[licence].holderKeys.upperLookupRecent(time));
    }

    /// @inheritdoc ILawyerRegistry
    function isSignedByHolder(
        HolderStatement calldata statement,
        uint48 time,
        bytes calldata signature
    ) external view returns (bool) {
        address key = holderKeyAt(statement.licence, time);
        if (key == address(0) || time > statement.deadline) return false;
        bytes32 structHash = keccak256(
            abi.encode(
                HOLDER_STATEMENT_TYPEHASH,
                statement.licence,
                keccak256(bytes(statement.purpose)),
                statement.subject,
                statement.deadline
            )
        );
        return _isSignedBy(key, _hashTypedData(structHash), signature);
    }

    function _domainName() internal pure override returns (string memory) {
        return "Lexanchor LawyerRegistry";
    }

    function _requireBureau(InstitutionId by, uint256 number) private view {
        // Only accounts of a justice bureau can hold LICENSE.
        institutions.requireAuthorized(by, msg.sender, LICENSE);
        if (number == 0 || number > MAX_AT_ONCE) revert LawyerRegistryInvalidNumber(number, MAX_AT_ONCE);
    }

    /// @dev The current state, for the issuer or a bureau above it; never of a revoked credential.
    function _requireResponsible(LicenceHash licence, InstitutionId by) private view returns (PackedState state) {
        state = _existing(licence).state;
        if (state.statusOf() == CredentialStatus.Revoked) revert LawyerRegistryRevoked(licence);
        InstitutionId issuer = state.issuerOf();
        if (!_isAtOrAbove(by, issuer)) revert LawyerRegistryNotResponsible(licence, by, issuer);
    }

    function _isAtOrAbove(InstitutionId high, InstitutionId low) private view returns (bool) {
        while (low != high) {
            if (low == NO_INSTITUTION) return false;
            low = institutions.parentOf(low);
        }
        return true;
    }

    function _requireTerm(LicenceHash licence, uint48 validFrom, uint48 validUntil) private view {
        // 0 is a date that was left out, far more often than the first second of 1970.
        if (validFrom == 0 || validFrom >= validUntil) {
            revert LawyerRegistryInvalidValidity(licence, validFrom, validUntil);
        }
        if (validUntil > LAST_DATE) revert LawyerRegistryDateBeyondLimit(licence, validUntil, LAST_DATE);
        if (validUntil <= block.timestamp) {
            revert LawyerRegistryTermIsOver(licence, validUntil, uint48(block.timestamp));
        }
    }

    /// @dev `jurisdiction` is a path.
    function _requireCovered(InstitutionId bureau, bytes32 covered, bytes32 jurisdiction) private pure {
        if (!ShortText.covers(covered, jurisdiction)) {
            revert LawyerRegistryOutsideJurisdiction(bureau, covered, jurisdiction);
        }
    }

    function _requireNotInFuture(uint48 time) private view {
        if (time > block.timestamp) revert LawyerRegistryTimeInFuture(time, uint48(block.timestamp));
    }

    /// @dev The jurisdiction's number, given out when it is first named.
    function _numberOf(bytes32 jurisdiction) private returns (uint32 number) {
        number = _jurisdictionNumbers[jurisdiction];
        if (number != 0) return number;
        if (!ShortText.isPath(jurisdiction)) revert LawyerRegistryInvalidJurisdiction(jurisdiction);
        _jurisdictions.push(jurisdiction);
        number = uint32(_jurisdictions.length);
        _jurisdictionNumbers[jurisdiction] = number;
    }

    function _changeStatuses(
        InstitutionId by,
        LicenceHash[] calldata licences,
        CredentialStatus from,
        CredentialStatus to,
        Reason calldata reason
    ) private {
        _requireBureau(by, licences.length);
        for (uint256 i = 0; i < licences.length; ++i) {
            PackedState state = _requireResponsible(licences[i], by);
            CredentialStatus status = state.statusOf();
            if (status != from) revert LawyerRegistryWrongStatus(licences[i], status, from);
            _change(licences[i], by, state.withStatus(to), reason);
        }
    }

    /// @param state the current state with what is to change in it
    function _change(LicenceHash licence, InstitutionId by, PackedState state, Reason calldata reason) private {
        Entry storage entry = _entries[licence];
        if (state.sinceOf() != block.timestamp) {
            entry.former[state.indexOf()] = entry.state;
            state = state.followedAt(uint48(block.timestamp));
        }
        entry.state = state;
        emit CredentialChanged(
            licence,
            by,
            state.statusOf(),
            state.issuerOf(),
            _jurisdictionAt(state.jurisdictionOf()),
            state.validFromOf(),
            state.validUntilOf(),
            state.scopeOf(),
            reason
        );
    }

    /// @dev The former state that held at a time before the current one; 0 before the first.
    function _formerAt(Entry storage entry, uint48 time) private view returns (PackedState) {
        uint256 low = 0;
        uint256 high = entry.state.indexOf();
        // The first former state that began after the time.
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (entry.former[middle].sinceOf() > time) high = middle;
            else low = middle + 1;
        }
        return low == 0 ? PackedState.wrap(0) : entry.former[low - 1];
    }

    function _unpack(PackedState state) private view returns (State memory) {
        return
            State({
                since: state.sinceOf(),
                validFrom: state.validFromOf(),
                validUntil: state.validUntilOf(),
                status: state.statusOf(),
                issuer: state.issuerOf(),
                scope: state.scopeOf(),
                jurisdiction: _jurisdictionAt(state.jurisdictionOf())
            });
    }

    function _jurisdictionAt(uint32 number) private view returns (bytes32) {
        return number == 0 ? bytes32(0) : _jurisdictions[number - 1];
    }

    function _existing(LicenceHash licence) private view returns (Entry storage entry) {
        entry = _entries[licence];
        if (!entry.state.isIssued()) revert LawyerRegistryUnknownLicence(licence);
    }
}
