// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "../src/Loan.sol";
import {LoanTerms} from "../src/interfaces/ILoan.sol";
import {ITetherReceiver} from "../src/interfaces/ITetherUsd.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev Looks at the loan from inside a USDT transfer, as another protocol would that values loan tokens.
contract Onlooker is ITetherReceiver {
    Loan private immutable LOAN;
    address private immutable HOLDER;
    bool public called;
    uint256 public balance;
    uint256 public supply;
    uint256 public pending;
    uint256 public claimed;
    uint256 public fees;

    constructor(Loan loan, address holder) {
        (LOAN, HOLDER) = (loan, holder);
    }

    function onTetherTransfer(address, address, uint256) external {
        called = true;
        (balance, supply) = (LOAN.balanceOf(HOLDER), LOAN.totalSupply());
        (pending, claimed) = (LOAN.pendingDistribution(HOLDER), LOAN.claimed(HOLDER));
        fees = LOAN.feesOwed();
    }
}

/// @dev The lock keeps others from acting while money is on its way; that they see the truth is for the order of effects.
contract ViewsInsidePayoutTest is LoanTest {
    function _watch(address holder) private returns (Onlooker onlooker) {
        onlooker = new Onlooker(loan, holder);
        vm.prank(ADMIN);
        usdt.setHook(onlooker);
    }

    function test_claim_isRecordedBeforeMoneyMoves() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        Onlooker onlooker = _watch(ALICE);
        assertEq(_claim(ALICE), 100 * USDT, "paid");
        assertTrue(onlooker.called(), "looked");
        assertEq(onlooker.pending(), 0, "nothing is pending any more");
        assertEq(onlooker.claimed(), 100 * USDT, "it is claimed");
    }

    function test_refund_isBurnedBeforeMoneyMoves() public {
        _invest(ALICE, 100 * USDT);
        _invest(BOB, 200 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        Onlooker onlooker = _watch(ALICE);
        assertEq(loan.refundFor(ALICE), 100 * USDT, "paid");
        assertTrue(onlooker.called(), "looked");
        assertEq(onlooker.balance(), 0, "burned");
        assertEq(onlooker.supply(), 200 * USDT, "out of the supply");
    }

    function test_sendFees_isWrittenBeforeMoneyMoves() public {
        LoanTerms memory terms = _terms();
        terms.originationFeeBps = 250;
        loan = _create("with fee", terms);
        _activateWithFeeWaiting();
        assertEq(loan.feesOwed(), 250 * USDT, "waits");
        Onlooker onlooker = _watch(TREASURY);
        loan.sendFees();
        assertEq(usdt.balanceOf(TREASURY), 250 * USDT, "paid");
        assertTrue(onlooker.called(), "looked");
        assertEq(onlooker.fees(), 0, "nothing is owed any more");
    }
}
