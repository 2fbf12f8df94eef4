// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionRegistry} from "../../../contracts/institutions/InstitutionRegistry.sol";
import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {Capabilities} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {InstitutionKind} from "../../../contracts/types/InstitutionKind.sol";
import {Dice} from "../support/Dice.sol";
import {vm} from "../support/Vm.sol";
import {InstitutionModel} from "./InstitutionModel.sol";

/// @notice Does to `InstitutionRegistry` what anyone may try, and to the model the same. A call that succeeds where the
/// model says it must not, or fails where it must succeed, fails the test at once.
contract InstitutionHandler {
    uint32 private constant MAX_INSTITUTIONS = 12;
    string private constant NAME = "An institution";

    InstitutionRegistry private _registry;
    InstitutionModel private _model;
    address private _registrar;
    address[] private _accounts;
    string[] private _jurisdictions = ["CN", "CN-11", "CN-11-0105", "CN-1", "US"];

    /// @notice The time of the next call, in Unix seconds; never goes back.
    uint256 public time = block.timestamp;
    mapping(bytes32 action => uint256) public succeeded;
    mapping(bytes32 action => uint256) public refused;

    constructor(InstitutionRegistry registry, InstitutionModel model, address registrar, address[] memory accounts) {
        _registry = registry;
        _model = model;
        _registrar = registrar;
        _accounts = accounts;
    }

    function register(uint256 seed) external {
        if (_model.count() >= MAX_INSTITUTIONS) return;
        Dice memory dice = _begin(seed);
        uint32 parent = dice.drawBool(80) ? _institution(dice) : 0;
        InstitutionModel.NewNode memory node = InstitutionModel.NewNode({
            code: _code(dice),
            // Mostly courts, so that parents may onboard children.
            kind: dice.drawBool(80) ? 1 : uint8(1 + dice.draw(14)),
            jurisdiction: _jurisdictions[dice.draw(_jurisdictions.length)],
            parent: parent,
            account: _account(dice),
            capabilities: dice.drawBool(90) ? uint8(1 + 2 * dice.draw(4)) : uint8(dice.draw(256))
        });
        address caller = dice.drawBool(50) ? _registrar : _administrator(dice, parent);
        IInstitutionRegistry.Grant[] memory grants = new IInstitutionRegistry.Grant[](1);
        grants[0] = IInstitutionRegistry.Grant(node.account, Capabilities.wrap(node.capabilities));
        IInstitutionRegistry.Registration memory registration = IInstitutionRegistry.Registration({
            code: node.code,
            name: NAME,
            kind: InstitutionKind(node.kind),
            jurisdiction: bytes32(bytes(node.jurisdiction)),
            parent: InstitutionId.wrap(node.parent),
            grants: grants
        });
        bool expected = _model.register(caller, node);
        vm.prank(caller);
        try _registry.register(registration) returns (InstitutionId id) {
            vm.assertEq(InstitutionId.unwrap(id), _model.count(), "ids are given out in order");
            _end("register", expected, true);
        } catch {
            _end("register", expected, false);
        }
    }

    function rename(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice);
        address caller = _superior(dice, id);
        bool expected = _model.rename(caller, id);
        vm.prank(caller);
        try _registry.rename(InstitutionId.wrap(id), NAME) {
            _end("rename", expected, true);
        } catch {
            _end("rename", expected, false);
        }
    }

    function changeParent(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice);
        uint32 parent = dice.drawBool(85) ? _institution(dice) : 0;
        address caller = dice.drawBool(70) ? _registrar : _superior(dice, id);
        bool expected = _model.changeParent(caller, id, parent);
        vm.prank(caller);
        try _registry.changeParent(InstitutionId.wrap(id), InstitutionId.wrap(parent)) {
            _end("changeParent", expected, true);
        } catch {
            _end("changeParent", expected, false);
        }
    }

    function suspend(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice);
        bool withDescendants = dice.drawBool(50);
        address caller = _superior(dice, id);
        bool expected = _model.suspend(caller, id, withDescendants);
        vm.prank(caller);
        try _registry.suspend(InstitutionId.wrap(id), withDescendants, "") {
            _end("suspend", expected, true);
        } catch {
            _end("suspend", expected, false);
        }
    }

    function reinstate(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice, 2);
        bool withDescendants = dice.drawBool(50);
        address caller = _superior(dice, id);
        bool expected = _model.reinstate(caller, id, withDescendants);
        vm.prank(caller);
        try _registry.reinstate(InstitutionId.wrap(id), withDescendants, "") {
            _end("reinstate", expected, true);
        } catch {
            _end("reinstate", expected, false);
        }
    }

    function retire(uint256 seed) external {
        Dice memory dice = _begin(seed);
        // Rarely: what is retired takes no part in what follows.
        if (dice.drawBool(70)) return;
        uint32 id = _institution(dice);
        address caller = _superior(dice, id);
        bool expected = _model.retire(caller, id);
        vm.prank(caller);
        try _registry.retire(InstitutionId.wrap(id), "") {
            _end("retire", expected, true);
        } catch {
            _end("retire", expected, false);
        }
    }

    function grantCapabilities(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice);
        address account = _account(dice);
        uint8 capabilities = dice.drawBool(80) ? uint8(1 << dice.draw(3)) : uint8(dice.draw(256));
        address caller = _administrator(dice, id);
        bool expected = _model.grantCapabilities(caller, id, account, capabilities);
        vm.prank(caller);
        try _registry.grantCapabilities(InstitutionId.wrap(id), account, Capabilities.wrap(capabilities)) {
            _end("grantCapabilities", expected, true);
        } catch {
            _end("grantCapabilities", expected, false);
        }
    }

    function revokeCapabilities(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice);
        address account = dice.drawBool(50) ? _administrator(dice, id) : _account(dice);
        uint8 capabilities = uint8(dice.draw(256));
        address caller = _administrator(dice, id);
        bool expected = _model.revokeCapabilities(caller, id, account, capabilities);
        vm.prank(caller);
        try _registry.revokeCapabilities(InstitutionId.wrap(id), account, Capabilities.wrap(capabilities)) {
            _end("revokeCapabilities", expected, true);
        } catch {
            _end("revokeCapabilities", expected, false);
        }
    }

    function appointAdministrator(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice);
        address account = _account(dice);
        address caller = _superior(dice, id);
        bool expected = _model.appointAdministrator(caller, id, account);
        vm.prank(caller);
        try _registry.appointAdministrator(InstitutionId.wrap(id), account) {
            _end("appointAdministrator", expected, true);
        } catch {
            _end("appointAdministrator", expected, false);
        }
    }

    function expelAccount(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint32 id = _institution(dice);
        address account = _account(dice);
        address caller = _superior(dice, id);
        bool expected = _model.expelAccount(caller, id, account);
        vm.prank(caller);
        try _registry.expelAccount(InstitutionId.wrap(id), account) {
            _end("expelAccount", expected, true);
        } catch {
            _end("expelAccount", expected, false);
        }
    }

    /// @dev Half of the calls share the block of the call before.
    function _begin(uint256 seed) private returns (Dice memory dice) {
        dice = Dice(seed);
        if (dice.drawBool(50)) time += 1 + dice.draw(1000);
        vm.warp(time);
    }

    function _end(bytes32 action, bool expected, bool done) private {
        vm.assertEq(done ? 1 : 0, expected ? 1 : 0, string(abi.encodePacked(action, ": as the model says")));
        if (done) ++succeeded[action];
        else ++refused[action];
    }

    /// @dev An institution that exists; rarely one that does not.
    function _institution(Dice memory dice) private view returns (uint32) {
        uint32 count = _model.count();
        return dice.drawBool(3) ? count + 1 : uint32(1 + dice.draw(count == 0 ? 1 : count));
    }

    /// @dev Prefers an institution of this status.
    function _institution(Dice memory dice, uint8 status) private view returns (uint32 id) {
        id = _institution(dice);
        uint32 count = _model.count();
        for (uint32 i = 0; i < count && dice.drawBool(95); ++i) {
            if (_model.nodeOf(id).status == status) return id;
            id = (id % count) + 1;
        }
    }

    /// @dev A code that is free; rarely one that is taken, by a retired institution where there is one.
    function _code(Dice memory dice) private view returns (bytes32) {
        uint32 count = _model.count();
        if (count > 0 && dice.drawBool(10)) return _model.nodeOf(_institution(dice, 3)).code;
        return bytes32(bytes(vm.toString(count + 1)));
    }

    function _account(Dice memory dice) private view returns (address) {
        return _accounts[dice.draw(_accounts.length)];
    }

    /// @dev The registrar, an administrator of the parent, or anyone.
    function _superior(Dice memory dice, uint32 id) private view returns (address) {
        if (dice.drawBool(40)) return _registrar;
        return dice.drawBool(75) ? _administrator(dice, _model.nodeOf(id).parent) : _account(dice);
    }

    /// @dev An administrator of the institution, where it has one; rarely anyone.
    function _administrator(Dice memory dice, uint32 id) private view returns (address account) {
        uint256 start = dice.draw(_accounts.length);
        if (dice.drawBool(10)) return _accounts[start];
        for (uint256 i = 0; i < _accounts.length; ++i) {
            account = _accounts[(start + i) % _accounts.length];
            if (_model.held(id, account) & 1 != 0) return account;
        }
    }
}
