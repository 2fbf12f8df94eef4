// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordAnchor} from "../../../contracts/interfaces/IRecordAnchor.sol";
import {ADMINISTER, RELAY} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {PlatformTest} from "../support/PlatformTest.sol";
import {vm} from "../support/Vm.sol";
import {StandingHandler} from "./StandingHandler.sol";

/// @notice Random histories of withdrawals, supersessions and disowned accounts.
contract RecordStandingInvariants is PlatformTest {
    address private constant PRESIDENT = address(0x9e5);
    uint256 private constant ACTIONS = 5;

    StandingHandler private _handler;
    uint256 private _turn;

    function setUp() public override {
        super.setUp();
        _handler = new StandingHandler(anchor, institutions, REGISTRAR, PRESIDENT);
        for (uint256 i = 0; i < _handler.INSTITUTIONS(); ++i) {
            registerCourt(bytes32(bytes(vm.toString(i))), PRESIDENT, ADMINISTER.add(RELAY));
        }
        for (uint256 seed = 0; seed < 20; ++seed) {
            _handler.changeWhoMay(seed);
            _handler.anchorRecords(seed);
        }
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @notice A withdrawal or a supersession is never erased or changed, and none comes from nowhere: after each step
    /// one record of each institution, in turn, stands as it must.
    function invariant_standingIsNeverErased() external {
        ++_turn;
        for (uint32 id = 1; id <= _handler.INSTITUTIONS(); ++id) _checkStanding(id, _turn % _handler.RECORDS());
    }

    /// @notice No cycle of supersession: whoever follows the successors of a record comes to an end.
    function invariant_successorsComeToAnEnd() external {
        ++_turn;
        for (uint32 id = 1; id <= _handler.INSTITUTIONS(); ++id) _checkSuccessors(id, _turn % _handler.RECORDS());
    }

    /// @notice Whatever is said of its records or its account, a batch is as it was anchored.
    function invariant_batchesNeverChange() external {
        StandingHandler.Anchored[] memory batches = _handler.batches();
        if (batches.length > 0) _checkBatch(batches[++_turn % batches.length]);
    }

    /// @notice An account is disowned since the earliest moment that was said, for good.
    function invariant_disownedSinceTheEarliestMoment() external view {
        _checkDisowned();
    }

    /// @notice At the end of each history all of it is.
    function afterInvariant() external view {
        _checkAll();
    }

    function test_randomHistoriesReachEveryActionBothWays() external {
        bytes4[ACTIONS] memory selectors = [
            StandingHandler.anchorRecords.selector,
            StandingHandler.withdrawRecord.selector,
            StandingHandler.supersedeRecord.selector,
            StandingHandler.disownAccount.selector,
            StandingHandler.changeWhoMay.selector
        ];
        for (uint256 seed = 1000; seed < 1500; ++seed) {
            uint256 choice = uint256(keccak256(abi.encode(seed))) % ACTIONS;
            (bool done, bytes memory reason) = address(_handler).call(abi.encodeWithSelector(selectors[choice], seed));
            vm.assertTrue(done, string(reason));
        }
        _checkAll();
        string[3] memory actions = ["withdrawRecord", "supersedeRecord", "disownAccount"];
        for (uint256 i = 0; i < actions.length; ++i) {
            bytes32 action = bytes32(bytes(actions[i]));
            vm.assertGt(_handler.refused(action), 9, string.concat("refused too rarely: ", actions[i]));
            vm.assertGt(_handler.succeeded(action), 2, string.concat("succeeded too rarely: ", actions[i]));
        }
    }

    function _checkAll() private view {
        for (uint32 id = 1; id <= _handler.INSTITUTIONS(); ++id) {
            for (uint256 i = 0; i < _handler.RECORDS(); ++i) {
                _checkStanding(id, i);
                _checkSuccessors(id, i);
            }
        }
        StandingHandler.Anchored[] memory batches = _handler.batches();
        for (uint256 i = 0; i < batches.length; ++i) _checkBatch(batches[i]);
        _checkDisowned();
    }

    function _checkStanding(uint32 id, uint256 index) private view {
        bytes32 leaf = _handler.leafAt(InstitutionId.wrap(id), index);
        IRecordAnchor.RecordStanding memory found = anchor.standingOf(InstitutionId.wrap(id), leaf);
        vm.assertEq(keccak256(abi.encode(found)), keccak256(abi.encode(_handler.standingOf(leaf))), "standing");
    }

    function _checkSuccessors(uint32 id, uint256 index) private view {
        bytes32 leaf = _handler.leafAt(InstitutionId.wrap(id), index);
        uint256 steps = 0;
        for (leaf = _successorOf(id, leaf); leaf != 0; leaf = _successorOf(id, leaf)) {
            vm.assertLe(++steps, _handler.RECORDS() - 1, "a cycle of successors");
        }
    }

    function _successorOf(uint32 id, bytes32 leaf) private view returns (bytes32) {
        return anchor.standingOf(InstitutionId.wrap(id), leaf).successor;
    }

    function _checkBatch(StandingHandler.Anchored memory expected) private view {
        IRecordAnchor.Batch memory found = anchor.batchOf(expected.institutionId, expected.root);
        vm.assertEq(keccak256(abi.encode(found)), expected.batch, "batch");
    }

    function _checkDisowned() private view {
        for (uint32 id = 1; id <= _handler.INSTITUTIONS(); ++id) {
            for (uint256 i = 0; i < _handler.ACCOUNTS(); ++i) {
                address account = _handler.accountAt(i);
                uint48 found = anchor.disownedSince(InstitutionId.wrap(id), account);
                vm.assertEq(found, _handler.disownedSince(id, account), "disowned since");
            }
        }
    }
}
