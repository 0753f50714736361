// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoan, LoanState} from "../src/interfaces/ILoan.sol";
import {IMarket, Listing} from "../src/interfaces/IMarket.sol";
import {MarketTest} from "./helpers/MarketTest.sol";

contract MarketListingsTest is MarketTest {
    /* LIST */

    function test_list_unknownLoan() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.UnknownLoan.selector, STRANGER));
        market.list(STRANGER, 1, PRICE, uint40(START));
    }

    function test_list_zeroAmount() public {
        vm.expectRevert(IMarket.ZeroAmount.selector);
        market.list(address(loan), 0, PRICE, uint40(START));
    }

    function test_list_priceZero() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.PriceOutOfRange.selector, 0, 1_000_000));
        market.list(address(loan), 1, 0, uint40(START));
    }

    function test_list_priceTooHigh() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.PriceOutOfRange.selector, 1_000_001, 1_000_000));
        market.list(address(loan), 1, 1_000_001, uint40(START));
    }

    function test_list_expired() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.Expired.selector, START - 1));
        market.list(address(loan), 1, PRICE, uint40(START - 1));
    }

    function test_list_notDrawn() public {
        loan = _create("funding", _terms());
        _assertNotTradable(LoanState.Funding);
    }

    function test_list_cancelled() public {
        loan = _create("cancelled", _terms());
        vm.warp(START + 30 days);
        loan.cancel();
        _assertNotTradable(LoanState.Cancelled);
    }

    function test_list_repaid() public {
        _distribute(TARGET);
        _assertNotTradable(LoanState.Repaid);
    }

    function test_list_closed() public {
        _default();
        vm.prank(ADMIN);
        loan.writeOff();
        _assertNotTradable(LoanState.Closed);
    }

    function test_list() public {
        uint40 expiry = uint40(START + 7 days);
        vm.expectEmit(address(market));
        emit IMarket.Listed(1, ALICE, address(loan), OFFERED, PRICE, expiry, 0);
        assertEq(_list(), 1, "first id");

        Listing memory offer = market.listing(1);
        assertEq(offer.seller, ALICE, "seller");
        assertEq(offer.loan, address(loan), "loan");
        assertEq(offer.remaining, OFFERED, "remaining");
        assertEq(offer.priceBps, PRICE, "price");
        assertEq(offer.expiry, expiry, "expiry");
        assertEq(_list(), 2, "next id");
        assertEq(market.listingCount(), 2, "count");
        assertEq(loan.balanceOf(ALICE), TARGET / 10, "no escrow");
        _assertMarketHoldsNothing();
    }

    /* REPRICE */

    function test_reprice_noSuchListing() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.NoSuchListing.selector, 1));
        market.reprice(1, PRICE);
    }

    function test_reprice_notSeller() public {
        uint256 id = _list();
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotSeller.selector, BOB, ALICE));
        market.reprice(id, 1);
    }

    function test_reprice_priceZero() public {
        uint256 id = _list();
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMarket.PriceOutOfRange.selector, 0, 1_000_000));
        market.reprice(id, 0);
    }

    function test_reprice() public {
        uint256 id = _list();
        _distribute(100 * USDT);
        vm.expectEmit(address(market));
        emit IMarket.Repriced(id, ALICE, address(loan), OFFERED, 9000, loan.perToken());
        vm.prank(ALICE);
        market.reprice(id, 9000);

        Listing memory offer = market.listing(id);
        assertEq(offer.priceBps, 9000, "price");
        assertEq(offer.expiry, START + 7 days, "expiry stays");
        assertEq(offer.remaining, OFFERED, "remaining stays");
    }

    /* DELIST */

    function test_delist_noSuchListing() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.NoSuchListing.selector, 7));
        market.delist(7);
    }

    function test_delist_notSeller() public {
        uint256 id = _list();
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotSeller.selector, BOB, ALICE));
        market.delist(id);
    }

    function test_delist() public {
        uint256 id = _list();
        skip(8 days); // expired listings too
        vm.expectEmit(address(market));
        emit IMarket.Delisted(id, ALICE, address(loan), OFFERED);
        vm.prank(ALICE);
        market.delist(id);

        assertEq(market.listing(id).seller, address(0), "gone");
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NoSuchListing.selector, id));
        market.fill(id, 1, _anything());
    }

    /* QUOTE */

    function test_quote_unknownLoan() public {
        vm.expectRevert(abi.encodeWithSelector(IMarket.UnknownLoan.selector, STRANGER));
        market.quote(STRANGER, 1, PRICE);
    }

    function test_quote_notTradable() public {
        _distribute(TARGET);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotTradable.selector, loan, LoanState.Repaid));
        market.quote(address(loan), 1, PRICE);
    }

    function test_quote() public {
        (uint256 total, uint256 fee) = market.quote(address(loan), uint64(100 * USDT), 9500);
        assertEq(total, 95 * USDT, "95 % of par");
        assertEq(fee, 950_000, "1 % of that");
        _distribute(TARGET / 2);
        (total,) = market.quote(address(loan), uint64(100 * USDT), 9500);
        assertEq(total, 47_500_000, "half is repaid");
        (total,) = market.quote(address(loan), 1, 1);
        assertEq(total, 1, "up");
    }

    function test_factory() public view {
        assertEq(market.factory(), address(factory), "factory");
    }

    function _assertNotTradable(LoanState expected) private {
        vm.expectRevert(abi.encodeWithSelector(IMarket.NotTradable.selector, loan, expected));
        market.list(address(loan), 1, PRICE, uint40(block.timestamp));
    }
}
