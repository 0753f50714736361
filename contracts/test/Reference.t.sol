// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState} from "../src/interfaces/ILoan.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev The reference cases of the domain page, digit by digit.
contract ReferenceTest is LoanTest {
    /// @dev 5 % of a 2,000 distribution = 100.000000.
    function test_reference_fivePercentOf2000() public {
        _invest(ALICE, 500 * USDT);
        _invest(BOB, 9500 * USDT);
        vm.prank(OPERATOR);
        loan.drawDown();
        vm.warp(block.timestamp + PERIOD);

        assertEq(_distribute(2000 * USDT), 2000 * USDT, "taken");
        assertEq(loan.pendingDistribution(ALICE), 100_000_000, "pending");
        assertEq(_claim(ALICE), 100_000_000, "claimed");
        assertEq(usdt.balanceOf(ALICE), 100_000_000, "received");
    }

    /// @dev A 10 % holder of a loan that recovered 7,000 of 10,000: 700 received, 300 lost.
    function test_reference_tenPercentOf7000Recovered() public {
        _activateInterestFree();
        _default();
        _distribute(7000 * USDT);
        vm.prank(ADMIN);
        loan.writeOff();

        assertEq(_claim(ALICE), 700 * USDT, "received");
        assertEq(loan.loss() / 10, 300 * USDT, "lost");
        _assertState(LoanState.Closed);
    }

    /// @dev 10,000 at 12 % for 30 days accrues 98.630136, rounded down.
    function test_reference_interestOf30Days() public {
        _activate();
        vm.warp(block.timestamp + 30 days);
        assertEq(loan.accruedInterest(), 98_630_136, "accrued");
    }

    /// @dev Claim 100, move all tokens to a fresh wallet: the fresh wallet can claim 0.
    function test_reference_claimThenMove() public {
        _activate();
        vm.warp(block.timestamp + PERIOD);
        _distribute(1000 * USDT);
        assertEq(_claim(ALICE), 100 * USDT, "claimed");

        uint256 tokens = loan.balanceOf(ALICE);
        _transfer(ALICE, CAROL, tokens);

        assertEq(loan.pendingDistribution(CAROL), 0, "pending");
        assertEq(_claim(CAROL), 0, "claimed again");
        assertEq(loan.pendingDistribution(BOB), 900 * USDT, "bob's");
        assertEq(_claim(BOB), 900 * USDT, "bob");
    }
}
