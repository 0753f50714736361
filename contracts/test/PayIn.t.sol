// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PayIn} from "../src/PayIn.sol";
import {ILoan, LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev The address to which a borrower pays by plain transfer.
contract PayInTest is LoanTest {
    function _payTo(address to, uint256 amount) private {
        vm.prank(ADMIN);
        usdt.issue(to, amount);
    }

    function _collect() private returns (uint256) {
        vm.prank(BORROWER);
        return loan.collect();
    }

    /* COLLECT */

    function test_collect_unauthorized() public {
        _activate();
        _payTo(loan.payInAddress(), 1);
        address[3] memory others = [ALICE, ADMIN, STRANGER];
        for (uint256 i; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, others[i]));
            loan.collect();
        }
    }

    function test_collect_wrongState() public {
        _payTo(loan.payInAddress(), 1);
        vm.prank(BORROWER);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Funding));
        loan.collect();
    }

    /// @dev The id of an announced repayment stays free, whatever was collected before it.
    function test_collect_takesNoAnnouncedId() public {
        _activate();
        _distribute(1);
        _payTo(loan.payInAddress(), 1);
        _collect();
        _fund(OPERATOR, 100 * USDT);
        vm.prank(OPERATOR);
        assertEq(loan.distribute("announced", 100 * USDT), 100 * USDT, "the repayment");
        _payTo(loan.payInAddress(), 1);
        _collect();

        bytes32[4] memory ids =
            [keccak256(abi.encode("payment", 1)), bytes32(uint256(2)), "announced", bytes32(uint256(4))];
        for (uint256 i; i < 4; ++i) {
            assertEq(loan.distributions(i).paymentId, ids[i], "id");
        }
    }

    /// @dev Nor does a repayment take the id of a later collection.
    function test_distribute_idsOfCollect() public {
        _activate();
        _fund(ORIGINATOR, 2);
        vm.startPrank(ORIGINATOR);
        uint256[3] memory taken = [uint256(0), 2, type(uint32).max];
        for (uint256 i; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ILoanRepayment.PaymentIdReserved.selector, bytes32(taken[i])));
            loan.distribute(bytes32(taken[i]), 1);
        }
        loan.distribute(bytes32(uint256(type(uint32).max) + 1), 1);
    }

    function test_collect_nothingThere() public {
        _activate();
        vm.prank(BORROWER);
        vm.expectRevert(ILoan.ZeroAmount.selector);
        loan.collect();
    }

    /// @dev By each who may, with the code put there at the first time only; the same as a distribution from a wallet.
    function test_collect() public {
        _activate();
        address payIn = loan.payInAddress();
        address[3] memory callers = [BORROWER, ORIGINATOR, OPERATOR];
        for (uint256 i; i < callers.length; ++i) {
            skip(PERIOD);
            uint256 interest = loan.accruedInterest();
            uint256 outstanding = loan.outstanding();
            _payTo(payIn, 500 * USDT);
            vm.expectEmit(address(loan));
            emit ILoanRepayment.Collected(i, payIn, 500 * USDT);
            vm.prank(callers[i]);
            assertEq(loan.collect(), 500 * USDT, "taken");

            assertEq(loan.distributions(i).interest, interest, "interest");
            assertEq(loan.outstanding(), outstanding + interest - 500 * USDT, "principal");
            assertEq(usdt.balanceOf(payIn), 0, "emptied");
        }
        assertEq(_claim(ALICE), 150 * USDT, "a tenth");
    }

    /// @dev At most what is owed; the rest waits for the borrower.
    function test_collect_takesAtMostPayoff() public {
        _activate();
        address payIn = loan.payInAddress();
        uint256 payoff = loan.payoff();
        _payTo(payIn, payoff + 7);
        assertEq(_collect(), payoff, "taken");
        assertEq(usdt.balanceOf(payIn), 7, "the rest");
        _assertState(LoanState.Repaid);
    }

    /// @dev What arrived counts, not what left.
    function test_collect_feeOnTransfer() public {
        _activate();
        vm.prank(ADMIN);
        usdt.setParams(10, 40 * USDT);
        _payTo(loan.payInAddress(), 1000 * USDT);
        vm.expectEmit(address(loan));
        emit ILoanRepayment.Collected(0, loan.payInAddress(), 1000 * USDT);
        assertEq(_collect(), 1000 * USDT, "left");
        assertEq(loan.totalDistributed(), 999 * USDT, "arrived");
    }

    /// @dev Money there changes nothing until it is collected (invariant 19).
    function testFuzz_payIn_isInert(uint256 amount) public {
        _activate();
        uint256 payoff = loan.payoff();
        _payTo(loan.payInAddress(), bound(amount, 1, 1e18));
        assertEq(loan.payoff(), payoff, "payoff");
        assertEq(loan.pendingDistribution(ALICE), 0, "claimable");
        assertEq(loan.perToken(), 0, "index");
    }

    /* THE ADDRESS */

    function test_payIn_onlyItsLoan() public {
        _activate();
        address payIn = loan.payInAddress();
        assertEq(payIn.code.length, 0, "no code before it is needed");
        _payTo(payIn, 3);
        _collect();
        _payTo(payIn, 3);
        address[5] memory others = [ADMIN, OPERATOR, ORIGINATOR, BORROWER, address(_create("other", _terms()))];
        for (uint256 i; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(PayIn.Unauthorized.selector, others[i]));
            PayIn(payIn).pay(others[i], 3);
        }
    }

    /// @dev Each loan has its own, also where nothing was deployed yet.
    function test_payInAddress() public {
        address first = loan.payInAddress();
        assertNotEq(first, address(_create("other", _terms()).payInAddress()), "its own");
        _activate();
        _payTo(first, 3);
        _collect();
        assertGt(first.code.length, 0, "the code is where it was said to be");
        assertEq(loan.payInAddress(), first, "and stays");
    }

    /* EXCESS */

    function test_returnExcess_wrongState() public {
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Funding));
        loan.returnExcess();
        _activate();
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Active));
        loan.returnExcess();
        _default();
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Defaulted));
        loan.returnExcess();
    }

    function _assertReturned() private {
        address payIn = loan.payInAddress();
        _payTo(payIn, 9);
        uint256 before = usdt.balanceOf(BORROWER);
        vm.expectEmit(address(loan));
        emit ILoanRepayment.ExcessReturned(BORROWER, payIn, usdt.balanceOf(payIn));
        vm.prank(STRANGER);
        uint256 amount = loan.returnExcess();
        assertGe(amount, 9, "amount");
        assertEq(usdt.balanceOf(BORROWER), before + amount, "to the borrower");
        assertEq(loan.returnExcess(), 0, "twice is nothing");
    }

    function test_returnExcess_repaid() public {
        _activate();
        _payTo(loan.payInAddress(), loan.payoff() + 100);
        _collect();
        _assertReturned();
    }

    function test_returnExcess_cancelled() public {
        vm.warp(START + 30 days);
        loan.cancel();
        _assertReturned();
    }

    function test_returnExcess_closed() public {
        _activate();
        _default();
        vm.prank(ADMIN);
        loan.writeOff();
        _assertReturned();
    }
}
