// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../../src/Market.sol";
import {Bounds, Order} from "../../src/interfaces/IMarket.sol";
import {LoanTest} from "./LoanTest.sol";

/// @dev A drawn loan, alice with a tenth of it and bob with the rest, and a market. Alice sells, carol buys.
abstract contract MarketTest is LoanTest {
    uint32 internal constant PRICE = 9500;
    uint64 internal constant OFFERED = uint64(500 * USDT);

    Market internal market;
    uint256 internal aliceKey;

    function setUp() public virtual override {
        super.setUp();
        market = new Market(address(factory));
        (, aliceKey) = makeAddrAndKey("alice");
        _activate();
        _allowTokens(ALICE, type(uint256).max);
        _fundBuyer(CAROL, TARGET);
    }

    function _allowTokens(address seller, uint256 amount) internal {
        vm.prank(seller);
        require(loan.approve(address(market), amount));
    }

    function _fundBuyer(address buyer, uint256 amount) internal {
        vm.prank(ADMIN);
        usdt.issue(buyer, amount);
        vm.startPrank(buyer);
        usdt.approve(address(market), 0);
        usdt.approve(address(market), type(uint256).max);
        vm.stopPrank();
    }

    function _list() internal returns (uint256 id) {
        vm.prank(ALICE);
        return market.list(address(loan), OFFERED, PRICE, uint40(block.timestamp + 7 days));
    }

    function _order() internal view returns (Order memory) {
        return Order({
            seller: ALICE,
            loan: address(loan),
            amount: OFFERED,
            priceBps: PRICE,
            expiry: uint40(block.timestamp + 7 days),
            nonce: 1
        });
    }

    function _sign(Order memory order) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(aliceKey, market.hashOrder(order));
        return abi.encodePacked(r, s, v);
    }

    /// @dev Bounds that never bind.
    function _anything() internal pure returns (Bounds memory) {
        return Bounds({
            maximumTotal: type(uint256).max,
            minimumOutstanding: 0,
            maximumPerToken: type(uint256).max,
            deadline: type(uint256).max
        });
    }

    /// @dev The price in plain arithmetic: amount * (outstanding / supply) * (bps / 10,000), rounded up.
    function _price(uint256 amount, uint256 priceBps) internal view returns (uint256) {
        uint256 numerator = amount * loan.outstanding() * priceBps;
        uint256 denominator = loan.totalSupply() * 10_000;
        return numerator / denominator + (numerator % denominator > 0 ? 1 : 0);
    }

    function _assertMarketHoldsNothing() internal view {
        assertEq(usdt.balanceOf(address(market)), 0, "no USDT");
        assertEq(loan.balanceOf(address(market)), 0, "no tokens");
    }
}
