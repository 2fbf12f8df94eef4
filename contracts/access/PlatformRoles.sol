// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Numbers of the platform's roles in `PlatformAccess`
/// @dev 0 is `AccessManager`'s own ADMIN_ROLE: it grants roles and changes the directory.
library PlatformRoles {
    /// @dev Onboards, suspends, reinstates and retires institutions.
    uint64 internal constant REGISTRAR = 1;
    /// @dev Proposes standards, and withdraws what it proposed.
    uint64 internal constant STANDARDS_COMMITTEE = 2;
    /// @dev Connects partner chains.
    uint64 internal constant ALLIANCE_OPERATOR = 3;
    /// @dev Pauses platform functions and cancels what is scheduled; grants nothing.
    uint64 internal constant GUARDIAN = 4;
    /// @dev Activates or rejects what the standards committee has proposed.
    uint64 internal constant STANDARDS_APPROVER = 5;
}
