// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoan, LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../src/interfaces/ILoanFunding.sol";
import {ILoanMembership} from "../src/interfaces/ILoanMembership.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {Reenterer} from "./helpers/Reenterer.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

contract ReentrancyTest is LoanTest {
    Reenterer private reenterer;

    /// @dev Every entry that moves money or tokens, tried from inside each operation that talks to USDT.
    function _calls() private view returns (bytes[] memory calls) {
        calls = new bytes[](21);
        calls[0] = abi.encodeCall(ILoanFunding.invest, (100 * USDT));
        calls[1] = abi.encodeCall(ILoanFunding.refund, ());
        calls[2] = abi.encodeCall(ILoanFunding.refundFor, (ALICE));
        calls[3] = abi.encodeCall(ILoanFunding.drawDown, ());
        calls[4] = abi.encodeCall(ILoanRepayment.distribute, ("inner", 1));
        calls[5] = abi.encodeCall(ILoanRepayment.claimDistribution, ());
        calls[6] = abi.encodeCall(ILoanRepayment.claimDistributionTo, (CAROL));
        calls[7] = abi.encodeCall(ILoanRepayment.claimDistributionFor, (ALICE));
        calls[8] = abi.encodeCall(IERC20.transfer, (CAROL, 0));
        calls[9] = abi.encodeCall(IERC20.transferFrom, (ALICE, CAROL, 0));
        calls[10] = abi.encodeCall(ILoanFunding.investFor, (CAROL, 100 * USDT));
        calls[11] = abi.encodeCall(ILoanFunding.cancel, ());
        calls[12] = abi.encodeCall(ILoanRepayment.collect, ());
        calls[13] = abi.encodeCall(ILoanRepayment.returnExcess, ());
        calls[14] = abi.encodeCall(ILoanRepayment.declareDefault, ());
        calls[15] = abi.encodeCall(ILoanRepayment.writeOff, ());
        calls[16] = abi.encodeCall(ILoanMembership.syncMember, (ALICE));
        calls[17] = abi.encodeCall(ILoanMembership.recover, (ALICE));
        calls[18] = abi.encodeCall(ILoanMembership.pause, ());
        calls[19] = abi.encodeCall(ILoanMembership.unpause, ());
        calls[20] = abi.encodeCall(ILoanFunding.sendFees, ());
    }

    function _arm(bytes memory call) private {
        if (address(reenterer) == address(0)) reenterer = new Reenterer(address(loan));
        reenterer.arm(call);
        vm.prank(ADMIN);
        usdt.setHook(reenterer);
    }

    function _assertRefused() private view {
        assertTrue(reenterer.called(), "hook ran");
        assertEq(reenterer.answer(), abi.encodeWithSelector(ILoan.Reentrancy.selector), "refused");
    }

    function _tryAll(address caller, bytes memory outer) private {
        bytes[] memory calls = _calls();
        for (uint256 i; i < calls.length; ++i) {
            uint256 snapshot = vm.snapshotState();
            _arm(calls[i]);
            vm.prank(caller);
            (bool success,) = address(loan).call(outer);
            assertTrue(success, "outer call");
            _assertRefused();
            assertEq(loan.feesOwed(), 0, "no fee waits for it");
            vm.revertToState(snapshot);
        }
    }

    function test_invest_reentered() public {
        _fund(ALICE, 100 * USDT);
        _tryAll(ALICE, abi.encodeCall(ILoanFunding.invest, (100 * USDT)));
    }

    function test_refund_reentered() public {
        _invest(ALICE, 100 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        _tryAll(ALICE, abi.encodeCall(ILoanFunding.refund, ()));
    }

    function test_drawDown_reentered() public {
        _invest(ALICE, TARGET);
        _tryAll(OPERATOR, abi.encodeCall(ILoanFunding.drawDown, ()));
    }

    function test_distribute_reentered() public {
        _activate();
        _fund(OPERATOR, 100 * USDT);
        _tryAll(OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("outer", 100 * USDT)));
    }

    function test_claim_reentered() public {
        _activate();
        _distribute(100 * USDT);
        _tryAll(ALICE, abi.encodeCall(ILoanRepayment.claimDistribution, ()));
    }

    /* FEES: the treasury's transfer is one more to call from */

    function test_drawDown_withFee_reentered() public {
        _createWithFees();
        _invest(ALICE, TARGET);
        _tryAll(OPERATOR, abi.encodeCall(ILoanFunding.drawDown, ()));
    }

    function test_distribute_withFee_reentered() public {
        _createWithFees();
        _activate();
        skip(PERIOD);
        _fund(OPERATOR, 200 * USDT);
        _tryAll(OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("outer", 200 * USDT)));
    }

    function test_sendFees_reentered() public {
        _createWithFees();
        _activateWithFeeWaiting();
        _tryAll(STRANGER, abi.encodeCall(ILoanFunding.sendFees, ()));
    }

    function _createWithFees() private {
        LoanTerms memory terms = _terms();
        (terms.originationFeeBps, terms.platformFeeBps) = (250, 100);
        loan = _create("with fees", terms);
    }

    /* MORE WAYS IN */

    function test_investFor_reentered() public {
        _fund(BOB, 100 * USDT);
        _tryAll(BOB, abi.encodeCall(ILoanFunding.investFor, (ALICE, 100 * USDT)));
    }

    function test_collect_reentered() public {
        _activate();
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, 100 * USDT);
        _tryAll(BORROWER, abi.encodeCall(ILoanRepayment.collect, ()));
    }

    function test_returnExcess_reentered() public {
        vm.warp(START + 30 days);
        loan.cancel();
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, 100 * USDT);
        _tryAll(STRANGER, abi.encodeCall(ILoanRepayment.returnExcess, ()));
    }
}
