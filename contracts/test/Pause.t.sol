// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoan, LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanMembership} from "../src/interfaces/ILoanMembership.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev START is a full hour, so that a pause begun there lasts 7 days to the second.
// forge-lint: disable-next-item(erc20-unchecked-transfer)
contract PauseTest is LoanTest {
    function _pause() private {
        vm.prank(GUARDIAN);
        loan.pause();
    }

    function _paused(uint256 until) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILoanMembership.LoanPaused.selector, until);
    }

    function _coolingDown(uint256 availableAt) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILoanMembership.PauseCoolingDown.selector, availableAt);
    }

    function test_pause_unauthorized() public {
        address[4] memory others = [OPERATOR, ORIGINATOR, AGENT, STRANGER];
        for (uint256 i; i < others.length; ++i) {
            vm.startPrank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, others[i]));
            loan.pause();
            vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, others[i]));
            loan.unpause();
            vm.stopPrank();
        }
    }

    function test_pause_whilePaused() public {
        _pause();
        vm.prank(ADMIN);
        vm.expectRevert(_coolingDown(START + 14 days));
        loan.pause();
    }

    /// @dev Half of the time a loan cannot be paused, whoever tries.
    function test_pause_coolDown() public {
        _pause();
        vm.warp(START + 14 days - 1);
        vm.prank(GUARDIAN);
        vm.expectRevert(_coolingDown(START + 14 days));
        loan.pause();
        vm.warp(START + 14 days);
        _pause();
    }

    function test_unpause_notPaused() public {
        vm.startPrank(GUARDIAN);
        vm.expectRevert(ILoanMembership.NotPaused.selector);
        loan.unpause();
        loan.pause();
        vm.warp(START + 7 days);
        vm.expectRevert(ILoanMembership.NotPaused.selector);
        loan.unpause();
    }

    function test_unpause() public {
        _pause();
        vm.warp(START + 1 days);
        vm.expectEmit(address(loan));
        emit ILoanMembership.Unpaused(ADMIN);
        vm.prank(ADMIN);
        loan.unpause();
        _invest(ALICE, 100 * USDT);

        vm.warp(START + 8 days - 1);
        vm.prank(GUARDIAN);
        vm.expectRevert(_coolingDown(START + 8 days));
        loan.pause();
        vm.warp(START + 8 days);
        _pause();
    }

    function test_pause_stopsFunding() public {
        vm.expectEmit(address(loan));
        emit ILoanMembership.Paused(GUARDIAN, START + 7 days);
        _pause();
        assertEq(loan.pausedUntil(), START + 7 days, "until");
        _fund(ALICE, TARGET);
        vm.startPrank(ALICE);
        vm.expectRevert(_paused(START + 7 days));
        loan.invest(100 * USDT);
        vm.expectRevert(_paused(START + 7 days));
        loan.investFor(BOB, 100 * USDT);

        vm.warp(START + 7 days - 1);
        vm.expectRevert(_paused(START + 7 days));
        loan.invest(TARGET);
        vm.warp(START + 7 days);
        loan.invest(TARGET);
        vm.stopPrank();
        assertEq(loan.raised(), TARGET, "it lapsed");
    }

    function test_pause_stopsDrawDown() public {
        _invest(ALICE, TARGET);
        _pause();
        vm.prank(OPERATOR);
        vm.expectRevert(_paused(START + 7 days));
        loan.drawDown();
    }

    function test_pause_stopsTransfers() public {
        _activate();
        vm.prank(ALICE);
        loan.approve(CAROL, 1);
        _pause();
        vm.prank(ALICE);
        vm.expectRevert(_paused(START + 7 days));
        loan.transfer(BOB, 1);
        vm.prank(CAROL);
        vm.expectRevert(_paused(START + 7 days));
        loan.transferFrom(ALICE, BOB, 1);
    }

    /// @dev Repayments, claims, default, recovery and permits go on.
    function test_pause_stopsNothingElse() public {
        _activate();
        _warpToDefault();
        rewind(20 days);
        vm.prank(AGENT);
        members.proposeRecovery(BOB, CAROL);
        skip(20 days);
        _pause();

        _distribute(1000 * USDT);
        assertEq(_claim(ALICE), 100 * USDT, "claim");
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, 10 * USDT);
        vm.prank(BORROWER);
        loan.collect();
        loan.recover(BOB);
        assertEq(loan.balanceOf(CAROL), TARGET - TARGET / 10, "recovered");
        loan.syncMember(ALICE);
        _default();
        vm.prank(ADMIN);
        loan.writeOff();
        _claim(CAROL);
        _assertState(LoanState.Closed);
    }

    function test_pause_stopsNoRefund() public {
        _invest(ALICE, 1000 * USDT);
        vm.warp(START + 30 days);
        _pause();
        loan.cancel();
        assertEq(loan.refundFor(ALICE), 1000 * USDT, "refund");
    }

    /// @dev Never longer than 7 days, at least 7 days less an hour, and pauses never touch.
    function testFuzz_pause_length(uint256 time, uint256 again) public {
        time = bound(time, 365 days * 30, uint256(type(uint24).max) * 1 hours - 30 days);
        vm.warp(time);
        _pause();
        uint256 until = loan.pausedUntil();
        assertLe(until, time + 7 days, "at most");
        assertGt(until + 1 hours, time + 7 days, "at least");

        again = bound(again, time, time + 20 days);
        vm.warp(again);
        vm.prank(GUARDIAN);
        if (again < until + 7 days) vm.expectRevert(_coolingDown(until + 7 days));
        loan.pause();
    }
}
