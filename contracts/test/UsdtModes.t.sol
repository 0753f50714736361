// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState, LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../src/interfaces/ILoanFunding.sol";
import {ILoanMembership} from "../src/interfaces/ILoanMembership.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {ITetherReceiver, ITetherUsd} from "../src/interfaces/ITetherUsd.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @dev Every entry point of a loan under every manner of USDT: a row per manner, a letter per entry point.
///
///   .  succeeds
///   i  reverts with TransferFromFailed: money does not come in
///   o  reverts with TransferFailed: money does not go out
///
/// After each call the loan can pay everyone; a call that failed changed nothing and succeeds once USDT is itself again.
contract UsdtModesTest is LoanTest {
    enum Entry {
        Invest,
        Refund,
        RefundFor,
        DrawDown,
        Distribute,
        DistributeWithFee, // part of which goes out again, to the treasury
        Claim,
        ClaimTo,
        ClaimFor,
        Transfer,
        TransferFrom,
        InvestFor,
        Collect,
        ReturnExcess,
        Recover,
        SendFees
    }

    uint256 private constant ENTRIES = 16;

    /* THE TABLE. Columns: invest, refund, refundFor, drawDown, distribute, with fee, claim, claimTo, claimFor, transfer,
    transferFrom, investFor, collect, returnExcess, recover, sendFees. Where the loan cannot send, a distribution with a fee is
    refused; one without pays nobody, and finds nothing out. */

    function test_usdt_mainnet() public {
        _check(_nothing, "................");
    }

    function test_usdt_returnsTrue() public {
        _check(_returnTrue, "................");
    }

    function test_usdt_returnsFalse() public {
        _check(_returnFalse, "ioooiiooo..ioo.o");
    }

    function test_usdt_refuses() public {
        _check(_refuseAll, "ioooiiooo..ioo.o");
    }

    function test_usdt_fee() public {
        _check(_takeFee, "................");
    }

    function test_usdt_approveRaceAllowed() public {
        _check(_allowApproveRace, "................");
    }

    function test_usdt_usersBlockedAsSenders() public {
        _check(_blockUsersAsSenders, "i...ii.....i....");
    }

    /// @dev A holder whom the token refuses can still be paid at another address.
    function test_usdt_usersBlockedAsReceivers() public {
        _check(_blockUsersAsReceivers, ".ooo..o.o....o..");
    }

    /// @dev The loan and its pay-in address call the token, never its users.
    function test_usdt_usersBlockedAsCallers() public {
        _check(_blockUsersAsCallers, "................");
    }

    function test_usdt_loanBlockedAsSender() public {
        _check(_blockLoanAsSender, ".ooo.oooo......o");
    }

    function test_usdt_loanBlockedAsReceiver() public {
        _check(_blockLoanAsReceiver, "i...ii.....io...");
    }

    function test_usdt_loanBlockedAsCaller() public {
        _check(_blockLoanAsCaller, "ioooiiooo..i...o");
    }

    /// @dev Fees that the treasury cannot be paid are kept for it, and stop nothing.
    function test_usdt_treasuryBlockedAsReceiver() public {
        _check(_blockTreasuryAsReceiver, "................");
    }

    function test_usdt_paused() public {
        _check(_pause, "ioooiiooo..ioo.o");
    }

    /// @dev The inner call meets the lock, and its failure is the transfer's.
    function test_usdt_reentersClaim() public {
        _check(_reenterClaim, "ioooiiooo..ioo.o");
    }

    function test_usdt_reentersTransfer() public {
        _check(_reenterTransfer, "ioooiiooo..ioo.o");
    }

    function test_usdt_callsElsewhere() public {
        _check(_callElsewhere, "................");
    }

    /* MANNERS */

    function _nothing() private {}

    function _returnTrue() private {
        usdt.setReturnMode(ITetherUsd.ReturnMode.True);
    }

    function _returnFalse() private {
        usdt.setReturnMode(ITetherUsd.ReturnMode.False);
    }

    function _refuseAll() private {
        usdt.setReturnMode(ITetherUsd.ReturnMode.Refuses);
    }

    function _takeFee() private {
        usdt.setParams(19, 49e6);
    }

    function _allowApproveRace() private {
        usdt.setRefusesApproveRace(false);
    }

    function _blockUsersAsSenders() private {
        _listUsers();
    }

    function _blockUsersAsReceivers() private {
        _blockOnly(false, true, false);
        _listUsers();
    }

    function _blockUsersAsCallers() private {
        _blockOnly(false, false, true);
        _listUsers();
    }

    function _blockLoanAsSender() private {
        usdt.addBlackList(address(loan));
    }

    function _blockLoanAsReceiver() private {
        _blockOnly(false, true, false);
        usdt.addBlackList(address(loan));
    }

    function _blockLoanAsCaller() private {
        _blockOnly(false, false, true);
        usdt.addBlackList(address(loan));
    }

    function _blockTreasuryAsReceiver() private {
        _blockOnly(false, true, false);
        usdt.addBlackList(TREASURY);
    }

    function _pause() private {
        usdt.pause();
    }

    function _reenterClaim() private {
        usdt.setHookCall(address(loan), abi.encodeCall(ILoanRepayment.claimDistributionFor, (ALICE)));
    }

    function _reenterTransfer() private {
        usdt.setHookCall(address(loan), abi.encodeCall(IERC20.transfer, (CAROL, 0)));
    }

    function _callElsewhere() private {
        usdt.setHookCall(address(factory), abi.encodeCall(factory.loanCount, ()));
    }

    function _blockOnly(bool senders, bool receivers, bool callers) private {
        usdt.setBlocksSenders(senders);
        usdt.setBlocksReceivers(receivers);
        usdt.setBlocksCallers(callers);
    }

    function _listUsers() private {
        usdt.addBlackList(ALICE);
        usdt.addBlackList(OPERATOR);
        usdt.addBlackList(ORIGINATOR);
        usdt.addBlackList(BORROWER);
    }

    function _behave() private {
        usdt.setReturnMode(ITetherUsd.ReturnMode.Nothing);
        usdt.setParams(0, 0);
        _blockOnly(false, false, false);
        usdt.unpause();
        usdt.setHook(ITetherReceiver(address(0)));
    }

    /* CHECKING */

    function _check(function() internal manner, bytes memory row) private {
        assertEq(row.length, ENTRIES, "a letter per entry point");
        for (uint256 i; i < ENTRIES; ++i) {
            uint256 snapshot = vm.snapshotState();
            _checkEntry(Entry(i), manner, row[i]);
            vm.revertToState(snapshot);
        }
    }

    function _checkEntry(Entry entry, function() internal manner, bytes1 expected) private {
        string memory label = string.concat("entry point ", vm.toString(uint256(entry)));
        (address caller, bytes memory data) = _prepare(entry);
        vm.startPrank(ADMIN);
        manner();
        vm.stopPrank();

        bytes32 before = _money();
        vm.prank(caller);
        (bool success, bytes memory answer) = address(loan).call(data);
        assertEq(success, expected == ".", label);
        _assertSolvent();
        if (success) return;

        bytes4 reason =
            expected == "i" ? SafeTransferLib.TransferFromFailed.selector : SafeTransferLib.TransferFailed.selector;
        assertEq(bytes4(answer), reason, label);
        assertEq(_money(), before, "a call that failed changed nothing");
        vm.startPrank(ADMIN);
        _behave();
        vm.stopPrank();
        vm.prank(caller);
        (success,) = address(loan).call(data);
        assertTrue(success, string.concat(label, ", once USDT is itself again"));
        _assertSolvent();
    }

    /// @dev A loan in which `entry` can be called, and the call.
    function _prepare(Entry entry) private returns (address caller, bytes memory data) {
        LoanTerms memory terms = _terms();
        (terms.originationFeeBps, terms.platformFeeBps) = (100, 100);
        loan = _create("modes", terms);
        if (entry == Entry.Invest) {
            _invest(BOB, 100 * USDT);
            _fund(ALICE, 200 * USDT);
            return (ALICE, abi.encodeCall(ILoanFunding.invest, (200 * USDT)));
        }
        if (entry == Entry.Refund || entry == Entry.RefundFor) {
            _invest(ALICE, 100 * USDT);
            _invest(BOB, 200 * USDT);
            vm.warp(terms.fundingDeadline);
            loan.cancel();
            if (entry == Entry.Refund) return (ALICE, abi.encodeCall(ILoanFunding.refund, ()));
            return (STRANGER, abi.encodeCall(ILoanFunding.refundFor, (ALICE)));
        }
        if (entry == Entry.InvestFor) {
            _fund(ALICE, 200 * USDT);
            return (ALICE, abi.encodeCall(ILoanFunding.investFor, (BOB, 200 * USDT)));
        }
        if (entry == Entry.DrawDown) {
            _invest(ALICE, TARGET);
            return (OPERATOR, abi.encodeCall(ILoanFunding.drawDown, ()));
        }

        if (entry == Entry.SendFees) {
            _activateUnpaid();
            return (STRANGER, abi.encodeCall(ILoanFunding.sendFees, ()));
        }
        _activate();
        _distribute(100 * USDT);
        _fund(OPERATOR, 300 * USDT);
        if (entry == Entry.Distribute) {
            return (OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("payment", 300 * USDT)));
        }
        if (entry == Entry.DistributeWithFee) {
            skip(PERIOD);
            return (OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("payment", 300 * USDT)));
        }
        if (entry == Entry.Collect || entry == Entry.ReturnExcess) {
            _payIn(300 * USDT);
            if (entry == Entry.Collect) return (BORROWER, abi.encodeCall(ILoanRepayment.collect, ()));
            _distribute(2 * TARGET);
            return (STRANGER, abi.encodeCall(ILoanRepayment.returnExcess, ()));
        }
        if (entry == Entry.Recover) {
            vm.prank(AGENT);
            members.proposeRecovery(ALICE, CAROL);
            skip(14 days);
            return (STRANGER, abi.encodeCall(ILoanMembership.recover, (ALICE)));
        }
        if (entry == Entry.Claim) return (ALICE, abi.encodeCall(ILoanRepayment.claimDistribution, ()));
        if (entry == Entry.ClaimTo) return (ALICE, abi.encodeCall(ILoanRepayment.claimDistributionTo, (CAROL)));
        if (entry == Entry.ClaimFor) return (STRANGER, abi.encodeCall(ILoanRepayment.claimDistributionFor, (ALICE)));
        if (entry == Entry.Transfer) return (ALICE, abi.encodeCall(IERC20.transfer, (CAROL, 50 * USDT)));
        vm.prank(ALICE);
        require(loan.approve(STRANGER, 50 * USDT));
        return (STRANGER, abi.encodeCall(IERC20.transferFrom, (ALICE, CAROL, 50 * USDT)));
    }

    /// @dev A drawn loan whose origination fee the treasury was refused.
    function _activateUnpaid() private {
        _activateWithFeeWaiting();
        vm.prank(ADMIN);
        usdt.setBlocksReceivers(false);
    }

    function _payIn(uint256 amount) private {
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, amount);
    }

    /// @dev USDT held covers every claim, and while money can go back, every token.
    function _assertSolvent() private view {
        LoanState state = loan.state();
        uint256 owed = state == LoanState.Funding || state == LoanState.Cancelled ? loan.totalSupply() : 0;
        owed += loan.feesOwed();
        for (uint256 i; i < 4; ++i) {
            owed += loan.pendingDistribution(_holder(i));
        }
        assertGe(usdt.balanceOf(address(loan)), owed, "solvent");
    }

    /// @dev Everything that a call may move, as one hash.
    function _money() private view returns (bytes32 hash) {
        hash =
            keccak256(abi.encode(loan.state(), loan.totalSupply(), loan.outstanding(), usdt.balanceOf(address(loan))));
        for (uint256 i; i < 4; ++i) {
            address holder = _holder(i);
            hash = keccak256(
                abi.encode(hash, loan.balanceOf(holder), loan.pendingDistribution(holder), loan.claimed(holder))
            );
            hash = keccak256(abi.encode(hash, usdt.balanceOf(holder)));
        }
    }

    function _holder(uint256 index) private view returns (address) {
        return [ALICE, BOB, CAROL, STRANGER][index];
    }
}
