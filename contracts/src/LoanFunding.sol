// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ledger, LoanToken} from "./LoanToken.sol";
import {ILoan, LoanState, LoanTerms} from "./interfaces/ILoan.sol";
import {ILoanFactory} from "./interfaces/ILoanFactory.sol";
import {HolderWord, HolderWordLib} from "./libraries/HolderWord.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {Debt, LoanMath} from "./libraries/LoanMath.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @dev How funding ended, in one storage word.
struct Outcome {
    uint40 fundedAt; // when the target was met, 0 if it was not
    uint40 drawnAt; // 0 before draw-down
    uint64 raised; // 0 while funding, when it is the supply
}

/// @title From the first investment to draw-down, or back.
abstract contract LoanFunding is LoanToken {
    using SafeTransferLib for address;

    /* CONSTANTS AND IMMUTABLES */

    uint256 internal constant DRAW_DOWN_SECONDS = 7 days;

    ILoanFactory internal immutable FACTORY;
    address internal immutable USDT;

    /* STORAGE */

    Outcome internal _outcome;
    Debt internal _debt;

    /* CONSTRUCTOR */

    /// @dev Runs once, for the contract that clones delegate to. Closed, so that nobody can use it as a loan.
    constructor(address usdt_) {
        FACTORY = ILoanFactory(msg.sender);
        USDT = usdt_;
        _ledger.state = LoanState.Closed;
    }

    /* FUNDING */

    /// @inheritdoc ILoan
    function invest(uint256 amount) external nonReentrant returns (uint256 received) {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Funding) revert WrongState(ledger.state);
        uint256 deadline = LoanArgs.fundingDeadline();
        if (block.timestamp >= deadline) revert FundingEnded(deadline);

        received = _pull(amount);

        HolderWord word = _holders[msg.sender];
        (uint256 target,, uint256 minimumTicket, uint256 maximumTicket) = LoanArgs.amounts();
        uint256 remaining = target - ledger.supply;
        if (received > remaining) revert TargetExceeded(received, remaining);
        if (received < LoanMath.min(minimumTicket, remaining)) revert TicketTooSmall(received, minimumTicket);
        uint256 balance = word.balance() + received;
        if (balance > maximumTicket) revert TicketTooLarge(balance, maximumTicket);

        // The payout index is 0 while funding, so the lot carries no debt.
        _holders[msg.sender] = word.credit(HolderWordLib.lot(0, received));
        uint256 raised_ = ledger.supply + received;
        // forge-lint: disable-next-line(unsafe-typecast)
        _ledger.supply = uint64(raised_); // <= target
        if (raised_ == target) _outcome.fundedAt = uint40(block.timestamp);

        emit Transfer(address(0), msg.sender, received);
        emit Invested(msg.sender, received, raised_);
    }

    /// @inheritdoc ILoan
    function cancel() external {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Funding) revert WrongState(ledger.state);
        (bool enough, uint256 drawableAt) = _drawable(ledger.supply);
        uint256 cancellableAt = enough ? drawableAt + DRAW_DOWN_SECONDS : drawableAt;
        if (block.timestamp < cancellableAt) revert NotCancellable(ledger.supply, cancellableAt);

        _ledger.state = LoanState.Cancelled;
        _outcome.raised = ledger.supply;
        emit Cancelled(ledger.supply);
    }

    /// @inheritdoc ILoan
    function refund() external returns (uint256) {
        return _refund(msg.sender);
    }

    /// @inheritdoc ILoan
    function refundFor(address holder) external returns (uint256) {
        return _refund(holder);
    }

    /// @inheritdoc ILoan
    function drawDown() external nonReentrant {
        Ledger memory ledger = _ledger;
        address originator = LoanArgs.originator();
        _checkServicer(originator);
        if (ledger.state != LoanState.Funding) revert WrongState(ledger.state);
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

        if (fee > 0) USDT.safeTransfer(FACTORY.treasury(), fee);
        USDT.safeTransfer(originator, amount);
    }

    /// @inheritdoc ILoan
    function raised() external view returns (uint256) {
        return _ledger.state == LoanState.Funding ? _ledger.supply : _outcome.raised;
    }

    /* INTERNAL */

    function _refund(address holder) private nonReentrant returns (uint256 amount) {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Cancelled) revert WrongState(ledger.state);
        HolderWord word = _holders[holder];
        amount = word.balance();
        if (amount == 0) return 0;

        _holders[holder] = word.clear();
        uint256 supply = _burn(ledger, holder, amount);
        emit Refunded(holder, amount, supply);

        USDT.safeTransfer(holder, amount);
    }

    /// @dev Takes `amount`, which the holder's word no longer has, out of the supply.
    function _burn(Ledger memory ledger, address holder, uint256 amount) internal returns (uint256 supply) {
        unchecked {
            supply = ledger.supply - amount; // sum of balances = supply
        }
        // forge-lint: disable-next-line(unsafe-typecast)
        _ledger.supply = uint64(supply);
        emit Transfer(holder, address(0), amount);
    }

    /// @dev Pulls `amount` from the caller. What arrived counts, never more than was asked for.
    function _pull(uint256 amount) internal returns (uint256 received) {
        if (amount == 0) revert ZeroAmount();
        uint256 before = USDT.balanceOf(address(this));
        USDT.safeTransferFrom(msg.sender, address(this), amount);
        received = LoanMath.min(USDT.balanceOf(address(this)) - before, amount);
        if (received == 0) revert ZeroAmount();
    }

    /// @dev Whether enough was raised, and from when on it can be drawn, or (not enough) cancelled.
    function _drawable(uint256 supply) private view returns (bool enough, uint256 since) {
        (uint256 target, uint256 minimumRaise,,) = LoanArgs.amounts();
        enough = supply >= minimumRaise;
        since = supply == target ? _outcome.fundedAt : LoanArgs.fundingDeadline();
    }

    /// @dev The originator of this loan, or the operator of the platform.
    function _checkServicer(address originator) internal view {
        if (msg.sender != originator && msg.sender != FACTORY.operator()) revert Unauthorized(msg.sender);
    }
}
