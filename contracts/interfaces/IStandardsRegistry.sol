// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StandardId, StandardCategory} from "../types/Standards.sol";

/// @title What counts, and since when
/// @notice Record kinds, schemas, digest algorithms, statutory limits, windows and calendars, each with the dates in
/// which it is in force. The standards committee proposes; another role activates, after a delay in which everyone
/// can read what is coming. Nothing takes effect before it is activated, so what was accepted at a time stays so.
/// @dev Anchoring does not read this registry. Records are checked against it when they are sealed, taken in and
/// verified, for the time at which they were anchored.
interface IStandardsRegistry {
    /// @param contentHash SHA-256 of the document that defines the standard (a schema, a calendar); 0 where there is
    /// none
    /// @param value the number that the standard sets, in the unit of its category; 0 where there is none
    /// @param title short title, UTF-8, 1 to 256 bytes
    /// @param source the legal or technical source, or the URI of the defining document; UTF-8, at most 512 bytes
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

    /// @param id the standard to change
    /// @param activatableFrom Unix seconds from which it can be activated; 0 for a proposal that is no longer open
    /// @param from Unix seconds from which it is to hold: for a new version, its start; for a retirement, the end
    /// @param isRetirement whether it ends the current version instead of adding one
    /// @param content of a new version
    struct Proposal {
        StandardId id;
        uint48 activatableFrom;
        uint48 from;
        bool isRetirement;
        Content content;
    }

    /// @param id the standard
    /// @param from Unix seconds from which it is in force; may lie before the registry's own beginning
    /// @param content what it says
    struct Seed {
        StandardId id;
        uint48 from;
        Content content;
    }

    event StandardProposed(
        uint256 indexed proposalId,
        StandardId indexed standardId,
        uint48 activatableFrom,
        uint48 from,
        Content content
    );
    event StandardRetirementProposed(
        uint256 indexed proposalId, StandardId indexed standardId, uint48 activatableFrom, uint48 from
    );
    event StandardProposalWithdrawn(uint256 indexed proposalId, StandardId indexed standardId);
    /// @param proposalId 0 for a standard that the registry began with
    /// @param from Unix seconds from which the new version is in force
    event StandardActivated(
        uint256 indexed proposalId, StandardId indexed standardId, uint48 from, Content content
    );
    /// @param from Unix seconds from which the standard is no longer in force
    event StandardRetired(uint256 indexed proposalId, StandardId indexed standardId, uint48 from);

    error StandardsRegistryInvalidId(StandardId standardId);
    error StandardsRegistryInvalidTitleLength(uint256 bytesGiven, uint256 bytesAllowed);
    error StandardsRegistryInvalidSourceLength(uint256 bytesGiven, uint256 bytesAllowed);
    error StandardsRegistryUnknownProposal(uint256 proposalId);
    error StandardsRegistryActivationTooEarly(uint256 proposalId, uint48 activatableFrom, uint48 time);
    error StandardsRegistryStartInPast(StandardId standardId, uint48 from, uint48 time);
    error StandardsRegistryStartBeforeLast(StandardId standardId, uint48 from, uint48 lastFrom);
    error StandardsRegistryNotInForce(StandardId standardId, uint48 time);

    /// @notice Proposes a first or a next version. By the standards committee.
    /// @param from Unix seconds from which it is to be in force; moved to the activation's time if that is later
    function propose(StandardId standardId, uint48 from, Content calldata content)
        external
        returns (uint256 proposalId);

    /// @notice Proposes to end a standard. By the standards committee.
    function proposeRetirement(StandardId standardId, uint48 from) external returns (uint256 proposalId);

    /// @notice Withdraws an open proposal. By the standards committee, or by a standards approver.
    function withdraw(uint256 proposalId) external;

    /// @notice Puts a proposal into effect after its delay. By a standards approver.
    function activate(uint256 proposalId) external;

    /// @notice Whether the standard was, is or will be in force at the time, as far as is decided now.
    /// @dev For a time before the current block's the answer never changes.
    function isInForce(StandardId standardId, uint48 time) external view returns (bool);

    /// @notice The version in force at the time. Reverts where there is none.
    function versionAt(StandardId standardId, uint48 time) external view returns (Version memory);

    /// @notice Every version, the oldest first.
    function versionsOf(StandardId standardId) external view returns (Version[] memory);

    /// @notice Whether a record of this kind, schema and digest algorithm was acceptable at the time.
    function checkRecord(uint16 kind, uint16 schema, uint8 digestAlgorithm, uint48 time)
        external
        view
        returns (bool kindInForce, bool schemaInForce, bool algorithmInForce);

    /// @notice An open or former proposal.
    function proposal(uint256 proposalId) external view returns (Proposal memory);

    /// @notice How many proposals there were: their ids are 1 to this number.
    function proposalCount() external view returns (uint256);

    /// @notice Every standard that was ever activated, in the order of activation.
    function standardIds() external view returns (StandardId[] memory);

    /// @notice Seconds between a proposal and the earliest activation.
    function activationDelay() external view returns (uint48);
}
