// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IPlatformAccess} from "../interfaces/IPlatformAccess.sol";
import {PlatformRoles} from "./PlatformRoles.sol";

/// @dev See `IPlatformAccess`.
contract PlatformAccess is AccessManager, IPlatformAccess {
    constructor(address initialAdmin) AccessManager(initialAdmin) {}

    /// @inheritdoc IPlatformAccess
    function pause(address target) external {
        (bool isGuardian, ) = hasRole(PlatformRoles.GUARDIAN, msg.sender);
        if (!isGuardian) revert PlatformAccessNotGuardian(msg.sender);
        _setTargetClosed(target, true);
        emit PlatformPaused(target, msg.sender);
    }
}
