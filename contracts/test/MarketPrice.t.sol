// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../src/Market.sol";
import {LoanState} from "../src/interfaces/ILoan.sol";
import {Test} from "forge-std/Test.sol";

/// @dev The views that a price is made of, over their whole ranges; it is its own factory.
contract LoanFigures {
    uint256 public outstanding;
    uint256 public totalSupply;
    uint256 public constant perToken = 0;
    address public constant usdt = address(1);
    address public constant members = address(2);

    function set(uint256 outstanding_, uint256 supply) external {
        (outstanding, totalSupply) = (outstanding_, supply);
    }

    function isLoan(address loan) external view returns (bool) {
        return loan == address(this);
    }

    function state() external pure returns (LoanState) {
        return LoanState.Active;
    }
}

contract MarketPriceTest is Test {
    uint256 private constant MAX_SUPPLY = 1e18;
    uint256 private constant MAX_PRICE_BPS = 1_000_000;

    LoanFigures private figures;
    Market private market;

    function setUp() public {
        figures = new LoanFigures();
        market = new Market(address(figures));
    }

    /// @dev Against rationals, by cross-multiplying: exact <= total < exact + 1.
    function testFuzz_quote_isTheExactPriceRoundedUp(uint256 supply, uint256 outstanding, uint256 amount, uint256 price)
        public
    {
        supply = bound(supply, 1, MAX_SUPPLY);
        outstanding = bound(outstanding, 1, supply);
        amount = bound(amount, 1, supply);
        price = bound(price, 1, MAX_PRICE_BPS);
        (uint256 total, uint256 fee) = _quote(outstanding, supply, amount, price);

        uint256 exact = amount * outstanding * price; // over supply * 10,000
        assertGe(total * supply * 10_000, exact, "not below the price");
        assertLt((total - 1) * supply * 10_000, exact, "less than a unit above it");
        assertLe(fee * 100, total, "fee at most 1 %");
        assertGt((fee + 1) * 100, total, "and less than a unit below that");
    }

    /// @dev Many small fills never cost less than one big one, and at most a unit more each.
    function testFuzz_quote_splitting(uint256 supply, uint256 outstanding, uint256 a, uint256 b, uint256 price) public {
        supply = bound(supply, 2, MAX_SUPPLY);
        outstanding = bound(outstanding, 1, supply);
        a = bound(a, 1, supply - 1);
        b = bound(b, 1, supply - a);
        price = bound(price, 1, MAX_PRICE_BPS);
        (uint256 whole,) = _quote(outstanding, supply, a + b, price);
        (uint256 first,) = _quote(outstanding, supply, a, price);
        (uint256 second,) = _quote(outstanding, supply, b, price);
        assertGe(first + second, whole, "splitting is no way to pay less");
        assertLe(first + second, whole + 1, "a unit per further fill");
    }

    /// @dev The largest of everything does not overflow.
    function test_quote_extremes() public {
        (uint256 total,) = _quote(MAX_SUPPLY, MAX_SUPPLY, type(uint64).max, type(uint32).max);
        assertGt(total, 0, "computed");
        (total,) = _quote(1, MAX_SUPPLY, 1, 1);
        assertEq(total, 1, "a unit at least");
    }

    function _quote(uint256 outstanding, uint256 supply, uint256 amount, uint256 price)
        private
        returns (uint256 total, uint256 fee)
    {
        figures.set(outstanding, supply);
        return market.quote(address(figures), uint64(amount), uint32(price));
    }
}
