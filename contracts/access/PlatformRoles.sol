// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Numbers of the platform's roles in `PlatformAccess`
/// @dev 0 is `AccessManager`'s own ADMIN_ROLE: it grants roles and changes the directory.
library PlatformRoles {
    /// @dev Onboards, suspends, reinstates and retires institutions.
    uint64 internal constant REGISTRAR = 1;
    /// @dev Proposes and activates standards.
    uint64 internal constant STANDARDS_COMMITTEE = 2;
    /// @dev Connects partner chains.
    uint64 internal constant ALLIANCE_OPERATOR = 3;
    /// @dev Pauses platform functions and cancels what is scheduled; grants nothing.
    uint64 internal constant GUARDIAN = 4;
}
