// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Why something was decided. It goes to the log with the decision; no contract gives a meaning to it.
/// @param code number of the reason, as listed in docs/standards.md; 0 for none
/// @param document digest of the decision; 0 for none
struct Reason {
    uint16 code;
    bytes32 document;
}
