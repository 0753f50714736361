// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoan, LoanState} from "./interfaces/ILoan.sol";
import {HolderWord, HolderWordLib} from "./libraries/HolderWord.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {LibString} from "solady/utils/LibString.sol";

/// @dev What every path of a loan reads, in one storage word.
struct Ledger {
    uint128 perToken; // payout index, scale 2^64; perToken * supply < 2^127
    uint64 supply; // token units; <= 10^18; fixed from draw-down until completion burns
    uint32 rounds; // distributions recorded
    LoanState state; // never Late
}

/// @title The ERC-20 side of a loan (EIP-20): balances in holder words, so that a transfer leaves each side's payouts alone.
/// @dev EIP-20 with these choices: transfers to the zero address and to the loan are refused, an allowance of 2^256-1 is
/// not lowered, name and symbol come from the loan id.
abstract contract LoanToken is ILoan {
    /* STORAGE */

    Ledger internal _ledger;
    mapping(address holder => HolderWord) internal _holders;
    mapping(address owner => mapping(address spender => uint256)) private _allowances;

    /// @dev Set while the loan talks to USDT; reading it costs 100 gas, so transfers look at it too.
    bool private transient _entered;

    /* MODIFIERS */

    modifier nonReentrant() {
        _checkNotEntered();
        _entered = true;
        _;
        _entered = false;
    }

    /* ERC-20: ACTIONS */

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
                _allowances[from][msg.sender] = allowed - amount;
            }
        }
        _transfer(from, to, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 amount) external returns (bool) {
        if (spender == address(0)) revert InvalidSpender(spender);
        _allowances[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    /* ERC-20: VIEWS */

    /// @inheritdoc IERC20
    function balanceOf(address holder) public view returns (uint256) {
        return _holders[holder].balance();
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
    function name() external view returns (string memory) {
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
    function _transfer(address from, address to, uint256 amount) private {
        _checkNotEntered();
        _checkReceiver(to);

        HolderWord sender = _holders[from];
        if (sender.balance() < amount) revert InsufficientBalance(from, sender.balance(), amount);
        uint256 lot = HolderWordLib.lot(_ledger.perToken, amount);
        _holders[from] = sender.debit(lot);
        _holders[to] = _holders[to].credit(lot);

        emit Transfer(from, to, amount);
    }

    function _checkReceiver(address to) internal view {
        if (to == address(0) || to == address(this)) revert InvalidReceiver(to);
    }

    function _checkNotEntered() internal view {
        if (_entered) revert Reentrancy();
    }

    /// @dev First four bytes of the loan id, in hexadecimal.
    function _shortId() private view returns (string memory) {
        return LibString.toHexStringNoPrefix(uint256(LoanArgs.loanId()) >> 224, 4);
    }
}
