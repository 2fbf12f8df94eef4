// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionRegistry} from "../../../contracts/institutions/InstitutionRegistry.sol";
import {IRecordAnchor} from "../../../contracts/interfaces/IRecordAnchor.sol";
import {RecordAnchor} from "../../../contracts/records/RecordAnchor.sol";
import {ADMINISTER, Capabilities, SIGN} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {InstitutionStatus} from "../../../contracts/types/InstitutionKind.sol";
import {Reason} from "../../../contracts/types/Reason.sol";
import {Dice} from "../support/Dice.sol";
import {vm} from "../support/Vm.sol";

/// @notice Withdraws and supersedes records, and disowns accounts, as anyone may try to, while records are anchored and
/// anchored again, institutions are suspended, and accounts gain and lose what they may do. Keeps what must be said of
/// each record; a call that succeeds where it must not, or fails where it must succeed, fails the test at once.
contract StandingHandler {
    uint32 public constant INSTITUTIONS = 2;
    uint256 public constant RECORDS = 8;
    uint256 public constant ACCOUNTS = 4;

    struct Anchored {
        InstitutionId institutionId;
        bytes32 root;
        bytes32 batch;
    }

    RecordAnchor private _anchor;
    InstitutionRegistry private _registry;
    address private _registrar;
    address private _president;

    uint256 public time = block.timestamp;
    mapping(bytes32 action => uint256) public succeeded;
    mapping(bytes32 action => uint256) public refused;
    Anchored[] private _batches;
    /// @dev One proof of each leaf, which leads to a root that is anchored; a batch holds one record or two.
    mapping(bytes32 leaf => bytes32[]) private _proofs;
    mapping(bytes32 leaf => bool) private _isAnchored;
    mapping(bytes32 leaf => IRecordAnchor.RecordStanding) private _standings;
    mapping(uint32 id => mapping(address account => uint48)) public disownedSince;

    /// @param president administers every institution, and relays for it
    constructor(RecordAnchor anchor, InstitutionRegistry registry, address registrar, address president) {
        _anchor = anchor;
        _registry = registry;
        _registrar = registrar;
        _president = president;
    }

    function anchorRecords(uint256 seed) external {
        Dice memory dice = _begin(seed);
        InstitutionId id = _institution(dice);
        bytes32 first = leafAt(id, dice.draw(RECORDS));
        bytes32 second = leafAt(id, dice.draw(RECORDS));
        if (_registry.statusOf(id) != InstitutionStatus.Active) return;
        bytes32 root = first == second ? first : _hashPair(first, second);
        if (_anchor.isAnchored(id, root)) return;
        vm.prank(_president);
        _anchor.anchorBatch(id, root, first == second ? 1 : 2);
        _batches.push(Anchored(id, root, keccak256(abi.encode(_anchor.batchOf(id, root)))));
        _keepProof(first, second);
        _keepProof(second, first);
        ++succeeded["anchorRecords"];
    }

    function withdrawRecord(uint256 seed) external {
        Dice memory dice = _begin(seed);
        // Rarely: what is withdrawn takes no part in what follows.
        if (dice.drawBool(50)) return;
        InstitutionId id = _institution(dice);
        IRecordAnchor.Record memory record = recordAt(id, dice.draw(RECORDS));
        bytes32 leaf = _anchor.hashRecord(record);
        (bytes32[] memory proof, bool isProven) = _proofOf(dice, leaf);
        Reason memory reason = Reason(uint16(dice.draw(type(uint16).max)), keccak256(abi.encode(seed)));
        address caller = _account(dice, id, SIGN);
        bool expected = _isAllowed(id, caller, SIGN) && isProven && _stands(leaf);
        vm.prank(caller);
        try _anchor.withdrawRecord(record, proof, reason) {
            _keep(leaf, IRecordAnchor.RecordStatus.Withdrawn, 0, reason, caller);
            _end("withdrawRecord", expected, true);
        } catch {
            _end("withdrawRecord", expected, false);
        }
    }

    function supersedeRecord(uint256 seed) external {
        Dice memory dice = _begin(seed);
        InstitutionId id = _institution(dice);
        InstitutionId successorId = dice.drawBool(95) ? id : _institution(dice);
        IRecordAnchor.Record memory record = recordAt(id, dice.draw(RECORDS));
        IRecordAnchor.Record memory successor = recordAt(successorId, dice.draw(RECORDS));
        bytes32[2] memory leaves = [_anchor.hashRecord(record), _anchor.hashRecord(successor)];
        (bytes32[] memory proof, bool isProven) = _proofOf(dice, leaves[0]);
        (bytes32[] memory successorProof, bool isSuccessorProven) = _proofOf(dice, leaves[1]);
        Reason memory reason = Reason(uint16(dice.draw(type(uint16).max)), keccak256(abi.encode(seed)));
        address caller = _account(dice, id, SIGN);
        bool expected = _isAllowed(id, caller, SIGN) && isProven && isSuccessorProven && successorId == id;
        expected = expected && _stands(leaves[0]) && _stands(leaves[1]) && leaves[0] != leaves[1];
        vm.prank(caller);
        try _anchor.supersedeRecord(record, proof, successor, successorProof, reason) {
            _keep(leaves[0], IRecordAnchor.RecordStatus.Superseded, leaves[1], reason, caller);
            _end("supersedeRecord", expected, true);
        } catch {
            _end("supersedeRecord", expected, false);
        }
    }

    function disownAccount(uint256 seed) external {
        Dice memory dice = _begin(seed);
        InstitutionId id = _institution(dice);
        address account = accountAt(dice.draw(ACCOUNTS));
        uint48 known = disownedSince[InstitutionId.unwrap(id)][account];
        uint256 latest = known != 0 && dice.drawBool(60) ? known : time + 20;
        uint48 since = dice.drawBool(3) ? 0 : uint48(latest - dice.draw(100));
        address caller = _account(dice, id, ADMINISTER);
        bool expected =
            _isAllowed(id, caller, ADMINISTER) && since > 0 && since <= time && (known == 0 || since < known);
        vm.prank(caller);
        try _anchor.disownAccount(id, account, since, Reason(0, 0)) {
            disownedSince[InstitutionId.unwrap(id)][account] = since;
            _end("disownAccount", expected, true);
        } catch {
            _end("disownAccount", expected, false);
        }
    }

    /// @notice Gives or takes what an account may do, or suspends or reinstates an institution.
    function changeWhoMay(uint256 seed) external {
        Dice memory dice = _begin(seed);
        InstitutionId id = _institution(dice);
        bool isActive = _registry.statusOf(id) == InstitutionStatus.Active;
        if (!isActive || dice.drawBool(10)) {
            vm.prank(_registrar);
            if (isActive) _registry.suspend(id, false, "");
            else _registry.reinstate(id, false, "");
        } else {
            Capabilities change = dice.drawBool(70) ? SIGN : ADMINISTER;
            address account = accountAt(dice.draw(ACCOUNTS));
            vm.prank(_president);
            if (dice.drawBool(70)) _registry.grantCapabilities(id, account, change);
            else _registry.revokeCapabilities(id, account, change);
        }
        ++succeeded["changeWhoMay"];
    }

    function batches() external view returns (Anchored[] memory) {
        return _batches;
    }

    function standingOf(bytes32 leaf) external view returns (IRecordAnchor.RecordStanding memory) {
        return _standings[leaf];
    }

    function recordAt(InstitutionId id, uint256 index) public pure returns (IRecordAnchor.Record memory) {
        return IRecordAnchor.Record(id, 1, 1, 1, keccak256(abi.encode("record", index)), 0);
    }

    function leafAt(InstitutionId id, uint256 index) public view returns (bytes32) {
        return _anchor.hashRecord(recordAt(id, index));
    }

    function accountAt(uint256 index) public pure returns (address) {
        return address(uint160(0xacc0 + index));
    }

    /// @dev Half of the calls share the block of the call before.
    function _begin(uint256 seed) private returns (Dice memory dice) {
        dice = Dice(seed);
        if (dice.drawBool(50)) time += 1 + dice.draw(30);
        vm.warp(time);
    }

    function _end(bytes32 action, bool expected, bool done) private {
        vm.assertEq(done ? 1 : 0, expected ? 1 : 0, string(abi.encodePacked(action, ": as it must be")));
        if (done) ++succeeded[action];
        else ++refused[action];
    }

    function _institution(Dice memory dice) private pure returns (InstitutionId) {
        return InstitutionId.wrap(uint32(1 + dice.draw(INSTITUTIONS)));
    }

    /// @dev Mostly one that holds the capability.
    function _account(Dice memory dice, InstitutionId id, Capabilities wanted) private view returns (address account) {
        uint256 start = dice.draw(ACCOUNTS);
        for (uint256 i = 0; i < ACCOUNTS; ++i) {
            account = accountAt((start + i) % ACCOUNTS);
            if (_isAllowed(id, account, wanted) || dice.drawBool(10)) return account;
        }
    }

    function _isAllowed(InstitutionId id, address account, Capabilities required) private view returns (bool) {
        bool holds = Capabilities.unwrap(_registry.capabilitiesOf(id, account)) & Capabilities.unwrap(required) != 0;
        return holds && _registry.statusOf(id) == InstitutionStatus.Active;
    }

    /// @dev Mostly the right one, where there is one.
    function _proofOf(Dice memory dice, bytes32 leaf) private view returns (bytes32[] memory proof, bool isProven) {
        if (dice.drawBool(95)) return (_proofs[leaf], _isAnchored[leaf]);
        proof = new bytes32[](1);
        proof[0] = keccak256(abi.encode(dice.seed));
    }

    function _stands(bytes32 leaf) private view returns (bool) {
        return _standings[leaf].status == IRecordAnchor.RecordStatus.Standing;
    }

    function _keepProof(bytes32 leaf, bytes32 sibling) private {
        _isAnchored[leaf] = true;
        delete _proofs[leaf];
        if (sibling != leaf) _proofs[leaf].push(sibling);
    }

    function _keep(
        bytes32 leaf,
        IRecordAnchor.RecordStatus status,
        bytes32 successor,
        Reason memory reason,
        address account
    ) private {
        _standings[leaf] = IRecordAnchor.RecordStanding({
            status: status,
            since: uint48(time),
            reasonCode: reason.code,
            account: account,
            document: reason.document,
            successor: successor
        });
    }

    function _hashPair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encode(a, b)) : keccak256(abi.encode(b, a));
    }
}
