// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev The last date that a registry takes, in Unix seconds: 2106-02-07 06:28:15 UTC. Case systems that count seconds
/// in 32 bits hold none beyond it, and a date given in milliseconds is far beyond it.
uint48 constant LAST_DATE = type(uint32).max;
