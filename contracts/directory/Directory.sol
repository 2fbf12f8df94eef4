// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IDirectory} from "../interfaces/IDirectory.sol";
import {ShortText} from "../libraries/ShortText.sol";

/// @dev See `IDirectory`.
contract Directory is AccessManaged, IDirectory {
    // A mapping needs no initialization, and one to lists none either.
    // slither-disable-next-line uninitialized-state
    mapping(bytes32 name => Entry[]) private _entries;
    bytes32[] private _names;

    constructor(address platformAccess) AccessManaged(platformAccess) {}

    /// @inheritdoc IDirectory
    function setAddress(bytes32 name, address target) external restricted {
        if (!ShortText.isCode(name)) revert DirectoryInvalidName(name);
        if (target.code.length == 0) revert DirectoryTargetWithoutCode(name, target);
        Entry[] storage entries = _entries[name];
        address previous = address(0);
        if (entries.length == 0) _names.push(name);
        else previous = entries[entries.length - 1].target;
        if (previous == target) revert DirectoryUnchanged(name, target);
        entries.push(Entry(target, uint48(block.timestamp)));
        emit DirectoryEntryChanged(name, previous, target);
    }

    /// @inheritdoc IDirectory
    function addressOf(bytes32 name) external view returns (address) {
        Entry[] storage entries = _entries[name];
        if (entries.length == 0) revert DirectoryUnknownName(name);
        return entries[entries.length - 1].target;
    }

    /// @inheritdoc IDirectory
    function entriesOf(bytes32 name) external view returns (Entry[] memory) {
        return _entries[name];
    }

    /// @inheritdoc IDirectory
    function isListed(bytes32 name, address target) external view returns (bool) {
        Entry[] storage entries = _entries[name];
        for (uint256 i = entries.length; i > 0; --i) {
            if (entries[i - 1].target == target) return true;
        }
        return false;
    }

    /// @inheritdoc IDirectory
    function names() external view returns (bytes32[] memory) {
        return _names;
    }
}
