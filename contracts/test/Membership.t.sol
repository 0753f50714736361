// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanMembership} from "../src/interfaces/ILoanMembership.sol";
import {ILoanToken} from "../src/interfaces/ILoanToken.sol";
import {IMembers} from "../src/interfaces/IMembers.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev A loan for members: who may receive, what a freeze stops, and the recovery of a lost wallet.
// forge-lint: disable-next-item(erc20-unchecked-transfer)
contract MembershipTest is LoanTest {
    uint40 private constant UNTIL = uint40(START + 100 days);

    function setUp() public override {
        super.setUp();
        LoanTerms memory terms = _terms();
        terms.membersOnly = true;
        loan = _create("for members", terms);
        _admit(ALICE);
        _admit(BOB);
    }

    function _admit(address account) private {
        vm.prank(AGENT);
        members.setMember(account, UNTIL);
    }

    function _freeze(address account, bool frozen) private {
        vm.prank(AGENT);
        members.setFrozen(account, frozen);
        loan.syncMember(account);
    }

    function _proposed(address lost, address replacement) private {
        vm.prank(AGENT);
        members.proposeRecovery(lost, replacement);
        skip(14 days);
    }

    function _notAMember(address account, uint256 until) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILoanMembership.NotAMember.selector, account, until);
    }

    function _frozen(address account) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILoanMembership.HolderFrozen.selector, account);
    }

    /* RECEIVING */

    function test_invest_notAMember() public {
        _fund(CAROL, 100 * USDT);
        vm.startPrank(CAROL);
        vm.expectRevert(_notAMember(CAROL, 0));
        loan.invest(100 * USDT);
        vm.expectRevert(_notAMember(CAROL, 0));
        loan.investFor(CAROL, 100 * USDT);
    }

    function test_invest_membershipOver() public {
        vm.prank(AGENT);
        members.setMember(ALICE, uint40(START - 1));
        _fund(ALICE, 100 * USDT);
        vm.prank(ALICE);
        vm.expectRevert(_notAMember(ALICE, START - 1));
        loan.invest(100 * USDT);
    }

    /// @dev The first receipt caches the membership; the next asks nobody.
    function test_invest_cachesMembership() public {
        _fund(ALICE, 200 * USDT);
        vm.expectCall(address(members), abi.encodeCall(IMembers.memberOf, (ALICE)), 1);
        vm.expectEmit(address(loan));
        emit ILoanMembership.MemberCached(ALICE, UNTIL, false);
        vm.startPrank(ALICE);
        loan.invest(100 * USDT);
        loan.invest(100 * USDT);

        (uint256 until, bool frozen) = loan.memberCache(ALICE);
        assertEq(until, UNTIL, "until");
        assertFalse(frozen, "not frozen");
        assertEq(loan.balanceOf(ALICE), 200 * USDT, "balance");
    }

    function test_transfer_notAMember() public {
        _activate();
        vm.prank(ALICE);
        vm.expectRevert(_notAMember(CAROL, 0));
        loan.transfer(CAROL, 1);
    }

    /// @dev To the last second of the copy; then the copy is refreshed, and counts again.
    function test_transfer_membershipEnds() public {
        _activate();
        vm.warp(UNTIL);
        _transfer(ALICE, BOB, 1);
        vm.warp(UNTIL + 1);
        vm.prank(ALICE);
        vm.expectRevert(_notAMember(BOB, UNTIL));
        loan.transfer(BOB, 1);

        vm.prank(AGENT);
        members.setMember(BOB, uint40(UNTIL + 1 days));
        vm.expectEmit(address(loan));
        emit ILoanMembership.MemberCached(BOB, UNTIL + 1 days, false);
        _transfer(ALICE, BOB, 1);
    }

    /// @dev Whose membership ended can leave: sell to a member, claim, be paid.
    function test_exMember_leaves() public {
        _activate();
        _distribute(1000 * USDT);
        vm.prank(AGENT);
        members.setMember(ALICE, 0);
        loan.syncMember(ALICE);

        assertEq(_claim(ALICE), 100 * USDT, "claims");
        _transfer(ALICE, BOB, TARGET / 10);
        vm.prank(BOB);
        vm.expectRevert(_notAMember(ALICE, 0));
        loan.transfer(ALICE, 1);
    }

    function test_exMember_isRefunded() public {
        _invest(ALICE, 1000 * USDT);
        vm.prank(AGENT);
        members.setMember(ALICE, 0);
        loan.syncMember(ALICE);
        vm.warp(START + 30 days);
        loan.cancel();
        vm.prank(ALICE);
        assertEq(loan.refund(), 1000 * USDT, "refund");
    }

    /// @dev A revocation counts in a loan once it is told; anyone may tell it.
    function test_syncMember() public {
        _activate();
        vm.prank(AGENT);
        members.setMember(BOB, 0);
        _transfer(ALICE, BOB, 1);
        vm.expectEmit(address(loan));
        emit ILoanMembership.MemberCached(BOB, 0, false);
        vm.prank(STRANGER);
        loan.syncMember(BOB);
        vm.prank(ALICE);
        vm.expectRevert(_notAMember(BOB, 0));
        loan.transfer(BOB, 1);
    }

    /// @dev Whatever is copied, balance and claimable stay.
    function testFuzz_syncMember_keepsHolding(uint40 until, bool frozen, uint256 amount) public {
        _activate();
        _distribute(bound(amount, 1, 1000 * USDT));
        uint256 pending = loan.pendingDistribution(ALICE);
        vm.startPrank(AGENT);
        members.setMember(ALICE, until);
        members.setFrozen(ALICE, frozen);
        vm.stopPrank();
        loan.syncMember(ALICE);
        (uint256 cachedUntil, bool cachedFrozen) = loan.memberCache(ALICE);
        assertEq(cachedUntil, until, "until");
        assertEq(cachedFrozen, frozen, "frozen");
        assertEq(loan.balanceOf(ALICE), TARGET / 10, "balance");
        assertEq(loan.pendingDistribution(ALICE), pending, "claimable");
    }

    /* FREEZE */

    /// @dev A frozen wallet can do nothing and loses nothing: its share grows, and it has all of it when it thaws.
    function test_frozen() public {
        _activate();
        _freeze(ALICE, true);
        _distribute(1000 * USDT);

        vm.startPrank(ALICE);
        vm.expectRevert(_frozen(ALICE));
        loan.transfer(BOB, 1);
        vm.expectRevert(_frozen(ALICE));
        loan.claimDistribution();
        vm.expectRevert(_frozen(ALICE));
        loan.claimDistributionTo(BOB);
        vm.stopPrank();
        vm.expectRevert(_frozen(ALICE));
        loan.claimDistributionFor(ALICE);
        vm.prank(BOB);
        vm.expectRevert(_frozen(ALICE));
        loan.transfer(ALICE, 1);

        assertEq(loan.pendingDistribution(ALICE), 100 * USDT, "keeps earning");
        assertEq(_claim(BOB), 900 * USDT, "stops nobody else");
        _freeze(ALICE, false);
        assertEq(_claim(ALICE), 100 * USDT, "has it all");
    }

    function test_frozen_transferFrom() public {
        _activate();
        vm.prank(ALICE);
        loan.approve(BOB, 1);
        _freeze(ALICE, true);
        vm.prank(BOB);
        vm.expectRevert(_frozen(ALICE));
        loan.transferFrom(ALICE, BOB, 1);
    }

    function test_frozen_refund() public {
        _invest(ALICE, 1000 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        _freeze(ALICE, true);
        vm.prank(ALICE);
        vm.expectRevert(_frozen(ALICE));
        loan.refund();
        vm.expectRevert(_frozen(ALICE));
        loan.refundFor(ALICE);
        _freeze(ALICE, false);
        assertEq(loan.refundFor(ALICE), 1000 * USDT, "refund");
    }

    function test_frozen_invest() public {
        _freeze(ALICE, true);
        _fund(ALICE, 100 * USDT);
        vm.prank(ALICE);
        vm.expectRevert(_frozen(ALICE));
        loan.invest(100 * USDT);
    }

    /// @dev Freezes work in a loan for anyone too, and there nobody's membership is asked for.
    function test_frozen_openLoan() public {
        loan = _create("for anyone", _terms());
        _activate();
        vm.expectCall(address(members), abi.encodeCall(IMembers.memberOf, (CAROL)), 0);
        _transfer(ALICE, CAROL, 5);
        _freeze(ALICE, true);
        vm.prank(CAROL);
        vm.expectRevert(_frozen(ALICE));
        loan.transfer(ALICE, 1);
    }

    /* INVEST FOR ANOTHER */

    function test_investFor_invalidReceiver() public {
        _fund(BOB, 100 * USDT);
        vm.startPrank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidReceiver.selector, address(0)));
        loan.investFor(address(0), 100 * USDT);
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidReceiver.selector, address(loan)));
        loan.investFor(address(loan), 100 * USDT);
    }

    /// @dev The payer need not be a member; the tokens are the investor's.
    function test_investFor() public {
        _fund(STRANGER, 500 * USDT);
        vm.expectEmit(address(loan));
        emit IERC20.Transfer(address(0), ALICE, 500 * USDT);
        vm.prank(STRANGER);
        assertEq(loan.investFor(ALICE, 500 * USDT), 500 * USDT, "received");
        assertEq(loan.balanceOf(ALICE), 500 * USDT, "investor");
        assertEq(loan.balanceOf(STRANGER), 0, "payer");
        assertEq(usdt.balanceOf(STRANGER), 0, "paid");
    }

    /* RECOVERY */

    function test_recover_notRecoverable() public {
        _activate();
        vm.expectRevert(abi.encodeWithSelector(ILoanMembership.NotRecoverable.selector, ALICE));
        loan.recover(ALICE);
        vm.prank(AGENT);
        members.proposeRecovery(ALICE, BOB);
        skip(14 days - 1);
        vm.expectRevert(abi.encodeWithSelector(ILoanMembership.NotRecoverable.selector, ALICE));
        loan.recover(ALICE);
        skip(1);
        vm.prank(ALICE);
        members.vetoRecovery();
        vm.expectRevert(abi.encodeWithSelector(ILoanMembership.NotRecoverable.selector, ALICE));
        loan.recover(ALICE);
    }

    function test_recover_replacementCannotReceive() public {
        _activate();
        _proposed(ALICE, CAROL);
        vm.expectRevert(_notAMember(CAROL, 0));
        loan.recover(ALICE);
        _admit(CAROL);
        _freeze(CAROL, true);
        vm.expectRevert(_frozen(CAROL));
        loan.recover(ALICE);
    }

    function test_recover_toTheLoan() public {
        _activate();
        _proposed(ALICE, address(loan));
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidReceiver.selector, address(loan)));
        loan.recover(ALICE);
    }

    function test_recover_nothing() public {
        _proposed(CAROL, BOB);
        vm.recordLogs();
        (uint256 balance, uint256 owed) = loan.recover(CAROL);
        assertEq(balance + owed, 0, "nothing");
        assertEq(vm.getRecordedLogs().length, 0, "no event");
    }

    /// @dev Tokens and what they earned move together, from a frozen wallet too, by anyone's call; memberships stay.
    function test_recover() public {
        _activate();
        _distribute(1000 * USDT);
        _admit(CAROL);
        _freeze(ALICE, true);
        _proposed(ALICE, CAROL);

        vm.expectEmit(address(loan));
        emit ILoanMembership.HolderRecovered(ALICE, CAROL, TARGET / 10, 100 * USDT);
        vm.expectEmit(address(loan));
        emit IERC20.Transfer(ALICE, CAROL, TARGET / 10);
        vm.prank(STRANGER);
        (uint256 balance, uint256 owed) = loan.recover(ALICE);

        assertEq(balance, TARGET / 10, "balance");
        assertEq(owed, 100 * USDT, "owed");
        assertEq(loan.balanceOf(ALICE) + loan.pendingDistribution(ALICE), 0, "nothing is left");
        assertEq(loan.balanceOf(CAROL), TARGET / 10, "tokens");
        (uint256 until, bool frozen) = loan.memberCache(CAROL);
        assertEq(until, UNTIL, "the replacement's membership");
        assertFalse(frozen, "the freeze did not move");
        (, frozen) = loan.memberCache(ALICE);
        assertTrue(frozen, "it stayed");
        assertEq(_claim(CAROL), 100 * USDT, "and money");
        (balance, owed) = loan.recover(ALICE);
        assertEq(balance + owed, 0, "twice is nothing");
    }

    /// @dev Payouts of a wallet that has sold everything are recovered too.
    function test_recover_onlyOwed() public {
        _activate();
        _distribute(1000 * USDT);
        _transfer(ALICE, BOB, TARGET / 10);
        _proposed(ALICE, BOB);
        (uint256 balance, uint256 owed) = loan.recover(ALICE);
        assertEq(balance, 0, "no tokens");
        assertEq(owed, 100 * USDT, "owed");
        assertEq(_claim(BOB), 1000 * USDT, "all");
    }

    /// @dev In any state of funding and whatever was paid: sums stay, to the unit that two fractions can make.
    function testFuzz_recover(uint256 held, uint256[3] memory payments, bool claims) public {
        held = bound(held, 100 * USDT, TARGET - 100 * USDT);
        _invest(ALICE, held);
        _invest(BOB, TARGET - held);
        vm.prank(OPERATOR);
        loan.drawDown();
        for (uint256 i; i < payments.length; ++i) {
            _distribute(bound(payments[i], 1, 3000 * USDT));
            if (claims && i == 1) _claim(ALICE);
        }
        uint256 sum = loan.pendingDistribution(ALICE) + loan.pendingDistribution(BOB);
        _proposed(ALICE, BOB);
        loan.recover(ALICE);
        assertEq(loan.balanceOf(BOB), TARGET, "all tokens");
        uint256 pending = loan.pendingDistribution(BOB);
        assertGe(pending, sum, "nothing is lost");
        assertLe(pending, sum + 1, "two fractions make at most a unit");
        assertLe(pending, usdt.balanceOf(address(loan)), "and it is here");
        _claim(BOB);
    }
}
