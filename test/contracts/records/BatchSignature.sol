// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InstitutionId} from "../../../contracts/types/InstitutionId.sol";
import {vm} from "../support/Vm.sol";

/// @notice What an institution signs, computed from the standards alone.
/// @custom:source EIP-712
library BatchSignature {
    function digestOf(
        address anchor,
        InstitutionId id,
        bytes32 root,
        uint32 count,
        uint48 deadline
    ) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Lexanchor RecordAnchor"),
                keccak256("1"),
                block.chainid,
                anchor
            )
        );
        bytes32 batch = keccak256(
            abi.encode(
                keccak256("Batch(uint32 institutionId,bytes32 root,uint32 count,uint48 deadline)"),
                id,
                root,
                count,
                deadline
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domain, batch));
    }

    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
