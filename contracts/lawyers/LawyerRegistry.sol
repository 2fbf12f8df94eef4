// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../interfaces/IInstitutionRegistry.sol";
import {ILawyerRegistry} from "../interfaces/ILawyerRegistry.sol";
import {ShortText} from "../libraries/ShortText.sol";
import {TypedData} from "../libraries/TypedData.sol";
import {LICENSE} from "../types/Capabilities.sol";
import {CredentialStatus, LicenceHash, PracticeScope} from "../types/Credential.sol";
import {InstitutionId, NO_INSTITUTION} from "../types/InstitutionId.sol";
import {InstitutionKind, InstitutionStatus} from "../types/InstitutionKind.sol";

/// @dev See `ILawyerRegistry`.
contract LawyerRegistry is TypedData, ILawyerRegistry {
    bytes32 private constant HOLDER_STATEMENT_TYPEHASH =
        keccak256("HolderStatement(bytes32 licence,bytes32 purpose,bytes32 subject,uint48 deadline)");
    uint256 private constant MAX_AT_ONCE = 500;

    /// @dev The current state and the number of former ones share a slot; former states move to `_former` one by one,
    /// so that issuing, by far the most frequent call, pays for no list.
    struct Entry {
        State state;
        uint24 formerStates;
        bytes32 holderCommitment;
        bytes32 jurisdiction;
        address holderKey;
    }

    /// @notice The registry that says who is a justice bureau, and who may license for it.
    IInstitutionRegistry public immutable institutions;

    mapping(LicenceHash licence => Entry) private _entries;
    mapping(LicenceHash licence => mapping(uint256 index => State)) private _former;

    constructor(IInstitutionRegistry institutionRegistry) {
        institutions = institutionRegistry;
    }

    /// @inheritdoc ILawyerRegistry
    function issue(InstitutionId issuer, Issuance[] calldata issuances, Reason calldata reason) external {
        institutions.requireAuthorized(issuer, msg.sender, LICENSE);
        _requireCount(issuances.length);
        bytes32 covered = institutions.jurisdictionOf(issuer);
        for (uint256 i = 0; i < issuances.length; ++i) {
            Issuance calldata issuance = issuances[i];
            LicenceHash licence = issuance.licence;
            if (LicenceHash.unwrap(licence) == 0) revert LawyerRegistryInvalidLicence();
            Entry storage entry = _entries[licence];
            if (entry.state.status != CredentialStatus.None) revert LawyerRegistryAlreadyIssued(licence);
            _requireValidity(licence, issuance.validFrom, issuance.validUntil);
            _requireCovered(issuer, covered, issuance.jurisdiction);
            entry.state = State({
                since: uint48(block.timestamp),
                validFrom: issuance.validFrom,
                validUntil: issuance.validUntil,
                status: CredentialStatus.Active,
                issuer: issuer,
                scope: issuance.scope
            });
            entry.holderCommitment = issuance.holderCommitment;
            entry.jurisdiction = issuance.jurisdiction;
            if (issuance.holderKey != address(0)) entry.holderKey = issuance.holderKey;
            emit CredentialIssued(licence, issuer, issuance, reason);
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
            State memory state = _responsibleFor(licence, by);
            _requireValidity(licence, validFrom, validUntil);
            if (validFrom < state.validUntil) {
                revert LawyerRegistryValidityOverlaps(licence, state.validUntil, validFrom);
            }
            bool runs = block.timestamp < state.validUntil;
            if (runs && validFrom > state.validUntil) {
                revert LawyerRegistryValidityGap(licence, state.validUntil, validFrom);
            }
            if (validFrom > state.validUntil) state.validFrom = validFrom;
            state.validUntil = validUntil;
            _change(licence, by, state, reason);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function suspend(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external {
        _requireBureau(by, licences.length);
        for (uint256 i = 0; i < licences.length; ++i) {
            _changeStatus(licences[i], by, CredentialStatus.Active, CredentialStatus.Suspended, reason);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function reinstate(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external {
        _requireBureau(by, licences.length);
        for (uint256 i = 0; i < licences.length; ++i) {
            _changeStatus(licences[i], by, CredentialStatus.Suspended, CredentialStatus.Active, reason);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function revoke(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external {
        _requireBureau(by, licences.length);
        for (uint256 i = 0; i < licences.length; ++i) {
            State memory state = _responsibleFor(licences[i], by);
            state.status = CredentialStatus.Revoked;
            _change(licences[i], by, state, reason);
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
        bool isActiveBureau = institutions.kindOf(to) == InstitutionKind.JusticeBureau
            && institutions.statusOf(to) == InstitutionStatus.Active;
        if (!isActiveBureau) revert LawyerRegistryNotJusticeBureau(to);
        _requireCovered(to, institutions.jurisdictionOf(to), jurisdiction);
        for (uint256 i = 0; i < licences.length; ++i) {
            LicenceHash licence = licences[i];
            State memory state = _responsibleFor(licence, by);
            state.issuer = to;
            _entries[licence].jurisdiction = jurisdiction;
            _change(licence, by, state, reason);
            emit CredentialMoved(licence, to, jurisdiction);
        }
    }

    /// @inheritdoc ILawyerRegistry
    function changeHolderKey(InstitutionId by, LicenceHash licence, address holderKey) external {
        _requireBureau(by, 1);
        _responsibleFor(licence, by);
        _entries[licence].holderKey = holderKey;
        emit HolderKeyChanged(licence, by, holderKey);
    }

    /// @inheritdoc ILawyerRegistry
    function verifyLawyer(LicenceHash licence, uint48 time) external view returns (bool entitled, State memory state) {
        if (time > block.timestamp) revert LawyerRegistryTimeInFuture(time, uint48(block.timestamp));
        state = _stateAt(licence, time);
        entitled = state.status == CredentialStatus.Active && state.validFrom <= time && time < state.validUntil;
    }

    /// @inheritdoc ILawyerRegistry
    function credential(LicenceHash licence) external view returns (Credential memory) {
        Entry storage entry = _existing(licence);
        return Credential(entry.jurisdiction, entry.holderCommitment, entry.holderKey, entry.state);
    }

    /// @inheritdoc ILawyerRegistry
    function historyOf(LicenceHash licence) external view returns (State[] memory states) {
        Entry storage entry = _existing(licence);
        uint256 former = entry.formerStates;
        states = new State[](former + 1);
        for (uint256 i = 0; i < former; ++i) states[i] = _former[licence][i];
        states[former] = entry.state;
    }

    /// @inheritdoc ILawyerRegistry
    function isHolder(LicenceHash licence, bytes32 salt, string calldata name) external view returns (bool) {
        return _existing(licence).holderCommitment == keccak256(abi.encode(salt, name));
    }

    /// @inheritdoc ILawyerRegistry
    function isSignedByHolder(
        LicenceHash licence,
        bytes32 purpose,
        bytes32 subject,
        uint48 deadline,
        bytes calldata signature
    ) external view returns (bool) {
        address holderKey = _existing(licence).holderKey;
        if (holderKey == address(0) || block.timestamp > deadline) return false;
        bytes32 structHash = keccak256(abi.encode(HOLDER_STATEMENT_TYPEHASH, licence, purpose, subject, deadline));
        return _isSignedBy(holderKey, _hashTypedData(structHash), signature);
    }

    function _domainName() internal pure override returns (string memory) {
        return "Lexanchor LawyerRegistry";
    }

    function _requireBureau(InstitutionId by, uint256 given) private view {
        institutions.requireAuthorized(by, msg.sender, LICENSE);
        _requireCount(given);
    }

    function _requireCount(uint256 given) private pure {
        if (given == 0) revert LawyerRegistryNone();
        if (given > MAX_AT_ONCE) revert LawyerRegistryTooMany(given, MAX_AT_ONCE);
    }

    function _requireValidity(LicenceHash licence, uint48 validFrom, uint48 validUntil) private pure {
        if (validFrom >= validUntil) revert LawyerRegistryInvalidValidity(licence, validFrom, validUntil);
    }

    function _requireCovered(InstitutionId bureau, bytes32 covered, bytes32 jurisdiction) private pure {
        if (!ShortText.isPath(jurisdiction) || !ShortText.covers(covered, jurisdiction)) {
            revert LawyerRegistryOutsideJurisdiction(bureau, covered, jurisdiction);
        }
    }

    function _changeStatus(
        LicenceHash licence,
        InstitutionId by,
        CredentialStatus from,
        CredentialStatus to,
        Reason calldata reason
    ) private {
        State memory state = _responsibleFor(licence, by);
        if (state.status != from) revert LawyerRegistryWrongStatus(licence, state.status, from);
        state.status = to;
        _change(licence, by, state, reason);
    }

    function _change(LicenceHash licence, InstitutionId by, State memory state, Reason calldata reason) private {
        Entry storage entry = _entries[licence];
        // Two changes in one second: the later one is what held in that second.
        if (entry.state.since != block.timestamp) {
            _former[licence][entry.formerStates] = entry.state;
            ++entry.formerStates;
        }
        state.since = uint48(block.timestamp);
        entry.state = state;
        emit CredentialChanged(licence, by, state, reason);
    }

    /// @dev The current state, for the issuer or a bureau above it; never of a revoked credential.
    function _responsibleFor(LicenceHash licence, InstitutionId by) private view returns (State memory state) {
        state = _existing(licence).state;
        if (state.status == CredentialStatus.Revoked) revert LawyerRegistryRevoked(licence);
        for (InstitutionId above = state.issuer; above != by; above = institutions.parentOf(above)) {
            if (above == NO_INSTITUTION) revert LawyerRegistryNotResponsible(licence, by, state.issuer);
        }
    }

    function _stateAt(LicenceHash licence, uint48 time) private view returns (State memory) {
        Entry storage entry = _existing(licence);
        if (time >= entry.state.since) return entry.state;
        uint256 low = 0;
        uint256 high = entry.formerStates;
        // The first former state that began after `time`.
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_former[licence][middle].since > time) high = middle;
            else low = middle + 1;
        }
        State memory none;
        return low == 0 ? none : _former[licence][low - 1];
    }

    function _existing(LicenceHash licence) private view returns (Entry storage entry) {
        entry = _entries[licence];
        if (entry.state.status == CredentialStatus.None) revert LawyerRegistryUnknownLicence(licence);
    }
}
