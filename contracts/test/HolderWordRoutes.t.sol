// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HolderWord, HolderWordLib} from "../src/libraries/HolderWord.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Words on long ways: many transfers, in parts, around in circles, between rises of the price, over the full ranges.
contract HolderWordRoutesTest is Test {
    uint256 private constant WORDS = 3;
    uint256 private constant STEPS = 24;

    struct Step {
        uint256 from;
        uint256 to;
        uint256 amount;
    }

    uint256 private _random;

    /// @dev No transfer changes anybody's claimable; a rise of the price gives each holder price * balance, nobody less; and the
    /// whole way back ends in the words of the start.
    function testFuzz_route_keepsClaimablesAndLeadsBack(uint256 seed) public {
        _random = seed;
        HolderWord[WORDS] memory words = _words();
        uint256 price = _next(2 ** 127 / _supply(words));
        uint64[WORDS] memory middles = _middles(words);
        for (uint256 round; round < 3; ++round) {
            uint256[WORDS] memory claimable = _claimables(words, price);
            HolderWord[WORDS] memory start = [words[0], words[1], words[2]];
            Step[STEPS] memory steps;
            for (uint256 i; i < STEPS; ++i) {
                uint256 from = _next(WORDS);
                steps[i] = Step(from, _next(WORDS), _next(words[from].balance() + 1));
                _move(words, steps[i], price);
                _assertClaimables(words, price, claimable);
            }
            HolderWord[WORDS] memory end = [words[0], words[1], words[2]];
            for (uint256 i = STEPS; i > 0; --i) {
                _move(words, Step(steps[i - 1].to, steps[i - 1].from, steps[i - 1].amount), price);
            }
            for (uint256 i; i < WORDS; ++i) {
                assertEq(HolderWord.unwrap(words[i]), HolderWord.unwrap(start[i]), "the way back");
            }
            words = end;
            price += _next(2 ** 127 / _supply(words) - price);
        }
        assertEq(abi.encode(_middles(words)), abi.encode(middles), "middle bits");
    }

    /// @dev Cut into any parts, a transfer ends in the same two words.
    function testFuzz_split_endsInTheSameWords(uint256 seed) public {
        _random = seed;
        HolderWord[WORDS] memory words = _words();
        uint256 price = _next(2 ** 127 / _supply(words));
        uint256 amount = words[0].balance();
        uint256 lot = HolderWordLib.lot(price, amount);
        HolderWord sender = words[0].debit(lot);
        HolderWord receiver = words[1].credit(lot);
        while (words[0].balance() > 0) {
            uint256 part = _next(4) == 0 ? words[0].balance() : 1 + _next(words[0].balance());
            _move(words, Step(0, 1, part), price);
        }
        assertEq(HolderWord.unwrap(words[0]), HolderWord.unwrap(sender), "sender");
        assertEq(HolderWord.unwrap(words[1]), HolderWord.unwrap(receiver), "receiver");
    }

    /* HELPERS */

    /// @dev Holders at a price of zero, with nothing owed, any balances and any middle bits.
    function _words() private returns (HolderWord[WORDS] memory words) {
        uint256 left = _next(3) == 0 ? 1 + _next(1000) : 1 + _next(2 ** 63 - 1);
        for (uint256 i; i < WORDS; ++i) {
            uint256 balance = i == WORDS - 1 ? left : _next(left + 1);
            left -= balance;
            words[i] = HolderWord.wrap((_next(2 ** 64) << 64) | balance);
        }
    }

    function _move(HolderWord[WORDS] memory words, Step memory step, uint256 price) private pure {
        uint256 lot = HolderWordLib.lot(price, step.amount);
        words[step.from] = words[step.from].debit(lot);
        words[step.to] = words[step.to].credit(lot);
    }

    function _supply(HolderWord[WORDS] memory words) private pure returns (uint256) {
        return words[0].balance() + words[1].balance() + words[2].balance();
    }

    function _middles(HolderWord[WORDS] memory words) private pure returns (uint64[WORDS] memory middles) {
        for (uint256 i; i < WORDS; ++i) {
            middles[i] = uint64(HolderWord.unwrap(words[i]) >> 64);
        }
    }

    function _claimables(HolderWord[WORDS] memory words, uint256 price)
        private
        pure
        returns (uint256[WORDS] memory claimable)
    {
        for (uint256 i; i < WORDS; ++i) {
            claimable[i] = words[i].claimableDown(price);
        }
    }

    function _assertClaimables(HolderWord[WORDS] memory words, uint256 price, uint256[WORDS] memory expected)
        private
        pure
    {
        for (uint256 i; i < WORDS; ++i) {
            assertEq(words[i].claimableDown(price), expected[i], "claimable");
        }
    }

    /// @dev A number below `limit`, or 0 where nothing is below it.
    function _next(uint256 limit) private returns (uint256) {
        _random = uint256(keccak256(abi.encode(_random)));
        return limit == 0 ? 0 : _random % limit;
    }
}
