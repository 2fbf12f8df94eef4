// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProposalStatus, StandardId} from "../types/Standards.sol";

/// @title What counts, and since when
/// @notice Record kinds, schemas, digest algorithms, statutory limits, windows and calendars, each with the dates in
/// which it is in force. The standards committee proposes; a standards approver activates, after a delay in which
/// everyone can read what is coming. Nobody activates what they proposed themselves, whatever roles they hold.
///
/// What is activated takes effect in the second after at the earliest. So the answer for a time up to the current
/// block's never changes, and what was accepted at a time stays so for records anchored then, even in the same block.
///
/// A version that is planned and has not begun is called off by a retirement at its own start. It was never in force,
/// and leaves the list when a next version begins then or earlier.
/// @dev Anchoring does not read this registry. Records are checked against it when they are sealed, taken in and
/// verified, for the time at which they were anchored.
interface IStandardsRegistry {
    /// @param contentHash SHA-256 of the document that defines the standard (a schema, a calendar); 0 where there is
    /// none
    /// @param value the number that the standard sets, in the unit of its category; 0 where there is none
    /// @param title short title, UTF-8, 1 to 256 bytes
    /// @param source the legal or technical source, or the URI of the defining document; UTF-8, 1 to 512 bytes
    struct Content {
        bytes32 contentHash;
        uint64 value;
        string title;
        string source;
    }

    /// @param from Unix seconds from which the version is in force
    /// @param until Unix seconds from which it no longer is; the largest value where no end is set
    /// @param content what it says
    struct Version {
        uint48 from;
        uint48 until;
        Content content;
    }

    /// @param standardId the standard to change
    /// @param status what became of the proposal
    /// @param isRetirement whether it ends a version instead of adding one
    /// @param activatableFrom Unix seconds from which it can be activated
    /// @param from Unix seconds of the change asked for: the new version's start, or the end of the one in
    /// force then
    /// @param proposer who made it, and may not activate it
    /// @param content what a new version says; empty for a retirement
    struct Proposal {
        StandardId standardId;
        ProposalStatus status;
        bool isRetirement;
        uint48 activatableFrom;
        uint48 from;
        address proposer;
        Content content;
    }

    /// @param id the standard
    /// @param from Unix seconds from which it is in force; 0 for ever since
    /// @param content what it says
    struct Seed {
        StandardId id;
        uint48 from;
        Content content;
    }

    event StandardProposed(
        uint256 indexed proposalId,
        StandardId indexed standardId,
        address indexed proposer,
        uint48 activatableFrom,
        uint48 from,
        Content content
    );
    event StandardRetirementProposed(
        uint256 indexed proposalId,
        StandardId indexed standardId,
        address indexed proposer,
        uint48 activatableFrom,
        uint48 from
    );
    event StandardProposalWithdrawn(uint256 indexed proposalId, StandardId indexed standardId, address indexed account);
    event StandardProposalRejected(uint256 indexed proposalId, StandardId indexed standardId, address indexed account);
    /// @param proposalId 0 for a standard that the registry began with
    /// @param account who activated it, or deployed the registry
    /// @param from Unix seconds from which the new version is in force, and the one before it no longer; versions that
    /// were to begin then or later had been called off
    event StandardActivated(
        uint256 indexed proposalId,
        StandardId indexed standardId,
        address indexed account,
        uint48 from,
        Content content
    );
    /// @param from Unix seconds from which the standard is no longer in force, until a version planned before begins
    event StandardRetired(
        uint256 indexed proposalId,
        StandardId indexed standardId,
        address indexed account,
        uint48 from
    );

    error StandardsRegistryInvalidId(StandardId standardId);
    error StandardsRegistryInvalidTitleLength(uint256 bytesGiven, uint256 bytesAllowed);
    error StandardsRegistryInvalidSourceLength(uint256 bytesGiven, uint256 bytesAllowed);
    error StandardsRegistryMissingContentHash(StandardId standardId);
    error StandardsRegistryMissingValue(StandardId standardId);
    error StandardsRegistryUnknownProposal(uint256 proposalId);
    error StandardsRegistryProposalNotOpen(uint256 proposalId, ProposalStatus status);
    error StandardsRegistryActivationTooEarly(uint256 proposalId, uint48 activatableFrom, uint48 time);
    error StandardsRegistryOwnProposal(uint256 proposalId, address proposer);
    error StandardsRegistryForwardedCall(address forwarder);
    error StandardsRegistryDateInPast(StandardId standardId, uint48 date, uint48 time);
    error StandardsRegistryDateBeyondLimit(StandardId standardId, uint48 date, uint48 limit);
    error StandardsRegistryStartNotAfterLast(StandardId standardId, uint48 from, uint48 lastFrom);
    error StandardsRegistryNotInForce(StandardId standardId, uint48 time);

    /// @notice Proposes a first or a next version. By the standards committee.
    /// @param from Unix seconds from which it is to be in force, not before the current block and not beyond
    /// 2106-02-07; moved to the second after the activation if that is later
    /// @dev Every change is made by a direct call: `AccessManager.execute` would hide who makes it. An account whose
    /// role has an execution delay schedules the call, then makes it.
    function propose(
        StandardId standardId,
        uint48 from,
        Content calldata content
    ) external returns (uint256 proposalId);

    /// @notice Proposes to end the version that is in force at a date. By the standards committee. A version planned
    /// to begin later stays planned.
    /// @param from Unix seconds from which it is to be no longer in force; see `propose`
    function proposeRetirement(StandardId standardId, uint48 from) external returns (uint256 proposalId);

    /// @notice Takes an open proposal back. By the standards committee.
    function withdraw(uint256 proposalId) external;

    /// @notice Turns an open proposal down. By a standards approver.
    function reject(uint256 proposalId) external;

    /// @notice Puts an open proposal into effect, once its delay is over. By a standards approver who is not its
    /// proposer.
    function activate(uint256 proposalId) external;

    /// @notice Whether the standard was, is or will be in force at the time, as far as is decided now.
    function isInForce(StandardId standardId, uint48 time) external view returns (bool);

    /// @notice The version in force at the time. Reverts where there is none.
    function versionAt(StandardId standardId, uint48 time) external view returns (Version memory);

    /// @notice Every version, the oldest first.
    function versionsOf(StandardId standardId) external view returns (Version[] memory);

    /// @notice Whether a record of this kind, schema and digest algorithm was acceptable at the time.
    function checkRecord(
        uint16 kind,
        uint16 schema,
        uint8 digestAlgorithm,
        uint48 time
    ) external view returns (bool kindInForce, bool schemaInForce, bool algorithmInForce);

    /// @notice An open or a closed proposal. Reverts where there is none.
    function proposal(uint256 proposalId) external view returns (Proposal memory);

    /// @notice How many proposals there were: their ids are 1 to this number.
    function proposalCount() external view returns (uint256);

    /// @notice Every standard that was ever activated, in the order of activation.
    function standardIds() external view returns (StandardId[] memory);

    /// @notice Seconds between a proposal and its earliest activation.
    function activationDelay() external view returns (uint48);
}
