// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev What a loan knows about one holder, in one storage word:
///
///   | bits 128..255      | bits 64..127                         | bits 0..63          |
///   | debt, int128       | reserved for membership, now zero    | balance, uint64     |
///
/// debt: what the holder may not claim of perToken * balance, scale 2^64. Bound: |debt| < 2^127.
/// balance: token units. Bound: <= supply < 2^63.
///
/// A transfer moves a *lot*, a word with perToken * amount as debt and amount as balance: the sender's word loses it, the
/// receiver's gains it. Both keep their claimable, because perToken * balance - debt does not change on either side.
type HolderWord is uint256;

using HolderWordLib for HolderWord global;

library HolderWordLib {
    uint256 internal constant SCALE_BITS = 64;
    uint256 private constant DEBT_SHIFT = 128;
    uint256 private constant RESERVED_MASK = uint256(type(uint64).max) << 64;

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

    /// @dev No balance, no debt; the reserved bits stay.
    function clear(HolderWord word) internal pure returns (HolderWord) {
        return HolderWord.wrap(HolderWord.unwrap(word) & RESERVED_MASK);
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
