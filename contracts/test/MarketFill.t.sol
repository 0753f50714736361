// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanToken} from "../src/interfaces/ILoanToken.sol";
import {Bounds, IMarket} from "../src/interfaces/IMarket.sol";
import {MarketTest} from "./helpers/MarketTest.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

contract MarketFillTest is MarketTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = _list();
    }

    /* REFUSED */

    function test_fill_noSuchListing() public {
        _assertRefused(2, 1, _anything(), abi.encodeWithSelector(IMarket.NoSuchListing.selector, 2));
    }

    function test_fill_bySeller() public {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMarket.SelfTrade.selector, ALICE));
        market.fill(id, 1, _anything());
    }

    function test_fill_expired() public {
        vm.warp(START + 7 days + 1);
        _assertRefused(id, 1, _anything(), abi.encodeWithSelector(IMarket.Expired.selector, START + 7 days));
    }

    function test_fill_zeroAmount() public {
        _assertRefused(id, 0, _anything(), abi.encodeWithSelector(IMarket.ZeroAmount.selector));
    }

    function test_fill_beyondRemaining() public {
        _fill(200 * USDT);
        bytes memory refused = abi.encodeWithSelector(IMarket.RemainingExceeded.selector, 300 * USDT + 1, 300 * USDT);
        _assertRefused(id, 300 * USDT + 1, _anything(), refused);
        refused = abi.encodeWithSelector(IMarket.RemainingExceeded.selector, type(uint256).max, 300 * USDT);
        _assertRefused(id, type(uint256).max, _anything(), refused);
    }

    function test_fill_repaid() public {
        _distribute(TARGET);
        bytes memory refused = abi.encodeWithSelector(IMarket.NotTradable.selector, loan, LoanState.Repaid);
        _assertRefused(id, 1, _anything(), refused);
    }

    function test_fill_closed() public {
        vm.prank(ALICE);
        id = market.list(address(loan), 1, PRICE, type(uint40).max);
        _default();
        vm.prank(ADMIN);
        loan.writeOff();
        bytes memory refused = abi.encodeWithSelector(IMarket.NotTradable.selector, loan, LoanState.Closed);
        _assertRefused(id, 1, _anything(), refused);
    }

    function test_fill_afterDeadline() public {
        Bounds memory bounds = _anything();
        bounds.deadline = START - 1;
        _assertRefused(id, 1, bounds, abi.encodeWithSelector(IMarket.DeadlinePassed.selector, START - 1));
    }

    function test_fill_belowMinimumOutstanding() public {
        Bounds memory bounds = _anything();
        bounds.minimumOutstanding = TARGET + 1;
        bytes memory refused = abi.encodeWithSelector(IMarket.OutstandingBelowMinimum.selector, TARGET, TARGET + 1);
        _assertRefused(id, 1, bounds, refused);
    }

    function test_fill_aboveMaximumPerToken() public {
        _distribute(100 * USDT);
        uint256 perToken = loan.perToken();
        Bounds memory bounds = _anything();
        bounds.maximumPerToken = perToken - 1;
        bytes memory refused = abi.encodeWithSelector(IMarket.PerTokenAboveMaximum.selector, perToken, perToken - 1);
        _assertRefused(id, 1, bounds, refused);
    }

    function test_fill_aboveMaximumTotal() public {
        Bounds memory bounds = _anything();
        bounds.maximumTotal = 95 * USDT - 1;
        bytes memory refused = abi.encodeWithSelector(IMarket.TotalAboveMaximum.selector, 95 * USDT, 95 * USDT - 1);
        _assertRefused(id, 100 * USDT, bounds, refused);
    }

    function test_fill_beyondSellersAllowance() public {
        _allowTokens(ALICE, 10 * USDT - 1);
        bytes memory refused =
            abi.encodeWithSelector(ILoanToken.InsufficientAllowance.selector, market, 10 * USDT - 1, 10 * USDT);
        _assertRefused(id, 10 * USDT, _anything(), refused);
    }

    function test_fill_beyondSellersBalance() public {
        _transfer(ALICE, BOB, loan.balanceOf(ALICE) - 10 * USDT);
        bytes memory refused =
            abi.encodeWithSelector(ILoanToken.InsufficientBalance.selector, ALICE, 10 * USDT, 10 * USDT + 1);
        _assertRefused(id, 10 * USDT + 1, _anything(), refused);
    }

    function test_fill_beyondBuyersAllowance() public {
        vm.prank(CAROL);
        usdt.approve(address(market), 0);
        bytes memory refused = abi.encodeWithSelector(SafeTransferLib.TransferFromFailed.selector);
        _assertRefused(id, 10 * USDT, _anything(), refused);
    }

    function test_fill_buyerWithoutMoney() public {
        vm.prank(STRANGER);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        market.fill(id, 10 * USDT, _anything());
    }

    /* FILLED */

    function test_fill_part() public {
        uint256 amount = 100 * USDT;
        uint256 before = usdt.balanceOf(ALICE);
        vm.expectEmit(address(market));
        emit IMarket.Filled(
            id, CAROL, address(loan), amount, 95 * USDT, 950_000, OFFERED - amount, TARGET, loan.perToken()
        );
        assertEq(_fill(amount), 95 * USDT, "total");

        assertEq(usdt.balanceOf(CAROL), TARGET - 95 * USDT, "buyer paid");
        assertEq(usdt.balanceOf(ALICE) - before, 94_050_000, "seller got the rest");
        assertEq(usdt.balanceOf(TREASURY), 950_000, "fee");
        assertEq(loan.balanceOf(CAROL), amount, "tokens bought");
        assertEq(loan.balanceOf(ALICE), TARGET / 10 - amount, "tokens sold");
        assertEq(market.listing(id).remaining, OFFERED - amount, "remaining");
        _assertMarketHoldsNothing();
    }

    function test_fill_all() public {
        _fill(OFFERED - 1);
        assertEq(market.listing(id).remaining, 1, "one unit left");
        vm.expectEmit(address(market));
        emit IMarket.Filled(id, CAROL, address(loan), 1, 1, 0, 0, TARGET, 0);
        assertEq(_fill(1), 1, "price rounded up, fee rounded down");
        assertEq(market.listing(id).seller, address(0), "sold out, gone");
        _assertRefused(id, 1, _anything(), abi.encodeWithSelector(IMarket.NoSuchListing.selector, id));
    }

    function test_fill_atTheBounds() public {
        _distribute(100 * USDT);
        vm.warp(START + 7 days);
        Bounds memory bounds = Bounds({
            maximumTotal: _price(100 * USDT, PRICE),
            minimumOutstanding: loan.outstanding(),
            maximumPerToken: loan.perToken(),
            deadline: block.timestamp
        });
        vm.prank(CAROL);
        assertEq(market.fill(id, 100 * USDT, bounds), bounds.maximumTotal, "exactly, in the last second");
    }

    function test_fill_late() public {
        vm.prank(ALICE);
        id = market.list(address(loan), OFFERED, PRICE, type(uint40).max);
        vm.warp(START + PERIOD + 5 days + 1);
        _assertState(LoanState.Late);
        assertEq(_fill(100 * USDT), 95 * USDT, "of outstanding par");
    }

    function test_fill_defaulted() public {
        vm.prank(ALICE);
        id = market.list(address(loan), OFFERED, 1000, type(uint40).max);
        _default();
        assertEq(_fill(100 * USDT), 10 * USDT, "a tenth of outstanding par");
    }

    function test_fill_repriced() public {
        vm.prank(ALICE);
        market.reprice(id, 10_100);
        assertEq(_fill(100 * USDT), 101 * USDT, "above par");
    }

    function test_fill_treasuryReplaced() public {
        vm.prank(ADMIN);
        factory.setTreasury(STRANGER);
        _fill(100 * USDT);
        assertEq(usdt.balanceOf(STRANGER), 950_000, "fee");
    }

    /// @dev No escrow: until the fill the seller receives payouts on what it offers, and keeps them afterwards.
    function test_fill_payoutsStayWithSeller() public {
        _distribute(TARGET / 2);
        uint256 claimable = loan.pendingDistribution(ALICE);
        assertEq(claimable, TARGET / 20, "a tenth of half");
        _fill(OFFERED);
        assertEq(loan.pendingDistribution(ALICE), claimable, "the seller's past payouts");
        assertEq(loan.pendingDistribution(CAROL), 0, "none for the buyer");
        _distribute(TARGET / 2);
        assertEq(loan.pendingDistribution(CAROL), TARGET / 40, "the next one is the buyer's");
        assertEq(_claim(ALICE), claimable + TARGET / 40, "and the seller's on what it kept");
    }

    /// @dev Half of the principal arrives between the quote and the fill: the price follows, and a buyer who bounded the loan's
    /// state is not served at all.
    function test_fill_stalePrice() public {
        Bounds memory agreed = Bounds({
            maximumTotal: _price(100 * USDT, PRICE),
            minimumOutstanding: TARGET - 100 * USDT,
            maximumPerToken: loan.perToken() + (100 * USDT << 64) / TARGET,
            deadline: block.timestamp + 1 hours
        });
        uint256 snapshot = vm.snapshotState();
        _distribute(99 * USDT);
        vm.prank(CAROL);
        market.fill(id, 100 * USDT, agreed); // within the slack
        vm.revertToState(snapshot);

        _distribute(TARGET / 2);
        bytes memory refused =
            abi.encodeWithSelector(IMarket.OutstandingBelowMinimum.selector, TARGET / 2, TARGET - 100 * USDT);
        _assertRefused(id, 100 * USDT, agreed, refused);
        agreed.minimumOutstanding = 0;
        refused = abi.encodeWithSelector(IMarket.PerTokenAboveMaximum.selector, loan.perToken(), agreed.maximumPerToken);
        _assertRefused(id, 100 * USDT, agreed, refused);
        agreed.maximumPerToken = type(uint256).max;
        vm.prank(CAROL);
        assertEq(market.fill(id, 100 * USDT, agreed), 47_500_000, "half the price for half the claim");
    }

    /* HELPERS */

    function _fill(uint256 amount) private returns (uint256) {
        vm.prank(CAROL);
        return market.fill(id, amount, _anything());
    }

    function _assertRefused(uint256 listing, uint256 amount, Bounds memory bounds, bytes memory reason) private {
        vm.prank(CAROL);
        vm.expectRevert(reason);
        market.fill(listing, amount, bounds);
    }
}
