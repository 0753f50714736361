// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms, RepaymentKind} from "../interfaces/LoanTypes.sol";

/// @dev What is owed and how long ago, in one storage word. Written by draw-down, distribution, default and write-off.
struct Debt {
    uint64 outstanding; // principal; <= 10^18
    uint64 interest; // unpaid at accruedAt; saturates
    uint48 lateFee; // unpaid at accruedAt; saturates at 281 million USDT
    uint40 accruedAt; // unix seconds of the last accrual; stays when the loan defaults
    uint16 settled; // instalments settled; <= instalmentCount
    bool late; // whether the loan was late at accruedAt, so that the late fee is charged up to there
}

/// @dev A drawn loan's agreement: its schedule hangs on the day and the amount of draw-down.
struct Plan {
    LoanTerms terms;
    uint256 drawnAt; // unix seconds
    uint256 principal; // drawn principal, which is the supply until completion
}

/// @dev One payment, by what it pays. The platform fee is part of the interest.
struct Split {
    uint256 received;
    uint256 lateFee;
    uint256 interest;
    uint256 principal;
    uint256 platformFee;
}

/// @dev Schedule, accrual and late fee: pure functions of the terms, the debt and the clock.
library LoanMath {
    uint256 internal constant BPS = 10_000;
    uint256 internal constant YEAR = 365 days;

    /* SCHEDULE */

    /// @dev Due date of instalment `k`, from 1. Fits: k <= 360 and period <= 3,660 days.
    function dueAt(Plan memory plan, uint256 k) internal pure returns (uint256) {
        return plan.drawnAt + k * plan.terms.periodSeconds;
    }

    /// @dev Principal to have been paid with instalment `k`, rounded down; all of it with the last.
    function scheduledPrincipalDown(Plan memory plan, uint256 k) internal pure returns (uint256) {
        if (k >= plan.terms.instalmentCount) return plan.principal;
        if (plan.terms.repaymentKind != RepaymentKind.Amortising) return 0;
        return plan.principal * k / plan.terms.instalmentCount;
    }

    /// @dev The last second at which the loan is not late: due date of the first unsettled instalment plus grace.
    function lateAfter(Plan memory plan, Debt memory debt) internal pure returns (uint256) {
        return dueAt(plan, uint256(debt.settled) + 1) + plan.terms.graceSeconds;
    }

    /// @dev Late: principal outstanding, and the grace of the first unsettled instalment has passed.
    function isLate(Plan memory plan, Debt memory debt, uint256 time) internal pure returns (bool) {
        return debt.outstanding > 0 && time > lateAfter(plan, debt);
    }

    /// @dev Instalments settled after a payment at `time`: each whose principal is covered while no interest is unpaid, and
    /// which is due within half a period. With a whole period, a payment on the due date would settle the next instalment
    /// of an interest-only loan too, whose interest has not even begun to accrue. All, when nothing is outstanding.
    function settledAfterPayment(Plan memory plan, Debt memory debt, uint256 time)
        internal
        pure
        returns (uint16 settled)
    {
        settled = debt.settled;
        if (debt.interest > 0) return settled;
        if (debt.outstanding == 0) return plan.terms.instalmentCount;
        uint256 paid = plan.principal - debt.outstanding;
        while (
            settled < plan.terms.instalmentCount && paid >= scheduledPrincipalDown(plan, uint256(settled) + 1)
                && time + plan.terms.periodSeconds / 2 >= dueAt(plan, uint256(settled) + 1)
        ) {
            ++settled;
        }
    }

    /* ACCRUAL */

    /// @dev Simple interest, actual/365, rounded down.
    function interestDown(uint256 principal, uint256 rateBps, uint256 elapsedSeconds) internal pure returns (uint256) {
        return principal * rateBps * elapsedSeconds / (BPS * YEAR);
    }

    /// @dev `debt` brought to `time`, which is not before its last accrual.
    function accrue(Plan memory plan, Debt memory debt, uint256 time) internal pure {
        bool late = isLate(plan, debt, time);
        if (late) {
            uint256 fee = lateFeeDown(plan, debt, time);
            debt.lateFee = uint48(min(debt.lateFee + fee, type(uint48).max));
        }
        uint256 interest = interestDown(debt.outstanding, plan.terms.annualRateBps, time - debt.accruedAt);
        // Saturating keeps repayment and claims alive at absurd ages; nothing realistic comes near.
        debt.interest = uint64(min(debt.interest + interest, type(uint64).max));
        debt.accruedAt = uint40(time);
        debt.late = late;
    }

    /// @dev Splits a payment of at most what is owed: late fee, then interest, then principal; lowers `debt` by each.
    function settle(Debt memory debt, uint256 received, uint256 platformFeeBps)
        internal
        pure
        returns (Split memory split)
    {
        split.received = received;
        split.lateFee = min(received, debt.lateFee);
        split.interest = min(received - split.lateFee, debt.interest);
        split.principal = received - split.lateFee - split.interest;
        split.platformFee = split.interest * platformFeeBps / BPS;
        // Each part is at most the field that it lowers.
        debt.lateFee -= uint48(split.lateFee);
        debt.interest -= uint64(split.interest);
        debt.outstanding -= uint64(split.principal);
    }

    function owed(Debt memory debt) internal pure returns (uint256) {
        return uint256(debt.outstanding) + debt.interest + debt.lateFee;
    }

    /// @dev Payout index after `distributed` units over the life of the loan, scale 2^64, rounded up so that a share that is
    /// a whole number of units is paid whole. It is computed from the sum, so nothing adds up: index * supply < distributed *
    /// 2^64 + supply, and supply < 2^64, so all floors of all holders together stay at or below `distributed`.
    function payoutIndexUp(uint256 distributed, uint256 supply) internal pure returns (uint256) {
        return ((distributed << 64) + supply - 1) / supply;
    }

    /// @dev The sum behind an index of `payoutIndexUp`, exactly: index * supply is less than `supply` < 2^64 above it.
    function sumDistributed(uint256 index, uint256 supply) internal pure returns (uint256) {
        return index * supply >> 64;
    }

    /// @dev Late fee for the time since the first unsettled due date that has not been charged yet: simple interest at the
    /// late rate on what is overdue, which is looked at where the charge begins and again at each due date since. Rounded down once.
    function lateFeeDown(Plan memory plan, Debt memory debt, uint256 time) internal pure returns (uint256) {
        uint256 k = uint256(debt.settled) + 1;
        uint256 from = dueAt(plan, k);
        // What was late at the last accrual has been charged up to there.
        if (debt.late && debt.accruedAt > from) from = debt.accruedAt;
        uint256 last = plan.terms.instalmentCount;
        while (k < last && dueAt(plan, k + 1) <= from) ++k;

        uint256 unitSeconds;
        while (from < time) {
            uint256 until = k < last ? min(dueAt(plan, k + 1), time) : time;
            unitSeconds += overdueAt(plan, debt, k, from) * (until - from);
            from = until;
            ++k;
        }
        return unitSeconds * plan.terms.lateRateBps / (BPS * YEAR);
    }

    /// @dev What is overdue at `time`, when instalment `k` is the last that has fallen due: its scheduled
    /// principal less the principal paid, plus the unpaid interest.
    function overdueAt(Plan memory plan, Debt memory debt, uint256 k, uint256 time) internal pure returns (uint256) {
        uint256 scheduled = scheduledPrincipalDown(plan, k);
        uint256 paid = plan.principal - debt.outstanding;
        uint256 interest = debt.interest;
        if (time > debt.accruedAt) {
            interest += interestDown(debt.outstanding, plan.terms.annualRateBps, time - debt.accruedAt);
        }
        return scheduled > paid ? scheduled - paid + interest : interest;
    }

    function min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }
}
