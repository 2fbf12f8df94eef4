// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice `keccak256` of a normalised licence number in UTF-8. 0 is none.
/// @dev Licence numbers are public and few: whoever knows how they are formed can find the number of a hash.
type LicenceHash is bytes32;

/// @notice What the holder may do, one bit each: 1 civil and administrative litigation, 2 criminal defence,
/// 4 non-litigation matters, 8 legal aid, 16 foreign-related matters.
type PracticeScope is uint16;

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
