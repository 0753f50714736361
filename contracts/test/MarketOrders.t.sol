// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../src/Market.sol";
import {LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanToken} from "../src/interfaces/ILoanToken.sol";
import {Bounds, IMarket, Order} from "../src/interfaces/IMarket.sol";
import {MarketTest} from "./helpers/MarketTest.sol";

contract MarketOrdersTest is MarketTest {
    Order private order;
    bytes private signature;

    function setUp() public override {
        super.setUp();
        order = _order();
        signature = _sign(order);
    }

    /* REFUSED */

    function test_fillOrder_unknownLoan() public {
        order.loan = STRANGER;
        _assertRefused(abi.encodeWithSelector(IMarket.UnknownLoan.selector, STRANGER));
    }

    function test_fillOrder_priceZero() public {
        order.priceBps = 0;
        _assertRefused(abi.encodeWithSelector(IMarket.PriceOutOfRange.selector, 0, 1_000_000));
    }

    function test_fillOrder_priceTooHigh() public {
        order.priceBps = 1_000_001;
        _assertRefused(abi.encodeWithSelector(IMarket.PriceOutOfRange.selector, 1_000_001, 1_000_000));
    }

    function test_fillOrder_bySeller() public {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMarket.SelfTrade.selector, ALICE));
        market.fillOrder(order, signature, 1, _anything());
    }

    function test_fillOrder_expired() public {
        vm.warp(order.expiry + 1);
        _assertRefused(abi.encodeWithSelector(IMarket.Expired.selector, order.expiry));
    }

    function test_fillOrder_zeroAmount() public {
        vm.prank(CAROL);
        vm.expectRevert(IMarket.ZeroAmount.selector);
        market.fillOrder(order, signature, 0, _anything());
    }

    function test_fillOrder_beyondAmount() public {
        _fill(200 * USDT);
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(IMarket.RemainingExceeded.selector, OFFERED, 300 * USDT));
        market.fillOrder(order, signature, OFFERED, _anything());
    }

    function test_fillOrder_soldOut() public {
        _fill(OFFERED);
        _assertRefused(abi.encodeWithSelector(IMarket.RemainingExceeded.selector, 1, 0));
    }

    function test_fillOrder_nonceCancelled() public {
        vm.prank(ALICE);
        market.cancelNonce(1);
        _assertRefused(abi.encodeWithSelector(IMarket.NonceIsCancelled.selector, ALICE, 1));
    }

    function test_fillOrder_notTradable() public {
        _distribute(TARGET);
        _assertRefused(abi.encodeWithSelector(IMarket.NotTradable.selector, loan, LoanState.Repaid));
    }

    function test_fillOrder_bounds() public {
        Bounds memory bounds = _anything();
        bounds.maximumTotal = 95 * USDT - 1;
        _assertOutOfBounds(bounds, abi.encodeWithSelector(IMarket.TotalAboveMaximum.selector, 95 * USDT, 95 * USDT - 1));
        bounds = _anything();
        bounds.minimumOutstanding = TARGET + 1;
        _assertOutOfBounds(bounds, abi.encodeWithSelector(IMarket.OutstandingBelowMinimum.selector, TARGET, TARGET + 1));
        bounds = _anything();
        bounds.deadline = START - 1;
        _assertOutOfBounds(bounds, abi.encodeWithSelector(IMarket.DeadlinePassed.selector, START - 1));
        _distribute(USDT);
        bounds = _anything();
        bounds.maximumPerToken = 1;
        _assertOutOfBounds(bounds, abi.encodeWithSelector(IMarket.PerTokenAboveMaximum.selector, loan.perToken(), 1));
    }

    function test_fillOrder_withoutAllowance() public {
        _allowTokens(ALICE, 0);
        _assertRefused(abi.encodeWithSelector(ILoanToken.InsufficientAllowance.selector, market, 0, 1));
    }

    /// @dev Whatever changes in the order, the signature no longer fits.
    function test_fillOrder_tampered() public {
        for (uint256 field; field < 6; ++field) {
            order = _order();
            if (field == 0) order.seller = BOB;
            else if (field == 1) order.loan = address(_create("another", _terms()));
            else if (field == 2) ++order.amount;
            else if (field == 3) --order.priceBps;
            else if (field == 4) ++order.expiry;
            else ++order.nonce;
            _assertRefused(
                abi.encodeWithSelector(IMarket.InvalidSignature.selector, order.seller, market.hashOrder(order))
            );
        }
    }

    function test_fillOrder_otherMarketsSignature() public {
        market = new Market(address(factory));
        _assertInvalid();
    }

    function test_fillOrder_otherChainsSignature() public {
        vm.chainId(block.chainid + 1);
        _assertInvalid();
    }

    function test_fillOrder_brokenSignature() public {
        bytes memory good = signature;
        signature = "";
        _assertInvalid();
        signature = abi.encodePacked(good, hex"00");
        _assertInvalid();
        good[0] = bytes1(uint8(good[0]) ^ 1);
        signature = good;
        _assertInvalid();
    }

    function test_fillOrder_zeroSeller() public {
        order.seller = address(0);
        _assertInvalid();
    }

    /* FILLED */

    function test_fillOrder() public {
        uint256 amount = 100 * USDT;
        uint256 before = usdt.balanceOf(ALICE);
        bytes32 orderHash = market.hashOrder(order);
        vm.expectEmit(address(market));
        emit IMarket.OrderFilled(
            orderHash,
            CAROL,
            address(loan),
            ALICE,
            1,
            amount,
            95 * USDT,
            950_000,
            OFFERED - amount,
            TARGET,
            loan.perToken()
        );
        assertEq(_fill(amount), 95 * USDT, "total");

        assertEq(usdt.balanceOf(CAROL), TARGET - 95 * USDT, "buyer paid");
        assertEq(usdt.balanceOf(ALICE) - before, 94_050_000, "seller got the rest");
        assertEq(usdt.balanceOf(TREASURY), 950_000, "fee");
        assertEq(loan.balanceOf(CAROL), amount, "tokens bought");
        assertEq(market.filled(orderHash), amount, "filled");
        _assertMarketHoldsNothing();

        _fill(OFFERED - amount);
        assertEq(market.filled(orderHash), OFFERED, "in parts");
    }

    function test_fillOrder_lastSecond() public {
        vm.warp(order.expiry);
        assertEq(_fill(1), 1, "filled");
    }

    /// @dev Two orders that differ in nothing but the nonce are two orders.
    function test_fillOrder_sameTermsOtherNonce() public {
        _fill(OFFERED);
        order.nonce = 2;
        signature = _sign(order);
        _fill(OFFERED);
        assertEq(loan.balanceOf(CAROL), 2 * OFFERED, "both");
    }

    function test_fillOrder_compactSignature() public {
        (bytes32 r, bytes32 vs) = vm.signCompact(aliceKey, market.hashOrder(order));
        signature = abi.encodePacked(r, vs);
        assertEq(_fill(1), 1, "EIP-2098");
    }

    /* NONCES */

    function test_cancelNonce_twice() public {
        vm.startPrank(ALICE);
        market.cancelNonce(5);
        vm.expectRevert(abi.encodeWithSelector(IMarket.NonceIsCancelled.selector, ALICE, 5));
        market.cancelNonce(5);
    }

    function test_cancelNonce() public {
        vm.expectEmit(address(market));
        emit IMarket.NonceCancelled(BOB, 1);
        vm.prank(BOB);
        market.cancelNonce(1);
        assertTrue(market.isNonceCancelled(BOB, 1), "cancelled");
        assertFalse(market.isNonceCancelled(ALICE, 1), "somebody else's is not");
        assertFalse(market.isNonceCancelled(BOB, 2), "another is not");
        _fill(1);
    }

    /* TYPED DATA */

    /// @dev The digest from EIP-712's own words.
    function test_hashOrder() public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("ReFlow Market"),
                keccak256("1"),
                block.chainid,
                address(market)
            )
        );
        bytes32 typeHash =
            keccak256("Order(address seller,address loan,uint64 amount,uint32 priceBps,uint40 expiry,uint256 nonce)");
        bytes32 structHash = keccak256(abi.encode(typeHash, order));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", domain, structHash));
        assertEq(market.hashOrder(order), digest, "EIP-712");
    }

    function test_eip712Domain() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address verifier,,) =
            market.eip712Domain();
        assertEq(fields, hex"0f", "ERC-5267");
        assertEq(name, "ReFlow Market", "name");
        assertEq(version, "1", "version");
        assertEq(chainId, block.chainid, "chain");
        assertEq(verifier, address(market), "contract");
    }

    /* HELPERS */

    function _fill(uint256 amount) private returns (uint256) {
        vm.prank(CAROL);
        return market.fillOrder(order, signature, amount, _anything());
    }

    function _assertRefused(bytes memory reason) private {
        vm.prank(CAROL);
        vm.expectRevert(reason);
        market.fillOrder(order, signature, 1, _anything());
    }

    function _assertOutOfBounds(Bounds memory bounds, bytes memory reason) private {
        vm.prank(CAROL);
        vm.expectRevert(reason);
        market.fillOrder(order, signature, 100 * USDT, bounds);
    }

    function _assertInvalid() private {
        assertFalse(market.isOrderSigned(order, signature), "not signed");
        _assertRefused(abi.encodeWithSelector(IMarket.InvalidSignature.selector, order.seller, market.hashOrder(order)));
    }
}
