// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Short ASCII texts in one word, left-aligned and padded with zero bytes
library ShortText {
    bytes1 private constant SEPARATOR = "-";

    /// @notice Whether the word is 1 to 32 visible ASCII characters, with nothing after the first zero byte.
    function isCode(bytes32 text) internal pure returns (bool) {
        if (text[0] == 0) return false;
        uint256 length = lengthOf(text);
        for (uint256 i = 0; i < length; ++i) {
            if (text[i] < 0x21 || text[i] > 0x7e) return false;
        }
        return isPadded(text, length);
    }

    /// @notice Whether the word is a path of ASCII letters and digits whose parts are joined by single `-`.
    function isPath(bytes32 text) internal pure returns (bool) {
        uint256 length = lengthOf(text);
        bool partIsEmpty = true;
        for (uint256 i = 0; i < length; ++i) {
            if (text[i] == SEPARATOR) {
                if (partIsEmpty) return false;
                partIsEmpty = true;
            } else {
                if (!isAlphanumeric(text[i])) return false;
                partIsEmpty = false;
            }
        }
        return !partIsEmpty && isPadded(text, length);
    }

    /// @notice Whether the narrow path is the wide one, or lies below it: `CN-11` covers `CN-11-0105`, not `CN-110`.
    /// @dev Both must satisfy `isPath`.
    function covers(bytes32 wide, bytes32 narrow) internal pure returns (bool) {
        uint256 length = lengthOf(wide);
        if (length == 32) return wide == narrow;
        bytes32 mask = bytes32(type(uint256).max << ((32 - length) * 8));
        return narrow & mask == wide && (narrow[length] == 0 || narrow[length] == SEPARATOR);
    }

    /// @notice Number of bytes before the first zero byte.
    function lengthOf(bytes32 text) internal pure returns (uint256 length) {
        while (length < 32 && text[length] != 0) ++length;
    }

    function isPadded(bytes32 text, uint256 length) private pure returns (bool) {
        return length == 32 || uint256(text) << (length * 8) == 0;
    }

    function isAlphanumeric(bytes1 character) private pure returns (bool) {
        return
            (character >= "0" && character <= "9") ||
            (character >= "A" && character <= "Z") ||
            (character >= "a" && character <= "z");
    }
}
