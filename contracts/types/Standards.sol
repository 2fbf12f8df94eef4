// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What a standard is about. The numbers are part of the ABI: append, never reorder.
enum StandardCategory {
    /// @dev Not a category.
    None,
    /// @dev `code` is the record kind.
    RecordKind,
    /// @dev `code` is the record kind times 65,536 plus the schema's version. `contentHash` is the schema's.
    Schema,
    /// @dev `code` is the digest algorithm.
    DigestAlgorithm,
    /// @dev `code` is the asset class. `value` is the longest term in seconds.
    StatutoryLimit,
    /// @dev `code` is the procedure. `value` is the window in working days.
    Window,
    /// @dev `code` is the year. `contentHash` is the calendar's of that year's working days.
    Calendar
}

/// @notice A standard's number: its category in the highest 8 bits, its code in the lower 32.
type StandardId is uint40;

using {categoryOf, codeOf} for StandardId global;

function standardId(StandardCategory category, uint32 code) pure returns (StandardId) {
    return StandardId.wrap(uint40(uint8(category)) << 32 | code);
}

function schemaId(uint16 kind, uint16 schema) pure returns (StandardId) {
    return standardId(StandardCategory.Schema, uint32(kind) << 16 | schema);
}

function categoryOf(StandardId id) pure returns (StandardCategory) {
    return StandardCategory(uint8(StandardId.unwrap(id) >> 32));
}

function codeOf(StandardId id) pure returns (uint32) {
    return uint32(StandardId.unwrap(id));
}
