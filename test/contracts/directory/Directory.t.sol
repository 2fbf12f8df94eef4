// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PlatformAccess} from "../../../contracts/access/PlatformAccess.sol";
import {Directory} from "../../../contracts/directory/Directory.sol";
import {IDirectory} from "../../../contracts/interfaces/IDirectory.sol";
import {vm} from "../support/Vm.sol";
import {DirectoryHandler} from "./DirectoryHandler.sol";

/// @notice Random histories of the directory, each step compared with what must come of it.
contract DirectoryInvariants {
    address private constant ADMIN = address(0xad1);

    DirectoryHandler private _handler;
    Directory private _directory;

    function setUp() external {
        vm.warp(1_000_000);
        _directory = new Directory(address(new PlatformAccess(ADMIN)));
        _handler = new DirectoryHandler(_directory, ADMIN);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_aNamePointsToCodeAndItsPastStays() external view {
        _checkAll();
    }

    function test_randomHistoriesReachEveryActionBothWays() external {
        for (uint256 seed = 0; seed < 300; ++seed) _handler.setAddress(seed);
        _checkAll();
        vm.assertGt(_handler.succeeded(), 9, "succeeded too rarely");
        vm.assertGt(_handler.refused(), 9, "refused too rarely");
    }

    function _checkAll() private view {
        bytes32[] memory names = _directory.names();
        vm.assertEq(names.length, _handler.namesInUse(), "number of names");
        for (uint256 i = 0; i < names.length; ++i) {
            vm.assertGt(_directory.addressOf(names[i]).code.length, 0, "a name that points to no code");
            IDirectory.Entry[] memory found = _directory.entriesOf(names[i]);
            IDirectory.Entry[] memory expected = _handler.entriesOf(names[i]);
            vm.assertEq(keccak256(abi.encode(found)), keccak256(abi.encode(expected)), "entries");
            vm.assertEq(_directory.addressOf(names[i]), expected[expected.length - 1].target, "the current entry");
        }
    }
}
