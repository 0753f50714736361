// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Order} from "../src/interfaces/IMarket.sol";
import {IMembers} from "../src/interfaces/IMembers.sol";
import {MarketTest} from "./helpers/MarketTest.sol";

/// @dev While a wallet is said to be lost, its offers are not filled: the price would go to it.
contract MarketRecoveryTest is MarketTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = _list();
    }

    function test_fill_recoveryProposed() public {
        _propose(ALICE);
        _assertRefused();
        skip(7 days);
        _assertRefused();
    }

    function test_fillOrder_recoveryProposed() public {
        Order memory order = _order();
        bytes memory signature = _sign(order);
        _propose(ALICE);
        _expectPending();
        vm.prank(CAROL);
        market.fillOrder(order, signature, 100 * USDT, _anything());
        assertEq(market.filled(market.hashOrder(order)), 0, "nothing is sold");
    }

    /// @dev Also when the recovery can be carried out, and until it was.
    function test_fill_recoveryExecutable() public {
        vm.prank(ALICE);
        id = market.list(address(loan), OFFERED, PRICE, type(uint40).max);
        _propose(ALICE);
        skip(14 days);
        _assertRefused();
        skip(30 days);
        _fill();
        assertEq(loan.balanceOf(CAROL), 100 * USDT, "a proposal that lapsed stops nobody");
    }

    function test_fill_vetoed() public {
        _propose(ALICE);
        vm.prank(ALICE);
        members.vetoRecovery();
        _fill();
        assertEq(loan.balanceOf(CAROL), 100 * USDT, "bought");
    }

    function test_fill_withdrawn() public {
        _propose(ALICE);
        vm.prank(AGENT);
        members.withdrawRecovery(ALICE);
        _fill();
        assertEq(loan.balanceOf(CAROL), 100 * USDT, "bought");
    }

    /// @dev Who buys acts for itself, and so is not lost.
    function test_fill_buyerIsCalledLost() public {
        _propose(CAROL);
        _fill();
        assertEq(loan.balanceOf(CAROL), 100 * USDT, "bought");
    }

    /* HELPERS */

    function _propose(address lost) private {
        vm.prank(AGENT);
        members.proposeRecovery(lost, STRANGER);
    }

    function _fill() private {
        vm.prank(CAROL);
        market.fill(id, 100 * USDT, _anything());
    }

    function _expectPending() private {
        (, uint256 executableAt,) = members.recoveryOf(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMembers.RecoveryPending.selector, ALICE, STRANGER, executableAt));
    }

    function _assertRefused() private {
        uint256 before = usdt.balanceOf(CAROL);
        _expectPending();
        vm.prank(CAROL);
        market.fill(id, 100 * USDT, _anything());
        assertEq(usdt.balanceOf(CAROL), before, "nothing is paid");
    }
}
