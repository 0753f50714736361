// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Distribution, ILoan, LoanState, LoanTerms, RepaymentKind} from "../src/interfaces/ILoan.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

contract DistributeTest is LoanTest {
    /// @dev 30 days of 12 % on 10,000, rounded down.
    uint256 private constant MONTH_INTEREST = 98_630_136;

    /* FAILURES */

    function test_distribute_unauthorized() public {
        _activate();
        vm.prank(ADMIN);
        vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, ADMIN));
        loan.distribute("payment", 1);
    }

    function test_distribute_whileFunding() public {
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Funding));
        loan.distribute("payment", 1);
    }

    function test_distribute_afterRepaid() public {
        _activateInterestFree();
        _distribute(TARGET);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Repaid));
        loan.distribute("payment", 1);
    }

    function test_distribute_idMissing() public {
        _activate();
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanRepayment.PaymentIdReserved.selector, bytes32(0)));
        loan.distribute(0, 1);
    }

    function test_distribute_idSeen() public {
        _activate();
        _fund(OPERATOR, 200 * USDT);
        vm.startPrank(OPERATOR);
        loan.distribute("first", 50 * USDT);
        loan.distribute("second", 50 * USDT);
        vm.expectRevert(abi.encodeWithSelector(ILoanRepayment.PaymentAlreadyRecorded.selector, bytes32("second"), 1));
        loan.distribute("second", 50 * USDT);
        vm.expectRevert(abi.encodeWithSelector(ILoanRepayment.PaymentAlreadyRecorded.selector, bytes32("first"), 0));
        loan.distribute("first", 1);
    }

    function test_distribute_zero() public {
        _activate();
        vm.prank(OPERATOR);
        vm.expectRevert(ILoan.ZeroAmount.selector);
        loan.distribute("payment", 0);
    }

    function test_distribute_withoutMoney() public {
        _activate();
        vm.prank(OPERATOR);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        loan.distribute("payment", 1);
    }

    /* SPLIT */

    function test_distribute_interestBeforePrincipal() public {
        _activate();
        vm.warp(block.timestamp + PERIOD);
        assertEq(_distribute(50 * USDT), 50 * USDT, "taken");

        Distribution memory first = loan.distributions(0);
        assertEq(first.interest, 50 * USDT, "interest");
        assertEq(first.principal, 0, "principal");
        assertEq(loan.accruedInterest(), MONTH_INTEREST - 50 * USDT, "unpaid interest");
        assertEq(loan.outstanding(), TARGET, "outstanding");

        _distribute(MONTH_INTEREST);
        Distribution memory second = loan.distributions(1);
        assertEq(second.interest, MONTH_INTEREST - 50 * USDT, "rest of interest");
        assertEq(second.principal, 50 * USDT, "the rest is principal");
        assertEq(loan.outstanding(), TARGET - 50 * USDT, "outstanding");
        assertEq(loan.accruedInterest(), 0, "interest paid");
    }

    function test_distribute_event() public {
        LoanTerms memory terms = _terms();
        terms.platformFeeBps = 100;
        loan = _create("with fee", terms);
        _activate();
        vm.warp(block.timestamp + PERIOD);
        _fund(OPERATOR, 200 * USDT);

        uint256 fee = MONTH_INTEREST / 100;
        assertEq(fee, 986_301, "rounded down");
        uint256 index = ((200 * USDT - fee) * 2 ** 64 + TARGET - 1) / TARGET;
        uint256 principal = 200 * USDT - MONTH_INTEREST;
        vm.expectEmit(true, true, true, true, address(loan), 1);
        emit ILoanRepayment.Distributed(
            "payment", 0, 200 * USDT, 0, MONTH_INTEREST, principal, fee, index, TARGET - principal, 1
        );
        vm.prank(OPERATOR);
        loan.distribute("payment", 200 * USDT);

        assertEq(usdt.balanceOf(TREASURY), fee, "treasury");
        assertEq(usdt.balanceOf(address(loan)), 200 * USDT - fee, "loan");
        assertEq(loan.totalDistributed(), 200 * USDT - fee, "distributed");
        assertEq(loan.perToken(), index, "index");
        assertEq(loan.distributionCount(), 1, "count");
        Distribution memory recorded = loan.distributions(0);
        assertEq(recorded.principal, principal, "principal");
        assertEq(recorded.interest, MONTH_INTEREST, "interest");
        assertEq(recorded.lateFee, 0, "late fee");
        assertEq(recorded.perToken, index, "recorded index");
        assertEq(recorded.time, block.timestamp, "time");
        assertEq(recorded.paymentId, "payment", "payment id");
    }

    function test_distribute_byOriginator() public {
        _activate();
        _fund(ORIGINATOR, 10 * USDT);
        vm.prank(ORIGINATOR);
        assertEq(loan.distribute("payment", 10 * USDT), 10 * USDT, "taken");
    }

    function test_distribute_takesAtMostPayoff() public {
        _activate();
        vm.warp(block.timestamp + PERIOD);
        uint256 payoff = loan.payoff();
        assertEq(payoff, TARGET + MONTH_INTEREST, "payoff");
        _fund(OPERATOR, 2 * TARGET);

        vm.expectEmit(address(loan));
        emit ILoanRepayment.Repaid(payoff);
        vm.prank(OPERATOR);
        assertEq(loan.distribute("payment", 2 * TARGET), payoff, "taken");

        assertEq(usdt.balanceOf(OPERATOR), 2 * TARGET - payoff, "change");
        _assertState(LoanState.Repaid);
        assertEq(loan.payoff(), 0, "payoff");
        assertEq(loan.outstanding(), 0, "outstanding");
    }

    function test_distribute_recordsWhatArrived() public {
        _activateInterestFree();
        vm.prank(ADMIN);
        usdt.setParams(10, 49e6);
        assertEq(_distribute(1000 * USDT), 1000 * USDT, "taken");
        assertEq(loan.distributions(0).principal, 999 * USDT, "recorded");
        assertEq(loan.outstanding(), TARGET - 999 * USDT, "owed");
        assertEq(loan.totalDistributed(), 999 * USDT, "distributed");
    }

    function test_distribute_afterDefault() public {
        _activateInterestFree();
        _default();
        _distribute(TARGET / 2);
        _assertState(LoanState.Defaulted);
        _distribute(TARGET / 2);
        _assertState(LoanState.Repaid);
    }

    function test_distributions_beyondCount() public {
        _activate();
        vm.expectRevert(abi.encodeWithSelector(ILoanRepayment.NoSuchDistribution.selector, 0, 0));
        loan.distributions(0);
    }

    /* SETTLED INSTALMENTS AND LATENESS */

    function test_settled_interestOnly() public {
        _activate();
        uint256 drawn = block.timestamp;
        vm.warp(drawn + PERIOD / 2 - 1);
        _distribute(loan.accruedInterest());
        assertEq(loan.settledInstalments(), 0, "too early to count");
        vm.warp(drawn + PERIOD / 2);
        _distribute(loan.accruedInterest());
        assertEq(loan.settledInstalments(), 1, "half a period before it is due");
        vm.warp(drawn + 2 * PERIOD);
        _distribute(loan.accruedInterest());
        assertEq(loan.settledInstalments(), 2, "on the due date, and not the next as well");
        vm.warp(drawn + 3 * PERIOD);
        _distribute(loan.accruedInterest() - 1);
        assertEq(loan.settledInstalments(), 2, "a unit of interest is missing");
        _distribute(1);
        assertEq(loan.settledInstalments(), 3, "paid");
        vm.warp(drawn + 6 * PERIOD);
        _distribute(loan.lateFeeDue() + loan.accruedInterest());
        assertEq(loan.settledInstalments(), 6, "two missed and one due");
    }

    function test_settled_amortising() public {
        LoanTerms memory terms = _terms();
        (terms.repaymentKind, terms.instalmentCount, terms.annualRateBps) = (RepaymentKind.Amortising, 3, 0);
        loan = _create("amortising", terms);
        _activate();
        uint256 drawn = block.timestamp;
        vm.warp(drawn + PERIOD);
        _distribute(3_333_333_332);
        assertEq(loan.settledInstalments(), 0, "a unit is missing");
        _distribute(1);
        assertEq(loan.settledInstalments(), 1, "floor(P/3) settles the first");
        _distribute(3_333_333_333);
        assertEq(loan.settledInstalments(), 1, "the second, no earlier than half a period before it is due");
        vm.warp(drawn + PERIOD * 3 / 2);
        _distribute(1);
        assertEq(loan.settledInstalments(), 2, "floor(2P/3) is covered");
        vm.warp(drawn + 2 * PERIOD);
        _distribute(TARGET);
        assertEq(loan.settledInstalments(), 3, "all");
        _assertState(LoanState.Repaid);
    }

    function test_state_lateAfterGrace() public {
        _activate();
        uint256 due = block.timestamp + PERIOD;
        vm.warp(due + 5 days);
        _assertState(LoanState.Active);
        assertEq(loan.lateFeeDue(), 0, "no late fee in grace");
        vm.warp(due + 5 days + 1);
        _assertState(LoanState.Late);

        uint256 interestAtDue = MONTH_INTEREST;
        assertEq(loan.lateFeeDue(), interestAtDue * 500 * (5 days + 1) / (10_000 * 365 days), "from the due date");
        _distribute(loan.lateFeeDue() + loan.accruedInterest());
        _assertState(LoanState.Active);
        assertEq(loan.lateFeeDue(), 0, "late fee paid");
        assertGt(loan.distributions(0).lateFee, 0, "recorded");
    }

    function test_distribute_lateFeeFirst() public {
        _activate();
        vm.warp(block.timestamp + PERIOD + 40 days);
        uint256 lateFee = loan.lateFeeDue();
        uint256 interest = loan.accruedInterest();
        assertGt(lateFee, 1, "late");
        _distribute(lateFee - 1);
        assertEq(loan.distributions(0).lateFee, lateFee - 1, "all of it late fee");
        assertEq(loan.distributions(0).interest, 0, "no interest yet");
        _distribute(2);
        assertEq(loan.distributions(1).lateFee, 1, "rest of the late fee");
        assertEq(loan.distributions(1).interest, 1, "then interest");
        assertEq(loan.accruedInterest(), interest - 1, "interest");
    }

    /// @dev Paid late in two parts at the same moment costs the same late fee as in one; nothing is charged twice.
    function testFuzz_lateFee_chargedOnce(uint256 first, uint256 second) public {
        _activate();
        uint256 drawn = block.timestamp;
        first = drawn + bound(first, 36 days, 90 days);
        second = bound(second, first, drawn + 100 days);

        vm.warp(second);
        uint256 inOne = loan.lateFeeDue();
        vm.warp(first);
        _distribute(1);
        vm.warp(second);
        uint256 inTwo = loan.lateFeeDue() + 1;
        // Interest unpaid at the first payment becomes overdue there, so two can cost more than one, by interest on interest.
        assertGe(inTwo + 2, inOne, "not less than in one, but for rounding");
        assertLe(inTwo, inOne + inOne / 2 + 2, "not twice");
    }

    /* AMOUNTS */

    /// @dev However a payment is cut, received = late fee + interest + principal, and outstanding falls by the principal.
    function testFuzz_distribute_conserves(uint64[5] memory amounts, uint32[5] memory waits) public {
        _activate();
        for (uint256 i; i < 5 && loan.outstanding() > 0; ++i) {
            vm.warp(block.timestamp + bound(waits[i], 0, 60 days));
            uint256 payoff = loan.payoff();
            uint256 outstanding = loan.outstanding();
            uint256 amount = bound(amounts[i], 1, 2 * TARGET);
            uint256 taken = _distribute(amount);
            Distribution memory recorded = loan.distributions(i);

            assertEq(taken, amount < payoff ? amount : payoff, "taken");
            assertEq(uint256(recorded.lateFee) + recorded.interest + recorded.principal, taken, "parts");
            assertEq(loan.outstanding(), outstanding - recorded.principal, "outstanding");
            assertEq(loan.payoff(), payoff - taken, "payoff");
            if (recorded.principal > 0) {
                assertEq(loan.accruedInterest() + loan.lateFeeDue(), 0, "principal comes last");
            }
        }
    }
}
