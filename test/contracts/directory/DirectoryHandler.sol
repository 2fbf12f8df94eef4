// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../../../contracts/directory/Directory.sol";
import {IDirectory} from "../../../contracts/interfaces/IDirectory.sol";
import {Dice} from "../support/Dice.sol";
import {vm} from "../support/Vm.sol";

/// @notice Points names to contracts, to accounts without code and to nothing, as the administrator and as others.
contract DirectoryHandler {
    Directory private _directory;
    address private _admin;
    address[] private _targets;
    bytes32[] private _names = [bytes32("RecordAnchor"), "PlatformAccess", "A", "", "two words", "\x00A", "A\x00B"];
    uint256 private constant VALID_NAMES = 3;

    uint256 public time = block.timestamp;
    uint256 public succeeded;
    uint256 public refused;
    uint256 public namesInUse;
    mapping(bytes32 name => IDirectory.Entry[]) private _entries;

    constructor(Directory directory, address admin) {
        _directory = directory;
        _admin = admin;
        _targets = [address(directory), address(this), directory.authority(), admin, address(0), address(0xdead)];
    }

    function setAddress(uint256 seed) external {
        Dice memory dice = Dice(seed);
        time += dice.draw(10);
        vm.warp(time);
        uint256 choice = dice.drawBool(85) ? dice.draw(VALID_NAMES) : dice.draw(_names.length);
        bytes32 name = _names[choice];
        address target = _targets[dice.draw(_targets.length)];
        address caller = dice.drawBool(85) ? _admin : _targets[dice.draw(_targets.length)];
        IDirectory.Entry[] storage entries = _entries[name];
        bool expected = caller == _admin && choice < VALID_NAMES && target.code.length > 0;
        if (entries.length > 0 && entries[entries.length - 1].target == target) expected = false;
        bool done;
        vm.prank(caller);
        try _directory.setAddress(name, target) {
            if (entries.length == 0) ++namesInUse;
            entries.push(IDirectory.Entry(target, uint48(time)));
            done = true;
            ++succeeded;
        } catch {
            ++refused;
        }
        vm.assertEq(done ? 1 : 0, expected ? 1 : 0, "setAddress: as it must be");
    }

    function entriesOf(bytes32 name) external view returns (IDirectory.Entry[] memory) {
        return _entries[name];
    }
}
