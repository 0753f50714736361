// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HolderWord, HolderWordLib} from "../src/libraries/HolderWord.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What the proof of the holder word (script/prove-word.mjs) takes the library to say, against the compiled library: random
/// arguments with no regard to bounds, answers by the solver from the translated functions.
contract HolderWordVectorsTest is Test {
    function test_vectors_translationIsTheLibrary() public view {
        string memory json = vm.readFile("test/vectors/HolderWord.json");
        uint256[] memory words = vm.parseJsonUintArray(json, ".word");
        uint256[] memory prices = vm.parseJsonUintArray(json, ".perToken");
        uint256[] memory amounts = vm.parseJsonUintArray(json, ".amount");
        uint256[12][] memory answers = _answers(json, words.length);
        assertGe(words.length, 64, "vectors");
        for (uint256 i; i < words.length; ++i) {
            HolderWord word = HolderWord.wrap(words[i]);
            uint256 lot = HolderWordLib.lot(prices[i], amounts[i]);
            assertEq(lot, answers[i][0], "lot");
            assertEq(HolderWord.unwrap(word.credit(lot)), answers[i][1], "credit");
            assertEq(HolderWord.unwrap(word.debit(lot)), answers[i][2], "debit");
            assertEq(HolderWord.unwrap(word.pay(amounts[i])), answers[i][3], "pay");
            assertEq(HolderWord.unwrap(word.clear()), answers[i][4], "clear");
            assertEq(word.balance(), answers[i][5], "balance");
            assertEq(uint256(word.debt()), answers[i][6], "debt");
            assertEq(word.claimableDown(prices[i]), answers[i][7], "claimableDown");
            assertEq(word.holding(), answers[i][8], "holding");
            word = word.withMembership(uint40(amounts[i]), HolderWord.wrap(prices[i]).isFrozen());
            assertEq(HolderWord.unwrap(word), answers[i][9], "withMembership");
            word = HolderWord.wrap(words[i]);
            assertEq(word.memberUntil(), answers[i][10], "memberUntil");
            assertEq(word.isFrozen() ? 1 : 0, answers[i][11], "isFrozen");
        }
    }

    function _answers(string memory json, uint256 count) private pure returns (uint256[12][] memory answers) {
        answers = new uint256[12][](count);
        string[12] memory names = [
            ".lot",
            ".credit",
            ".debit",
            ".pay",
            ".clear",
            ".balance",
            ".debt",
            ".claimableDown",
            ".holding",
            ".withMembership",
            ".memberUntil",
            ".isFrozen"
        ];
        for (uint256 column; column < 12; ++column) {
            uint256[] memory values = vm.parseJsonUintArray(json, names[column]);
            for (uint256 i; i < count; ++i) {
                answers[i][column] = values[i];
            }
        }
    }
}
