// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The sector of an institution. The numbers are part of the ABI: append, never reorder.
enum InstitutionKind {
    /// @dev Not a kind: the value of an institution that does not exist.
    None,
    Court,
    Procuratorate,
    JusticeBureau,
    MediationBody,
    ArbitrationBody,
    NotaryOffice,
    IntellectualPropertyOffice,
    MarketRegulator,
    PropertyRegistry,
    TransactionPlatform,
    DataOwnershipRegistry,
    DataExchange,
    FinancialInstitution,
    GovernmentDepartment
}

/// @notice Whether an institution may speak on the chain.
enum InstitutionStatus {
    /// @dev Never registered.
    None,
    /// @dev May speak.
    Active,
    /// @dev May change nothing until reinstated.
    Suspended,
    /// @dev May change nothing, for good.
    Retired
}
