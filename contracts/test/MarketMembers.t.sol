// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../src/Batch.sol";
import {Investment} from "../src/interfaces/IBatch.sol";
import {ILoanMembership} from "../src/interfaces/ILoanMembership.sol";
import {LoanTerms} from "../src/interfaces/LoanTypes.sol";
import {MarketTest} from "./helpers/MarketTest.sol";

/// @dev A loan for members, traded and invested in through Market and Batch: who may hold is the loan's to say, not theirs.
contract MarketMembersTest is MarketTest {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = _list();
    }

    function _terms() internal view override returns (LoanTerms memory terms) {
        terms = super._terms();
        terms.membersOnly = true;
    }

    function _activate() internal override {
        _admit(ALICE);
        _admit(BOB);
        super._activate();
    }

    /* MARKET */

    function test_fill_buyerIsNoMember() public {
        _assertRefused(abi.encodeWithSelector(ILoanMembership.NotAMember.selector, CAROL, 0));
    }

    function test_fill_buyerIsMember() public {
        _admit(CAROL);
        _fill();
        assertEq(loan.balanceOf(CAROL), 100 * USDT, "bought");
    }

    /// @dev Whose membership ended may sell, to a member.
    function test_fill_sellerIsNoMemberAnyMore() public {
        _admit(CAROL);
        _admit(ALICE, 0);
        _fill();
        assertEq(loan.balanceOf(CAROL), 100 * USDT, "bought");
    }

    function test_fill_frozen() public {
        _admit(CAROL);
        _freeze(ALICE, true);
        _assertRefused(abi.encodeWithSelector(ILoanMembership.HolderFrozen.selector, ALICE));
        _freeze(ALICE, false);
        _freeze(CAROL, true);
        _assertRefused(abi.encodeWithSelector(ILoanMembership.HolderFrozen.selector, CAROL));
    }

    function test_fill_paused() public {
        _admit(CAROL);
        vm.prank(GUARDIAN);
        loan.pause();
        _assertRefused(abi.encodeWithSelector(ILoanMembership.LoanPaused.selector, loan.pausedUntil()));
        vm.prank(GUARDIAN);
        loan.unpause();
        _fill();
    }

    /* BATCH */

    function test_batch_claimOfFrozenHolder() public {
        Batch batch = new Batch(address(factory));
        _distribute(100 * USDT);
        _freeze(ALICE, true);
        vm.expectRevert(abi.encodeWithSelector(ILoanMembership.HolderFrozen.selector, ALICE));
        batch.claim(_one(), ALICE);
        assertEq(batch.claim(_one(), BOB), 90 * USDT, "nobody else is stopped");
    }

    function test_batch_investIsForTheCaller() public {
        Batch batch = new Batch(address(factory));
        loan = _create("second", _terms());
        Investment[] memory all = new Investment[](1);
        all[0] = Investment(address(loan), 100 * USDT);
        vm.startPrank(CAROL);
        usdt.approve(address(batch), type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(ILoanMembership.NotAMember.selector, CAROL, 0));
        batch.invest(all);
        vm.stopPrank();
        _admit(CAROL);
        vm.prank(CAROL);
        batch.invest(all);
        assertEq(loan.balanceOf(CAROL), 100 * USDT, "not the contract, which is no member, but its caller");
    }

    /* HELPERS */

    function _admit(address account) private {
        _admit(account, type(uint40).max);
    }

    function _admit(address account, uint40 until) private {
        vm.prank(AGENT);
        members.setMember(account, until);
    }

    function _freeze(address account, bool frozen) private {
        vm.prank(AGENT);
        members.setFrozen(account, frozen);
        loan.syncMember(account);
    }

    function _one() private view returns (address[] memory one) {
        one = new address[](1);
        one[0] = address(loan);
    }

    function _fill() private {
        vm.prank(CAROL);
        market.fill(id, 100 * USDT, _anything());
    }

    function _assertRefused(bytes memory reason) private {
        vm.prank(CAROL);
        vm.expectRevert(reason);
        market.fill(id, 100 * USDT, _anything());
    }
}
