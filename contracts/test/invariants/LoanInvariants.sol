// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState} from "../../src/interfaces/ILoan.sol";
import {InvariantSetup} from "./InvariantSetup.sol";
import {LoanHandler} from "./LoanHandler.sol";
import {LibSort} from "solady/utils/LibSort.sol";

// States, and actions that a phase can put out of reach, as bits.
uint256 constant FUNDING = 2 ** uint256(LoanState.Funding);
uint256 constant CANCELLED = 2 ** uint256(LoanState.Cancelled);
uint256 constant ACTIVE = 2 ** uint256(LoanState.Active);
uint256 constant LATE = 2 ** uint256(LoanState.Late);
uint256 constant DEFAULTED = 2 ** uint256(LoanState.Defaulted);
uint256 constant REPAID = 2 ** uint256(LoanState.Repaid);
uint256 constant CLOSED = 2 ** uint256(LoanState.Closed);
uint256 constant RAISE = (2 ** uint256(LoanHandler.Action.Invest)) | (2 ** uint256(LoanHandler.Action.InvestFor))
    | (2 ** uint256(LoanHandler.Action.EndFunding));
uint256 constant REFUND = 2 ** uint256(LoanHandler.Action.Refund);
uint256 constant PAY = (2 ** uint256(LoanHandler.Action.Distribute)) | (2 ** uint256(LoanHandler.Action.Collect));
uint256 constant DECLARE = 2 ** uint256(LoanHandler.Action.DeclareDefault);
uint256 constant WRITE_OFF = 2 ** uint256(LoanHandler.Action.WriteOff);
uint256 constant RETURN_EXCESS = 2 ** uint256(LoanHandler.Action.ReturnExcess);

/// @dev The invariants of a loan by their numbers, all checked after every step; 6 to 9, 14 and 19 are the handler's. Suites
/// differ in where they start and what they do most.
abstract contract LoanInvariants is InvariantSetup {
    uint256 private reachedStates;
    uint256 private rareActions;

    /// @dev For the canary: the states that the suite reaches, and the actions that it cannot do or hardly ever does.
    function _reaches(uint256 states, uint256 butActions) internal {
        (reachedStates, rareActions) = (states, butActions);
    }

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

    /// @dev Canary: the handler, with this suite's start and weights and random bytes for seeds as the fuzzer gives them, reaches
    /// each state that the suite says, and does each action that has a weight but those that the suite calls out of reach.
    function test_canary_statesAndActions() public {
        uint256 states;
        uint256 actions;
        for (uint256 run; run < 32; ++run) {
            uint256 snapshot = vm.snapshotState();
            for (uint256 i; i < 64; ++i) {
                handler.step(uint256(keccak256(abi.encode(run, i))));
            }
            for (uint256 i; i < 7; ++i) {
                if (handler.seen(i)) states |= 2 ** i;
            }
            for (uint256 i; i < handler.ACTIONS(); ++i) {
                if (handler.done(i) > 0) actions |= 2 ** i;
            }
            vm.revertToState(snapshot);
        }
        assertEq(reachedStates & ~states, 0, "states not reached, as bits");
        assertEq(handler.weighted() & ~rareActions & ~actions, 0, "actions not done, as bits");
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
