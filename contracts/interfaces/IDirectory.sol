// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The one address that clients know
/// @notice Names the platform's contracts. A contract that is replaced stays listed under its name with the time in
/// which it was current, because what was recorded in it stays there.
interface IDirectory {
    /// @param target the contract
    /// @param since Unix seconds from which the name pointed to it, until the next entry
    struct Entry {
        address target;
        uint48 since;
    }

    event DirectoryEntryChanged(bytes32 indexed name, address indexed previous, address indexed target);

    error DirectoryInvalidName(bytes32 name);
    error DirectoryUnknownName(bytes32 name);
    error DirectoryTargetWithoutCode(bytes32 name, address target);
    error DirectoryUnchanged(bytes32 name, address target);

    /// @notice Points a name to a contract. By the platform administrators.
    /// @param name ASCII, left-aligned, for example "RecordAnchor"
    function setAddress(bytes32 name, address target) external;

    /// @notice The contract that the name points to now. Reverts where there is none.
    function addressOf(bytes32 name) external view returns (address);

    /// @notice Every contract that the name has pointed to, the oldest first; the last one is current.
    function entriesOf(bytes32 name) external view returns (Entry[] memory);

    /// @notice Whether the name points to this contract now, or ever did.
    function isListed(bytes32 name, address target) external view returns (bool);

    /// @notice Every name in use, in the order in which they came.
    function names() external view returns (bytes32[] memory);
}
