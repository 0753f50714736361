// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanMembership} from "./LoanMembership.sol";
import {Holder} from "./LoanStore.sol";
import {HolderWord, HolderWordLib} from "./libraries/HolderWord.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {LibString} from "solady/utils/LibString.sol";

/// @title The ERC-20 side of a loan (EIP-20): balances in holder words, so that a transfer leaves each side's payouts alone.
abstract contract LoanToken is LoanMembership {
    /* ACTIONS */

    /// @inheritdoc IERC20
    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = _allowances[from][msg.sender];
        if (allowed != type(uint256).max) {
            if (allowed < amount) revert InsufficientAllowance(msg.sender, allowed, amount);
            unchecked {
                _approve(from, msg.sender, allowed - amount);
            }
        }
        _transfer(from, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 amount) external returns (bool) {
        _approve(msg.sender, spender, amount);
        return true;
    }

    /* VIEWS */

    /// @inheritdoc IERC20
    function balanceOf(address holder) public view returns (uint256) {
        return _holders[holder].word.balance();
    }

    /// @inheritdoc IERC20
    function totalSupply() external view returns (uint256) {
        return _ledger.supply;
    }

    /// @inheritdoc IERC20
    function allowance(address owner, address spender) external view returns (uint256) {
        return _allowances[owner][spender];
    }

    /// @inheritdoc IERC20Metadata
    function name() public view returns (string memory) {
        return string.concat("ReFlow Loan ", _shortId());
    }

    /// @inheritdoc IERC20Metadata
    function symbol() external view returns (string memory) {
        return string.concat("RFL-", _shortId());
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external pure returns (uint8) {
        return 6;
    }

    /* INTERNAL */

    /// @dev Moves one lot between two words (see HolderWord). The sender's word is written before the receiver's is read,
    /// so a transfer to oneself ends in the same word.
    function _transfer(address from, address to, uint256 amount) private notEntered {
        // The guards of LoanStore, written out: a jump and back costs more than each of them.
        if (to == address(0)) revert InvalidReceiver(to);
        if (to == address(this)) revert InvalidReceiver(to);
        // Read together: one look at the ledger's word.
        (uint256 index, uint256 pausedUntilHour) = (_ledger.perToken, _ledger.pausedUntilHour);
        unchecked {
            if (block.timestamp < pausedUntilHour * 1 hours) revert LoanPaused(pausedUntilHour * 1 hours);
        }

        Holder storage sender = _holders[from];
        HolderWord word = sender.word;
        if (word.isFrozen()) revert HolderFrozen(from);
        if (word.balance() < amount) revert InsufficientBalance(from, word.balance(), amount);
        uint256 lot = HolderWordLib.lot(index, amount);
        sender.word = word.debit(lot);
        Holder storage receiver = _holders[to];
        receiver.word = _receivable(to, receiver.word).credit(lot);

        emit Transfer(from, to, amount);
    }

    /// @dev Takes `amount`, which the holder's word no longer has, out of the supply.
    function _burn(address holder, uint256 amount) internal returns (uint256 supply) {
        unchecked {
            supply = _ledger.supply - amount; // sum of balances = supply
        }
        // forge-lint: disable-next-line(unsafe-typecast)
        _ledger.supply = uint64(supply);
        emit Transfer(holder, address(0), amount);
    }

    function _approve(address owner, address spender, uint256 amount) internal {
        if (spender == address(0)) revert InvalidSpender(spender);
        _allowances[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }

    /// @dev First four bytes of the loan id, in hexadecimal.
    function _shortId() private view returns (string memory) {
        return LibString.toHexStringNoPrefix(uint256(LoanArgs.loanId()) >> 224, 4);
    }
}
