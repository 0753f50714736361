// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Bounds, Order} from "../../src/interfaces/IMarket.sol";
import {MarketTest} from "../helpers/MarketTest.sol";

/// @dev Gas of trading, each call a transaction of its own. The buyer holds tokens and USDT already, seller and treasury have
/// USDT, both allowances are unlimited but for one test, and one distribution has been recorded.
contract MarketGas is MarketTest {
    string private constant GROUP = "Market";

    uint256 private id;

    function setUp() public override {
        super.setUp();
        _distribute(100 * USDT);
        vm.prank(ADMIN);
        usdt.issue(TREASURY, 1);
        vm.prank(ADMIN);
        usdt.issue(ALICE, 1);
        _transfer(BOB, CAROL, USDT);
        id = _list();
    }

    function test_gas_list() public {
        _list();
        vm.snapshotGasLastCall(GROUP, "list");
    }

    function test_gas_reprice() public {
        vm.prank(ALICE);
        market.reprice(id, 9000);
        vm.snapshotGasLastCall(GROUP, "reprice");
    }

    function test_gas_delist() public {
        vm.prank(ALICE);
        market.delist(id);
        vm.snapshotGasLastCall(GROUP, "delist");
    }

    function test_gas_fill_part() public {
        Bounds memory bounds = _bounds();
        vm.prank(CAROL);
        market.fill(id, 100 * USDT, bounds);
        vm.snapshotGasLastCall(GROUP, "fill, part of a listing");
    }

    /// @dev What the seller allowed is lowered, and said.
    function test_gas_fill_limited() public {
        _allowTokens(ALICE, OFFERED);
        Bounds memory bounds = _bounds();
        vm.prank(CAROL);
        market.fill(id, 100 * USDT, bounds);
        vm.snapshotGasLastCall(GROUP, "fill, part of a listing, limited allowance");
    }

    function test_gas_fill_all() public {
        Bounds memory bounds = _bounds();
        vm.prank(CAROL);
        market.fill(id, OFFERED, bounds);
        vm.snapshotGasLastCall(GROUP, "fill, all of a listing");
    }

    function test_gas_fill_newHolder() public {
        _fundBuyer(STRANGER, TARGET);
        Bounds memory bounds = _bounds();
        vm.prank(STRANGER);
        market.fill(id, 100 * USDT, bounds);
        vm.snapshotGasLastCall(GROUP, "fill, part of a listing, new holder");
    }

    function test_gas_fillOrder_first() public {
        Order memory order = _order();
        bytes memory signature = _sign(order);
        Bounds memory bounds = _bounds();
        vm.prank(CAROL);
        market.fillOrder(order, signature, 100 * USDT, bounds);
        vm.snapshotGasLastCall(GROUP, "fillOrder, first part");
    }

    function test_gas_fillOrder_again() public {
        Order memory order = _order();
        bytes memory signature = _sign(order);
        Bounds memory bounds = _bounds();
        vm.startPrank(CAROL);
        market.fillOrder(order, signature, 100 * USDT, bounds);
        market.fillOrder(order, signature, 100 * USDT, bounds);
        vm.snapshotGasLastCall(GROUP, "fillOrder, next part");
    }

    function test_gas_cancelNonce() public {
        vm.prank(ALICE);
        market.cancelNonce(1);
        vm.snapshotGasLastCall(GROUP, "cancelNonce");
    }

    function _bounds() private view returns (Bounds memory) {
        return Bounds({
            maximumTotal: TARGET,
            minimumOutstanding: TARGET / 2,
            maximumPerToken: 1 << 64,
            deadline: block.timestamp + 1 hours
        });
    }
}
