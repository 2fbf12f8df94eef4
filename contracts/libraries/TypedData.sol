// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Typed messages, and signatures over them by keys and by contract accounts
/// @dev OpenZeppelin's own `EIP712` and `SignatureChecker` need the Cancun `mcopy`; this platform targets London.
/// @custom:source EIP-712, EIP-1271, EIP-5267
abstract contract TypedData is IERC5267 {
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes1 private constant DOMAIN_FIELDS = 0x0f;
    string private constant VERSION = "1";

    /// @dev The domain's name; the component's own, so that no signature serves two of them.
    function _domainName() internal pure virtual returns (string memory);

    /// @inheritdoc IERC5267
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (DOMAIN_FIELDS, _domainName(), VERSION, block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    /// @notice The digest that is signed for a struct of this hash.
    /// @dev The separator is computed each time: cached, it would be wrong after a change of the chain's id.
    function _hashTypedData(bytes32 structHash) internal view returns (bytes32) {
        bytes32 separator = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(_domainName())),
                keccak256(bytes(VERSION)),
                block.chainid,
                address(this)
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", separator, structHash));
    }

    /// @notice Whether the signer, a key or a contract account, has signed the digest.
    function _isSignedBy(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signer.code.length == 0) {
            (address recovered, ECDSA.RecoverError failure, ) = ECDSA.tryRecoverCalldata(digest, signature);
            return failure == ECDSA.RecoverError.NoError && recovered == signer;
        }
        (bool success, bytes memory answer) = signer.staticcall(
            abi.encodeCall(IERC1271.isValidSignature, (digest, signature))
        );
        return
            success &&
            answer.length >= 32 &&
            abi.decode(answer, (bytes32)) == bytes32(IERC1271.isValidSignature.selector);
    }
}
