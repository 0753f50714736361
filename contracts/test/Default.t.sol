// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoan, LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

contract DefaultTest is LoanTest {
    /* DECLARE */

    function test_declareDefault_wrongState() public {
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Funding));
        loan.declareDefault();
    }

    function test_declareDefault_tooEarly() public {
        _activate();
        _warpToDefault();
        uint256 first = block.timestamp;
        vm.warp(first - 1);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoanRepayment.NotDefaultable.selector, first));
        loan.declareDefault();
    }

    function test_declareDefault_unauthorized() public {
        _activate();
        _warpToDefault();
        vm.prank(ORIGINATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, ORIGINATOR));
        loan.declareDefault();
    }

    function test_declareDefault_byOperator() public {
        _activate();
        _warpToDefault();
        uint256 interest = loan.accruedInterest();
        uint256 lateFee = loan.lateFeeDue();
        vm.expectEmit(address(loan));
        emit ILoanRepayment.Defaulted(OPERATOR, TARGET, interest);
        vm.prank(OPERATOR);
        loan.declareDefault();

        _assertState(LoanState.Defaulted);
        vm.warp(block.timestamp + 365 days);
        assertEq(loan.accruedInterest(), interest, "interest stands still");
        assertEq(loan.lateFeeDue(), lateFee, "late fee stands still");
        assertEq(loan.payoff(), TARGET + interest + lateFee, "payoff");
    }

    function test_declareDefault_byHolder() public {
        _activate();
        _warpToDefault();
        uint256 first = block.timestamp + 30 days;
        vm.warp(first - 1);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanRepayment.NotDefaultable.selector, first));
        loan.declareDefault();
        vm.warp(first);
        vm.prank(ALICE);
        loan.declareDefault();
        _assertState(LoanState.Defaulted);
    }

    function test_declareDefault_curedByPayment() public {
        _activate();
        _warpToDefault();
        _distribute(loan.lateFeeDue() + loan.accruedInterest());
        _assertState(LoanState.Active);
        vm.prank(OPERATOR);
        vm.expectPartialRevert(ILoanRepayment.NotDefaultable.selector);
        loan.declareDefault();
    }

    function test_declareDefault_repaid() public {
        _activateInterestFree();
        _distribute(TARGET);
        vm.warp(block.timestamp + 3650 days);
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Repaid));
        loan.declareDefault();
    }

    /* WRITE OFF */

    function test_writeOff_unauthorized() public {
        _activate();
        _default();
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, OPERATOR));
        loan.writeOff();
    }

    function test_writeOff_notDefaulted() public {
        _activate();
        vm.prank(ADMIN);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Active));
        loan.writeOff();
    }

    function test_writeOff() public {
        _activate();
        _default();
        _distribute(loan.lateFeeDue() + loan.accruedInterest() + 2500 * USDT);
        vm.expectEmit(address(loan));
        emit ILoanRepayment.WrittenOff(7500 * USDT);
        vm.prank(ADMIN);
        loan.writeOff();

        _assertState(LoanState.Closed);
        assertEq(loan.loss(), 7500 * USDT, "loss");
        assertEq(loan.outstanding(), 0, "outstanding");
        assertEq(loan.payoff(), 0, "payoff");
        vm.prank(OPERATOR);
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Closed));
        loan.distribute("payment", 1);
    }
}
