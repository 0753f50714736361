// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms} from "../../src/interfaces/ILoan.sol";
import {LoanTest} from "../helpers/LoanTest.sol";

/// @dev Gas per operation, each as a transaction of its own (base fee and calldata included): `node contracts/script/gas.mjs`.
/// The figures are in contracts/snapshots and docs/gas.md.
contract LoanGas is LoanTest {
    string private constant GROUP = "Loan";

    function setUp() public override {
        super.setUp();
        _fund(ALICE, 0);
        _fund(BOB, 0);
        _fund(OPERATOR, 0);
    }

    /// @dev Everybody has some USDT already, so that no receiver's slot is written for the first time unless a test says so.
    function _warmWallets() private {
        address[4] memory wallets = [ALICE, BOB, OPERATOR, TREASURY];
        for (uint256 i; i < 4; ++i) {
            vm.prank(ADMIN);
            usdt.issue(wallets[i], 3 * TARGET);
        }
    }

    function _drawn() private {
        _warmWallets();
        vm.prank(ALICE);
        loan.invest(TARGET / 10);
        vm.prank(BOB);
        loan.invest(TARGET - TARGET / 10);
        vm.prank(OPERATOR);
        loan.drawDown();
    }

    function _paid(bytes32 paymentId) private {
        skip(PERIOD);
        vm.prank(OPERATOR);
        loan.distribute(paymentId, 200 * USDT);
    }

    /* FUNDING */

    function test_gas_createLoan() public {
        LoanTerms memory terms = _terms();
        vm.prank(OPERATOR);
        factory.createLoan("second", terms, "data:application/json;base64,e30=");
        vm.snapshotGasLastCall(GROUP, "createLoan");
    }

    function test_gas_invest_first() public {
        _warmWallets();
        vm.prank(BOB);
        loan.invest(100 * USDT);
        vm.prank(ALICE);
        loan.invest(100 * USDT);
        vm.snapshotGasLastCall(GROUP, "invest, first time");
    }

    function test_gas_invest_again() public {
        _warmWallets();
        vm.startPrank(ALICE);
        loan.invest(100 * USDT);
        loan.invest(100 * USDT);
        vm.snapshotGasLastCall(GROUP, "invest, again");
    }

    function test_gas_refund() public {
        _warmWallets();
        vm.prank(BOB);
        loan.invest(100 * USDT);
        vm.prank(ALICE);
        loan.invest(100 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        vm.prank(ALICE);
        loan.refund();
        vm.snapshotGasLastCall(GROUP, "refund");
    }

    function test_gas_drawDown() public {
        _warmWallets();
        vm.prank(ADMIN);
        usdt.issue(ORIGINATOR, 1);
        vm.prank(ALICE);
        loan.invest(TARGET);
        vm.prank(ORIGINATOR);
        loan.drawDown();
        vm.snapshotGasLastCall(GROUP, "drawDown");
    }

    /* REPAYMENT */

    function test_gas_distribute_first() public {
        _drawn();
        skip(PERIOD);
        vm.prank(OPERATOR);
        loan.distribute("first", 200 * USDT);
        vm.snapshotGasLastCall(GROUP, "distribute, first");
    }

    function test_gas_distribute_again() public {
        _drawn();
        _paid("first");
        skip(PERIOD);
        vm.prank(OPERATOR);
        loan.distribute("second", 200 * USDT);
        vm.snapshotGasLastCall(GROUP, "distribute, again");
    }

    function test_gas_distribute_platformFee() public {
        LoanTerms memory terms = _terms();
        terms.platformFeeBps = 100;
        loan = _create("with fee", terms);
        _fund(ALICE, 0);
        _fund(BOB, 0);
        _fund(OPERATOR, 0);
        _drawn();
        _paid("first");
        skip(PERIOD);
        vm.prank(OPERATOR);
        loan.distribute("second", 200 * USDT);
        vm.snapshotGasLastCall(GROUP, "distribute, again, with platform fee");
    }

    function test_gas_claim_first() public {
        _drawn();
        _paid("first");
        vm.prank(ALICE);
        loan.claimDistribution();
        vm.snapshotGasLastCall(GROUP, "claim, first");
    }

    function test_gas_claim_again() public {
        _drawn();
        _paid("first");
        vm.prank(ALICE);
        loan.claimDistribution();
        _paid("second");
        vm.prank(ALICE);
        loan.claimDistribution();
        vm.snapshotGasLastCall(GROUP, "claim, again");
    }

    function test_gas_claim_emptyWallet() public {
        _drawn();
        _paid("first");
        vm.prank(ALICE);
        loan.claimDistributionTo(CAROL);
        vm.snapshotGasLastCall(GROUP, "claim, first, to a wallet without USDT");
    }

    /* TOKEN */

    function test_gas_transfer_bothHold() public {
        _drawn();
        _paid("first");
        vm.prank(ALICE);
        require(loan.transfer(BOB, USDT));
        vm.snapshotGasLastCall(GROUP, "transfer, both hold");
    }

    function test_gas_transfer_newHolder() public {
        _drawn();
        _paid("first");
        vm.prank(ALICE);
        require(loan.transfer(CAROL, USDT));
        vm.snapshotGasLastCall(GROUP, "transfer, new holder");
    }

    function test_gas_transferFrom() public {
        _drawn();
        _paid("first");
        vm.prank(ALICE);
        require(loan.approve(OPERATOR, 2 * USDT));
        vm.prank(OPERATOR);
        require(loan.transferFrom(ALICE, BOB, USDT));
        vm.snapshotGasLastCall(GROUP, "transferFrom, part of an allowance");
    }

    function test_gas_transferFrom_exact() public {
        _drawn();
        _paid("first");
        vm.prank(ALICE);
        require(loan.approve(OPERATOR, USDT));
        vm.prank(OPERATOR);
        require(loan.transferFrom(ALICE, BOB, USDT));
        vm.snapshotGasLastCall(GROUP, "transferFrom, all of an allowance");
    }
}
