// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordAnchor} from "../interfaces/IRecordAnchor.sol";

/// @notice A batch in one storage slot, the only new one that anchoring pays for: from the highest bit down,
/// 160 bits account, 40 bits time in Unix seconds, 32 bits sequence, 24 bits count. 0 means: not anchored.
type PackedBatch is uint256;

using {isAnchored, sequenceOf, unpack} for PackedBatch global;

/// @dev The most leaves that a batch may state.
uint32 constant MAX_COUNT = type(uint24).max;

/// @dev The most batches that an institution may anchor: 136 years of one a second.
uint32 constant MAX_SEQUENCE = type(uint32).max;

/// @param time below 2^40: until the year 36,812
/// @param sequence at most `MAX_SEQUENCE`
/// @param count at most `MAX_COUNT`
function packBatch(address account, uint256 time, uint256 sequence, uint256 count) pure returns (PackedBatch) {
    return PackedBatch.wrap((uint256(uint160(account)) << 96) | (time << 56) | (sequence << 24) | count);
}

function isAnchored(PackedBatch batch) pure returns (bool) {
    return PackedBatch.unwrap(batch) != 0;
}

function sequenceOf(PackedBatch batch) pure returns (uint64) {
    return uint32(PackedBatch.unwrap(batch) >> 24);
}

function unpack(PackedBatch batch) pure returns (IRecordAnchor.Batch memory) {
    uint256 bits = PackedBatch.unwrap(batch);
    return
        IRecordAnchor.Batch({
            sequence: sequenceOf(batch),
            count: uint24(bits),
            anchoredAt: uint40(bits >> 56),
            account: address(uint160(bits >> 96))
        });
}
