// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Capabilities} from "../types/Capabilities.sol";
import {InstitutionId} from "../types/InstitutionId.sol";
import {InstitutionKind, InstitutionStatus} from "../types/InstitutionKind.sol";

/// @title Institutions, and who may do what in their name
/// @notice The superior of an institution is the registrar (a platform role) and, where it has a parent, the
/// administrators of that parent. Superiors decide on standing; an institution's own administrators decide on
/// capabilities.
interface IInstitutionRegistry {
    /// @param account who receives the capabilities
    /// @param capabilities the set given to the account
    struct Grant {
        address account;
        Capabilities capabilities;
    }

    /// @param code the institution's public code in its own country, ASCII, left-aligned, at most 32 bytes; unique, but
    /// that the registrar may give the code of a retired institution again
    /// @param name full official name, UTF-8, 1 to 256 bytes
    /// @param kind its sector
    /// @param jurisdiction where it is competent, as a path of ASCII parts from the widest to the narrowest joined
    /// by `-`, left-aligned: `CN`, `CN-11`, `CN-11-0105`, `US-CA`
    /// @param parent the institution above it, 0 for none
    /// @param grants its first accounts; at least one must hold ADMINISTER
    struct Registration {
        bytes32 code;
        string name;
        InstitutionKind kind;
        bytes32 jurisdiction;
        InstitutionId parent;
        Grant[] grants;
    }

    /// @param code see `Registration`
    /// @param name see `Registration`
    /// @param jurisdiction see `Registration`
    /// @param kind see `Registration`
    /// @param status its standing now
    /// @param parent the institution above it, 0 for none
    /// @param statusSince Unix seconds of the change that led to the status
    /// @param administrators number of accounts that hold ADMINISTER
    /// @param suspendedThrough while suspended: the institution whose suspension took this one along; its own id
    /// where it was suspended by itself. Otherwise 0
    /// @param suspendedByPlatform while suspended: true when the registrar did it, so that a parent cannot undo it
    struct Institution {
        bytes32 code;
        string name;
        bytes32 jurisdiction;
        InstitutionKind kind;
        InstitutionStatus status;
        InstitutionId parent;
        uint48 statusSince;
        uint32 administrators;
        InstitutionId suspendedThrough;
        bool suspendedByPlatform;
    }

    /// @param since Unix seconds from which the status held
    /// @param status the status from then on, until the next entry
    struct StatusChange {
        uint48 since;
        InstitutionStatus status;
    }

    event InstitutionRegistered(
        InstitutionId indexed institutionId,
        bytes32 indexed code,
        InstitutionId indexed parent,
        InstitutionKind kind,
        bytes32 jurisdiction,
        string name
    );
    event InstitutionRenamed(InstitutionId indexed institutionId, string name);
    event InstitutionParentChanged(
        InstitutionId indexed institutionId,
        InstitutionId indexed previousParent,
        InstitutionId indexed parent
    );
    /// @param through the institution whose suspension took this one along, or its own id
    event InstitutionSuspended(
        InstitutionId indexed institutionId,
        InstitutionId indexed through,
        bool byPlatform,
        string reason
    );
    /// @param through the institution whose reinstatement took this one along, or its own id
    event InstitutionReinstated(InstitutionId indexed institutionId, InstitutionId indexed through, string reason);
    event InstitutionRetired(InstitutionId indexed institutionId, string reason);
    /// @param capabilities the whole set that the account holds from now on; 0 when it holds none
    event CapabilitiesChanged(InstitutionId indexed institutionId, address indexed account, Capabilities capabilities);

    error InstitutionRegistryUnknownInstitution(InstitutionId institutionId);
    error InstitutionRegistryNotActive(InstitutionId institutionId, InstitutionStatus status);
    error InstitutionRegistryNotSuspended(InstitutionId institutionId, InstitutionStatus status);
    error InstitutionRegistryAlreadyRetired(InstitutionId institutionId);
    error InstitutionRegistryMissingCapability(
        InstitutionId institutionId,
        address account,
        Capabilities required,
        Capabilities held
    );
    error InstitutionRegistryCapabilityOutsideKind(
        InstitutionId institutionId,
        InstitutionKind kind,
        Capabilities requested,
        Capabilities allowed
    );
    error InstitutionRegistryNotASuperior(InstitutionId institutionId, address caller);
    error InstitutionRegistrySuspendedByPlatform(InstitutionId institutionId);
    error InstitutionRegistryLastAdministrator(InstitutionId institutionId, address account);
    error InstitutionRegistryNoAdministrator(bytes32 code);
    error InstitutionRegistryInvalidKind(bytes32 code);
    error InstitutionRegistryInvalidCode(bytes32 code);
    error InstitutionRegistryCodeTaken(bytes32 code, InstitutionId institutionId);
    error InstitutionRegistryInvalidJurisdiction(bytes32 jurisdiction);
    error InstitutionRegistryOutsideJurisdiction(InstitutionId parent, bytes32 covered, bytes32 requested);
    error InstitutionRegistryOutsideKind(InstitutionId parent, InstitutionKind allowed, InstitutionKind requested);
    error InstitutionRegistryInvalidNameLength(uint256 bytesGiven, uint256 bytesAllowed);
    error InstitutionRegistryInvalidReasonLength(uint256 bytesGiven, uint256 bytesAllowed);
    error InstitutionRegistryInvalidAccount(address account);
    error InstitutionRegistryTooManyAccounts(InstitutionId institutionId, uint256 maximum);
    error InstitutionRegistryTooDeep(InstitutionId parent, uint256 maximum);
    error InstitutionRegistryParentCycle(InstitutionId institutionId, InstitutionId parent);
    error InstitutionRegistryHasChildren(InstitutionId institutionId, InstitutionId child);
    error InstitutionRegistryTimeInFuture(uint48 time, uint48 latest);

    /// @notice Onboards an institution. By the registrar anywhere; by an administrator of an active parent only below
    /// that parent, of the parent's kind and inside its jurisdiction, and at most 16 levels deep: whoever stands above
    /// must be found from below within a transaction's gas.
    /// @return institutionId the next number; numbers are never given out twice
    function register(Registration calldata registration) external returns (InstitutionId institutionId);

    /// @notice Changes the official name. By a superior.
    function rename(InstitutionId institutionId, string calldata name) external;

    /// @notice Moves an institution below another one, or to the top with 0. By the registrar.
    function changeParent(InstitutionId institutionId, InstitutionId parent) external;

    /// @notice Stops an institution from changing anything. By a superior.
    /// @param withDescendants whether all that is below it, at any depth, and active, is suspended with it
    /// @param reason short text for the public log, at most 256 bytes; no personal data
    /// @dev Warning: the cost grows with the number of descendants. A tree too large for one block is suspended in
    /// parts: subtrees first, then the top.
    function suspend(InstitutionId institutionId, bool withDescendants, string calldata reason) external;

    /// @notice Undoes a suspension. By a superior; what the registrar suspended, only by the registrar.
    /// @param withDescendants whether those that were suspended through this institution come back with it;
    /// descendants suspended by themselves stay suspended, and for a parent also those that the registrar suspended
    /// @param reason short text for the public log, at most 256 bytes; no personal data
    function reinstate(InstitutionId institutionId, bool withDescendants, string calldata reason) external;

    /// @notice Ends an institution for good. By a superior. Refused while a child of it is not retired.
    function retire(InstitutionId institutionId, string calldata reason) external;

    /// @notice Adds to what an account may do. By an administrator of the institution, while it is active.
    function grantCapabilities(InstitutionId institutionId, address account, Capabilities capabilities) external;

    /// @notice Takes from what an account may do. By an administrator of the institution, while it is active. An
    /// institution cannot be left without an administrator in this way.
    function revokeCapabilities(InstitutionId institutionId, address account, Capabilities capabilities) external;

    /// @notice Makes an account an administrator, whatever the standing, short of retired. By a superior: the way
    /// back for an institution that has lost its keys.
    function appointAdministrator(InstitutionId institutionId, address account) external;

    /// @notice Takes every capability from an account, whatever the standing, short of retired. By a superior: the
    /// way to stop a stolen key.
    /// @dev Warning: this may leave an institution without an administrator; appoint the next one first.
    function expelAccount(InstitutionId institutionId, address account) external;

    /// @notice All that is kept about an institution. Reverts where there is none.
    function institution(InstitutionId institutionId) external view returns (Institution memory);

    /// @notice The institution that was last registered with this code, 0 where there is none.
    function idOf(bytes32 code) external view returns (InstitutionId institutionId);

    /// @notice How many institutions were ever registered: their ids are 1 to this number.
    function count() external view returns (uint32);

    /// @notice The kind, `None` for an institution that does not exist.
    function kindOf(InstitutionId institutionId) external view returns (InstitutionKind);

    /// @notice The jurisdiction, 0 for an institution that does not exist.
    function jurisdictionOf(InstitutionId institutionId) external view returns (bytes32);

    /// @notice The parent, 0 for none.
    function parentOf(InstitutionId institutionId) external view returns (InstitutionId);

    /// @notice The direct children, in no particular order.
    function childrenOf(InstitutionId institutionId) external view returns (InstitutionId[] memory);

    /// @notice The standing now, `None` for an institution that does not exist.
    function statusOf(InstitutionId institutionId) external view returns (InstitutionStatus);

    /// @notice The standing at a past time, `None` before the registration.
    /// @param time Unix seconds, not after the current block
    /// @dev An answer for a time before the current block's never changes.
    function statusAt(InstitutionId institutionId, uint48 time) external view returns (InstitutionStatus);

    /// @notice Every change of standing, the oldest first.
    function statusHistory(InstitutionId institutionId) external view returns (StatusChange[] memory);

    /// @notice What an account was given, whatever the standing of the institution.
    function capabilitiesOf(InstitutionId institutionId, address account) external view returns (Capabilities);

    /// @notice Every account with a capability, at most 64, in no particular order.
    function accountsOf(InstitutionId institutionId) external view returns (address[] memory);

    /// @notice Whether the account may do this for the institution now: the institution is active and the account
    /// holds every capability asked for.
    function isAuthorized(
        InstitutionId institutionId,
        address account,
        Capabilities required
    ) external view returns (bool);

    /// @notice Reverts, saying why, unless `isAuthorized`. What other contracts call first.
    /// @return held all capabilities of the account
    function requireAuthorized(
        InstitutionId institutionId,
        address account,
        Capabilities required
    ) external view returns (Capabilities held);
}
