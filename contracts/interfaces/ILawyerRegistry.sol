// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionId} from "../types/InstitutionId.sol";
import {CredentialStatus, LicenceHash, PracticeScope} from "../types/Credential.sol";

/// @title Lawyers' credentials, and what they were at any past moment
/// @notice A credential is kept under the hash of its licence number. A justice bureau issues it for a jurisdiction
/// that it covers; from then on its issuer, or a bureau above the issuer, changes it. Every change keeps what was
/// before: the answer for a past time never changes.
interface ILawyerRegistry {
    /// @notice What holds from one change to the next.
    /// @param since Unix seconds from which it holds
    /// @param validFrom Unix seconds from which the credential is valid
    /// @param validUntil Unix seconds from which it no longer is
    /// @param status its standing
    /// @param issuer the bureau that answers for it
    /// @param scope what the holder may do
    struct State {
        uint48 since;
        uint48 validFrom;
        uint48 validUntil;
        CredentialStatus status;
        InstitutionId issuer;
        PracticeScope scope;
    }

    /// @param licence hash of the normalised licence number
    /// @param jurisdiction where the lawyer practises, as a path (`CN-11`)
    /// @param validFrom Unix seconds from which the credential is valid
    /// @param validUntil Unix seconds from which it no longer is
    /// @param scope what the holder may do
    /// @param holderCommitment `keccak256(abi.encode(bytes32 salt, string name))`; the holder opens it with both
    /// @param holderKey the holder's own account, 0 for none
    struct Issuance {
        LicenceHash licence;
        bytes32 jurisdiction;
        uint48 validFrom;
        uint48 validUntil;
        PracticeScope scope;
        bytes32 holderCommitment;
        address holderKey;
    }

    /// @param jurisdiction see `Issuance`
    /// @param holderCommitment see `Issuance`
    /// @param holderKey see `Issuance`
    /// @param state what holds now
    struct Credential {
        bytes32 jurisdiction;
        bytes32 holderCommitment;
        address holderKey;
        State state;
    }

    /// @param reasonCode why, as numbered in the standards; 0 for none
    /// @param document digest of the decision; 0 for none
    struct Reason {
        uint16 code;
        bytes32 document;
    }

    event CredentialIssued(
        LicenceHash indexed licence, InstitutionId indexed issuer, Issuance issuance, Reason reason
    );
    /// @notice Any later change: the whole state that holds from this block on.
    event CredentialChanged(LicenceHash indexed licence, InstitutionId indexed by, State state, Reason reason);
    event CredentialMoved(LicenceHash indexed licence, InstitutionId indexed to, bytes32 jurisdiction);
    event HolderKeyChanged(LicenceHash indexed licence, InstitutionId indexed by, address holderKey);

    error LawyerRegistryAlreadyIssued(LicenceHash licence);
    error LawyerRegistryUnknownLicence(LicenceHash licence);
    error LawyerRegistryInvalidLicence();
    error LawyerRegistryNotJusticeBureau(InstitutionId institutionId);
    error LawyerRegistryOutsideJurisdiction(InstitutionId institutionId, bytes32 covered, bytes32 requested);
    error LawyerRegistryNotResponsible(LicenceHash licence, InstitutionId institutionId, InstitutionId issuer);
    error LawyerRegistryInvalidValidity(LicenceHash licence, uint48 validFrom, uint48 validUntil);
    error LawyerRegistryValidityOverlaps(LicenceHash licence, uint48 validUntil, uint48 renewedFrom);
    error LawyerRegistryValidityGap(LicenceHash licence, uint48 validUntil, uint48 renewedFrom);
    error LawyerRegistryRevoked(LicenceHash licence);
    error LawyerRegistryWrongStatus(LicenceHash licence, CredentialStatus status, CredentialStatus required);
    error LawyerRegistryTimeInFuture(uint48 time, uint48 latest);
    error LawyerRegistryTooMany(uint256 given, uint256 maximum);
    error LawyerRegistryNone();

    /// @notice Issues 1 to 500 credentials. By an account with the LICENSE capability of a justice bureau.
    /// @param issuer the bureau, whose jurisdiction covers each lawyer's
    function issue(InstitutionId issuer, Issuance[] calldata issuances, Reason calldata reason) external;

    /// @notice Extends validity. While the old term runs, the new one begins where it ends; a lapsed credential may
    /// begin again later. A revoked one never does.
    /// @param by the responsible bureau: the issuer, or one above it
    function renew(
        InstitutionId by,
        LicenceHash[] calldata licences,
        uint48 validFrom,
        uint48 validUntil,
        Reason calldata reason
    ) external;

    /// @notice Suspends active credentials.
    function suspend(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external;

    /// @notice Reinstates suspended credentials.
    function reinstate(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external;

    /// @notice Revokes credentials, for good.
    function revoke(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external;

    /// @notice Moves credentials to another bureau, which answers for them from then on. By the responsible bureau.
    /// @param to an active justice bureau that covers the new jurisdiction
    /// @param jurisdiction where the lawyers practise from now on
    function transfer(
        InstitutionId by,
        InstitutionId to,
        bytes32 jurisdiction,
        LicenceHash[] calldata licences,
        Reason calldata reason
    ) external;

    /// @notice Sets the holder's own account. By the responsible bureau.
    function changeHolderKey(InstitutionId by, LicenceHash licence, address holderKey) external;

    /// @notice Whether the holder was entitled to appear at the time: the credential was active and within its
    /// validity, and what was known at that time is what counts.
    /// @param time Unix seconds, not after the current block
    function verifyLawyer(LicenceHash licence, uint48 time) external view returns (bool entitled, State memory state);

    /// @notice All that is kept about a credential. Reverts where there is none.
    function credential(LicenceHash licence) external view returns (Credential memory);

    /// @notice Every state, the oldest first.
    function historyOf(LicenceHash licence) external view returns (State[] memory);

    /// @notice Whether this name and salt open the holder's commitment.
    function isHolder(LicenceHash licence, bytes32 salt, string calldata name) external view returns (bool);

    /// @notice Whether the holder's key has signed this statement.
    /// @param purpose what it is signed for, for example the hash of "appearance"
    /// @param subject what it refers to, for example the case
    /// @param signature over `HolderStatement(bytes32 licence,bytes32 purpose,bytes32 subject,uint48 deadline)`
    function isSignedByHolder(
        LicenceHash licence,
        bytes32 purpose,
        bytes32 subject,
        uint48 deadline,
        bytes calldata signature
    ) external view returns (bool);
}
