// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms} from "../../src/interfaces/ILoan.sol";
import {LoanTest} from "../helpers/LoanTest.sol";

/// @dev Gas of what happens once in a loan's life, or seldom; each call a transaction of its own, as in LoanGas.
contract LoanSeldomGas is LoanTest {
    string private constant GROUP = "Loan";
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    /* TOKEN */

    function test_gas_approve() public {
        vm.prank(ALICE);
        require(loan.approve(OPERATOR, USDT));
        vm.snapshotGasLastCall(GROUP, "approve, first");
    }

    function test_gas_permit() public {
        (address alice, uint256 key) = makeAddrAndKey("alice");
        uint256 deadline = block.timestamp + 1 hours;
        bytes32 content = keccak256(abi.encode(PERMIT, alice, OPERATOR, USDT, 0, deadline));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", loan.DOMAIN_SEPARATOR(), content)));
        loan.permit(alice, OPERATOR, USDT, deadline, v, r, s);
        vm.snapshotGasLastCall(GROUP, "permit, first");
    }

    function test_gas_recover() public {
        _activate();
        _distribute(200 * USDT);
        vm.prank(AGENT);
        members.proposeRecovery(ALICE, CAROL);
        skip(14 days);
        loan.recover(ALICE);
        vm.snapshotGasLastCall(GROUP, "recover");
    }

    /* THE PAUSE */

    function test_gas_pause() public {
        _activate();
        vm.startPrank(GUARDIAN);
        loan.pause();
        vm.snapshotGasLastCall(GROUP, "pause");
        loan.unpause();
        vm.snapshotGasLastCall(GROUP, "unpause");
    }

    /* THE END OF FUNDING, AND OF THE LOAN */

    function test_gas_cancel() public {
        _invest(ALICE, 100 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        vm.snapshotGasLastCall(GROUP, "cancel");
    }

    /// @dev Alice has USDT already, and the loan has bob's left.
    function test_gas_refundFor() public {
        _invest(ALICE, 100 * USDT);
        _invest(BOB, 100 * USDT);
        _fund(ALICE, USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        loan.refundFor(ALICE);
        vm.snapshotGasLastCall(GROUP, "refundFor");
    }

    /// @dev The fee is all that the loan has; the treasury has USDT already. Receivers are not looked up, as on mainnet.
    function test_gas_sendFees() public {
        LoanTerms memory terms = _terms();
        terms.originationFeeBps = 250;
        loan = _create("with fee", terms);
        _fund(TREASURY, USDT);
        _activateWithFeeWaiting();
        vm.prank(ADMIN);
        usdt.setBlocksReceivers(false);
        loan.sendFees();
        vm.snapshotGasLastCall(GROUP, "sendFees");
    }

    function test_gas_declareDefault() public {
        _activate();
        _default();
        vm.snapshotGasLastCall(GROUP, "declareDefault");
    }

    function test_gas_writeOff() public {
        _activate();
        _default();
        vm.prank(ADMIN);
        loan.writeOff();
        vm.snapshotGasLastCall(GROUP, "writeOff");
    }

    function test_gas_claim_last() public {
        _activate();
        _distribute(100 * USDT);
        _claim(ALICE);
        _distribute(2 * TARGET);
        _claim(ALICE);
        vm.snapshotGasLastCall(GROUP, "claim, last, burns");
    }

    /* THE PAY-IN ADDRESS */

    function test_gas_collect() public {
        _activate();
        _distribute(100 * USDT);
        for (uint256 i; i < 2; ++i) {
            skip(PERIOD);
            address payIn = loan.payInAddress();
            vm.prank(ADMIN);
            usdt.issue(payIn, 200 * USDT);
            vm.prank(BORROWER);
            loan.collect();
            vm.snapshotGasLastCall(GROUP, i == 0 ? "collect, first" : "collect, again");
        }
    }
}
