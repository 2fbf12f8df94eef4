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
        if (!_isGuardian(msg.sender)) revert PlatformAccessNotGuardian(msg.sender);
        _setTargetClosed(target, true);
        emit PlatformPaused(target, msg.sender);
    }

    /// @dev Not what is announced to this contract itself: a guardian could keep others from removing it.
    function _canCancel(address caller, address target, bytes calldata data) internal view override returns (bool) {
        if (target != address(this) && _isGuardian(msg.sender)) return true;
        return super._canCancel(caller, target, data);
    }

    function _isGuardian(address account) private view returns (bool isGuardian) {
        (isGuardian, ) = hasRole(PlatformRoles.GUARDIAN, account);
    }
}
