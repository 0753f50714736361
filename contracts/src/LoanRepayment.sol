// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanFunding} from "./LoanFunding.sol";
import {Ledger, Payment} from "./LoanStore.sol";
import {PayIn} from "./PayIn.sol";
import {LoanState} from "./interfaces/ILoan.sol";
import {ILoanRepayment} from "./interfaces/ILoanRepayment.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {Debt, LoanMath, Plan, Split} from "./libraries/LoanMath.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title Repayments, from the payer or from the pay-in address.
abstract contract LoanRepayment is LoanFunding {
    using SafeTransferLib for address;

    /* CONSTANTS */

    /// @dev perToken * supply stays below this, which keeps every debt inside int128.
    uint256 private constant INDEX_LIMIT = 1 << 127;
    /// @dev Payment ids up to here are those of `collect`: its round, counted from 1.
    uint256 private constant LAST_COLLECTED_ID = type(uint32).max;

    /* ACTIONS */

    /// @inheritdoc ILoanRepayment
    function distribute(bytes32 paymentId, uint256 amount) external nonReentrant returns (uint256 taken) {
        Ledger memory ledger = _ledger;
        Plan memory plan = _plan(ledger.supply);
        _checkServicer(plan.terms.originator);
        Debt memory debt = _accruedFor(ledger, plan);
        if (uint256(paymentId) <= LAST_COLLECTED_ID) revert PaymentIdReserved(paymentId);
        if (_payments[paymentId].time != 0) revert PaymentAlreadyRecorded(paymentId, _payments[paymentId].round);

        taken = LoanMath.min(amount, LoanMath.owed(debt));
        _settle(paymentId, ledger, plan, debt, _pull(taken));
    }

    /// @inheritdoc ILoanRepayment
    function collect() external nonReentrant returns (uint256 taken) {
        Ledger memory ledger = _ledger;
        Plan memory plan = _plan(ledger.supply);
        if (msg.sender != plan.terms.borrower) _checkServicer(plan.terms.originator);
        Debt memory debt = _accruedFor(ledger, plan);

        address payIn = payInAddress();
        taken = LoanMath.min(USDT.balanceOf(payIn), LoanMath.owed(debt));
        if (taken == 0) revert ZeroAmount();
        uint256 before = USDT.balanceOf(address(this));
        _payFrom(payIn, address(this), taken);
        emit Collected(ledger.rounds, payIn, taken);
        // Never seen before: each round has one id of this kind, and `distribute` takes none of them.
        _settle(bytes32(uint256(ledger.rounds) + 1), ledger, plan, debt, _arrived(before, taken));
    }

    /// @inheritdoc ILoanRepayment
    function returnExcess() external nonReentrant returns (uint256 amount) {
        LoanState current = _ledger.state;
        if (current != LoanState.Repaid && current != LoanState.Closed && current != LoanState.Cancelled) {
            revert WrongState(current);
        }
        address payIn = payInAddress();
        amount = USDT.balanceOf(payIn);
        if (amount == 0) return 0;
        address borrower = LoanArgs.borrower();
        emit ExcessReturned(borrower, payIn, amount);

        _payFrom(payIn, borrower, amount);
    }

    /* VIEWS */

    /// @inheritdoc ILoanRepayment
    function payInAddress() public view returns (address) {
        return LibClone.predictDeterministicAddress(PAY_IN, abi.encodePacked(address(this)), 0, address(this));
    }

    /* INTERNAL */

    /// @dev The debt at this block, for a payment that may be recorded.
    function _accruedFor(Ledger memory ledger, Plan memory plan) private view returns (Debt memory) {
        if (!_isOwed(ledger.state)) revert WrongState(ledger.state);
        return _accrue(plan, ledger.state);
    }

    /// @dev Records `received`, which is here and at most what is owed.
    function _settle(bytes32 paymentId, Ledger memory ledger, Plan memory plan, Debt memory debt, uint256 received)
        private
    {
        Split memory split = LoanMath.settle(debt, received, plan.terms.platformFeeBps);
        debt.settled = LoanMath.settledAfterPayment(plan, debt, block.timestamp);
        _debt = debt;

        _record(paymentId, ledger, split, debt);
        if (LoanMath.owed(debt) == 0) {
            ledger.state = LoanState.Repaid;
            emit Repaid(LoanMath.sumDistributed(ledger.perToken, ledger.supply));
        }
        _ledger = ledger;

        _payFee(split.platformFee);
    }

    /// @dev Adds the holders' part of a payment to the payout index, and stores the distribution.
    function _record(bytes32 paymentId, Ledger memory ledger, Split memory split, Debt memory debt) private {
        uint256 distributed =
            LoanMath.sumDistributed(ledger.perToken, ledger.supply) + split.received - split.platformFee;
        uint256 index = LoanMath.payoutIndexUp(distributed, ledger.supply);
        if (index * ledger.supply >= INDEX_LIMIT) revert PayoutIndexOverflow(index, ledger.supply);
        uint256 round = ledger.rounds;
        ledger.perToken = uint128(index);
        ledger.rounds = uint32(round + 1);

        _paymentIds[round] = paymentId;
        _payments[paymentId] = Payment({
            principal: uint64(split.principal),
            interest: uint64(split.interest),
            lateFee: uint64(split.lateFee),
            time: uint40(block.timestamp),
            perToken: uint128(index),
            round: uint32(round)
        });
        emit Distributed(
            paymentId,
            round,
            split.received,
            split.lateFee,
            split.interest,
            split.principal,
            split.platformFee,
            index,
            debt.outstanding,
            debt.settled
        );
    }

    /// @dev Sends from the pay-in address, whose code is put there when it is first needed.
    function _payFrom(address payIn, address to, uint256 amount) private {
        if (payIn.code.length == 0) LibClone.cloneDeterministic(PAY_IN, abi.encodePacked(address(this)), 0);
        PayIn(payIn).pay(to, amount);
    }

    function _plan(uint256 supply) internal view returns (Plan memory) {
        return Plan(LoanArgs.read(), _outcome.drawnAt, supply);
    }

    /// @dev The debt at this block; interest and late fee stand still after default.
    function _accrue(Plan memory plan, LoanState stored) internal view returns (Debt memory debt) {
        debt = _debt;
        if (stored == LoanState.Active) LoanMath.accrue(plan, debt, block.timestamp);
    }

    /// @dev Whether there is a debt: none before draw-down and after the end.
    function _isOwed(LoanState stored) internal pure returns (bool) {
        return stored == LoanState.Active || stored == LoanState.Defaulted;
    }

    /// @dev The debt at this block.
    function _debtNow() internal view returns (Debt memory debt) {
        Ledger memory ledger = _ledger;
        if (!_isOwed(ledger.state)) return debt;
        return _accrue(_plan(ledger.supply), ledger.state);
    }
}
