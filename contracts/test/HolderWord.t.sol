// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HolderWord, HolderWordLib} from "../src/libraries/HolderWord.sol";
import {LoanMath} from "../src/libraries/LoanMath.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The packed word against a plain model, over the full ranges that the loan's bounds allow.
contract HolderWordTest is Test {
    uint256 private constant MAX_SUPPLY = 2 ** 63 - 1;

    struct Plain {
        int256 debt;
        uint256 membership;
        uint256 balance;
    }

    function _pack(Plain memory plain) private pure returns (HolderWord) {
        return HolderWord.wrap(
            (uint256(uint128(int128(plain.debt))) << 128) | (plain.membership << 64) | uint64(plain.balance)
        );
    }

    function _assertWord(HolderWord word, Plain memory plain) private pure {
        assertEq(word.balance(), plain.balance, "balance");
        assertEq(word.debt(), plain.debt, "debt");
        assertEq(uint64(HolderWord.unwrap(word) >> 64), plain.membership, "membership");
    }

    /// @dev A holder that can exist at `perToken`: claimable is not negative and below 2^63 units.
    function _holder(uint256 perToken, uint64 balance, uint256 owed, uint64 membership)
        private
        pure
        returns (Plain memory plain)
    {
        uint256 claimable = bound(owed, 0, 2 ** 127 - 1);
        plain.balance = balance;
        plain.debt = int256(perToken * balance) - int256(claimable);
        vm.assume(plain.debt > -(2 ** 127) && plain.debt < 2 ** 127);
        plain.membership = membership;
    }

    /// @dev A transfer: both sides keep their claimable, their membership, and the plain sums.
    function testFuzz_lot_keepsClaimable(
        uint256 perToken,
        uint64 senderBalance,
        uint64 receiverBalance,
        uint256[2] memory owed,
        uint64[2] memory membership,
        uint64 amount
    ) public pure {
        senderBalance = uint64(bound(senderBalance, 0, MAX_SUPPLY));
        receiverBalance = uint64(bound(receiverBalance, 0, MAX_SUPPLY - senderBalance));
        uint256 supply = uint256(senderBalance) + receiverBalance;
        perToken = bound(perToken, 0, supply == 0 ? 2 ** 127 - 1 : (2 ** 127 - 1) / supply);
        amount = uint64(bound(amount, 0, senderBalance));
        Plain memory sender = _holder(perToken, senderBalance, owed[0], membership[0]);
        Plain memory receiver = _holder(perToken, receiverBalance, owed[1], membership[1]);
        HolderWord senderWord = _pack(sender);
        HolderWord receiverWord = _pack(receiver);
        uint256 senderClaimable = senderWord.claimableDown(perToken);
        uint256 receiverClaimable = receiverWord.claimableDown(perToken);

        uint256 lot = HolderWordLib.lot(perToken, amount);
        senderWord = senderWord.debit(lot);
        receiverWord = receiverWord.credit(lot);

        (sender.balance, sender.debt) = (sender.balance - amount, sender.debt - int256(perToken * amount));
        (receiver.balance, receiver.debt) = (receiver.balance + amount, receiver.debt + int256(perToken * amount));
        vm.assume(sender.debt > -(2 ** 127) && receiver.debt < 2 ** 127);
        _assertWord(senderWord, sender);
        _assertWord(receiverWord, receiver);
        assertEq(senderWord.claimableDown(perToken), senderClaimable, "sender's claimable");
        assertEq(receiverWord.claimableDown(perToken), receiverClaimable, "receiver's claimable");
    }

    /// @dev Paying what is claimable leaves less than one unit, and that fraction exactly.
    function testFuzz_pay_keepsFraction(uint256 perToken, uint64 balance, uint256 owed, uint64 membership) public pure {
        balance = uint64(bound(balance, 1, MAX_SUPPLY));
        perToken = bound(perToken, 0, (2 ** 127 - 1) / balance);
        Plain memory plain = _holder(perToken, balance, owed, membership);
        HolderWord word = _pack(plain);
        uint256 exact = uint256(int256(perToken * balance) - plain.debt);

        uint256 amount = word.claimableDown(perToken);
        word = word.pay(amount);

        assertEq(amount, exact / 2 ** 64, "rounded down");
        plain.debt += int256(amount * 2 ** 64);
        _assertWord(word, plain);
        assertEq(word.claimableDown(perToken), 0, "nothing left to claim");
        assertEq(uint256(int256(perToken * balance) - word.debt()), exact % 2 ** 64, "the fraction stays");
    }

    /// @dev The index holds the sum distributed, exactly, over its whole range.
    function testFuzz_payoutIndex_holdsTheSum(uint256 distributed, uint64 supply) public pure {
        supply = uint64(bound(supply, 1, 1e18));
        distributed = bound(distributed, 0, 2 ** 63 - 1);
        uint256 index = LoanMath.payoutIndexUp(distributed, supply);
        assertEq(LoanMath.sumDistributed(index, supply), distributed, "sum");
    }

    function testFuzz_clear_keepsMembership(uint256 raw) public pure {
        HolderWord word = HolderWord.wrap(raw).clear();
        assertEq(word.balance(), 0, "balance");
        assertEq(word.debt(), 0, "debt");
        assertEq(uint64(HolderWord.unwrap(word) >> 64), uint64(raw >> 64), "membership");
    }

    /// @dev A new membership replaces the old one, flags included, and touches nothing else.
    function testFuzz_withMembership(uint256 raw, uint40 until, bool frozen) public pure {
        HolderWord word = HolderWord.wrap(raw);
        HolderWord changed = word.withMembership(until, frozen);
        assertEq(changed.memberUntil(), until, "until");
        assertEq(changed.isFrozen(), frozen, "frozen");
        assertEq(changed.balance(), word.balance(), "balance");
        assertEq(changed.debt(), word.debt(), "debt");
        assertEq(uint24(HolderWord.unwrap(changed) >> 104), frozen ? 1 : 0, "no other flag");
    }

    /// @dev A recovery: balances and debts add up, the receiver keeps its membership, the claims lose nothing.
    function testFuzz_holding_recovers(
        uint256 perToken,
        uint64 lostBalance,
        uint64 balance,
        uint256[2] memory owed,
        uint64[2] memory membership
    ) public pure {
        lostBalance = uint64(bound(lostBalance, 0, MAX_SUPPLY));
        balance = uint64(bound(balance, 0, MAX_SUPPLY - lostBalance));
        uint256 supply = uint256(lostBalance) + balance;
        perToken = bound(perToken, 0, supply == 0 ? 2 ** 127 - 1 : (2 ** 127 - 1) / supply);
        // Together the claims are within what was distributed.
        owed[0] = bound(owed[0], 0, 2 ** 127 - 1);
        owed[1] = bound(owed[1], 0, 2 ** 127 - 1 - owed[0]);
        Plain memory lost = _holder(perToken, lostBalance, owed[0], membership[0]);
        Plain memory receiver = _holder(perToken, balance, owed[1], membership[1]);
        HolderWord lostWord = _pack(lost);
        HolderWord word = _pack(receiver);
        uint256 claims = lostWord.claimableDown(perToken) + word.claimableDown(perToken);

        word = word.credit(lostWord.holding());

        (receiver.balance, receiver.debt) = (supply, receiver.debt + lost.debt);
        vm.assume(receiver.debt > -(2 ** 127) && receiver.debt < 2 ** 127);
        _assertWord(word, receiver);
        assertGe(word.claimableDown(perToken), claims, "nothing is lost");
        assertLe(word.claimableDown(perToken), claims + 1, "two fractions make at most a unit");
        assertEq(lostWord.isEmpty(), lost.balance == 0 && lost.debt == 0, "empty");
    }
}
