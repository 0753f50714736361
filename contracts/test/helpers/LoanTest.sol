// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "../../src/Loan.sol";
import {LoanFactory} from "../../src/LoanFactory.sol";
import {Members} from "../../src/Members.sol";
import {TetherUsd} from "../../src/TetherUsd.sol";
import {LoanState, LoanTerms, RepaymentKind} from "../../src/interfaces/ILoan.sol";
import {Test} from "forge-std/Test.sol";

/// @dev A factory, the parties, and one loan of 10,000 USDT at 12 %, twelve monthly instalments of interest.
abstract contract LoanTest is Test {
    uint256 internal constant USDT = 1e6;
    uint256 internal constant START = 1_767_225_600; // 2026-01-01
    uint256 internal constant TARGET = 10_000 * USDT;
    uint256 internal constant PERIOD = 30 days;

    address internal immutable ADMIN = makeAddr("admin");
    address internal immutable OPERATOR = makeAddr("operator");
    address internal immutable ORIGINATOR = makeAddr("originator");
    address internal immutable BORROWER = makeAddr("borrower");
    address internal immutable TREASURY = makeAddr("treasury");
    address internal immutable GUARDIAN = makeAddr("guardian");
    address internal immutable AGENT = makeAddr("agent");
    address internal immutable ALICE = makeAddr("alice");
    address internal immutable BOB = makeAddr("bob");
    address internal immutable CAROL = makeAddr("carol");
    address internal immutable STRANGER = makeAddr("stranger");

    TetherUsd internal usdt;
    Members internal members;
    LoanFactory internal factory;
    Loan internal loan;

    uint256 private _payments;

    function setUp() public virtual {
        vm.warp(START);
        usdt = new TetherUsd(ADMIN);
        members = new Members(ADMIN, AGENT, true);
        factory = new LoanFactory(address(usdt), ADMIN, TREASURY, OPERATOR, GUARDIAN, address(members));
        vm.prank(ADMIN);
        factory.setOriginator(ORIGINATOR, true);
        loan = _create("loan", _terms());
    }

    /* BUILDING */

    function _terms() internal view virtual returns (LoanTerms memory) {
        return LoanTerms({
            principalTarget: uint64(TARGET),
            minimumRaise: uint64(5000 * USDT),
            minimumTicket: uint64(100 * USDT),
            maximumTicket: uint64(TARGET),
            fundingDeadline: uint40(block.timestamp + 30 days),
            annualRateBps: 1200,
            lateRateBps: 500,
            originationFeeBps: 0,
            platformFeeBps: 0,
            repaymentKind: RepaymentKind.InterestOnly,
            periodSeconds: uint32(PERIOD),
            instalmentCount: 12,
            graceSeconds: uint32(5 days),
            defaultAfterSeconds: uint32(60 days),
            originator: ORIGINATOR,
            borrower: BORROWER,
            documentHash: keccak256("term sheet"),
            membersOnly: false
        });
    }

    function _create(bytes32 loanId, LoanTerms memory terms) internal returns (Loan) {
        vm.prank(OPERATOR);
        return Loan(factory.createLoan(loanId, terms, "data:application/json;base64,e30="));
    }

    /* ACTING */

    function _fund(address account, uint256 amount) internal {
        vm.prank(ADMIN);
        usdt.issue(account, amount);
        vm.startPrank(account);
        usdt.approve(address(loan), 0);
        usdt.approve(address(loan), type(uint256).max);
        vm.stopPrank();
    }

    function _invest(address investor, uint256 amount) internal returns (uint256 received) {
        _fund(investor, amount);
        vm.prank(investor);
        return loan.invest(amount);
    }

    /// @dev Funds the whole target, alice 10 % and bob the rest, and draws it.
    function _activate() internal virtual {
        _invest(ALICE, TARGET / 10);
        _invest(BOB, TARGET - TARGET / 10);
        vm.prank(OPERATOR);
        loan.drawDown();
    }

    function _distribute(uint256 amount) internal returns (uint256 taken) {
        _fund(OPERATOR, amount);
        bytes32 paymentId = _nextPayment();
        vm.prank(OPERATOR);
        return loan.distribute(paymentId, amount);
    }

    function _nextPayment() internal returns (bytes32) {
        return keccak256(abi.encode("payment", ++_payments));
    }

    function _transfer(address from, address to, uint256 amount) internal {
        vm.prank(from);
        assertTrue(loan.transfer(to, amount), "transfer answers true");
    }

    /// @dev A bullet loan without interest, funded and drawn: what is distributed is principal.
    function _activateInterestFree() internal {
        LoanTerms memory terms = _terms();
        (terms.annualRateBps, terms.lateRateBps) = (0, 0);
        (terms.repaymentKind, terms.instalmentCount) = (RepaymentKind.Bullet, 1);
        loan = _create("interest free", terms);
        _activate();
    }

    /// @dev USDT refuses to send to the treasury.
    function _refuseTreasury() internal {
        vm.startPrank(ADMIN);
        usdt.setBlocksReceivers(true);
        usdt.addBlackList(TREASURY);
        vm.stopPrank();
    }

    /// @dev Funded and drawn while USDT refused the treasury, which it no longer does: the origination fee waits in the loan.
    function _activateWithFeeWaiting() internal {
        _refuseTreasury();
        _activate();
        assertGt(loan.feesOwed(), 0, "a fee waits");
        vm.prank(ADMIN);
        usdt.removeBlackList(TREASURY);
    }

    /// @dev Warps to the first second at which the operator may declare default.
    function _warpToDefault() internal {
        LoanTerms memory terms = loan.terms();
        uint256 due = loan.drawnAt() + (loan.settledInstalments() + 1) * terms.periodSeconds;
        vm.warp(due + terms.graceSeconds + terms.defaultAfterSeconds + 1);
    }

    function _default() internal {
        _warpToDefault();
        vm.prank(OPERATOR);
        loan.declareDefault();
    }

    function _assertState(LoanState expected) internal view {
        assertEq(uint256(loan.state()), uint256(expected), "state");
    }

    function _claim(address holder) internal returns (uint256) {
        vm.prank(holder);
        return loan.claimDistribution();
    }
}
