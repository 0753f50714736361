// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanPermit} from "./LoanPermit.sol";
import {Holder, Ledger} from "./LoanStore.sol";
import {LoanState} from "./interfaces/ILoan.sol";
import {ILoanFunding} from "./interfaces/ILoanFunding.sol";
import {HolderWord, HolderWordLib} from "./libraries/HolderWord.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {LoanMath} from "./libraries/LoanMath.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title From the first investment to draw-down, or back.
abstract contract LoanFunding is LoanPermit {
    using SafeTransferLib for address;

    /* CONSTANTS */

    uint256 private constant DRAW_DOWN_SECONDS = 7 days;

    /* ACTIONS */

    /// @inheritdoc ILoanFunding
    function invest(uint256 amount) external returns (uint256) {
        return _invest(msg.sender, amount);
    }

    /// @inheritdoc ILoanFunding
    function investFor(address investor, uint256 amount) external returns (uint256) {
        _checkReceiver(investor);
        return _invest(investor, amount);
    }

    /// @inheritdoc ILoanFunding
    function cancel() external notEntered {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Funding) revert WrongState(ledger.state);
        (bool enough, uint256 drawableAt) = _drawable(ledger.supply);
        uint256 cancellableAt = enough ? drawableAt + DRAW_DOWN_SECONDS : drawableAt;
        if (block.timestamp < cancellableAt) revert NotCancellable(ledger.supply, cancellableAt);

        _ledger.state = LoanState.Cancelled;
        _outcome.raised = ledger.supply;
        emit Cancelled(ledger.supply);
    }

    /// @inheritdoc ILoanFunding
    function refund() external returns (uint256) {
        return _refund(msg.sender);
    }

    /// @inheritdoc ILoanFunding
    function refundFor(address holder) external returns (uint256) {
        _checkNotLost(holder);
        return _refund(holder);
    }

    /// @inheritdoc ILoanFunding
    function drawDown() external nonReentrant {
        Ledger memory ledger = _ledger;
        address originator = LoanArgs.originator();
        _checkServicer(originator);
        // Whoever calls: an originator that the factory no longer knows gets nothing, and `cancel` gives everything back.
        if (!FACTORY.isOriginator(originator)) revert Unauthorized(originator);
        if (ledger.state != LoanState.Funding) revert WrongState(ledger.state);
        _checkNotPaused(ledger.pausedUntilHour);
        (bool enough, uint256 drawableAt) = _drawable(ledger.supply);
        if (!enough || block.timestamp < drawableAt) revert NotDrawable(ledger.supply, LoanArgs.fundingDeadline());
        uint256 closesAt = drawableAt + DRAW_DOWN_SECONDS;
        if (block.timestamp >= closesAt) revert DrawDownClosed(closesAt);

        _ledger.state = LoanState.Active;
        _outcome.drawnAt = uint40(block.timestamp);
        _outcome.raised = ledger.supply;
        _debt.outstanding = ledger.supply;
        _debt.accruedAt = uint40(block.timestamp);

        uint256 fee = ledger.supply * uint256(LoanArgs.read().originationFeeBps) / LoanMath.BPS;
        uint256 amount = ledger.supply - fee;
        emit DrawnDown(originator, amount, fee, ledger.supply);

        _payFee(fee);
        USDT.safeTransfer(originator, amount);
    }

    /// @inheritdoc ILoanFunding
    function sendFees() external nonReentrant {
        _payFee(0);
    }

    /* VIEWS */

    /// @inheritdoc ILoanFunding
    function raised() external view returns (uint256) {
        return _ledger.state == LoanState.Funding ? _ledger.supply : _outcome.raised;
    }

    /// @inheritdoc ILoanFunding
    function drawnAt() external view returns (uint256) {
        return _outcome.drawnAt;
    }

    /// @inheritdoc ILoanFunding
    function feesOwed() external view returns (uint256) {
        return _outcome.feesOwed;
    }

    /* INTERNAL */

    function _invest(address investor, uint256 amount) private nonReentrant returns (uint256 received) {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Funding) revert WrongState(ledger.state);
        _checkNotPaused(ledger.pausedUntilHour);
        uint256 deadline = LoanArgs.fundingDeadline();
        if (block.timestamp >= deadline) revert FundingEnded(deadline);
        Holder storage holder = _holders[investor];
        HolderWord word = _receivable(investor, holder.word);

        received = _pull(amount);

        (uint256 target,, uint256 minimumTicket, uint256 maximumTicket) = LoanArgs.amounts();
        uint256 remaining = target - ledger.supply;
        if (received > remaining) revert TargetExceeded(received, remaining);
        if (received < LoanMath.min(minimumTicket, remaining)) revert TicketTooSmall(received, minimumTicket);
        uint256 balance = word.balance() + received;
        if (balance > maximumTicket) revert TicketTooLarge(balance, maximumTicket);

        // The payout index is 0 while funding, so the lot carries no debt.
        holder.word = word.credit(HolderWordLib.lot(0, received));
        uint256 raised_ = ledger.supply + received;
        // forge-lint: disable-next-line(unsafe-typecast)
        _ledger.supply = uint64(raised_); // <= target
        if (raised_ == target) _outcome.fundedAt = uint40(block.timestamp);

        emit Transfer(address(0), investor, received);
        emit Invested(investor, received, raised_);
    }

    function _refund(address holder) private nonReentrant returns (uint256 amount) {
        LoanState current = _ledger.state;
        if (current != LoanState.Cancelled) revert WrongState(current);
        HolderWord word = _holders[holder].word;
        if (word.isFrozen()) revert HolderFrozen(holder);
        amount = word.balance();
        if (amount == 0) return 0;

        _holders[holder].word = word.clear();
        uint256 supply = _burn(holder, amount);
        emit Refunded(holder, amount, supply);

        USDT.safeTransfer(holder, amount);
    }

    /// @dev Pulls `amount` from the caller. What arrived counts, never more than was asked for.
    function _pull(uint256 amount) internal returns (uint256) {
        if (amount == 0) revert ZeroAmount();
        uint256 before = USDT.balanceOf(address(this));
        USDT.safeTransferFrom(msg.sender, address(this), amount);
        return _arrived(before, amount);
    }

    /// @dev What arrived since the loan had `before`, never more than `amount` that was asked for.
    function _arrived(uint256 before, uint256 amount) internal view returns (uint256 received) {
        received = LoanMath.min(USDT.balanceOf(address(this)) - before, amount);
        if (received == 0) revert ZeroAmount();
    }

    /// @dev Sends `fee`, and what was owed before, to the treasury. A treasury that USDT refuses must not stop a loan: what cannot
    /// be sent stays here, beside what is the holders'.
    function _payFee(uint256 fee) internal {
        uint256 before = _outcome.feesOwed;
        fee += before;
        if (fee == 0) return;
        if (before > 0) _outcome.feesOwed = 0;
        (bool sent, bytes memory answer) = USDT.call(abi.encodeCall(IERC20.transfer, (FACTORY.treasury(), fee)));
        // USDT answers nothing, other tokens true.
        // One that answers false may have moved the money all the same, which has to be undone.
        if (sent && answer.length > 0 && uint256(bytes32(answer)) != 1) revert SafeTransferLib.TransferFailed();
        if (sent) {
            fee = 0;
        } else {
            // Is it the treasury that is refused? A loan that can send nothing must not take a repayment that it cannot pay out.
            USDT.safeTransfer(address(this), 0);
            _outcome.feesOwed = uint64(fee);
        }
        if (fee != before) emit FeesOwed(fee);
    }

    /// @dev Whether enough was raised, and from when on it can be drawn, or (not enough) cancelled.
    function _drawable(uint256 supply) private view returns (bool enough, uint256 since) {
        (uint256 target, uint256 minimumRaise,,) = LoanArgs.amounts();
        enough = supply >= minimumRaise;
        since = supply == target ? _outcome.fundedAt : LoanArgs.fundingDeadline();
    }
}
