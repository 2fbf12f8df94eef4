// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PlatformRoles} from "../../../contracts/access/PlatformRoles.sol";
import {IStandardsRegistry} from "../../../contracts/interfaces/IStandardsRegistry.sol";
import {StandardsRegistry} from "../../../contracts/standards/StandardsRegistry.sol";
import {StandardId} from "../../../contracts/types/Standards.sol";
import {PlatformTest} from "../support/PlatformTest.sol";
import {vm} from "../support/Vm.sol";
import {StandardsHandler} from "./StandardsHandler.sol";
import {StandardsModel} from "./StandardsModel.sol";

/// @notice Random histories of standards, each step compared with the model.
contract StandardsRegistryInvariants is PlatformTest {
    uint48 private constant DELAY = 100;
    uint256 private constant ACTIONS = 6;

    StandardsRegistry private _standards;
    StandardsModel private _model;
    StandardsHandler private _handler;
    uint256 private _turn;

    function setUp() public override {
        super.setUp();
        _standards = new StandardsRegistry(address(access), DELAY, new IStandardsRegistry.Seed[](0));
        address[] memory committee = new address[](3);
        address[] memory approvers = new address[](3);
        for (uint256 i = 0; i < 3; ++i) {
            // One account holds both roles.
            committee[i] = address(uint160(0xacc0 + i));
            approvers[i] = address(uint160(0xacc2 + i));
            access.grantRole(PlatformRoles.STANDARDS_COMMITTEE, committee[i], 0);
            access.grantRole(PlatformRoles.STANDARDS_APPROVER, approvers[i], 0);
        }
        bytes4[] memory ofCommittee = new bytes4[](3);
        ofCommittee[0] = IStandardsRegistry.propose.selector;
        ofCommittee[1] = IStandardsRegistry.proposeRetirement.selector;
        ofCommittee[2] = IStandardsRegistry.withdraw.selector;
        bytes4[] memory ofApprovers = new bytes4[](2);
        ofApprovers[0] = IStandardsRegistry.reject.selector;
        ofApprovers[1] = IStandardsRegistry.activate.selector;
        access.setTargetFunctionRole(address(_standards), ofCommittee, PlatformRoles.STANDARDS_COMMITTEE);
        access.setTargetFunctionRole(address(_standards), ofApprovers, PlatformRoles.STANDARDS_APPROVER);
        _model = new StandardsModel();
        _handler = new StandardsHandler(_standards, _model, committee, approvers);
        for (uint256 seed = 0; seed < 20; ++seed) _handler.propose(seed);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @notice What was accepted at a time stays so, and so does what was not. After each step the last answer is asked
    /// for again, and an earlier one, in turn.
    function invariant_whatWasAcceptedStays() external {
        vm.warp(_handler.time());
        StandardsHandler.Witness[] memory witnesses = _handler.witnesses();
        if (witnesses.length == 0) return;
        _checkWitness(witnesses[witnesses.length - 1]);
        _checkWitness(witnesses[++_turn % witnesses.length]);
    }

    /// @notice After each step one standard and one proposal, in turn, are as the model says, at every time.
    function invariant_theRegistryFollowsTheRules() external {
        vm.warp(_handler.time());
        _checkStandard(_handler.standardAt(++_turn % _handler.STANDARDS()));
        StandardsHandler.Kept[] memory proposals = _handler.proposals();
        vm.assertEq(_standards.proposalCount(), proposals.length, "number of proposals");
        if (proposals.length > 0) _checkProposal(proposals, _turn % proposals.length);
    }

    /// @notice At the end of each history all of it is.
    function afterInvariant() external {
        vm.warp(_handler.time());
        _checkAll();
    }

    function test_randomHistoriesReachEveryActionBothWays() external {
        bytes4[ACTIONS] memory selectors = [
            StandardsHandler.propose.selector,
            StandardsHandler.proposeRetirement.selector,
            StandardsHandler.withdraw.selector,
            StandardsHandler.reject.selector,
            StandardsHandler.activate.selector,
            StandardsHandler.askAboutThePast.selector
        ];
        string[5] memory actions = ["propose", "proposeRetirement", "withdraw", "reject", "activate"];
        for (uint256 seed = 1000; seed < 1800; ++seed) {
            uint256 choice = uint256(keccak256(abi.encode(seed))) % ACTIONS;
            (bool done, bytes memory reason) = address(_handler).call(abi.encodeWithSelector(selectors[choice], seed));
            vm.assertTrue(done, string(reason));
        }
        _checkAll();
        for (uint256 i = 0; i < actions.length; ++i) {
            bytes32 action = bytes32(bytes(actions[i]));
            vm.assertGt(_handler.refused(action), 2, string.concat("refused too rarely: ", actions[i]));
            vm.assertGt(_handler.succeeded(action), 4, string.concat("succeeded too rarely: ", actions[i]));
        }
        uint256 marks = 0;
        uint256 answers = 0;
        for (uint256 i = 0; i < _handler.STANDARDS(); ++i) marks += _model.marksOf(_handler.standardAt(i)).length;
        StandardsHandler.Witness[] memory witnesses = _handler.witnesses();
        for (uint256 i = 0; i < witnesses.length; ++i) if (witnesses[i].answer != 0) ++answers;
        vm.assertGt(marks, 15, "too little came into force");
        vm.assertGt(answers, 15, "too seldom asked about what was in force");
        vm.assertGt(witnesses.length, answers + 5, "too seldom asked about what was not");
    }

    function _checkAll() private view {
        for (uint256 i = 0; i < _handler.STANDARDS(); ++i) _checkStandard(_handler.standardAt(i));
        StandardsHandler.Kept[] memory proposals = _handler.proposals();
        for (uint256 i = 0; i < proposals.length; ++i) _checkProposal(proposals, i);
        StandardsHandler.Witness[] memory witnesses = _handler.witnesses();
        for (uint256 i = 0; i < witnesses.length; ++i) _checkWitness(witnesses[i]);
    }

    function _checkWitness(StandardsHandler.Witness memory witness) private view {
        vm.assertEq(_handler.answerFor(witness.id, witness.time), witness.answer, "what was accepted at the time");
    }

    function _checkStandard(uint40 id) private view {
        StandardsModel.Mark[] memory marks = _model.marksOf(id);
        for (uint256 i = 0; i < marks.length; ++i) {
            _checkTime(id, marks[i].from - 1);
            _checkTime(id, marks[i].from);
        }
        _checkTime(id, uint48(block.timestamp));
        IStandardsRegistry.Version[] memory versions = _standards.versionsOf(StandardId.wrap(id));
        for (uint256 i = 0; i < versions.length; ++i) {
            vm.assertLe(versions[i].from, versions[i].until, "a version ends before it begins");
            if (i > 0) vm.assertLe(versions[i - 1].until, versions[i].from, "two versions at one time");
        }
    }

    function _checkTime(uint40 id, uint48 time) private view {
        StandardsModel.Mark memory expected = _model.heldAt(id, time);
        bool found = _standards.isInForce(StandardId.wrap(id), time);
        vm.assertEq(found ? 1 : 0, expected.content != 0 ? 1 : 0, "in force");
        if (!found) return;
        IStandardsRegistry.Version memory version = _standards.versionAt(StandardId.wrap(id), time);
        vm.assertEq(version.from, expected.from, "from");
        vm.assertEq(keccak256(abi.encode(version.content)), expected.content, "content");
    }

    function _checkProposal(StandardsHandler.Kept[] memory proposals, uint256 index) private view {
        StandardsHandler.Kept memory expected = proposals[index];
        IStandardsRegistry.Proposal memory found = _standards.proposal(index + 1);
        vm.assertEq(StandardId.unwrap(found.standardId), expected.id, "standard");
        vm.assertEq(uint8(found.status), uint8(expected.status), "status");
        vm.assertEq(found.isRetirement ? 1 : 0, expected.isRetirement ? 1 : 0, "is a retirement");
        vm.assertEq(found.activatableFrom, expected.activatableFrom, "activatable from");
        vm.assertEq(found.from, expected.from, "from");
        vm.assertEq(found.proposer, expected.proposer, "proposer");
        if (expected.isRetirement) return;
        vm.assertEq(keccak256(abi.encode(found.content)), expected.content, "content");
    }
}
