// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState} from "../../src/interfaces/ILoan.sol";
import {InvariantSetup} from "./InvariantSetup.sol";
import {LibSort} from "solady/utils/LibSort.sol";

/// @dev The invariants of a loan by their numbers, all checked after every step; 6 to 9, 14 and 19 are the handler's. Suites
/// differ in where they start and what they do most.
abstract contract LoanInvariants is InvariantSetup {
    /// @dev One function, because forge replays the whole campaign for each.
    function invariant_allHold() external view {
        _sumOfBalancesIsSupply();
        _supplyIsFixedWhileTheLoanLives();
        _solvent();
        _claimsStayWithinDistributed();
        _everyHolderHasItsExactShare();
        _principalIsConserved();
        _cancelledGivesBackWhatArrived();
        _lensFindsNothing();
    }

    /// @dev 1.
    function _sumOfBalancesIsSupply() private view {
        uint256 sum;
        for (uint256 i; i < holders.length; ++i) {
            assertEq(loan.balanceOf(holders[i]), model.balance(holders[i]), "balance");
            sum += loan.balanceOf(holders[i]);
        }
        assertEq(sum, loan.totalSupply(), "sum");
    }

    /// @dev 2.
    function _supplyIsFixedWhileTheLoanLives() private view {
        assertLe(loan.totalSupply(), TARGET, "target");
        LoanState state = loan.state();
        if (state == LoanState.Active || state == LoanState.Late || state == LoanState.Defaulted) {
            assertEq(loan.totalSupply(), loan.raised(), "supply is what was raised");
        }
    }

    /// @dev 3: the loan can pay everyone, at once.
    function _solvent() private view {
        LoanState state = loan.state();
        uint256 owed = _sumOfClaimables() + loan.feesOwed();
        if (state == LoanState.Funding || state == LoanState.Cancelled) owed += loan.totalSupply();
        assertGe(usdt.balanceOf(address(loan)), owed, "USDT held");
    }

    /// @dev 4: payouts and claimables stay within what was distributed, and miss it by less than a unit per holder.
    function _claimsStayWithinDistributed() private view {
        uint256 given = model.totalPaid() + _sumOfClaimables();
        assertEq(loan.totalDistributed(), model.distributed(), "distributed");
        assertLe(given, model.distributed(), "never more");
        assertLe(model.distributed() - given, holders.length, "a fraction per holder");
    }

    /// @dev 5: each holder's payouts and claimable are its exact share, rounded down, give or take the index's own rounding.
    function _everyHolderHasItsExactShare() private view {
        uint256 supply = model.shareSupply();
        if (supply == 0) return;
        // An index rounding per balance change, scaled as the numerators are.
        uint256 slack = (model.changes() + 1) * supply * supply / 2 ** 64 + 1;
        for (uint256 i; i < holders.length; ++i) {
            uint256 exact = model.shareNumerator(holders[i]);
            uint256 got = (model.paid(holders[i]) + loan.pendingDistribution(holders[i])) * supply;
            // What a burn forfeited is below a unit each time that there was something new to forfeit.
            got += model.forfeited(holders[i]);
            assertLe(got, exact + slack, "not more than the share");
            assertLt(exact, got + supply + slack, "less than a unit below it");
            assertEq(loan.claimed(holders[i]), model.paid(holders[i]), "claimed");
        }
    }

    /// @dev 13.
    function _principalIsConserved() private view {
        if (model.shareSupply() == 0) return;
        assertEq(loan.outstanding() + model.principalPaid() + loan.loss(), model.shareSupply(), "principal");
    }

    /// @dev 16.
    function _cancelledGivesBackWhatArrived() private view {
        if (loan.state() != LoanState.Cancelled) return;
        uint256 invested;
        uint256 refunded;
        for (uint256 i; i < holders.length; ++i) {
            invested += model.invested(holders[i]);
            refunded += model.refunded(holders[i]);
        }
        assertEq(refunded + loan.totalSupply(), invested, "to the last unit");
    }

    /// @dev 1 to 4, 8, 12, 13, 16, by the contract that shows them to everybody.
    function _lensFindsNothing() private view {
        address[] memory sorted = holders;
        LibSort.sort(sorted);
        assertTrue(lens.solvency(address(loan), sorted).all, "lens");
    }

    function _sumOfClaimables() private view returns (uint256 sum) {
        for (uint256 i; i < holders.length; ++i) {
            sum += loan.pendingDistribution(holders[i]);
        }
    }
}
