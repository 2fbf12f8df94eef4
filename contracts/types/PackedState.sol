// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CredentialStatus, PracticeScope} from "./Credential.sol";
import {InstitutionId} from "./InstitutionId.sol";

/// @notice A credential's state in one storage slot: from the highest bit down, 48 bits validFrom, 48 bits validUntil,
/// 32 bits issuer, 32 bits jurisdiction, 16 bits scope, 8 bits status, 48 bits since, 24 bits index. 0 means: never
/// issued. `jurisdiction` is its number in `LawyerRegistry`, and `index` counts the states before this one.
/// @dev Changed in place of a struct in memory: 500 of those in one transaction cost more than what is written.
type PackedState is uint256;

using {
    isIssued,
    validFromOf,
    validUntilOf,
    issuerOf,
    jurisdictionOf,
    scopeOf,
    statusOf,
    sinceOf,
    indexOf,
    withTerm,
    withIssuer,
    withStatus,
    followedAt
} for PackedState global;

uint256 constant TERM_BITS = uint256(type(uint96).max) << 160;
uint256 constant ISSUER_BITS = uint256(type(uint64).max) << 96;
uint256 constant STATUS_BITS = uint256(type(uint8).max) << 72;
uint256 constant PLACE_BITS = type(uint72).max;

/// @notice A first state.
function packState(PracticeScope scope, CredentialStatus status, uint48 since) pure returns (PackedState) {
    return
        PackedState.wrap(
            (uint256(PracticeScope.unwrap(scope)) << 80) | (uint256(uint8(status)) << 72) | (uint256(since) << 24)
        );
}

function isIssued(PackedState state) pure returns (bool) {
    return PackedState.unwrap(state) != 0;
}

function validFromOf(PackedState state) pure returns (uint48) {
    return uint48(PackedState.unwrap(state) >> 208);
}

function validUntilOf(PackedState state) pure returns (uint48) {
    return uint48(PackedState.unwrap(state) >> 160);
}

function issuerOf(PackedState state) pure returns (InstitutionId) {
    return InstitutionId.wrap(uint32(PackedState.unwrap(state) >> 128));
}

function jurisdictionOf(PackedState state) pure returns (uint32) {
    return uint32(PackedState.unwrap(state) >> 96);
}

function scopeOf(PackedState state) pure returns (PracticeScope) {
    return PracticeScope.wrap(uint16(PackedState.unwrap(state) >> 80));
}

function statusOf(PackedState state) pure returns (CredentialStatus) {
    return CredentialStatus(uint8(PackedState.unwrap(state) >> 72));
}

function sinceOf(PackedState state) pure returns (uint48) {
    return uint48(PackedState.unwrap(state) >> 24);
}

function indexOf(PackedState state) pure returns (uint24) {
    return uint24(PackedState.unwrap(state));
}

function withTerm(PackedState state, uint48 validFrom, uint48 validUntil) pure returns (PackedState) {
    uint256 term = (uint256(validFrom) << 208) | (uint256(validUntil) << 160);
    return PackedState.wrap((PackedState.unwrap(state) & ~TERM_BITS) | term);
}

function withIssuer(PackedState state, InstitutionId issuer, uint32 jurisdiction) pure returns (PackedState) {
    uint256 bits = (uint256(InstitutionId.unwrap(issuer)) << 128) | (uint256(jurisdiction) << 96);
    return PackedState.wrap((PackedState.unwrap(state) & ~ISSUER_BITS) | bits);
}

function withStatus(PackedState state, CredentialStatus status) pure returns (PackedState) {
    return PackedState.wrap((PackedState.unwrap(state) & ~STATUS_BITS) | (uint256(uint8(status)) << 72));
}

/// @notice The same state as the next one, which holds from this time on.
function followedAt(PackedState state, uint48 time) pure returns (PackedState) {
    uint24 next = state.indexOf() + 1;
    return PackedState.wrap((PackedState.unwrap(state) & ~PLACE_BITS) | (uint256(time) << 24) | next);
}
