// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionKind} from "./InstitutionKind.sol";

/// @notice A set of things that an account may do for one institution, one bit each.
type Capabilities is uint8;

using {has, add, remove, sameSet as ==} for Capabilities global;

Capabilities constant NO_CAPABILITIES = Capabilities.wrap(0);

/// @dev Gives and takes back the capabilities of this institution; onboards and suspends its children.
Capabilities constant ADMINISTER = Capabilities.wrap(1);
/// @dev Anchors batches for this institution.
Capabilities constant RELAY = Capabilities.wrap(2);
/// @dev Signs batches for this institution (EIP-712), which any account may then carry to the chain.
Capabilities constant SIGN = Capabilities.wrap(4);
/// @dev Issues and changes lawyers' credentials. Justice bureaus only.
Capabilities constant LICENSE = Capabilities.wrap(8);
/// @dev Opens, hands off and accepts cases. Bodies that decide or settle disputes only.
Capabilities constant HANDLE_CASES = Capabilities.wrap(16);
/// @dev Issues directives (courts), or answers them (the institutions that courts address).
Capabilities constant ENFORCE = Capabilities.wrap(32);

function has(Capabilities set, Capabilities wanted) pure returns (bool) {
    return Capabilities.unwrap(set) & Capabilities.unwrap(wanted) == Capabilities.unwrap(wanted);
}

function sameSet(Capabilities a, Capabilities b) pure returns (bool) {
    return Capabilities.unwrap(a) == Capabilities.unwrap(b);
}

function add(Capabilities set, Capabilities more) pure returns (Capabilities) {
    return Capabilities.wrap(Capabilities.unwrap(set) | Capabilities.unwrap(more));
}

function remove(Capabilities set, Capabilities less) pure returns (Capabilities) {
    return Capabilities.wrap(Capabilities.unwrap(set) & ~Capabilities.unwrap(less));
}

/// @notice The capabilities that accounts of an institution of this kind may hold.
function capabilitiesOfKind(InstitutionKind kind) pure returns (Capabilities allowed) {
    allowed = ADMINISTER.add(RELAY).add(SIGN);
    if (kind == InstitutionKind.Court) return allowed.add(HANDLE_CASES).add(ENFORCE);
    if (kind == InstitutionKind.JusticeBureau) return allowed.add(LICENSE);
    if (
        kind == InstitutionKind.MediationBody ||
        kind == InstitutionKind.ArbitrationBody ||
        kind == InstitutionKind.Procuratorate
    ) return allowed.add(HANDLE_CASES);
    if (kind == InstitutionKind.NotaryOffice) return allowed;
    // The sectors of the alliance: those to which a court directs a query, a freeze, a seizure, a deduction.
    return allowed.add(ENFORCE);
}
