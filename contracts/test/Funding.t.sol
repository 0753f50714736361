// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoan, LoanState, LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../src/interfaces/ILoanFunding.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

contract FundingTest is LoanTest {
    /* INVEST */

    function test_invest_wrongState() public {
        _activate();
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Active));
        loan.invest(100 * USDT);
    }

    function test_invest_afterDeadline() public {
        _fund(ALICE, 100 * USDT);
        vm.warp(START + 30 days);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.FundingEnded.selector, START + 30 days));
        loan.invest(100 * USDT);
    }

    function test_invest_zero() public {
        vm.prank(ALICE);
        vm.expectRevert(ILoan.ZeroAmount.selector);
        loan.invest(0);
    }

    function test_invest_withoutApproval() public {
        vm.prank(ADMIN);
        usdt.issue(ALICE, 100 * USDT);
        vm.prank(ALICE);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        loan.invest(100 * USDT);
    }

    function test_invest_pastTarget() public {
        _invest(ALICE, TARGET - 1);
        _fund(BOB, 2);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.TargetExceeded.selector, 2, 1));
        loan.invest(2);
    }

    function test_invest_belowTicket() public {
        _fund(ALICE, 100 * USDT - 1);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.TicketTooSmall.selector, 100 * USDT - 1, 100 * USDT));
        loan.invest(100 * USDT - 1);
    }

    function test_invest_aboveTicket() public {
        LoanTerms memory terms = _terms();
        terms.maximumTicket = uint64(500 * USDT);
        loan = _create("small tickets", terms);
        _invest(ALICE, 400 * USDT);
        _fund(ALICE, 101 * USDT);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.TicketTooLarge.selector, 501 * USDT, 500 * USDT));
        loan.invest(101 * USDT);
    }

    function test_invest_lastPartBelowTicket() public {
        _invest(ALICE, TARGET - 1);
        assertEq(_invest(BOB, 1), 1, "received");
        assertEq(loan.raised(), TARGET, "raised");
    }

    function test_invest() public {
        _fund(ALICE, 300 * USDT);
        vm.startPrank(ALICE);
        assertEq(loan.invest(100 * USDT), 100 * USDT, "received");

        vm.expectEmit(address(loan));
        emit IERC20.Transfer(address(0), ALICE, 200 * USDT);
        vm.expectEmit(address(loan));
        emit ILoanFunding.Invested(ALICE, 200 * USDT, 300 * USDT);
        assertEq(loan.invest(200 * USDT), 200 * USDT, "received");

        assertEq(loan.balanceOf(ALICE), 300 * USDT, "tokens");
        assertEq(loan.totalSupply(), 300 * USDT, "supply");
        assertEq(loan.raised(), 300 * USDT, "raised");
        assertEq(usdt.balanceOf(address(loan)), 300 * USDT, "money");
        assertEq(loan.pendingDistribution(ALICE), 0, "nothing to claim");
        _assertState(LoanState.Funding);
    }

    /// @dev What arrived counts, not what was asked for.
    function test_invest_feeOnTransfer() public {
        vm.prank(ADMIN);
        usdt.setParams(10, 49e6);
        assertEq(_invest(ALICE, 1000 * USDT), 999 * USDT, "received");
        assertEq(loan.balanceOf(ALICE), 999 * USDT, "tokens");
        assertEq(usdt.balanceOf(address(loan)), 999 * USDT, "money");
    }

    /* CANCEL */

    function test_cancel_whileFunding() public {
        _invest(ALICE, 4999 * USDT);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.NotCancellable.selector, 4999 * USDT, START + 30 days));
        loan.cancel();
    }

    function test_cancel_belowMinimum() public {
        _invest(ALICE, 4999 * USDT);
        vm.warp(START + 30 days);
        vm.expectEmit(address(loan));
        emit ILoanFunding.Cancelled(4999 * USDT);
        vm.prank(STRANGER);
        loan.cancel();
        _assertState(LoanState.Cancelled);
        assertEq(loan.raised(), 4999 * USDT, "raised");
    }

    function test_cancel_withoutAnyInvestment() public {
        vm.warp(START + 30 days);
        loan.cancel();
        _assertState(LoanState.Cancelled);
    }

    /// @dev The minimum was reached, so the originator has 7 days from the deadline.
    function test_cancel_notDrawnAfterDeadline() public {
        _invest(ALICE, 5000 * USDT);
        vm.warp(START + 37 days - 1);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.NotCancellable.selector, 5000 * USDT, START + 37 days));
        loan.cancel();
        vm.warp(START + 37 days);
        loan.cancel();
        _assertState(LoanState.Cancelled);
    }

    /// @dev The target was met on day 2, so the originator has until day 9.
    function test_cancel_notDrawnAfterTarget() public {
        vm.warp(START + 2 days);
        _invest(ALICE, TARGET);
        vm.warp(START + 9 days - 1);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.NotCancellable.selector, TARGET, START + 9 days));
        loan.cancel();
        vm.warp(START + 9 days);
        loan.cancel();
        _assertState(LoanState.Cancelled);
    }

    function test_cancel_wrongState() public {
        _activate();
        vm.warp(START + 400 days);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Active));
        loan.cancel();
    }

    /* REFUND */

    function test_refund_wrongState() public {
        _invest(ALICE, 4999 * USDT);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Funding));
        loan.refund();
    }

    function test_refund() public {
        _invest(ALICE, 1000 * USDT);
        _invest(BOB, 2000 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();

        vm.expectEmit(address(loan));
        emit IERC20.Transfer(ALICE, address(0), 1000 * USDT);
        vm.expectEmit(address(loan));
        emit ILoanFunding.Refunded(ALICE, 1000 * USDT, 2000 * USDT);
        vm.prank(ALICE);
        assertEq(loan.refund(), 1000 * USDT, "refund");
        vm.prank(STRANGER);
        assertEq(loan.refundFor(BOB), 2000 * USDT, "refundFor");
        vm.prank(ALICE);
        assertEq(loan.refund(), 0, "once");

        assertEq(usdt.balanceOf(ALICE), 1000 * USDT, "alice");
        assertEq(usdt.balanceOf(BOB), 2000 * USDT, "bob");
        assertEq(usdt.balanceOf(address(loan)), 0, "loan");
        assertEq(loan.totalSupply(), 0, "supply");
        assertEq(loan.raised(), 3000 * USDT, "raised is history");
    }

    /// @dev The refund belongs to who holds the tokens.
    function test_refund_afterTransfer() public {
        _invest(ALICE, 1000 * USDT);
        _transfer(ALICE, CAROL, 400 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        assertEq(loan.refundFor(CAROL), 400 * USDT, "carol");
        assertEq(loan.refundFor(ALICE), 600 * USDT, "alice");
    }

    function testFuzz_refund_anyOrder(uint64[4] memory amounts, uint256 order) public {
        address[4] memory investors = [ALICE, BOB, CAROL, STRANGER];
        uint256[4] memory arrived;
        for (uint256 i; i < 4; ++i) {
            arrived[i] = _invest(investors[i], bound(amounts[i], 100 * USDT, 1249 * USDT));
        }
        vm.warp(START + 30 days);
        loan.cancel();
        for (uint256 i; i < 4; ++i) {
            uint256 who = (i + order % 4) % 4;
            vm.prank(investors[who]);
            assertEq(loan.refund(), arrived[who], "exactly what arrived");
        }
        assertEq(usdt.balanceOf(address(loan)), 0, "to the last unit");
    }

    /* DRAW DOWN */

    function test_drawDown_unauthorized() public {
        _invest(ALICE, TARGET);
        vm.prank(ADMIN);
        vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, ADMIN));
        loan.drawDown();
    }

    /// @dev Whoever calls: an originator that was dropped gets none of the investors' money.
    function test_drawDown_originatorDropped() public {
        _invest(ALICE, TARGET);
        _drop();
        address[2] memory callers = [ORIGINATOR, OPERATOR];
        for (uint256 i; i < callers.length; ++i) {
            vm.prank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, ORIGINATOR));
            loan.drawDown();
        }
        assertEq(usdt.balanceOf(address(loan)), TARGET, "all of it is here");
    }

    function test_distribute_originatorDropped() public {
        _activate();
        _drop();
        _fund(ORIGINATOR, 100 * USDT);
        vm.prank(ORIGINATOR);
        assertEq(loan.distribute("payment", 100 * USDT), 100 * USDT, "it can always repay");
    }

    /// @dev Nobody draws, and nobody is stuck.
    function test_cancel_originatorDropped() public {
        _invest(ALICE, TARGET);
        _drop();
        skip(7 days);
        vm.prank(STRANGER);
        loan.cancel();
        assertEq(loan.refundFor(ALICE), TARGET, "everything back");
    }

    function test_drawDown_originatorBack() public {
        _invest(ALICE, TARGET);
        _drop();
        vm.prank(ADMIN);
        factory.setOriginator(ORIGINATOR, true);
        vm.prank(ORIGINATOR);
        loan.drawDown();
        assertEq(usdt.balanceOf(ORIGINATOR), TARGET, "originator");
    }

    function _drop() private {
        vm.prank(ADMIN);
        factory.setOriginator(ORIGINATOR, false);
    }

    function test_drawDown_notEnough() public {
        _invest(ALICE, TARGET - 100 * USDT);
        vm.startPrank(ORIGINATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.NotDrawable.selector, TARGET - 100 * USDT, START + 30 days));
        loan.drawDown();
    }

    function test_drawDown_belowMinimumAfterDeadline() public {
        _invest(ALICE, 4999 * USDT);
        vm.warp(START + 30 days);
        vm.prank(ORIGINATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.NotDrawable.selector, 4999 * USDT, START + 30 days));
        loan.drawDown();
    }

    function test_drawDown_tooLate() public {
        _invest(ALICE, TARGET);
        vm.warp(START + 7 days);
        vm.prank(ORIGINATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.DrawDownClosed.selector, START + 7 days));
        loan.drawDown();
    }

    function test_drawDown_twice() public {
        _activate();
        vm.prank(ORIGINATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Active));
        loan.drawDown();
    }

    function test_drawDown_targetMet() public {
        LoanTerms memory terms = _terms();
        terms.originationFeeBps = 250;
        loan = _create("with fee", terms);
        _invest(ALICE, TARGET);
        vm.warp(START + 7 days - 1);

        vm.expectEmit(address(loan));
        emit ILoanFunding.DrawnDown(ORIGINATOR, 9750 * USDT, 250 * USDT, TARGET);
        vm.prank(ORIGINATOR);
        loan.drawDown();

        assertEq(usdt.balanceOf(ORIGINATOR), 9750 * USDT, "originator");
        assertEq(usdt.balanceOf(TREASURY), 250 * USDT, "treasury");
        assertEq(usdt.balanceOf(address(loan)), 0, "loan");
        assertEq(loan.outstanding(), TARGET, "outstanding");
        assertEq(loan.raised(), TARGET, "raised");
        assertEq(loan.drawnAt(), START + 7 days - 1, "drawn at");
        _assertState(LoanState.Active);
    }

    function test_drawDown_minimumAfterDeadline() public {
        _invest(ALICE, 5000 * USDT);
        vm.warp(START + 30 days);
        vm.prank(OPERATOR);
        loan.drawDown();
        assertEq(loan.outstanding(), 5000 * USDT, "outstanding");
        assertEq(usdt.balanceOf(ORIGINATOR), 5000 * USDT, "originator");
    }

    /// @dev At every moment a raise can be drawn, cancelled or still grow; never two of drawn and cancelled.
    function testFuzz_fundingEndsOneWay(uint256 amount, uint256 time) public {
        amount = bound(amount, 100 * USDT, TARGET);
        _invest(ALICE, amount);
        vm.warp(bound(time, START, START + 60 days));

        uint256 snapshot = vm.snapshotState();
        vm.prank(OPERATOR);
        (bool drawn,) = address(loan).call(abi.encodeCall(ILoanFunding.drawDown, ()));
        vm.revertToState(snapshot);
        (bool cancelled,) = address(loan).call(abi.encodeCall(ILoanFunding.cancel, ()));
        assertFalse(drawn && cancelled, "one way");
        if (block.timestamp >= START + 30 days) assertTrue(drawn || cancelled, "an end");
    }
}
