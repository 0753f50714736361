// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev What a loan knows about one holder, in one storage word:
///
///   | bits 128..255      | bits 104..127        | bits 64..103          | bits 0..63          |
///   | debt, int128       | flags, bit 0: frozen | member until, uint40  | balance, uint64     |
///
/// debt: what the holder may not claim of perToken * balance, scale 2^64. Bound: |debt| < 2^127.
/// member until, flags: what the loan last saw of this account in `IMembers`; they move with nothing.
/// balance: token units. Bound: <= supply < 2^63.
///
/// A transfer moves a *lot*, a word with perToken * amount as debt and amount as balance: the sender's word loses it, the
/// receiver's gains it. Both keep their claimable, because perToken * balance - debt does not change on either side.
type HolderWord is uint256;

using HolderWordLib for HolderWord global;

library HolderWordLib {
    uint256 internal constant SCALE_BITS = 64;
    uint256 private constant DEBT_SHIFT = 128;
    uint256 private constant MEMBER_SHIFT = 64;
    uint256 private constant FROZEN_BIT = 1 << 104;
    uint256 private constant MEMBERSHIP_MASK = uint256(type(uint64).max) << MEMBER_SHIFT;

    /// @dev perToken * amount < 2^127 (invariant: perToken * supply < 2^127, amount <= supply < 2^63).
    function lot(uint256 perToken, uint256 amount) internal pure returns (uint256) {
        unchecked {
            return ((perToken * amount) << DEBT_SHIFT) | amount;
        }
    }

    /// @dev Adds a lot. The balance cannot carry (sum <= supply < 2^63); the debt wraps as int128 does and is in bounds.
    function credit(HolderWord word, uint256 lot_) internal pure returns (HolderWord) {
        unchecked {
            return HolderWord.wrap(HolderWord.unwrap(word) + lot_);
        }
    }

    /// @dev Removes a lot whose amount is at most the balance, so that nothing is borrowed from the fields above.
    function debit(HolderWord word, uint256 lot_) internal pure returns (HolderWord) {
        unchecked {
            return HolderWord.wrap(HolderWord.unwrap(word) - lot_);
        }
    }

    /// @dev Records that `amount` units were paid; the fraction below one unit stays claimable.
    function pay(HolderWord word, uint256 amount) internal pure returns (HolderWord) {
        unchecked {
            return HolderWord.wrap(HolderWord.unwrap(word) + (amount << (DEBT_SHIFT + SCALE_BITS)));
        }
    }

    /// @dev No balance, no debt; the membership stays.
    function clear(HolderWord word) internal pure returns (HolderWord) {
        return HolderWord.wrap(HolderWord.unwrap(word) & MEMBERSHIP_MASK);
    }

    /// @dev Debt and balance as a lot: credited to another word of the same loan, it moves what is owed with the tokens.
    /// The sum of two holders' debts is in bounds like each, as their claimables together never pass what was distributed.
    function holding(HolderWord word) internal pure returns (uint256) {
        return HolderWord.unwrap(word) & ~MEMBERSHIP_MASK;
    }

    function withMembership(HolderWord word, uint40 until, bool frozen) internal pure returns (HolderWord) {
        uint256 membership = uint256(until) << MEMBER_SHIFT;
        return HolderWord.wrap(word.holding() | (frozen ? membership | FROZEN_BIT : membership));
    }

    function isEmpty(HolderWord word) internal pure returns (bool) {
        return word.holding() == 0;
    }

    /// @dev Unix seconds, inclusive; 0 for none.
    function memberUntil(HolderWord word) internal pure returns (uint256) {
        return uint40(HolderWord.unwrap(word) >> MEMBER_SHIFT);
    }

    function isFrozen(HolderWord word) internal pure returns (bool) {
        return HolderWord.unwrap(word) & FROZEN_BIT != 0;
    }

    function balance(HolderWord word) internal pure returns (uint256) {
        return uint64(HolderWord.unwrap(word));
    }

    function debt(HolderWord word) internal pure returns (int256) {
        return int128(uint128(HolderWord.unwrap(word) >> DEBT_SHIFT));
    }

    /// @dev floor((perToken * balance - debt) / 2^64); never negative, as debt never passes perToken * balance.
    function claimableDown(HolderWord word, uint256 perToken) internal pure returns (uint256) {
        unchecked {
            return uint256(int256(perToken * word.balance()) - word.debt()) >> SCALE_BITS;
        }
    }
}
