// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @title Platform roles
/// @notice OpenZeppelin's `AccessManager`, with a guardian, who can close a contract to its platform roles, and cancel
/// what is scheduled on any contract but this one. A guardian grants nothing.
interface IPlatformAccess is IAccessManager {
    event PlatformPaused(address indexed target, address indexed guardian);

    error PlatformAccessNotGuardian(address caller);

    /// @notice Closes every function of the target that needs a platform role. By a guardian, at once. Only the
    /// platform administrators reopen it (`setTargetClosed`).
    /// @dev What institutions do with their own capabilities goes on: a pause of the platform must not keep a court
    /// from recording evidence.
    function pause(address target) external;
}
