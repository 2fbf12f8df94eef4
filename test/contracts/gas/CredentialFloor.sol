// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice What no bulk issuing of credentials can do without: one authorisation read, and for each credential two new
/// slots (what holds now, and the holder's commitment) and one event from which it can be rebuilt. Nothing is checked.
contract CredentialFloor {
    struct Issuance {
        bytes32 licence;
        bytes32 jurisdiction;
        uint48 validFrom;
        uint48 validUntil;
        uint16 scope;
        bytes32 holderCommitment;
    }

    struct Reason {
        uint16 code;
        bytes32 document;
    }

    struct Entry {
        uint256 state;
        bytes32 holderCommitment;
    }

    mapping(address account => bool) private _authorized;
    mapping(bytes32 licence => Entry) private _entries;

    event CredentialIssued(
        bytes32 indexed licence,
        uint32 indexed issuer,
        bytes32 jurisdiction,
        uint48 validFrom,
        uint48 validUntil,
        uint16 scope,
        bytes32 holderCommitment,
        Reason reason
    );

    constructor() {
        _authorized[msg.sender] = true;
    }

    function issue(uint32 issuer, Issuance[] calldata issuances, Reason calldata reason) external {
        require(_authorized[msg.sender]);
        for (uint256 i = 0; i < issuances.length; ++i) {
            Issuance calldata issuance = issuances[i];
            _entries[issuance.licence] = Entry(block.timestamp, issuance.holderCommitment);
            emit CredentialIssued(
                issuance.licence,
                issuer,
                issuance.jurisdiction,
                issuance.validFrom,
                issuance.validUntil,
                issuance.scope,
                issuance.holderCommitment,
                reason
            );
        }
    }
}
