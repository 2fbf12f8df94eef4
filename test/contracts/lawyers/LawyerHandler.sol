// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionRegistry} from "../../../contracts/institutions/InstitutionRegistry.sol";
import {ILawyerRegistry} from "../../../contracts/interfaces/ILawyerRegistry.sol";
import {LawyerRegistry} from "../../../contracts/lawyers/LawyerRegistry.sol";
import {LICENSE} from "../../../contracts/types/Capabilities.sol";
import {LicenceHash, PracticeScope} from "../../../contracts/types/Credential.sol";
import {InstitutionId, NO_INSTITUTION} from "../../../contracts/types/InstitutionId.sol";
import {InstitutionKind, InstitutionStatus} from "../../../contracts/types/InstitutionKind.sol";
import {Reason} from "../../../contracts/types/Reason.sol";
import {Dice} from "../support/Dice.sol";
import {vm} from "../support/Vm.sol";
import {LawyerModel} from "./LawyerModel.sol";

/// @notice Does to `LawyerRegistry` what any account may try in the name of any institution, and to the model the same,
/// while bureaus are suspended, move and lose accounts. A call that succeeds where it must not, or fails where it must
/// succeed, fails the test at once.
contract LawyerHandler {
    uint256 public constant LICENCES = 8;
    uint32 public constant INSTITUTIONS = 6;

    /// @notice An answer for a past time, which must never be another.
    struct Witness {
        bytes32 licence;
        uint48 time;
        bytes32 answer;
    }

    LawyerRegistry private _lawyers;
    InstitutionRegistry private _institutions;
    LawyerModel private _model;
    address private _registrar;
    address[] private _accounts;
    /// @dev Those of the institutions first, in the order of their ids.
    string[] private _jurisdictions = ["CN", "CN-11", "CN-11-0105", "CN-31", "US", "CN-11", "CN-1", "CN-11-01"];
    Reason private _reason = Reason(101, keccak256("decision"));

    uint256 public time = block.timestamp;
    Witness[] private _witnesses;
    bytes32[] private _revoked;
    mapping(bytes32 action => uint256) public succeeded;
    mapping(bytes32 action => uint256) public refused;

    constructor(
        LawyerRegistry lawyers,
        InstitutionRegistry institutions,
        LawyerModel model,
        address registrar,
        address[] memory accounts
    ) {
        _lawyers = lawyers;
        _institutions = institutions;
        _model = model;
        _registrar = registrar;
        _accounts = accounts;
    }

    function issue(uint256 seed) external {
        Dice memory dice = _begin(seed);
        (InstitutionId by, address caller) = _bureau(dice);
        uint256 count = 1 + dice.draw(3);
        uint256 first = dice.draw(LICENCES);
        ILawyerRegistry.Issuance[] memory issuances = new ILawyerRegistry.Issuance[](count);
        LawyerModel.State[] memory states = new LawyerModel.State[](count);
        bool expected = _institutions.isAuthorized(by, caller, LICENSE);
        for (uint256 i = 0; i < count; ++i) {
            states[i] = _newState(dice, by);
            bytes32 commitment = dice.drawBool(99) ? keccak256(abi.encode(dice.seed)) : bytes32(0);
            bytes32 licence = licenceAt(first + i);
            issuances[i] = ILawyerRegistry.Issuance({
                licence: LicenceHash.wrap(licence),
                jurisdiction: bytes32(bytes(states[i].jurisdiction)),
                validFrom: states[i].validFrom,
                validUntil: states[i].validUntil,
                scope: PracticeScope.wrap(states[i].scope),
                holderCommitment: commitment
            });
            expected =
                expected &&
                _model.mayIssue(licence, states[i], commitment) &&
                _covers(by, states[i].jurisdiction);
        }
        vm.prank(caller);
        try _lawyers.issue(by, issuances, _reason) {
            for (uint256 i = 0; i < count; ++i) {
                _model.issue(LicenceHash.unwrap(issuances[i].licence), states[i], issuances[i].holderCommitment);
            }
            _end("issue", expected, true);
        } catch {
            _end("issue", expected, false);
        }
    }

    function renew(uint256 seed) external {
        Dice memory dice = _begin(seed);
        LicenceHash[] memory licences = _chooseLicences(dice);
        (InstitutionId by, address caller) = _responsible(dice, licences[0]);
        uint48 oldEnd = _model.stateOf(LicenceHash.unwrap(licences[0])).validUntil;
        uint48 validFrom = dice.drawBool(60) ? oldEnd : uint48(oldEnd + dice.draw(600)) - (oldEnd > 300 ? 300 : 0);
        uint48 validUntil = uint48(validFrom + dice.draw(4000));
        bool expected = _mayChange(by, caller, licences);
        for (uint256 i = 0; i < licences.length; ++i) {
            expected = expected && _model.mayRenew(LicenceHash.unwrap(licences[i]), validFrom, validUntil);
        }
        vm.prank(caller);
        try _lawyers.renew(by, licences, validFrom, validUntil, _reason) {
            for (uint256 i = 0; i < licences.length; ++i) {
                _model.renew(LicenceHash.unwrap(licences[i]), validFrom, validUntil);
            }
            _end("renew", expected, true);
        } catch {
            _end("renew", expected, false);
        }
    }

    function suspend(uint256 seed) external {
        Dice memory dice = _begin(seed);
        LicenceHash[] memory licences = _chooseLicences(dice);
        (InstitutionId by, address caller) = _responsible(dice, licences[0]);
        bool expected = _mayChange(by, caller, licences) && _allAre(licences, _model.ACTIVE());
        vm.prank(caller);
        try _lawyers.suspend(by, licences, _reason) {
            _setStatuses(licences, _model.SUSPENDED());
            _end("suspend", expected, true);
        } catch {
            _end("suspend", expected, false);
        }
    }

    function reinstate(uint256 seed) external {
        Dice memory dice = _begin(seed);
        LicenceHash[] memory licences = _chooseLicences(dice);
        (InstitutionId by, address caller) = _responsible(dice, licences[0]);
        bool expected = _mayChange(by, caller, licences) && _allAre(licences, _model.SUSPENDED());
        vm.prank(caller);
        try _lawyers.reinstate(by, licences, _reason) {
            _setStatuses(licences, _model.ACTIVE());
            _end("reinstate", expected, true);
        } catch {
            _end("reinstate", expected, false);
        }
    }

    function revoke(uint256 seed) external {
        Dice memory dice = _begin(seed);
        // Rarely: what is revoked takes no part in what follows.
        if (dice.drawBool(60)) return;
        LicenceHash[] memory licences = _chooseLicences(dice);
        (InstitutionId by, address caller) = _responsible(dice, licences[0]);
        bool expected = _mayChange(by, caller, licences);
        vm.prank(caller);
        try _lawyers.revoke(by, licences, _reason) {
            _setStatuses(licences, _model.REVOKED());
            for (uint256 i = 0; i < licences.length; ++i) _revoked.push(LicenceHash.unwrap(licences[i]));
            _end("revoke", expected, true);
        } catch {
            _end("revoke", expected, false);
        }
    }

    function transfer(uint256 seed) external {
        Dice memory dice = _begin(seed);
        LicenceHash[] memory licences = _chooseLicences(dice);
        (InstitutionId by, address caller) = _responsible(dice, licences[0]);
        InstitutionId to = _institution(dice);
        string memory jurisdiction = _jurisdictionBelow(dice, to);
        bool expected =
            _mayChange(by, caller, licences) &&
                _institutions.kindOf(to) == InstitutionKind.JusticeBureau &&
                _institutions.statusOf(to) == InstitutionStatus.Active &&
                (_isAtOrAbove(by, to) || _institutions.isAuthorized(to, caller, LICENSE)) &&
                _covers(to, jurisdiction);
        vm.prank(caller);
        try _lawyers.transfer(by, to, bytes32(bytes(jurisdiction)), licences, _reason) {
            for (uint256 i = 0; i < licences.length; ++i) {
                _model.transfer(LicenceHash.unwrap(licences[i]), InstitutionId.unwrap(to), jurisdiction);
            }
            _end("transfer", expected, true);
        } catch {
            _end("transfer", expected, false);
        }
    }

    function changeHolderKeys(uint256 seed) external {
        Dice memory dice = _begin(seed);
        LicenceHash[] memory licences = _chooseLicences(dice);
        (InstitutionId by, address caller) = _responsible(dice, licences[0]);
        ILawyerRegistry.HolderKey[] memory keys = new ILawyerRegistry.HolderKey[](licences.length);
        for (uint256 i = 0; i < keys.length; ++i) {
            address key = address(uint160(dice.drawBool(80) ? dice.draw(type(uint160).max) : 0));
            keys[i] = ILawyerRegistry.HolderKey(licences[i], key);
        }
        bool expected = _mayChange(by, caller, licences);
        vm.prank(caller);
        try _lawyers.changeHolderKeys(by, keys, _reason) {
            for (uint256 i = 0; i < keys.length; ++i) _model.setKey(LicenceHash.unwrap(licences[i]), keys[i].key);
            _end("changeHolderKeys", expected, true);
        } catch {
            _end("changeHolderKeys", expected, false);
        }
    }

    /// @notice Suspends or reinstates an institution, moves one, or gives or takes LICENSE.
    function changeBureaus(uint256 seed) external {
        Dice memory dice = _begin(seed);
        InstitutionId id = InstitutionId.wrap(uint32(1 + dice.draw(INSTITUTIONS)));
        uint256 choice = dice.draw(10);
        if (_institutions.statusOf(id) == InstitutionStatus.Suspended) {
            vm.prank(_registrar);
            _institutions.reinstate(id, false, "");
        } else if (choice == 0) {
            vm.prank(_registrar);
            _institutions.suspend(id, false, "");
        } else if (choice < 3) {
            InstitutionId parent = InstitutionId.wrap(uint32(dice.draw(INSTITUTIONS + 1)));
            vm.prank(_registrar);
            // A cycle, or a parent that is suspended.
            try _institutions.changeParent(id, parent) {} catch {}
        } else if (_institutions.kindOf(id) == InstitutionKind.JusticeBureau) {
            address account = _accounts[dice.draw(_accounts.length)];
            vm.prank(_registrar);
            _institutions.appointAdministrator(id, address(this));
            if (choice < 8) _institutions.grantCapabilities(id, account, LICENSE);
            else _institutions.revokeCapabilities(id, account, LICENSE);
        }
        ++succeeded["changeBureaus"];
    }

    /// @notice Keeps what is answered for a past time.
    function askAboutThePast(uint256 seed) external {
        Dice memory dice = _begin(seed);
        uint48 past = uint48(time - 1 - dice.draw(dice.drawBool(50) ? 20 : 2000));
        bytes32 licence = licenceAt(dice.draw(LICENCES));
        _witnesses.push(Witness(licence, past, answerFor(licence, past)));
        ++succeeded["askAboutThePast"];
    }

    /// @notice All that can be asked about a time, as one hash.
    function answerFor(bytes32 licence, uint48 when) public view returns (bytes32) {
        (bool entitled, ILawyerRegistry.State memory state) = _lawyers.verifyLawyer(LicenceHash.wrap(licence), when);
        return keccak256(abi.encode(entitled, state, _lawyers.holderKeyAt(LicenceHash.wrap(licence), when)));
    }

    function witnesses() external view returns (Witness[] memory) {
        return _witnesses;
    }

    function revoked() external view returns (bytes32[] memory) {
        return _revoked;
    }

    function licenceAt(uint256 index) public pure returns (bytes32) {
        return keccak256(abi.encode("licence", index % LICENCES));
    }

    /// @dev Half of the calls share the block of the call before.
    function _begin(uint256 seed) private returns (Dice memory dice) {
        dice = Dice(seed);
        if (dice.drawBool(50)) time += 1 + dice.draw(300);
        vm.warp(time);
    }

    function _end(bytes32 action, bool expected, bool done) private {
        vm.assertEq(done ? 1 : 0, expected ? 1 : 0, string(abi.encodePacked(action, ": as the model says")));
        if (done) ++succeeded[action];
        else ++refused[action];
    }

    function _newState(Dice memory dice, InstitutionId by) private view returns (LawyerModel.State memory) {
        uint48 validFrom = uint48(time - 1000 + dice.draw(2000));
        uint48 validUntil = uint48(validFrom + 1000 + dice.draw(3000));
        if (dice.drawBool(4)) validUntil = uint48(dice.draw(type(uint48).max));
        return
            LawyerModel.State({
                since: uint48(time),
                validFrom: dice.drawBool(98) ? validFrom : 0,
                validUntil: validUntil,
                status: 1,
                issuer: InstitutionId.unwrap(by),
                scope: dice.drawBool(98) ? uint16(1 + dice.draw(type(uint16).max)) : 0,
                jurisdiction: _jurisdictionBelow(dice, by)
            });
    }

    /// @dev One or two licences that stand side by side, mostly such as were issued.
    function _chooseLicences(Dice memory dice) private view returns (LicenceHash[] memory licences) {
        uint256 first = dice.draw(LICENCES);
        for (uint256 i = 0; i < LICENCES && !_model.isChangeable(licenceAt(first)) && dice.drawBool(95); ++i) ++first;
        licences = new LicenceHash[](1 + dice.draw(2));
        for (uint256 i = 0; i < licences.length; ++i) licences[i] = LicenceHash.wrap(licenceAt(first + i));
    }

    /// @dev Mostly an institution with an account that may license for it.
    function _bureau(Dice memory dice) private view returns (InstitutionId by, address caller) {
        by = _institution(dice);
        caller = _licensor(dice, by);
    }

    /// @dev Mostly the credential's issuer, or one above it.
    function _responsible(
        Dice memory dice,
        LicenceHash licence
    ) private view returns (InstitutionId by, address caller) {
        by = InstitutionId.wrap(_model.stateOf(LicenceHash.unwrap(licence)).issuer);
        while (by != NO_INSTITUTION && dice.drawBool(30)) by = _institutions.parentOf(by);
        if (by == NO_INSTITUTION || dice.drawBool(10)) by = _institution(dice);
        caller = _licensor(dice, by);
    }

    function _licensor(Dice memory dice, InstitutionId by) private view returns (address caller) {
        uint256 start = dice.draw(_accounts.length);
        caller = _accounts[start];
        for (uint256 i = 0; i < _accounts.length && dice.drawBool(95); ++i) {
            caller = _accounts[(start + i) % _accounts.length];
            if (_institutions.isAuthorized(by, caller, LICENSE)) return caller;
        }
    }

    /// @dev An institution that exists; rarely one that does not.
    function _institution(Dice memory dice) private pure returns (InstitutionId) {
        return InstitutionId.wrap(uint32(1 + dice.draw(INSTITUTIONS + (dice.drawBool(3) ? 1 : 0))));
    }

    /// @dev Mostly one that the institution covers.
    function _jurisdictionBelow(Dice memory dice, InstitutionId id) private view returns (string memory jurisdiction) {
        uint256 start = dice.draw(_jurisdictions.length);
        for (uint256 i = 0; i < _jurisdictions.length; ++i) {
            jurisdiction = _jurisdictions[(start + i) % _jurisdictions.length];
            if (_covers(id, jurisdiction) || dice.drawBool(3)) return jurisdiction;
        }
    }

    function _covers(InstitutionId id, string memory jurisdiction) private view returns (bool) {
        uint32 index = InstitutionId.unwrap(id);
        return index <= INSTITUTIONS && _model.isInside(_jurisdictions[index - 1], jurisdiction);
    }

    /// @dev The account may license for the bureau, which is the issuer of each, or above it.
    function _mayChange(InstitutionId by, address caller, LicenceHash[] memory licences) private view returns (bool) {
        if (!_institutions.isAuthorized(by, caller, LICENSE)) return false;
        for (uint256 i = 0; i < licences.length; ++i) {
            bytes32 licence = LicenceHash.unwrap(licences[i]);
            if (!_model.isChangeable(licence)) return false;
            if (!_isAtOrAbove(by, InstitutionId.wrap(_model.stateOf(licence).issuer))) return false;
        }
        return true;
    }

    function _isAtOrAbove(InstitutionId high, InstitutionId low) private view returns (bool) {
        while (low != high && low != NO_INSTITUTION) low = _institutions.parentOf(low);
        return low == high;
    }

    function _allAre(LicenceHash[] memory licences, uint8 status) private view returns (bool) {
        for (uint256 i = 0; i < licences.length; ++i) {
            if (_model.stateOf(LicenceHash.unwrap(licences[i])).status != status) return false;
        }
        return true;
    }

    function _setStatuses(LicenceHash[] memory licences, uint8 status) private {
        for (uint256 i = 0; i < licences.length; ++i) _model.setStatus(LicenceHash.unwrap(licences[i]), status);
    }
}
