// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordAnchor} from "../interfaces/IRecordAnchor.sol";

/// @title The leaf of a record in its batch's tree
library RecordLeaf {
    /// @notice Hashes a record twice, so that no inner node of a tree can pass for a leaf.
    /// @custom:source OpenZeppelin `StandardMerkleTree`
    function hashRecord(IRecordAnchor.Record calldata record) internal pure returns (bytes32 leaf) {
        return keccak256(bytes.concat(keccak256(abi.encode(record))));
    }
}
