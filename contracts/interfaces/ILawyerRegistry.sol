// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CredentialStatus, LicenceHash, PracticeScope} from "../types/Credential.sol";
import {InstitutionId} from "../types/InstitutionId.sol";
import {InstitutionKind, InstitutionStatus} from "../types/InstitutionKind.sol";
import {Reason} from "../types/Reason.sol";

/// @title Lawyers' credentials, and what they were at any past moment
/// @notice A credential is kept under the hash of its licence number. A justice bureau issues it for a jurisdiction that
/// its own covers. From then on the responsible bureaus change it: its issuer, and every bureau above the issuer. Each
/// change is made by an account with the LICENSE capability of the bureau `by`, for 1 to 500 credentials: all or none.
///
/// Every state is kept with the second in which it began to hold, and a change never reaches back. So the answer for a
/// time before the current block's never changes. Of several changes in one second the last one counts, for all of it.
/// @dev Warning: when a bureau without one above it is retired, nobody is responsible for its credentials any more.
/// Transfer them first.
interface ILawyerRegistry {
    /// @notice What holds from one change to the next.
    /// @param since Unix seconds from which it holds
    /// @param validFrom Unix seconds from which the credential is valid
    /// @param validUntil Unix seconds from which it no longer is
    /// @param status its standing
    /// @param issuer the bureau that answers for it: the one that issued it, or to which it was transferred
    /// @param scope what the holder may do
    /// @param jurisdiction where the lawyer practises, as a path (`CN-11`)
    struct State {
        uint48 since;
        uint48 validFrom;
        uint48 validUntil;
        CredentialStatus status;
        InstitutionId issuer;
        PracticeScope scope;
        bytes32 jurisdiction;
    }

    /// @param licence hash of the normalised licence number, not 0
    /// @param jurisdiction where the lawyer practises, as a path (`CN-11`)
    /// @param validFrom Unix seconds from which the credential is valid; may lie in the past, though the credential
    /// counts from its issuing on only
    /// @param validUntil Unix seconds from which it no longer is; after the current block, and not beyond 2106-02-07
    /// @param scope what the holder may do, at least one thing
    /// @param holderCommitment `keccak256(abi.encode(bytes32 salt, string name))`, with a random salt that the holder
    /// keeps; not 0
    struct Issuance {
        LicenceHash licence;
        bytes32 jurisdiction;
        uint48 validFrom;
        uint48 validUntil;
        PracticeScope scope;
        bytes32 holderCommitment;
    }

    /// @param licence whose holder's key it is
    /// @param key the holder's own account, a key or a contract (ERC-1271); 0 takes it away
    struct HolderKey {
        LicenceHash licence;
        address key;
    }

    /// @param holderCommitment see `Issuance`
    /// @param holderKey the holder's own account, 0 for none
    /// @param state what holds now
    struct Credential {
        bytes32 holderCommitment;
        address holderKey;
        State state;
    }

    /// @notice What a holder signs.
    /// @param licence the holder's licence
    /// @param purpose a word that their wallet shows: "appearance", "challenge"
    /// @param subject what it refers to: the case, or the challenge's random number
    /// @param deadline Unix seconds after which it no longer counts
    struct HolderStatement {
        LicenceHash licence;
        string purpose;
        bytes32 subject;
        uint48 deadline;
    }

    event CredentialIssued(
        LicenceHash indexed licence,
        InstitutionId indexed issuer,
        bytes32 jurisdiction,
        uint48 validFrom,
        uint48 validUntil,
        PracticeScope scope,
        bytes32 holderCommitment,
        Reason reason
    );
    /// @notice Any later change: the whole state that holds from this block on.
    /// @param by the responsible bureau that made it
    event CredentialChanged(
        LicenceHash indexed licence,
        InstitutionId indexed by,
        CredentialStatus status,
        InstitutionId issuer,
        bytes32 jurisdiction,
        uint48 validFrom,
        uint48 validUntil,
        PracticeScope scope,
        Reason reason
    );
    /// @param key the holder's own account from this block on, 0 for none
    event HolderKeyChanged(LicenceHash indexed licence, InstitutionId indexed by, address indexed key, Reason reason);

    error LawyerRegistryInvalidNumber(uint256 given, uint256 maximum);
    error LawyerRegistryInvalidLicence(uint256 index);
    error LawyerRegistryInvalidScope(LicenceHash licence, PracticeScope scope);
    error LawyerRegistryInvalidHolderCommitment(LicenceHash licence);
    error LawyerRegistryInvalidValidity(LicenceHash licence, uint48 validFrom, uint48 validUntil);
    error LawyerRegistryDateBeyondLimit(LicenceHash licence, uint48 date, uint48 limit);
    error LawyerRegistryTermIsOver(LicenceHash licence, uint48 validUntil, uint48 time);
    error LawyerRegistryValidityOverlaps(LicenceHash licence, uint48 validUntil, uint48 renewedFrom);
    error LawyerRegistryValidityGap(LicenceHash licence, uint48 validUntil, uint48 renewedFrom);
    error LawyerRegistryInvalidJurisdiction(bytes32 jurisdiction);
    error LawyerRegistryOutsideJurisdiction(InstitutionId institutionId, bytes32 covered, bytes32 requested);
    error LawyerRegistryNotAnActiveBureau(InstitutionId institutionId, InstitutionKind kind, InstitutionStatus status);
    error LawyerRegistryNotResponsible(LicenceHash licence, InstitutionId institutionId, InstitutionId issuer);
    error LawyerRegistryTransferNotAccepted(InstitutionId institutionId, InstitutionId to);
    error LawyerRegistryAlreadyIssued(LicenceHash licence);
    error LawyerRegistryUnknownLicence(LicenceHash licence);
    error LawyerRegistryRevoked(LicenceHash licence);
    error LawyerRegistryWrongStatus(LicenceHash licence, CredentialStatus status, CredentialStatus required);
    error LawyerRegistryTimeInFuture(uint48 time, uint48 latest);

    /// @notice Issues credentials under licence numbers that were never used.
    /// @param issuer the bureau, whose jurisdiction covers each lawyer's
    function issue(InstitutionId issuer, Issuance[] calldata issuances, Reason calldata reason) external;

    /// @notice Extends validity. While a term has not ended, the new one begins where it ends; a lapsed credential may
    /// begin again later, and counts from the renewal on at the earliest. A revoked one is never renewed.
    /// @param validFrom Unix seconds at which the new term begins
    /// @param validUntil Unix seconds at which it ends; after the current block, and not beyond 2106-02-07
    function renew(
        InstitutionId by,
        LicenceHash[] calldata licences,
        uint48 validFrom,
        uint48 validUntil,
        Reason calldata reason
    ) external;

    /// @notice Suspends active credentials, until they are reinstated.
    function suspend(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external;

    /// @notice Reinstates suspended credentials.
    function reinstate(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external;

    /// @notice Revokes credentials, for good: nothing changes them any more.
    function revoke(InstitutionId by, LicenceHash[] calldata licences, Reason calldata reason) external;

    /// @notice Makes another bureau the issuer, which answers for the credentials from then on. No bureau is made to
    /// answer for what it never saw: `by` is `to` or stands above it, or the account has LICENSE of `to` as well.
    /// @param to an active justice bureau that covers the new jurisdiction
    /// @param jurisdiction where the lawyers practise from now on, as a path
    function transfer(
        InstitutionId by,
        InstitutionId to,
        bytes32 jurisdiction,
        LicenceHash[] calldata licences,
        Reason calldata reason
    ) external;

    /// @notice Sets, replaces or takes away the holders' own accounts.
    /// @dev Apart from `issue`: a holder makes a key when there is a licence to make it for, and 500 credentials with
    /// their keys would not fit into a block of 30 million gas.
    function changeHolderKeys(InstitutionId by, HolderKey[] calldata keys, Reason calldata reason) external;

    /// @notice Whether the holder was entitled to practise at the time: by what this registry held at that time, the
    /// credential was active and within its validity. `state.scope` says for what.
    /// @param time Unix seconds, not after the current block
    /// @return entitled false where no credential had been issued
    /// @return state what held at the time; all fields 0 where nothing did
    /// @dev Warning: says nothing about the standing of the issuer.
    function verifyLawyer(LicenceHash licence, uint48 time) external view returns (bool entitled, State memory state);

    /// @notice What is kept about a credential now. Reverts where there is none.
    function credential(LicenceHash licence) external view returns (Credential memory);

    /// @notice Every state, the oldest first; empty where no credential was issued.
    function historyOf(LicenceHash licence) external view returns (State[] memory);

    /// @notice Whether this name and salt open the holder's commitment.
    /// @param name as it was committed to, UTF-8
    /// @dev Warning: whoever runs the node that is asked sees the name, and a transaction publishes it. Compare with
    /// `credential(licence).holderCommitment` where that matters.
    function isHolder(LicenceHash licence, bytes32 salt, string calldata name) external view returns (bool);

    /// @notice The holder's own account at the time, 0 for none.
    /// @param time Unix seconds, not after the current block
    function holderKeyAt(LicenceHash licence, uint48 time) external view returns (address);

    /// @notice Whether the account that was the holder's at the time has signed the statement, and the deadline had not
    /// passed.
    /// @param time Unix seconds, not after the current block: now for a challenge, the time at which it was recorded for
    /// an appearance
    /// @param signature over `HolderStatement(bytes32 licence,string purpose,bytes32 subject,uint48 deadline)`
    /// @custom:source EIP-712; the domain is that of `eip712Domain` (EIP-5267)
    /// @dev Warning: says nothing about whether the holder was entitled, and a signature can be shown many times. For a
    /// contract account (ERC-1271) the contract answers, and may answer otherwise later.
    function isSignedByHolder(
        HolderStatement calldata statement,
        uint48 time,
        bytes calldata signature
    ) external view returns (bool);
}
