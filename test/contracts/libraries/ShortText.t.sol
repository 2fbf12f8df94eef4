// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ShortText} from "../../../contracts/libraries/ShortText.sol";
import {Dice} from "../support/Dice.sol";
import {vm} from "../support/Vm.sol";

/// @notice `ShortText` against plain loops over strings.
contract ShortTextTest {
    bytes private constant ALPHABET = "09AZaz-";

    function testFuzz_isCodeTakesVisibleAsciiThenZeroBytes(bytes32 text) external pure {
        vm.assertEq(ShortText.isCode(text) ? 1 : 0, _isCode(text) ? 1 : 0, "isCode");
    }

    function testFuzz_isCodeTakesEveryVisibleText(uint256 seed, uint256 length) external pure {
        Dice memory dice = Dice(seed);
        bytes memory characters = new bytes(1 + (length % 32));
        for (uint256 i = 0; i < characters.length; ++i) characters[i] = bytes1(uint8(0x21 + dice.draw(0x5e)));
        bytes32 text = bytes32(characters);
        vm.assertTrue(ShortText.isCode(text), "a code");
        vm.assertEq(ShortText.lengthOf(text), characters.length, "length");
        // One byte behind the end, or one that is not visible, and it is none.
        uint256 place = dice.draw(characters.length);
        vm.assertFalse(ShortText.isCode(_with(text, place, bytes1(uint8(0x7f + dice.draw(0x81))))), "not ASCII");
        vm.assertFalse(ShortText.isCode(_with(text, place, bytes1(uint8(1 + dice.draw(0x20))))), "not visible");
        if (characters.length < 31) vm.assertFalse(ShortText.isCode(_with(text, 31, "A")), "behind the end");
    }

    function testFuzz_isPathTakesPartsJoinedBySingleHyphens(uint256 seed) external pure {
        bytes memory characters = _random(Dice(seed));
        vm.assertEq(ShortText.isPath(bytes32(characters)) ? 1 : 0, _isPath(characters) ? 1 : 0, "isPath");
    }

    function testFuzz_isPathRefusesWhatIsNoCode(bytes32 text) external pure {
        if (!_isCode(text)) vm.assertFalse(ShortText.isPath(text), "isPath");
    }

    function testFuzz_coversThePathItselfAndWhatLiesBelowIt(uint256 seed) external pure {
        Dice memory dice = Dice(seed);
        bytes memory wide = _random(dice);
        bytes memory narrow = dice.drawBool(70) ? bytes.concat(wide, _random(dice)) : _random(dice);
        if (!_isPath(wide) || !_isPath(narrow) || narrow.length > 32) return;
        bool expected = narrow.length >= wide.length;
        for (uint256 i = 0; i < wide.length && expected; ++i) expected = narrow[i] == wide[i];
        if (expected && narrow.length > wide.length) expected = narrow[wide.length] == "-";
        bool found = ShortText.covers(bytes32(wide), bytes32(narrow));
        vm.assertEq(found ? 1 : 0, expected ? 1 : 0, "covers");
    }

    function test_coversAtTheEdges() external pure {
        vm.assertTrue(ShortText.covers("CN-11", "CN-11"), "itself");
        vm.assertTrue(ShortText.covers("CN-11", "CN-11-0105"), "below");
        vm.assertFalse(ShortText.covers("CN-11", "CN-110"), "a longer part");
        vm.assertFalse(ShortText.covers("CN-11", "CN-1"), "a shorter part");
        vm.assertFalse(ShortText.covers("CN-11", "CN"), "above");
        bytes32 longest = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-B";
        vm.assertTrue(ShortText.covers("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", longest), "32 bytes below 30");
        vm.assertTrue(ShortText.covers(longest, longest), "32 bytes itself");
        vm.assertFalse(ShortText.covers(longest, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "above 32 bytes");
        vm.assertFalse(ShortText.covers("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", longest), "31 bytes");
    }

    function _isCode(bytes32 text) private pure returns (bool) {
        bool ended = text[0] == 0;
        if (ended) return false;
        for (uint256 i = 0; i < 32; ++i) {
            if (text[i] == 0) ended = true;
            else if (ended || text[i] <= " " || text[i] > "~") return false;
        }
        return true;
    }

    function _isPath(bytes memory characters) private pure returns (bool) {
        uint256 length = characters.length;
        if (length == 0 || characters[0] == "-" || characters[length - 1] == "-") return false;
        for (uint256 i = 1; i < length; ++i) {
            if (characters[i] == "-" && characters[i - 1] == "-") return false;
        }
        return true;
    }

    function _random(Dice memory dice) private pure returns (bytes memory characters) {
        characters = new bytes(dice.draw(33));
        for (uint256 i = 0; i < characters.length; ++i) characters[i] = ALPHABET[dice.draw(ALPHABET.length)];
    }

    function _with(bytes32 text, uint256 place, bytes1 character) private pure returns (bytes32) {
        uint256 shift = (31 - place) * 8;
        return bytes32((uint256(text) & ~(uint256(0xff) << shift)) | (uint256(uint8(character)) << shift));
    }
}
