// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordAnchor} from "../../../contracts/interfaces/IRecordAnchor.sol";
import {ADMINISTER, RELAY} from "../../../contracts/types/Capabilities.sol";
import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {PlatformTest} from "../support/PlatformTest.sol";
import {vm} from "../support/Vm.sol";

/// @notice The vectors of `test/vectors/`, which every verifier must agree with, on the chain.
contract RecordVectorsTest is PlatformTest {
    address private constant RELAYER = address(0x4e1);

    /// @dev `parseJson` gives an object's fields in the order of their names.
    struct JsonRecord {
        bytes32 digest;
        uint256 digestAlgorithm;
        uint256 institutionId;
        uint256 kind;
        bytes32 metadataRoot;
        uint256 schema;
    }

    struct JsonLeaf {
        bytes32 leaf;
        JsonRecord record;
    }

    struct JsonMultiProof {
        uint256[] indices;
        bytes32[] leaves;
        bytes32[] proof;
        bool[] proofFlags;
    }

    struct JsonProof {
        uint256 index;
        bytes32 leaf;
        bytes32[] proof;
    }

    struct JsonTree {
        uint256 count;
        JsonMultiProof multiProof;
        JsonProof[] proofs;
        JsonRecord[] records;
        bytes32 root;
    }

    function test_hashRecordGivesTheLeafOfEveryVector() external view {
        string memory json = vm.readFile("test/vectors/records.json");
        JsonLeaf[] memory vectors = abi.decode(vm.parseJson(json, ".vectors"), (JsonLeaf[]));
        vm.assertGt(vectors.length, 3, "vectors");
        for (uint256 i = 0; i < vectors.length; ++i) {
            vm.assertEq(anchor.hashRecord(_recordOf(vectors[i].record)), vectors[i].leaf, "leaf");
        }
    }

    function test_everyProofOfEveryTreeVerifies() external {
        string memory json = vm.readFile("test/vectors/trees.json");
        uint256 trees = 0;
        for (; vm.keyExistsJson(json, _keyOf(trees)); ++trees) {
            JsonTree memory tree = abi.decode(vm.parseJson(json, _keyOf(trees)), (JsonTree));
            InstitutionId id = InstitutionId.wrap(uint32(tree.records[0].institutionId));
            _registerUpTo(id);
            vm.prank(RELAYER);
            anchor.anchorBatch(id, tree.root, uint32(tree.count));
            _checkProofs(tree);
            _checkMultiProof(tree);
        }
        vm.assertGt(trees, 3, "trees");
    }

    function _checkProofs(JsonTree memory tree) private view {
        vm.assertGt(tree.proofs.length, 0, "proofs");
        for (uint256 i = 0; i < tree.proofs.length; ++i) {
            JsonProof memory proof = tree.proofs[i];
            IRecordAnchor.Record memory record = _recordOf(tree.records[proof.index]);
            vm.assertEq(anchor.hashRecord(record), proof.leaf, "leaf");
            (bool verified, IRecordAnchor.Batch memory batch) = anchor.verifyRecord(record, proof.proof);
            vm.assertTrue(verified, "proof");
            vm.assertEq(batch.count, tree.count, "count");
        }
    }

    function _checkMultiProof(JsonTree memory tree) private view {
        JsonMultiProof memory multiProof = tree.multiProof;
        IRecordAnchor.Record[] memory records = new IRecordAnchor.Record[](multiProof.leaves.length);
        for (uint256 i = 0; i < records.length; ++i) records[i] = _recordWithLeaf(tree, multiProof.leaves[i]);
        (bool verified, ) = anchor.verifyRecords(records, multiProof.proof, multiProof.proofFlags);
        vm.assertTrue(verified, "multiproof");
    }

    /// @dev A multiproof gives its leaves in an order of its own.
    function _recordWithLeaf(JsonTree memory tree, bytes32 leaf) private view returns (IRecordAnchor.Record memory) {
        for (uint256 i = 0; i < tree.records.length; ++i) {
            IRecordAnchor.Record memory record = _recordOf(tree.records[i]);
            if (anchor.hashRecord(record) == leaf) return record;
        }
        revert("a leaf of the multiproof is no record of the tree");
    }

    function _registerUpTo(InstitutionId id) private {
        while (institutions.count() < InstitutionId.unwrap(id)) {
            registerCourt(bytes32(bytes(vm.toString(institutions.count() + 1))), RELAYER, ADMINISTER.add(RELAY));
        }
    }

    function _keyOf(uint256 index) private pure returns (string memory) {
        return string.concat(".vectors[", vm.toString(index), "]");
    }

    function _recordOf(JsonRecord memory json) private pure returns (IRecordAnchor.Record memory) {
        return
            IRecordAnchor.Record({
                institutionId: InstitutionId.wrap(uint32(json.institutionId)),
                kind: uint16(json.kind),
                schema: uint16(json.schema),
                digestAlgorithm: uint8(json.digestAlgorithm),
                digest: json.digest,
                metadataRoot: json.metadataRoot
            });
    }
}
