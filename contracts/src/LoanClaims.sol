// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanRepayment} from "./LoanRepayment.sol";
import {Holder, Ledger} from "./LoanStore.sol";
import {LoanState} from "./interfaces/ILoan.sol";
import {ILoanRepayment} from "./interfaces/ILoanRepayment.sol";
import {HolderWord} from "./libraries/HolderWord.sol";
import {Debt, LoanMath, Plan} from "./libraries/LoanMath.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title Claims, default and write-off.
abstract contract LoanClaims is LoanRepayment {
    using SafeTransferLib for address;

    /* CONSTANTS */

    /// @dev How much longer than the operator a holder waits before declaring a default.
    uint256 private constant HOLDER_DEFAULT_DELAY = 30 days;

    /* CLAIMS */

    /// @inheritdoc ILoanRepayment
    function claimDistribution() external returns (uint256) {
        return _claim(msg.sender, msg.sender);
    }

    /// @inheritdoc ILoanRepayment
    function claimDistributionTo(address to) external returns (uint256) {
        _checkReceiver(to);
        return _claim(msg.sender, to);
    }

    /// @inheritdoc ILoanRepayment
    function claimDistributionFor(address holder) external returns (uint256) {
        _checkNotLost(holder);
        return _claim(holder, holder);
    }

    /* DEFAULT */

    /// @inheritdoc ILoanRepayment
    function declareDefault() external notEntered {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Active) revert WrongState(ledger.state);
        Plan memory plan = _plan(ledger.supply);
        uint256 defaultableAt = LoanMath.lateAfter(plan, _debt) + plan.terms.defaultAfterSeconds + 1;
        if (msg.sender != FACTORY.operator()) {
            if (balanceOf(msg.sender) == 0) revert Unauthorized(msg.sender);
            defaultableAt += HOLDER_DEFAULT_DELAY;
        }
        if (block.timestamp < defaultableAt) revert NotDefaultable(defaultableAt);

        Debt memory debt = _accrue(plan, ledger.state);
        _debt = debt;
        _ledger.state = LoanState.Defaulted;
        emit Defaulted(msg.sender, debt.outstanding, debt.interest);
    }

    /// @inheritdoc ILoanRepayment
    function writeOff() external notEntered {
        if (msg.sender != FACTORY.admin()) revert Unauthorized(msg.sender);
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Defaulted) revert WrongState(ledger.state);

        _ledger.state = LoanState.Closed;
        emit WrittenOff(_debt.outstanding);
    }

    /* INTERNAL */

    /// @dev Pays `holder`'s share to `to`; in Repaid and Closed, where nothing more can come, also burns its tokens.
    function _claim(address holder, address to) private nonReentrant returns (uint256 amount) {
        // Read together: one look at the ledger's word.
        (uint256 index, LoanState current) = (_ledger.perToken, _ledger.state);
        Holder storage account = _holders[holder];
        HolderWord word = account.word;
        if (word.isFrozen()) revert HolderFrozen(holder);
        amount = word.claimableDown(index);
        uint256 burned = current == LoanState.Repaid || current == LoanState.Closed ? word.balance() : 0;
        if (amount == 0 && burned == 0) return 0;

        if (burned > 0) {
            account.word = word.clear();
            _burn(holder, burned);
        } else {
            account.word = word.pay(amount);
        }
        if (amount == 0) return 0;

        uint256 total = _claimed[holder] + amount;
        _claimed[holder] = total;
        emit Claimed(holder, to, amount, total);

        USDT.safeTransfer(to, amount);
    }
}
