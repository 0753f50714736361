// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState, LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../src/interfaces/ILoanFunding.sol";
import {ITetherUsd} from "../src/interfaces/ITetherUsd.sol";
import {Glutton} from "./helpers/Glutton.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @dev Fees, where USDT refuses the treasury: they wait in the loan, and nobody else's money does.
contract FeesTest is LoanTest {
    uint256 private constant ORIGINATION_FEE = 250 * USDT;
    uint256 private constant MONTH_INTEREST = 98_630_136;
    uint256 private constant PLATFORM_FEE = MONTH_INTEREST / 100;

    function setUp() public override {
        super.setUp();
        loan = _create("with fees", _terms());
        vm.prank(ADMIN);
        usdt.setBlocksReceivers(true);
    }

    function _terms() internal view override returns (LoanTerms memory terms) {
        terms = super._terms();
        (terms.originationFeeBps, terms.platformFeeBps) = (250, 100);
    }

    function _block(bool blocked) private {
        vm.prank(ADMIN);
        if (blocked) usdt.addBlackList(TREASURY);
        else usdt.removeBlackList(TREASURY);
    }

    function _payMonth() private {
        skip(PERIOD);
        _distribute(200 * USDT);
    }

    function test_drawDown_treasuryRefused() public {
        _block(true);
        _invest(ALICE, TARGET);
        vm.expectEmit(address(loan));
        emit ILoanFunding.DrawnDown(ORIGINATOR, TARGET - ORIGINATION_FEE, ORIGINATION_FEE, TARGET);
        vm.expectEmit(address(loan));
        emit ILoanFunding.FeesOwed(ORIGINATION_FEE);
        vm.prank(OPERATOR);
        loan.drawDown();
        assertEq(usdt.balanceOf(ORIGINATOR), TARGET - ORIGINATION_FEE, "originator");
        assertEq(loan.feesOwed(), ORIGINATION_FEE, "owed");
        assertEq(usdt.balanceOf(address(loan)), ORIGINATION_FEE, "kept");
        assertEq(loan.outstanding(), TARGET, "the fields beside it are whole");
        assertEq(loan.drawnAt(), block.timestamp, "the fields beside it are whole");
        assertEq(loan.raised(), TARGET, "the fields beside it are whole");
    }

    /// @dev Kept twice, then sent together by the next payment that can.
    function test_distribute_treasuryRefused() public {
        _activate();
        _block(true);
        _payMonth();
        assertEq(loan.feesOwed(), PLATFORM_FEE, "owed");
        assertEq(usdt.balanceOf(address(loan)), 200 * USDT, "all is here");
        assertEq(loan.totalDistributed(), 200 * USDT - PLATFORM_FEE, "holders get what they always get");
        uint256 before = usdt.balanceOf(TREASURY);
        _block(false);
        skip(PERIOD);
        _fund(OPERATOR, 200 * USDT);
        vm.expectEmit(address(loan));
        emit ILoanFunding.FeesOwed(0);
        vm.prank(OPERATOR);
        loan.distribute("sends both", 200 * USDT);
        assertEq(loan.feesOwed(), 0, "nothing is owed");
        uint256 fees = PLATFORM_FEE + loan.distributions(1).interest / 100;
        assertEq(usdt.balanceOf(TREASURY) - before, fees, "both");
        assertEq(usdt.balanceOf(address(loan)), loan.totalDistributed(), "the rest is the holders'");
    }

    /// @dev Claims are whole while fees wait, and burn the loan empty but for them.
    function test_claim_treasuryRefused() public {
        _activate();
        _block(true);
        _payMonth();
        _distribute(2 * TARGET);
        _assertState(LoanState.Repaid);
        uint256 paid = _claim(ALICE) + _claim(BOB);
        assertLe(loan.totalDistributed() - paid, 2, "all but fractions");
        assertEq(usdt.balanceOf(address(loan)), loan.totalDistributed() - paid + loan.feesOwed(), "fees are still here");
        loan.sendFees();
        assertEq(loan.feesOwed(), PLATFORM_FEE, "still refused");
        _block(false);
        loan.sendFees();
        assertEq(loan.feesOwed(), 0, "sent");
    }

    function test_sendFees_byAnyone() public {
        _block(true);
        _activate();
        vm.prank(ADMIN);
        factory.setTreasury(CAROL);
        vm.expectEmit(address(loan));
        emit ILoanFunding.FeesOwed(0);
        vm.prank(STRANGER);
        loan.sendFees();
        assertEq(usdt.balanceOf(CAROL), ORIGINATION_FEE, "to whoever is the treasury now");
        assertEq(usdt.balanceOf(STRANGER), 0, "not to the caller");
    }

    function test_sendFees_nothingOwed() public {
        _activate();
        vm.recordLogs();
        loan.sendFees();
        assertEq(vm.getRecordedLogs().length, 0, "nothing happens");
    }

    /// @dev A token that answers false may have moved the money or not: either is undone. One that answers true has.
    function test_sendFees_answers() public {
        _block(true);
        _activate();
        _block(false);
        ITetherUsd.ReturnMode[2] memory falsehoods = [ITetherUsd.ReturnMode.False, ITetherUsd.ReturnMode.Refuses];
        for (uint256 i; i < 2; ++i) {
            vm.prank(ADMIN);
            usdt.setReturnMode(falsehoods[i]);
            vm.expectRevert(SafeTransferLib.TransferFailed.selector);
            loan.sendFees();
            assertEq(usdt.balanceOf(address(loan)), loan.feesOwed(), "still here");
        }
        vm.prank(ADMIN);
        usdt.setReturnMode(ITetherUsd.ReturnMode.True);
        loan.sendFees();
        assertEq(loan.feesOwed(), 0, "sent");
    }

    /* A LOAN THAT IS REFUSED: it can pay nobody, so it takes no repayment */

    function test_distribute_loanRefused() public {
        _activate();
        skip(PERIOD);
        _fund(OPERATOR, 200 * USDT);
        _blockLoan(true);
        vm.prank(OPERATOR);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        loan.distribute("payment", 200 * USDT);
        assertEq(usdt.balanceOf(OPERATOR), 200 * USDT, "the payer keeps it");
        _blockLoan(false);
        vm.prank(OPERATOR);
        assertEq(loan.distribute("payment", 200 * USDT), 200 * USDT, "once the loan can pay again");
    }

    function test_collect_loanRefused() public {
        _activate();
        skip(PERIOD);
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, 200 * USDT);
        _blockLoan(true);
        vm.prank(BORROWER);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        loan.collect();
        assertEq(usdt.balanceOf(payIn), 200 * USDT, "it waits there");
    }

    /// @dev Neither does it forget fees that wait already.
    function test_sendFees_loanRefused() public {
        _block(true);
        _activate();
        _blockLoan(true);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        loan.sendFees();
        assertEq(loan.feesOwed(), ORIGINATION_FEE, "it waits");
    }

    /// @dev As on mainnet, where the list stops senders: money still comes in.
    function _blockLoan(bool blocked) private {
        vm.startPrank(ADMIN);
        usdt.setBlocksReceivers(false);
        if (blocked) usdt.addBlackList(address(loan));
        else usdt.removeBlackList(address(loan));
        vm.stopPrank();
    }

    /* LITTLE GAS: USDT is made so dear that a call can run out of gas in the fee's transfer and still end well */

    /// @dev A transfer costs the same whoever is paid, so a caller cannot make the fee wait: it is paid, or nothing happens.
    function testFuzz_distribute_littleGas(uint256 gas_) public {
        assertEq(_distributeWith(bound(gas_, 1_000_000, 4_000_000), new Glutton(1_000_000, address(0))), 0, "waits");
    }

    /// @dev Should the treasury's own transfer cost far more than others, the fee waits. It is never lost, and never paid with the
    /// holders' money.
    function testFuzz_distribute_littleGasForTheTreasury(uint256 gas_) public {
        _distributeWith(bound(gas_, 100_000, 30_000_000), new Glutton(20_000_000, TREASURY));
    }

    function test_distribute_littleGasForTheTreasury() public {
        assertEq(_distributeWith(15_000_000, new Glutton(20_000_000, TREASURY)), PLATFORM_FEE, "waits");
        loan.sendFees();
        assertEq(loan.feesOwed(), 0, "sent, with enough gas");
    }

    /// @return waiting What the loan keeps for the treasury.
    function _distributeWith(uint256 gas_, Glutton glutton) private returns (uint256 waiting) {
        _activate();
        skip(PERIOD);
        _fund(OPERATOR, 200 * USDT);
        uint256 before = usdt.balanceOf(TREASURY);
        vm.prank(ADMIN);
        usdt.setHook(glutton);
        vm.prank(OPERATOR);
        (bool success,) = address(loan).call{gas: gas_}(abi.encodeCall(loan.distribute, ("payment", 200 * USDT)));
        waiting = loan.feesOwed();
        assertEq(usdt.balanceOf(TREASURY) - before + waiting, success ? PLATFORM_FEE : 0, "the treasury's");
        assertEq(usdt.balanceOf(address(loan)), loan.totalDistributed() + waiting, "the loan's");
    }
}
