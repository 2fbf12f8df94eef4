// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Capabilities} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {PlatformTest} from "../support/PlatformTest.sol";
import {vm} from "../support/Vm.sol";
import {InstitutionHandler} from "./InstitutionHandler.sol";
import {InstitutionModel} from "./InstitutionModel.sol";

/// @notice Random histories of institutions, each step compared with a model of the rules.
contract InstitutionRegistryInvariants is PlatformTest {
    uint256 private constant ACCOUNTS = 6;
    uint256 private constant ACTIONS = 10;

    InstitutionModel private _model;
    InstitutionHandler private _handler;
    address[] private _accounts;
    uint32 private _turn;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < ACCOUNTS; ++i) _accounts.push(address(uint160(0xacc0 + i)));
        _model = new InstitutionModel(REGISTRAR, _accounts);
        _handler = new InstitutionHandler(institutions, _model, REGISTRAR, _accounts);
        for (uint256 seed = 0; _model.count() < 4; ++seed) _handler.register(seed);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @notice After each step one institution, in turn, is as the model says: its standing now and at every past time,
    /// its parent, lists, counts, capabilities, and the copy of its standing beside each of them.
    function invariant_theRegistryFollowsTheRules() external {
        vm.warp(_handler.time());
        _turn = (_turn % _model.count()) + 1;
        _checkInstitution(_turn);
    }

    /// @notice At the end of each history all of them are.
    function afterInvariant() external {
        vm.warp(_handler.time());
        _checkAll();
    }

    function test_randomHistoriesReachEveryActionBothWays() external {
        for (uint256 seed = 1000; seed < 4000; ++seed) {
            _act(seed);
            if (seed % 100 == 0) _checkAll();
        }
        _checkAll();
        bytes32[ACTIONS] memory actions = _actions();
        for (uint256 i = 0; i < ACTIONS; ++i) {
            string memory action = string(abi.encodePacked(actions[i]));
            vm.assertGt(_handler.refused(actions[i]), 4, string.concat("refused too rarely: ", action));
            vm.assertGt(_handler.succeeded(actions[i]), 4, string.concat("succeeded too rarely: ", action));
        }
    }

    function _act(uint256 seed) private {
        bytes4[ACTIONS] memory selectors = [
            InstitutionHandler.register.selector,
            InstitutionHandler.rename.selector,
            InstitutionHandler.changeParent.selector,
            InstitutionHandler.suspend.selector,
            InstitutionHandler.reinstate.selector,
            InstitutionHandler.retire.selector,
            InstitutionHandler.grantCapabilities.selector,
            InstitutionHandler.revokeCapabilities.selector,
            InstitutionHandler.appointAdministrator.selector,
            InstitutionHandler.expelAccount.selector
        ];
        uint256 choice = uint256(keccak256(abi.encode(seed, "action"))) % ACTIONS;
        (bool done, bytes memory reason) = address(_handler).call(abi.encodeWithSelector(selectors[choice], seed));
        vm.assertTrue(done, string(reason));
    }

    function _actions() private pure returns (bytes32[ACTIONS] memory) {
        return
            [
                bytes32("register"),
                "rename",
                "changeParent",
                "suspend",
                "reinstate",
                "retire",
                "grantCapabilities",
                "revokeCapabilities",
                "appointAdministrator",
                "expelAccount"
            ];
    }

    function _checkAll() private view {
        vm.assertEq(institutions.count(), _model.count(), "count");
        for (uint32 id = 1; id <= _model.count(); ++id) _checkInstitution(id);
    }

    function _checkInstitution(uint32 id) private view {
        _checkFields(id);
        _checkChildren(id);
        _checkAccounts(id);
        _checkHistory(id);
    }

    function _checkFields(uint32 id) private view {
        InstitutionModel.Node memory expected = _model.nodeOf(id);
        IInstitutionRegistry.Institution memory found = institutions.institution(InstitutionId.wrap(id));
        vm.assertEq(found.code, expected.code, "code");
        vm.assertEq(found.jurisdiction, bytes32(bytes(expected.jurisdiction)), "jurisdiction");
        vm.assertEq(uint8(found.kind), expected.kind, "kind");
        vm.assertEq(uint8(found.status), expected.status, "status");
        vm.assertEq(InstitutionId.unwrap(found.parent), expected.parent, "parent");
        vm.assertEq(InstitutionId.unwrap(found.suspendedThrough), expected.suspendedThrough, "suspended through");
        vm.assertEq(found.suspendedByPlatform ? 1 : 0, expected.suspendedByPlatform ? 1 : 0, "suspended by platform");
        vm.assertEq(found.administrators, _model.administrators(id), "administrators");
        vm.assertEq(
            InstitutionId.unwrap(institutions.idOf(expected.code)),
            _model.idOf(expected.code),
            "id of the code"
        );
        vm.assertFalse(_model.isBelow(id, id), "no cycle of parents");
    }

    /// @dev As many as the model has, each with this parent, none twice: so exactly those.
    function _checkChildren(uint32 id) private view {
        InstitutionId[] memory children = institutions.childrenOf(InstitutionId.wrap(id));
        uint256 expected = 0;
        for (uint32 other = 1; other <= _model.count(); ++other) {
            if (_model.nodeOf(other).parent == id) ++expected;
        }
        vm.assertEq(children.length, expected, "number of children");
        uint256 seen = 0;
        for (uint256 i = 0; i < children.length; ++i) {
            uint32 child = InstitutionId.unwrap(children[i]);
            vm.assertEq(_model.nodeOf(child).parent, id, "a child that is another's");
            vm.assertEq((seen >> child) & 1, 0, "a child twice");
            seen |= 1 << child;
        }
    }

    function _checkAccounts(uint32 id) private view {
        address[] memory listed = institutions.accountsOf(InstitutionId.wrap(id));
        bool isActive = _model.nodeOf(id).status == 1;
        uint256 expected = 0;
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            uint8 held = _model.held(id, _accounts[i]);
            if (held != 0) ++expected;
            InstitutionId institutionId = InstitutionId.wrap(id);
            Capabilities found = institutions.capabilitiesOf(institutionId, _accounts[i]);
            vm.assertEq(Capabilities.unwrap(found), held, "capabilities");
            // What is asked for is held: so the answer is the copy of the standing.
            bool authorized = institutions.isAuthorized(institutionId, _accounts[i], found);
            vm.assertEq(authorized ? 1 : 0, isActive && held != 0 ? 1 : 0, "copy of the standing");
        }
        vm.assertEq(listed.length, expected, "number of accounts");
        for (uint256 i = 0; i < listed.length; ++i) {
            vm.assertGt(_model.held(id, listed[i]), 0, "an account without a capability");
            for (uint256 j = 0; j < i; ++j) vm.assertTrue(listed[i] != listed[j], "an account twice");
        }
    }

    /// @dev The model only ever appends, or changes the entry of the current block: so past answers stay.
    function _checkHistory(uint32 id) private view {
        InstitutionModel.Change[] memory expected = _model.changesOf(id);
        IInstitutionRegistry.StatusChange[] memory found = institutions.statusHistory(InstitutionId.wrap(id));
        vm.assertEq(found.length, expected.length, "number of changes");
        for (uint256 i = 0; i < found.length; ++i) {
            vm.assertEq(found[i].since, expected[i].since, "time of a change");
            vm.assertEq(uint8(found[i].status), expected[i].status, "status of a change");
            if (i > 0) vm.assertGt(found[i].since, found[i - 1].since, "changes in order");
            _checkStatusAt(id, found[i].since - 1);
            _checkStatusAt(id, found[i].since);
        }
        _checkStatusAt(id, uint48(block.timestamp));
    }

    function _checkStatusAt(uint32 id, uint48 time) private view {
        uint8 found = uint8(institutions.statusAt(InstitutionId.wrap(id), time));
        vm.assertEq(found, _model.statusAt(id, time), "status at a past time");
    }
}
