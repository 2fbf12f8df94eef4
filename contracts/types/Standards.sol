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
    /// @dev `code` is the year. `contentHash` is that of the calendar of that year's working days.
    Calendar
}

/// @notice What became of a proposal. The numbers are part of the ABI: append, never reorder.
enum ProposalStatus {
    /// @dev Never made.
    None,
    /// @dev Can be activated once its delay is over.
    Open,
    /// @dev In effect from its date on.
    Activated,
    /// @dev Taken back by the standards committee.
    Withdrawn,
    /// @dev Turned down by a standards approver.
    Rejected
}

/// @notice A standard's number: its category in the highest 8 bits, its code in the lower 32.
type StandardId is uint40;

using {isValid, categoryOf} for StandardId global;

function standardId(StandardCategory category, uint32 code) pure returns (StandardId) {
    return StandardId.wrap((uint40(uint8(category)) << 32) | code);
}

function schemaId(uint16 kind, uint16 schema) pure returns (StandardId) {
    return standardId(StandardCategory.Schema, (uint32(kind) << 16) | schema);
}

/// @notice Whether the category exists, and the code is one that a record or another contract could name.
function isValid(StandardId id) pure returns (bool) {
    uint40 bits = StandardId.unwrap(id);
    if (bits >> 32 == 0 || bits >> 32 > uint8(type(StandardCategory).max)) return false;
    uint32 code = uint32(bits);
    StandardCategory category = categoryOf(id);
    if (category == StandardCategory.RecordKind && code > type(uint16).max) return false;
    if (category == StandardCategory.Schema && (code >> 16 == 0 || uint16(code) == 0)) return false;
    if (category == StandardCategory.DigestAlgorithm && code > type(uint8).max) return false;
    return code != 0;
}

/// @dev Only for an id that `isValid`.
function categoryOf(StandardId id) pure returns (StandardCategory) {
    return StandardCategory(uint8(StandardId.unwrap(id) >> 32));
}
