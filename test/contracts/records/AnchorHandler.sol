// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionRegistry} from "../../../contracts/institutions/InstitutionRegistry.sol";
import {IRecordAnchor} from "../../../contracts/interfaces/IRecordAnchor.sol";
import {RecordAnchor} from "../../../contracts/records/RecordAnchor.sol";
import {Capabilities, RELAY, SIGN} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {InstitutionStatus} from "../../../contracts/types/InstitutionKind.sol";
import {ContractAccount} from "../support/ContractAccount.sol";
import {Dice} from "../support/Dice.sol";
import {vm} from "../support/Vm.sol";
import {BatchSignature} from "./BatchSignature.sol";

/// @notice Anchors as anyone may try to: with and without the capability, with good and bad signatures, again and
/// again the same roots, while institutions are suspended and accounts gain and lose what they may do. Keeps what must
/// be on the chain; a call that succeeds where it must not, or fails where it must succeed, fails the test at once.
contract AnchorHandler {
    uint32 public constant INSTITUTIONS = 3;
    uint256 private constant ROOTS = 40;
    uint256 private constant FIRST_KEY = 0xacc0;
    uint256 private constant KEYS = 4;

    struct Anchored {
        bytes32 root;
        uint32 count;
        uint48 anchoredAt;
        address account;
    }

    RecordAnchor private _anchor;
    InstitutionRegistry private _registry;
    address private _registrar;
    address private _president;
    /// @dev An account by contract, which signs with the first key.
    ContractAccount private _contractAccount;

    uint256 public time = block.timestamp;
    mapping(bytes32 action => uint256) public succeeded;
    mapping(bytes32 action => uint256) public refused;
    mapping(uint32 id => Anchored[]) private _batches;
    mapping(uint32 id => mapping(bytes32 root => uint256 sequence)) private _sequences;

    /// @param president administers every institution
    constructor(RecordAnchor anchor, InstitutionRegistry registry, address registrar, address president) {
        _anchor = anchor;
        _registry = registry;
        _registrar = registrar;
        _president = president;
        _contractAccount = new ContractAccount(vm.addr(FIRST_KEY));
    }

    function anchorBatch(uint256 seed) external {
        Dice memory dice = _begin(seed);
        (InstitutionId id, bytes32 root, uint32 count) = _batch(dice);
        address caller = _account(dice);
        bool expected = _isAllowed(id, caller, RELAY) && _isNew(id, root, count);
        vm.prank(caller);
        try _anchor.anchorBatch(id, root, count) returns (uint64 sequence) {
            _keep(id, root, count, caller);
            vm.assertEq(sequence, _batches[InstitutionId.unwrap(id)].length, "the sequence that was answered");
            _end("anchorBatch", expected, true);
        } catch {
            _end("anchorBatch", expected, false);
        }
    }

    function anchorBatches(uint256 seed) external {
        Dice memory dice = _begin(seed);
        IRecordAnchor.BatchRequest[] memory requests = new IRecordAnchor.BatchRequest[](dice.draw(5));
        address caller = _account(dice);
        bool expected = requests.length > 0;
        for (uint256 i = 0; i < requests.length; ++i) {
            (InstitutionId id, bytes32 root, uint32 count) = _batch(dice);
            requests[i] = IRecordAnchor.BatchRequest(id, root, count);
            expected = expected && _isAllowed(id, caller, RELAY) && _isNew(id, root, count);
            for (uint256 j = 0; j < i; ++j) {
                if (requests[j].institutionId == id && requests[j].root == root) expected = false;
            }
        }
        vm.prank(caller);
        try _anchor.anchorBatches(requests) {
            for (uint256 i = 0; i < requests.length; ++i) {
                _keep(requests[i].institutionId, requests[i].root, requests[i].count, caller);
            }
            _end("anchorBatches", expected, true);
        } catch {
            _end("anchorBatches", expected, false);
        }
    }

    function anchorSignedBatch(uint256 seed) external {
        Dice memory dice = _begin(seed);
        (InstitutionId id, bytes32 root, uint32 count) = _batch(dice);
        uint48 deadline = uint48(time + 100 - dice.draw(110));
        bool byContract = dice.drawBool(25);
        uint256 key = byContract ? FIRST_KEY : FIRST_KEY + dice.draw(KEYS);
        address signer = byContract ? address(_contractAccount) : vm.addr(key);
        bool expected = deadline >= time && _isAllowed(id, signer, SIGN) && _isNew(id, root, count);
        bytes32 digest = BatchSignature.digestOf(address(_anchor), id, root, count, deadline);
        bytes memory signature = BatchSignature.sign(key, digest);
        if (dice.drawBool(10)) {
            // Any bit but those of the last byte, whose two values 27 and 28 name two different accounts.
            uint256 place = dice.draw(64);
            signature[place] = signature[place] ^ bytes1(uint8(1 << dice.draw(8)));
            expected = false;
        }
        vm.prank(_account(dice));
        try _anchor.anchorSignedBatch(id, root, count, deadline, signer, signature) {
            _keep(id, root, count, signer);
            _end("anchorSignedBatch", expected, true);
        } catch {
            _end("anchorSignedBatch", expected, false);
        }
    }

    /// @notice Gives or takes what an account may do, or suspends or reinstates an institution.
    function changeWhoMayAnchor(uint256 seed) external {
        Dice memory dice = _begin(seed);
        InstitutionId id = InstitutionId.wrap(uint32(1 + dice.draw(INSTITUTIONS)));
        bool isActive = _registry.statusOf(id) == InstitutionStatus.Active;
        if (!isActive || dice.drawBool(15)) {
            vm.prank(_registrar);
            if (isActive) _registry.suspend(id, false, "");
            else _registry.reinstate(id, false, "");
        } else {
            Capabilities change = dice.drawBool(50) ? RELAY : SIGN;
            address account = _account(dice);
            vm.prank(_president);
            if (dice.drawBool(75)) _registry.grantCapabilities(id, account, change);
            else _registry.revokeCapabilities(id, account, change);
        }
        ++succeeded["changeWhoMayAnchor"];
    }

    function batchesOf(uint32 id) external view returns (Anchored[] memory) {
        return _batches[id];
    }

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

    /// @dev From few roots, so that many come again; rarely the root 0 or a count that is out of bounds.
    function _batch(Dice memory dice) private pure returns (InstitutionId id, bytes32 root, uint32 count) {
        id = InstitutionId.wrap(uint32(1 + dice.draw(INSTITUTIONS + (dice.drawBool(3) ? 1 : 0))));
        root = dice.drawBool(2) ? bytes32(0) : keccak256(abi.encode(dice.draw(ROOTS)));
        count = dice.drawBool(95) ? uint32(1 + dice.draw(type(uint24).max)) : uint32(dice.draw(type(uint32).max));
    }

    function _account(Dice memory dice) private view returns (address) {
        uint256 index = dice.draw(KEYS + 1);
        return index == KEYS ? address(_contractAccount) : vm.addr(FIRST_KEY + index);
    }

    function _isAllowed(InstitutionId id, address account, Capabilities required) private view returns (bool) {
        bool holds = Capabilities.unwrap(_registry.capabilitiesOf(id, account)) & Capabilities.unwrap(required) != 0;
        return holds && _registry.statusOf(id) == InstitutionStatus.Active;
    }

    function _isNew(InstitutionId id, bytes32 root, uint32 count) private view returns (bool) {
        return root != 0 && count > 0 && count < 2 ** 24 && _sequences[InstitutionId.unwrap(id)][root] == 0;
    }

    function _keep(InstitutionId institutionId, bytes32 root, uint32 count, address account) private {
        uint32 id = InstitutionId.unwrap(institutionId);
        _batches[id].push(Anchored(root, count, uint48(time), account));
        _sequences[id][root] = _batches[id].length;
    }
}
