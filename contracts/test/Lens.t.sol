// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../src/Batch.sol";
import {Lens} from "../src/Lens.sol";
import {HolderView, ILens, LoanView, Solvency} from "../src/interfaces/ILens.sol";
import {Distribution, ILoan, LoanState, LoanTerms} from "../src/interfaces/ILoan.sol";
import {MarketTest} from "./helpers/MarketTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {LibSort} from "solady/utils/LibSort.sol";

contract LensTest is MarketTest {
    Batch private batch;
    Lens private lens;
    address[] private everybody;

    function setUp() public override {
        super.setUp();
        batch = new Batch(address(factory));
        lens = new Lens(address(factory), address(market), address(batch));
        address[] memory sorted = new address[](4);
        (sorted[0], sorted[1], sorted[2], sorted[3]) = (ALICE, BOB, CAROL, STRANGER);
        LibSort.sort(sorted);
        everybody = sorted;
    }

    function _terms() internal view override returns (LoanTerms memory terms) {
        terms = super._terms();
        terms.platformFeeBps = 100;
    }

    /* REFUSED */

    function test_views_unknownLoan() public {
        bytes memory refused = abi.encodeWithSelector(ILens.UnknownLoan.selector, STRANGER);
        address[] memory both = new address[](2);
        (both[0], both[1]) = (address(loan), STRANGER);
        vm.expectRevert(refused);
        lens.loan(STRANGER);
        vm.expectRevert(refused);
        lens.loans(both);
        vm.expectRevert(refused);
        lens.holders(STRANGER, everybody);
        vm.expectRevert(refused);
        lens.solvency(STRANGER, everybody);
    }

    function test_solvency_holdersNotAscending() public {
        (everybody[0], everybody[1]) = (everybody[1], everybody[0]);
        vm.expectRevert(abi.encodeWithSelector(ILens.HoldersNotAscending.selector, everybody[0], everybody[1]));
        lens.solvency(address(loan), everybody);
        everybody[1] = everybody[0];
        vm.expectRevert(abi.encodeWithSelector(ILens.HoldersNotAscending.selector, everybody[0], everybody[0]));
        lens.solvency(address(loan), everybody);
    }

    function test_solvencies_lengthsDiffer() public {
        vm.expectRevert(abi.encodeWithSelector(ILens.LengthsDiffer.selector, 2, 1));
        lens.solvencies(new address[](2), new address[][](1));
        vm.expectRevert(abi.encodeWithSelector(ILens.LengthsDiffer.selector, 0, 1));
        lens.solvencies(new address[](0), new address[][](1));
    }

    function test_solvencies_oneIsRefused() public {
        address[] memory asked = new address[](2);
        address[][] memory accounts = new address[][](2);
        (asked[0], asked[1], accounts[0]) = (address(loan), STRANGER, everybody);
        vm.expectRevert(abi.encodeWithSelector(ILens.UnknownLoan.selector, STRANGER));
        lens.solvencies(asked, accounts);
        asked[1] = address(loan);
        accounts[1] = new address[](2);
        vm.expectRevert(abi.encodeWithSelector(ILens.HoldersNotAscending.selector, address(0), address(0)));
        lens.solvencies(asked, accounts);
    }

    /* LOANS AND HOLDERS */

    function test_loan() public {
        _distribute(100 * USDT);
        vm.warp(START + PERIOD + 6 days);
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, 7);
        LoanView memory all = lens.loan(address(loan));

        assertEq(all.loan, address(loan), "address");
        assertEq(all.loanId, loan.loanId(), "id");
        assertEq(uint256(all.state), uint256(loan.state()), "state");
        assertEq(uint256(all.state), uint256(LoanState.Late), "derived");
        assertEq(all.totalSupply, TARGET, "supply");
        assertEq(all.raised, TARGET, "raised");
        assertEq(all.outstanding, TARGET - 100 * USDT, "outstanding");
        assertEq(all.payoff, loan.payoff(), "payoff");
        assertEq(all.accruedInterest, loan.accruedInterest(), "interest");
        assertEq(all.lateFeeDue, loan.lateFeeDue(), "late fee");
        assertGt(all.lateFeeDue, 0, "late");
        assertEq(all.loss, 0, "loss");
        assertEq(all.perToken, loan.perToken(), "index");
        assertEq(all.distributionCount, 1, "distributions");
        assertEq(all.totalDistributed, 100 * USDT, "distributed");
        assertEq(all.drawnAt, START, "drawn");
        assertEq(all.settledInstalments, loan.settledInstalments(), "settled");
        assertEq(all.pausedUntil, loan.pausedUntil(), "paused");
        assertEq(all.usdtBalance, 100 * USDT, "held");
        assertEq(all.payInAddress, loan.payInAddress(), "pay-in address");
        assertEq(all.payInBalance, 7, "waiting there");
        assertEq(keccak256(abi.encode(all.terms)), keccak256(abi.encode(loan.terms())), "terms");
    }

    function test_loan_feesOwed() public {
        _refuseTreasury();
        vm.warp(START + 10 days);
        _distribute(100 * USDT);
        assertGt(loan.feesOwed(), 0, "refused");
        assertEq(lens.loan(address(loan)).feesOwed, loan.feesOwed(), "shown");
    }

    function test_loans() public {
        address[] memory two = new address[](2);
        (two[0], two[1]) = (address(_create("second", _terms())), address(loan));
        LoanView[] memory views = lens.loans(two);
        assertEq(views.length, 2, "count");
        assertEq(uint256(views[0].state), uint256(LoanState.Funding), "first");
        assertEq(uint256(views[1].state), uint256(LoanState.Active), "second");
    }

    function test_holders() public {
        _distribute(TARGET / 2);
        _claim(BOB);
        address[] memory two = new address[](2);
        (two[0], two[1]) = (ALICE, BOB);
        HolderView[] memory views = lens.holders(address(loan), two);
        assertEq(views[0].holder, ALICE, "holder");
        assertEq(views[0].balance, TARGET / 10, "balance");
        assertEq(views[0].par, TARGET / 20, "half is repaid");
        assertEq(views[0].claimable, TARGET / 20, "claimable");
        assertEq(views[0].claimed, 0, "claimed");
        assertEq(views[0].marketAllowance, type(uint256).max, "for sale");
        assertEq(views[1].claimable, 0, "claimable");
        assertEq(views[1].claimed, TARGET * 9 / 20, "claimed");
        assertEq(views[1].marketAllowance, 0, "not for sale");
    }

    function test_holders_beforeDrawDown() public {
        loan = _create("second", _terms());
        assertEq(lens.holders(address(loan), everybody)[0].par, 0, "no supply, no par");
    }

    function test_parties() public view {
        assertEq(lens.factory(), address(factory), "factory");
        assertEq(lens.market(), address(market), "market");
        assertEq(lens.batch(), address(batch), "batch");
    }

    /* SOLVENCY: fits in every state */

    function test_solvency_throughTheLife() public {
        _assertAll("drawn");
        skip(PERIOD);
        _distribute(333 * USDT + 1);
        _assertAll("paid");
        _transfer(ALICE, CAROL, 123_457);
        uint256 id = _list();
        vm.prank(CAROL);
        market.fill(id, 77 * USDT, _anything());
        _assertAll("traded");
        _claim(BOB);
        _assertAll("claimed");
        _default();
        _assertAll("defaulted");
        _distribute(1111 * USDT);
        _assertAll("recovered");
        vm.prank(ADMIN);
        loan.writeOff();
        _assertAll("written off");
        _claim(ALICE);
        _assertAll("burned");
    }

    function test_solvency_repaid() public {
        skip(PERIOD);
        _distribute(loan.payoff());
        _assertAll("repaid");
        _claim(ALICE);
        _claim(BOB);
        _assertAll("all claimed");
    }

    function test_solvency_cancelled() public {
        loan = _create("second", _terms());
        _assertAll("empty");
        _invest(ALICE, 1000 * USDT);
        _invest(BOB, 500 * USDT);
        _assertAll("funding");
        vm.warp(START + 30 days);
        loan.cancel();
        _assertAll("cancelled");
        vm.prank(ALICE);
        loan.refund();
        _assertAll("refunded");
        assertEq(lens.solvency(address(loan), everybody).owed, 500 * USDT, "the rest");
    }

    function test_solvency_figures() public {
        skip(PERIOD);
        _distribute(200 * USDT);
        _claim(BOB);
        Solvency memory figures = lens.solvency(address(loan), everybody);
        uint256 interest = 98_630_136;
        uint256 fee = 986_301;
        assertEq(figures.sumOfBalances, TARGET, "balances");
        assertEq(figures.principalTarget, TARGET, "target");
        assertEq(figures.raised, TARGET, "raised");
        assertEq(figures.recorded, 200 * USDT, "recorded");
        assertEq(figures.platformFees, fee, "fees");
        assertEq(figures.distributed, 200 * USDT - fee, "distributed");
        assertEq(figures.principalPaid, 200 * USDT - interest, "principal");
        assertEq(figures.outstanding, TARGET - figures.principalPaid, "outstanding");
        assertEq(figures.claimed, loan.claimed(BOB), "claimed");
        assertEq(figures.claimable, loan.pendingDistribution(ALICE), "claimable");
        assertEq(figures.owed, figures.claimable, "owed");
        assertEq(figures.usdtHeld, usdt.balanceOf(address(loan)), "held");
        assertEq(figures.perToken, loan.perToken(), "index");
    }

    /// @dev Fees that wait for the treasury are owed like claims.
    function test_solvency_feesOwed() public {
        _refuseTreasury();
        skip(PERIOD);
        _distribute(200 * USDT);
        uint256 waiting = loan.feesOwed();
        assertGt(waiting, 0, "refused");
        Solvency memory figures = _figures();
        assertEq(figures.owed, figures.claimable + waiting, "owed");
        assertEq(figures.usdtHeld, 200 * USDT, "all of it is here");
        assertTrue(figures.all, "and all is well");
        vm.prank(address(loan));
        usdt.transfer(STRANGER, waiting);
        assertFalse(_figures().solvent, "the claims alone are not enough");
    }

    function test_solvency_donation() public {
        _distribute(100 * USDT);
        vm.prank(ADMIN);
        usdt.issue(address(loan), 5 * USDT);
        _assertAll("a gift changes nothing");
    }

    /* SOLVENCY: each thing that can be wrong, alone */

    function test_solvency_holderMissing() public {
        _distribute(100 * USDT);
        address[] memory some = new address[](1);
        some[0] = ALICE;
        Solvency memory figures = lens.solvency(address(loan), some);
        assertFalse(figures.balancesAreSupply, "bob has the rest");
        assertFalse(figures.dustWithinBound, "and its payouts");
        assertFalse(figures.all, "so not all");
        assertTrue(figures.solvent && figures.claimsWithinDistributed, "what is safe for some is not hurt");
    }

    function test_solvency_insolvent() public {
        _distribute(100 * USDT);
        vm.prank(address(loan));
        usdt.transfer(STRANGER, 1);
        Solvency memory figures = _figures();
        assertFalse(figures.solvent, "a unit is missing");
        assertFalse(figures.all, "so not all");
        assertEq(figures.usdtHeld + 1, figures.owed, "by the figures");
    }

    function test_solvency_cancelledAndShort() public {
        loan = _create("second", _terms());
        _invest(ALICE, 1000 * USDT);
        vm.prank(address(loan));
        usdt.transfer(STRANGER, 1);
        assertFalse(_figures().solvent, "the supply is owed while funding");
    }

    function test_solvency_supplyChanged() public {
        vm.mockCall(address(loan), abi.encodeCall(IERC20.totalSupply, ()), abi.encode(TARGET - 1));
        Solvency memory figures = _figures();
        assertFalse(figures.balancesAreSupply, "balances");
        assertFalse(figures.supplyWithinTarget, "not what was raised");
        vm.mockCall(address(loan), abi.encodeCall(IERC20.totalSupply, ()), abi.encode(TARGET + 1));
        assertFalse(_figures().supplyWithinTarget, "above the target");
    }

    function test_solvency_claimedTooMuch() public {
        _distribute(100 * USDT);
        vm.mockCall(address(loan), abi.encodeWithSignature("claimed(address)", ALICE), abi.encode(1));
        assertFalse(_figures().claimsWithinDistributed, "a unit more than there was");
    }

    function test_solvency_indexFell() public {
        _distribute(100 * USDT);
        _distribute(100 * USDT);
        Distribution memory second = loan.distributions(1);
        second.perToken = loan.distributions(0).perToken - 1;
        vm.mockCall(address(loan), abi.encodeWithSignature("distributions(uint256)", 1), abi.encode(second));
        assertFalse(_figures().indexNeverFell, "in between");
        vm.clearMockedCalls();
        vm.mockCall(address(loan), abi.encodeWithSignature("perToken()"), abi.encode(1));
        assertFalse(_figures().indexNeverFell, "since the last");
    }

    function test_solvency_partsDoNotAddUp() public {
        skip(PERIOD);
        _distribute(200 * USDT);
        Distribution memory first = loan.distributions(0);
        ++first.lateFee;
        vm.mockCall(address(loan), abi.encodeWithSignature("distributions(uint256)", 0), abi.encode(first));
        assertFalse(_figures().partsAddUp, "a unit of nobody's");
    }

    function test_solvency_principalNotConserved() public {
        vm.mockCall(address(loan), abi.encodeWithSignature("outstanding()"), abi.encode(TARGET - 1));
        assertFalse(_figures().principalConserved, "a unit was forgotten");
    }

    /// @dev A gift to the market or the batch contract breaks nothing; who holds its tokens is a holder to be asked about.
    function test_solvency_strays() public {
        vm.prank(ADMIN);
        usdt.issue(address(batch), 1);
        Solvency memory figures = _figures();
        assertEq(figures.strayUsdt, 1, "USDT");
        assertFalse(figures.nothingStray, "USDT in the batch");
        assertTrue(figures.all, "a gift breaks nothing");

        _transfer(ALICE, address(market), 1);
        figures = _figures();
        assertEq(figures.strayTokens, 1, "tokens in the market");
        assertFalse(figures.balancesAreSupply, "a holder is missing");
        everybody.push(address(market));
        address[] memory sorted = everybody;
        LibSort.sort(sorted);
        everybody = sorted;
        assertTrue(_figures().all, "not any more");
    }

    /// @dev Each loan with its own holders; a loan twice, once with a holder missing.
    function test_solvencies() public {
        skip(PERIOD);
        _distribute(200 * USDT);
        address[] memory asked = new address[](3);
        address[][] memory accounts = new address[][](3);
        (asked[0], asked[1], asked[2]) = (address(loan), address(_create("second", _terms())), address(loan));
        accounts[0] = everybody;
        accounts[2] = new address[](1);
        accounts[2][0] = ALICE;
        Solvency[] memory all = lens.solvencies(asked, accounts);
        assertEq(all.length, 3, "count");
        for (uint256 i; i < 3; ++i) {
            Solvency memory alone = lens.solvency(asked[i], accounts[i]);
            assertEq(keccak256(abi.encode(all[i])), keccak256(abi.encode(alone)), "as asked alone");
        }
        assertTrue(all[0].all && all[1].all, "fit");
        assertFalse(all[2].balancesAreSupply, "a holder is missing");
        assertEq(lens.solvencies(new address[](0), new address[][](0)).length, 0, "none");
    }

    /* HELPERS */

    function _figures() private view returns (Solvency memory) {
        return lens.solvency(address(loan), everybody);
    }

    function _assertAll(string memory when) private view {
        Solvency memory figures = _figures();
        assertTrue(figures.balancesAreSupply, when);
        assertTrue(figures.supplyWithinTarget, when);
        assertTrue(figures.solvent, when);
        assertTrue(figures.claimsWithinDistributed, when);
        assertTrue(figures.dustWithinBound, when);
        assertTrue(figures.indexNeverFell, when);
        assertTrue(figures.partsAddUp, when);
        assertTrue(figures.principalConserved, when);
        assertTrue(figures.nothingStray, when);
        assertTrue(figures.all, when);
    }
}
