// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstitutionRegistry} from "../../../contracts/interfaces/IInstitutionRegistry.sol";
import {IRecordAnchor} from "../../../contracts/interfaces/IRecordAnchor.sol";
import {ADMINISTER, RELAY, SIGN} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {InstitutionKind} from "../../../contracts/types/InstitutionKind.sol";
import {Reason} from "../../../contracts/types/Reason.sol";
import {BatchSignature} from "../records/BatchSignature.sol";
import {PlatformTest} from "../support/PlatformTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice The gas of each transaction that someone pays for often, as in `snapshots/`; each call is a transaction of
/// its own (`isolate`), intrinsic gas included.
contract GasTest is PlatformTest {
    address private constant ACCOUNT = address(0xacc);
    uint256 private constant KEY = 0xacc0;

    InstitutionId private _court;

    function setUp() public override {
        super.setUp();
        _court = registerCourt("COURT", ACCOUNT, ADMINISTER.add(RELAY));
        vm.prank(ACCOUNT);
        anchor.anchorBatch(_court, keccak256("first"), 10_000);
    }

    function test_anchorBatch() external {
        vm.prank(ACCOUNT);
        anchor.anchorBatch(_court, keccak256("second"), 10_000);
        vm.snapshotGasLastCall("RecordAnchor", "anchorBatch, not the first of the institution");
    }

    function test_anchorFirstBatch() external {
        InstitutionId id = registerCourt("OTHER", ACCOUNT, ADMINISTER.add(RELAY));
        vm.prank(ACCOUNT);
        anchor.anchorBatch(id, keccak256("first"), 10_000);
        vm.snapshotGasLastCall("RecordAnchor", "anchorBatch, the first of the institution");
    }

    function test_anchor50Batches() external {
        IRecordAnchor.BatchRequest[] memory requests = new IRecordAnchor.BatchRequest[](50);
        for (uint256 i = 0; i < requests.length; ++i) {
            requests[i] = IRecordAnchor.BatchRequest(_court, keccak256(abi.encode(i)), 10_000);
        }
        vm.prank(ACCOUNT);
        anchor.anchorBatches(requests);
        vm.snapshotGasLastCall("RecordAnchor", "anchorBatches, 50 of one institution");
    }

    function test_anchorSignedBatch() external {
        vm.prank(ACCOUNT);
        institutions.grantCapabilities(_court, vm.addr(KEY), SIGN);
        bytes32 root = keccak256("signed");
        uint48 deadline = uint48(block.timestamp);
        bytes32 digest = BatchSignature.digestOf(address(anchor), _court, root, 10_000, deadline);
        bytes memory signature = BatchSignature.sign(KEY, digest);
        anchor.anchorSignedBatch(_court, root, 10_000, deadline, vm.addr(KEY), signature);
        vm.snapshotGasLastCall("RecordAnchor", "anchorSignedBatch");
    }

    function test_withdrawRecord() external {
        (IRecordAnchor.Record memory record, ) = _anchorTwoRecords();
        vm.prank(ACCOUNT);
        anchor.withdrawRecord(record, new bytes32[](0), Reason(201, keccak256("decision")));
        vm.snapshotGasLastCall("RecordAnchor", "withdrawRecord, alone in its batch");
    }

    function test_supersedeRecord() external {
        (IRecordAnchor.Record memory record, IRecordAnchor.Record memory successor) = _anchorTwoRecords();
        vm.prank(ACCOUNT);
        anchor.supersedeRecord(
            record,
            new bytes32[](0),
            successor,
            new bytes32[](0),
            Reason(202, keccak256("decision"))
        );
        vm.snapshotGasLastCall("RecordAnchor", "supersedeRecord, each alone in its batch");
    }

    function test_disownAccount() external {
        vm.prank(ACCOUNT);
        anchor.disownAccount(_court, address(0xbee), uint48(block.timestamp), Reason(301, keccak256("decision")));
        vm.snapshotGasLastCall("RecordAnchor", "disownAccount");
    }

    function test_register() external {
        registerCourt("91110000", ACCOUNT, ADMINISTER.add(RELAY));
        vm.snapshotGasLastCall("InstitutionRegistry", "register, one account");
    }

    function test_grantCapabilities() external {
        vm.prank(ACCOUNT);
        institutions.grantCapabilities(_court, address(0xbee), RELAY);
        vm.snapshotGasLastCall("InstitutionRegistry", "grantCapabilities, a new account");
    }

    function test_suspend() external {
        vm.prank(REGISTRAR);
        institutions.suspend(_court, false, "key lost");
        vm.snapshotGasLastCall("InstitutionRegistry", "suspend, one account");
    }

    function test_suspendWithTenDescendants() external {
        for (uint256 i = 1; i <= 10; ++i) _registerBelow(_court, bytes32(bytes(vm.toString(i))));
        vm.prank(REGISTRAR);
        institutions.suspend(_court, true, "key lost");
        vm.snapshotGasLastCall("InstitutionRegistry", "suspend, with 10 children of one account");
    }

    function test_reinstate() external {
        vm.prank(REGISTRAR);
        institutions.suspend(_court, false, "key lost");
        vm.warp(block.timestamp + 1);
        vm.prank(REGISTRAR);
        institutions.reinstate(_court, false, "key replaced");
        vm.snapshotGasLastCall("InstitutionRegistry", "reinstate, one account");
    }

    /// @dev Each alone in a batch: its leaf is the root.
    function _anchorTwoRecords()
        private
        returns (IRecordAnchor.Record memory record, IRecordAnchor.Record memory successor)
    {
        vm.prank(ACCOUNT);
        institutions.grantCapabilities(_court, ACCOUNT, SIGN);
        record = IRecordAnchor.Record(_court, 1, 1, 1, keccak256("document"), 0);
        successor = IRecordAnchor.Record(_court, 1, 1, 1, keccak256("corrected document"), 0);
        bytes32 root = anchor.hashRecord(record);
        vm.prank(ACCOUNT);
        anchor.anchorBatch(_court, root, 1);
        root = anchor.hashRecord(successor);
        vm.prank(ACCOUNT);
        anchor.anchorBatch(_court, root, 1);
    }

    function _registerBelow(InstitutionId parent, bytes32 code) private {
        IInstitutionRegistry.Grant[] memory grants = new IInstitutionRegistry.Grant[](1);
        grants[0] = IInstitutionRegistry.Grant(ACCOUNT, ADMINISTER);
        vm.prank(REGISTRAR);
        institutions.register(
            IInstitutionRegistry.Registration(code, "Below", InstitutionKind.Court, "CN-11", parent, grants)
        );
    }
}
