// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A seed from which a test draws one choice after another.
struct Dice {
    uint256 seed;
}

using {draw, drawBool} for Dice global;

/// @return choice from 0 to `bound - 1`
function draw(Dice memory dice, uint256 bound) pure returns (uint256 choice) {
    dice.seed = uint256(keccak256(abi.encode(dice.seed)));
    return dice.seed % bound;
}

/// @return true `percent` times in a hundred
function drawBool(Dice memory dice, uint256 percent) pure returns (bool) {
    return draw(dice, 100) < percent;
}
