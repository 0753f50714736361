// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms} from "../src/interfaces/ILoan.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev Interest against the fraction that it is the floor of, principal * rate * seconds / (10,000 * 365 days), over all
/// principals and rates: it grows with time, is 0 for 0 seconds, and loses less than a unit wherever an accrual cuts the time in two.
contract InterestTest is LoanTest {
    uint256 private constant DENOMINATOR = 10_000 * 365 days;
    uint256 private constant LONGEST = 1825 days; // 5 years at 100 % on 10^18 units: all of it can still be distributed, below 2^63
    uint256 private constant PARTS = 5;

    /// @dev A drawn loan of one holder that charges interest only: a late fee would be paid before it.
    function _draw(uint256 principal, uint256 rateBps) private {
        LoanTerms memory terms = _terms();
        (terms.principalTarget, terms.maximumTicket) = (uint64(principal), uint64(principal));
        (terms.minimumRaise, terms.minimumTicket) = (1, 1);
        (terms.annualRateBps, terms.lateRateBps) = (uint16(rateBps), 0);
        loan = _create("interest", terms);
        _invest(ALICE, principal);
        vm.prank(OPERATOR);
        loan.drawDown();
    }

    function _drawAny(uint256 principal, uint256 rateBps) private returns (uint256 perSecond) {
        (principal, rateBps) = (bound(principal, 1, 1e18), bound(rateBps, 0, 10_000));
        _draw(principal, rateBps);
        return principal * rateBps;
    }

    function testFuzz_interest_growsWithTime(uint256 principal, uint256 rateBps, uint256 first, uint256 second) public {
        uint256 perSecond = _drawAny(principal, rateBps);
        uint256 drawn = block.timestamp;
        assertEq(loan.accruedInterest(), 0, "0 for 0 seconds");
        (first, second) = (bound(first, 0, LONGEST), bound(second, 0, LONGEST));
        if (first > second) (first, second) = (second, first);

        vm.warp(drawn + first);
        uint256 before = loan.accruedInterest();
        assertEq(before, perSecond * first / DENOMINATOR, "rounded down");
        vm.warp(drawn + second);
        assertGe(loan.accruedInterest(), before, "never falls with time");
        assertEq(loan.accruedInterest(), perSecond * second / DENOMINATOR, "rounded down");
    }

    /// @dev Payments in one second: what the first leaves is what the next finds.
    function testFuzz_interest_zeroForZeroSeconds(
        uint256 principal,
        uint256 rateBps,
        uint256 wait,
        uint64[3] memory amounts
    ) public {
        _drawAny(principal, rateBps);
        skip(bound(wait, 0, LONGEST));
        uint256 due = loan.accruedInterest();
        uint256 paid;
        for (uint256 i; i < amounts.length && loan.payoff() > 0; ++i) {
            _distribute(bound(amounts[i], 1, loan.payoff()));
            paid += loan.distributions(i).interest;
            assertEq(paid + loan.accruedInterest(), due, "no second has passed");
        }
    }

    /// @dev Each payment of a unit of interest accrues, and so cuts the time. Cut or whole, the time costs the same but for the cuts.
    function testFuzz_interest_additive(uint256 principal, uint256 rateBps, uint256[PARTS] memory waits) public {
        uint256 perSecond = _drawAny(principal, rateBps);
        uint256 drawn = block.timestamp;
        for (uint256 i; i < PARTS; ++i) {
            skip(bound(waits[i], 0, LONGEST / PARTS));
            if (loan.accruedInterest() > 0) _distribute(1);
        }
        skip(bound(waits[0], 0, 100));

        uint256 cuts = loan.distributionCount();
        uint256 charged = cuts + loan.accruedInterest();
        uint256 whole = perSecond * (block.timestamp - drawn) / DENOMINATOR;
        assertLe(charged, whole, "never more than whole");
        assertLe(whole - charged, cuts, "a unit a cut");
        assertEq(loan.outstanding(), loan.totalSupply(), "no principal was paid");
    }

    /// @dev Where each cut loses most of a unit: 1.9 are charged as 1, and 0.9 are gone.
    function test_interest_additive_losesLessThanAUnitACut() public {
        _draw(5_000_000, 10_000); // 0.1585 units a second
        for (uint256 i; i < 20; ++i) {
            skip(12);
            _distribute(1);
            assertEq(loan.accruedInterest(), 0, "charged as 1");
        }
        assertEq(uint256(5_000_000) * 10_000 * 240 / DENOMINATOR, 38, "whole");
        assertEq(loan.distributions(19).principal, 0, "20 in parts, all of it interest");
    }
}
