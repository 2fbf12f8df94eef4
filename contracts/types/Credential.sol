// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice `keccak256` of a normalised licence number in UTF-8. 0 is none.
type LicenceHash is bytes32;

using {sameLicence as ==} for LicenceHash global;

/// @notice What the holder may do, one bit each: 1 civil and administrative litigation, 2 criminal defence,
/// 4 non-litigation matters, 8 legal aid, 16 foreign-related matters.
type PracticeScope is uint16;

using {covers} for PracticeScope global;

/// @notice The standing of a credential. The numbers are part of the ABI: append, never reorder.
enum CredentialStatus {
    /// @dev Never issued.
    None,
    /// @dev Counts within its validity.
    Active,
    /// @dev Does not count until reinstated.
    Suspended,
    /// @dev Does not count, for good.
    Revoked
}

function sameLicence(LicenceHash a, LicenceHash b) pure returns (bool) {
    return LicenceHash.unwrap(a) == LicenceHash.unwrap(b);
}

function covers(PracticeScope scope, PracticeScope wanted) pure returns (bool) {
    return PracticeScope.unwrap(scope) & PracticeScope.unwrap(wanted) == PracticeScope.unwrap(wanted);
}
