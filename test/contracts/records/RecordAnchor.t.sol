// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordAnchor} from "../../../contracts/interfaces/IRecordAnchor.sol";
import {ADMINISTER, RELAY, SIGN} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {ContractAccount} from "../support/ContractAccount.sol";
import {PlatformTest} from "../support/PlatformTest.sol";
import {vm} from "../support/Vm.sol";
import {AnchorHandler} from "./AnchorHandler.sol";
import {BatchSignature} from "./BatchSignature.sol";

/// @notice Random histories of anchoring, each step compared with what must come of it.
contract RecordAnchorInvariants is PlatformTest {
    address private constant PRESIDENT = address(0x9e5);
    uint256 private constant ACTIONS = 4;

    AnchorHandler private _handler;
    uint256 private _turn;

    function setUp() public override {
        super.setUp();
        _handler = new AnchorHandler(anchor, institutions, REGISTRAR, PRESIDENT);
        for (uint256 i = 0; i < _handler.INSTITUTIONS(); ++i)
            registerCourt(bytes32(bytes(vm.toString(i))), PRESIDENT, ADMINISTER);
        for (uint256 seed = 0; seed < 20; ++seed) _handler.changeWhoMayAnchor(seed);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @notice After each step, the last batch of each institution and an earlier one, in turn, are as they were
    /// anchored, and the sequence is as long as it must be.
    function invariant_whatIsAnchoredStays() external {
        ++_turn;
        for (uint32 id = 1; id <= _handler.INSTITUTIONS(); ++id) {
            AnchorHandler.Anchored[] memory batches = _handler.batchesOf(id);
            _checkLength(id, batches.length);
            if (batches.length == 0) continue;
            _checkBatch(id, batches.length, batches[batches.length - 1]);
            uint256 earlier = _turn % batches.length;
            _checkBatch(id, earlier + 1, batches[earlier]);
        }
    }

    /// @notice At the end of each history all of them are.
    function afterInvariant() external view {
        _checkAll();
    }

    function test_randomHistoriesReachEveryActionBothWays() external {
        bytes4[ACTIONS] memory selectors = [
            AnchorHandler.anchorBatch.selector,
            AnchorHandler.anchorBatches.selector,
            AnchorHandler.anchorSignedBatch.selector,
            AnchorHandler.changeWhoMayAnchor.selector
        ];
        for (uint256 seed = 1000; seed < 2000; ++seed) {
            (bool done, bytes memory reason) = address(_handler).call(
                abi.encodeWithSelector(selectors[uint256(keccak256(abi.encode(seed))) % ACTIONS], seed)
            );
            vm.assertTrue(done, string(reason));
        }
        _checkAll();
        bytes32[3] memory actions = [bytes32("anchorBatch"), "anchorBatches", "anchorSignedBatch"];
        for (uint256 i = 0; i < actions.length; ++i) {
            string memory action = string(abi.encodePacked(actions[i]));
            vm.assertGt(_handler.refused(actions[i]), 9, string.concat("refused too rarely: ", action));
            vm.assertGt(_handler.succeeded(actions[i]), 9, string.concat("succeeded too rarely: ", action));
        }
    }

    function _checkAll() private view {
        for (uint32 id = 1; id <= _handler.INSTITUTIONS(); ++id) {
            AnchorHandler.Anchored[] memory batches = _handler.batchesOf(id);
            _checkLength(id, batches.length);
            for (uint256 i = 0; i < batches.length; ++i) _checkBatch(id, i + 1, batches[i]);
        }
    }

    function _checkLength(uint32 id, uint256 length) private view {
        vm.assertEq(anchor.lastSequenceOf(InstitutionId.wrap(id)), length, "last sequence");
    }

    function _checkBatch(uint32 id, uint256 sequence, AnchorHandler.Anchored memory expected) private view {
        IRecordAnchor.Batch memory found = anchor.batchOf(InstitutionId.wrap(id), expected.root);
        vm.assertEq(found.sequence, sequence, "sequence");
        vm.assertEq(found.count, expected.count, "count");
        vm.assertEq(found.anchoredAt, expected.anchoredAt, "time");
        vm.assertEq(found.account, expected.account, "account");
        vm.assertTrue(anchor.isAnchored(InstitutionId.wrap(id), expected.root), "is anchored");
    }
}

contract RecordAnchorTest is PlatformTest {
    uint256 private constant KEY = 0xacc0;
    address private constant RELAYER = address(0x4e1);
    /// @dev A constant: the compiler would read `block.chainid` anew behind a change of it.
    uint256 private constant CHAIN_ID = 31337;
    /// @dev Slot of `_lastSequences` in RecordAnchor.
    uint256 private constant LAST_SEQUENCES_SLOT = 0;

    InstitutionId private _court;

    function setUp() public override {
        super.setUp();
        _court = registerCourt("COURT", RELAYER, ADMINISTER.add(RELAY));
        vm.prank(RELAYER);
        institutions.grantCapabilities(_court, vm.addr(KEY), SIGN);
    }

    function testFuzz_keepsEveryRootCountTimeAndSequence(
        bytes32 root,
        uint24 count,
        uint40 time,
        uint32 lastSequence
    ) external {
        vm.assume(root != 0 && count != 0 && time != 0 && lastSequence != type(uint32).max);
        _setLastSequence(lastSequence);
        vm.warp(time);
        vm.prank(RELAYER);
        uint64 sequence = anchor.anchorBatch(_court, root, count);
        IRecordAnchor.Batch memory batch = anchor.batchOf(_court, root);
        vm.assertEq(sequence, uint256(lastSequence) + 1, "the sequence that was answered");
        vm.assertEq(batch.sequence, sequence, "sequence");
        vm.assertEq(batch.count, count, "count");
        vm.assertEq(batch.anchoredAt, time, "time");
        vm.assertEq(batch.account, RELAYER, "account");
    }

    function test_refusesABatchBehindTheLastSequenceNumber() external {
        _setLastSequence(type(uint32).max);
        bytes memory reason = abi.encodeWithSelector(IRecordAnchor.RecordAnchorSequenceExhausted.selector, _court);
        vm.prank(RELAYER);
        vm.expectRevert(reason);
        anchor.anchorBatch(_court, keccak256("one more"), 1);

        IRecordAnchor.BatchRequest[] memory requests = new IRecordAnchor.BatchRequest[](1);
        requests[0] = IRecordAnchor.BatchRequest(_court, keccak256("one more"), 1);
        vm.prank(RELAYER);
        vm.expectRevert(reason);
        anchor.anchorBatches(requests);
    }

    function testFuzz_takesNoSignatureOfAnotherChain(uint64 chainId) external {
        vm.assume(chainId != 0 && chainId != CHAIN_ID);
        uint48 deadline = uint48(block.timestamp);
        bytes32 root = keccak256("root");
        bytes memory signature = BatchSignature.sign(
            KEY,
            BatchSignature.digestOf(address(anchor), _court, root, 1, deadline)
        );
        // The chain's id changes under the contract, as in a fork.
        vm.chainId(chainId);
        vm.expectRevert(
            abi.encodeWithSelector(IRecordAnchor.RecordAnchorInvalidSignature.selector, _court, root, vm.addr(KEY))
        );
        anchor.anchorSignedBatch(_court, root, 1, deadline, vm.addr(KEY), signature);
        vm.chainId(CHAIN_ID);
        anchor.anchorSignedBatch(_court, root, 1, deadline, vm.addr(KEY), signature);
    }

    function test_takesFromAContractAccountWhatItsOwnerHasSigned() external {
        address account = address(new ContractAccount(vm.addr(KEY)));
        vm.prank(RELAYER);
        institutions.grantCapabilities(_court, account, SIGN);
        bytes32 root = keccak256("root");
        uint48 deadline = uint48(block.timestamp);
        bytes32 digest = BatchSignature.digestOf(address(anchor), _court, root, 1, deadline);
        bytes memory byAnother = BatchSignature.sign(KEY + 1, digest);
        vm.expectRevert(
            abi.encodeWithSelector(IRecordAnchor.RecordAnchorInvalidSignature.selector, _court, root, account)
        );
        anchor.anchorSignedBatch(_court, root, 1, deadline, account, byAnother);
        anchor.anchorSignedBatch(_court, root, 1, deadline, account, BatchSignature.sign(KEY, digest));
        vm.assertEq(anchor.batchOf(_court, root).account, account, "account");
    }

    function testFuzz_findsARecordOnlyWhereItsOwnInstitutionAnchoredIt(
        IRecordAnchor.Record calldata record,
        bytes32 sibling
    ) external {
        bytes32 leaf = anchor.hashRecord(record);
        bytes32 root = leaf < sibling ? keccak256(abi.encode(leaf, sibling)) : keccak256(abi.encode(sibling, leaf));
        vm.prank(RELAYER);
        anchor.anchorBatch(_court, root, 2);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = sibling;
        (bool verified, ) = anchor.verifyRecord(record, proof);
        vm.assertEq(verified ? 1 : 0, record.institutionId == _court ? 1 : 0, "verified");
    }

    function _setLastSequence(uint256 sequence) private {
        vm.store(address(anchor), keccak256(abi.encode(_court, LAST_SEQUENCES_SLOT)), bytes32(sequence));
        vm.assertEq(anchor.lastSequenceOf(_court), sequence, "the slot of the last sequences has moved");
    }
}
