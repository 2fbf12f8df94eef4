// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Number of an institution, given out once by `InstitutionRegistry`, from 1 upwards. 0 means none.
type InstitutionId is uint32;

using {equals as ==, differs as !=} for InstitutionId global;

InstitutionId constant NO_INSTITUTION = InstitutionId.wrap(0);

function equals(InstitutionId a, InstitutionId b) pure returns (bool) {
    return InstitutionId.unwrap(a) == InstitutionId.unwrap(b);
}

function differs(InstitutionId a, InstitutionId b) pure returns (bool) {
    return InstitutionId.unwrap(a) != InstitutionId.unwrap(b);
}
