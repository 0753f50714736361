// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMarket} from "../src/interfaces/IMarket.sol";
import {ITetherUsd} from "../src/interfaces/ITetherUsd.sol";
import {Glutton} from "./helpers/Glutton.sol";
import {MarketTest} from "./helpers/MarketTest.sol";
import {Reenterer} from "./helpers/Reenterer.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @dev A fill with USDT in each of its moods.
contract MarketQuirksTest is MarketTest {
    uint256 private constant AMOUNT = 100 * USDT;

    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = _list();
    }

    /* REFUSED: everything is undone */

    function test_fill_usdtAnswersFalse() public {
        vm.prank(ADMIN);
        usdt.setReturnMode(ITetherUsd.ReturnMode.False);
        _assertUndone();
    }

    function test_fill_usdtPaused() public {
        vm.prank(ADMIN);
        usdt.pause();
        _assertUndone();
    }

    function test_fill_buyerBlacklisted() public {
        vm.prank(ADMIN);
        usdt.addBlackList(CAROL);
        _assertUndone();
    }

    function test_fill_sellerBlacklistedWhereReceiversCount() public {
        vm.startPrank(ADMIN);
        usdt.addBlackList(ALICE);
        usdt.setBlocksReceivers(true);
        vm.stopPrank();
        _assertUndone();
    }

    /* FILLED */

    function test_fill_usdtAnswersTrue() public {
        vm.prank(ADMIN);
        usdt.setReturnMode(ITetherUsd.ReturnMode.True);
        _fill();
        assertEq(loan.balanceOf(CAROL), AMOUNT, "bought");
    }

    /// @dev On mainnet the list stops senders only.
    function test_fill_sellerBlacklisted() public {
        vm.prank(ADMIN);
        usdt.addBlackList(ALICE);
        _fill();
        assertEq(loan.balanceOf(CAROL), AMOUNT, "bought");
    }

    /// @dev The buyer pays the same, and the seller gets what the treasury cannot.
    function test_fill_treasuryBlacklistedWhereReceiversCount() public {
        _refuseTreasury();
        uint256 before = usdt.balanceOf(ALICE);
        vm.expectEmit(address(market));
        emit IMarket.FeeWaived(address(loan), ALICE, 950_000);
        _fill();
        assertEq(loan.balanceOf(CAROL), AMOUNT, "bought");
        assertEq(usdt.balanceOf(CAROL), TARGET - 95 * USDT, "buyer paid the price");
        assertEq(usdt.balanceOf(ALICE) - before, 95 * USDT, "seller, all of it");
        assertEq(usdt.balanceOf(TREASURY), 0, "treasury");
        _assertMarketHoldsNothing();
    }

    /// @dev With however little gas: either the treasury is paid, or nobody is. USDT is made so dear that a call can run out of gas
    /// in the fee's transfer, and have enough left for an event.
    function testFuzz_fill_feeIsNotStarved(uint256 gas_) public {
        Glutton glutton = new Glutton(1_000_000, address(0));
        vm.prank(ADMIN);
        usdt.setHook(glutton);
        gas_ = bound(gas_, 500_000, 4_000_000);
        vm.prank(CAROL);
        (bool success,) = address(market).call{gas: gas_}(abi.encodeCall(IMarket.fill, (id, AMOUNT, _anything())));
        assertEq(usdt.balanceOf(TREASURY), success ? 950_000 : 0, "treasury");
    }

    /// @dev The buyer pays the price; the token's fee is taken from those who receive.
    function test_fill_withTetherFee() public {
        vm.prank(ADMIN);
        usdt.setParams(10, 40e6);
        uint256 before = usdt.balanceOf(ALICE);
        _fill();
        assertEq(usdt.balanceOf(CAROL), TARGET - 95 * USDT, "buyer paid the price");
        assertEq(usdt.balanceOf(ALICE) - before, 94_050_000 - 94_050, "seller, less a thousandth");
        assertEq(usdt.balanceOf(TREASURY), 950_000 - 950, "treasury, less a thousandth");
        _assertMarketHoldsNothing();
    }

    /* RE-ENTERING */

    function test_fill_reentered() public {
        _tryAll(abi.encodeCall(IMarket.fill, (id, USDT, _anything())));
    }

    function test_fillOrder_reentered() public {
        _tryAll(abi.encodeCall(IMarket.fillOrder, (_order(), _sign(_order()), USDT, _anything())));
    }

    /// @dev Every entry of the market, tried from inside a USDT transfer of the outer call.
    function _tryAll(bytes memory outer) private {
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(IMarket.list, (address(loan), 1, PRICE, type(uint40).max));
        calls[1] = abi.encodeCall(IMarket.reprice, (id, PRICE));
        calls[2] = abi.encodeCall(IMarket.delist, (id));
        calls[3] = abi.encodeCall(IMarket.fill, (id, 1, _anything()));
        calls[4] = abi.encodeCall(IMarket.fillOrder, (_order(), _sign(_order()), 1, _anything()));
        calls[5] = abi.encodeCall(IMarket.cancelNonce, (1));
        calls[6] = abi.encodeCall(IMarket.isOrderSigned, (_order(), _sign(_order())));
        Reenterer reenterer = new Reenterer(address(market));
        vm.prank(ADMIN);
        usdt.setHook(reenterer);
        for (uint256 i; i < calls.length; ++i) {
            reenterer.arm(calls[i]);
            vm.prank(CAROL);
            (bool success,) = address(market).call(outer);
            assertTrue(success, "outer call");
            assertTrue(reenterer.called(), "hook ran");
            assertEq(reenterer.answer(), abi.encodeWithSelector(IMarket.Reentrancy.selector), "refused");
        }
        // A test is one transaction, so that this shows the lock open again.
        market.cancelNonce(2);
    }

    /* HELPERS */

    function _fill() private {
        vm.prank(CAROL);
        market.fill(id, AMOUNT, _anything());
    }

    function _assertUndone() private {
        vm.prank(CAROL);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        market.fill(id, AMOUNT, _anything());
        assertEq(loan.balanceOf(CAROL), 0, "no tokens");
        assertEq(usdt.balanceOf(CAROL), TARGET, "no payment");
        assertEq(market.listing(id).remaining, OFFERED, "still on offer");
    }
}
