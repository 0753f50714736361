// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../src/interfaces/ILoanFunding.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {Glutton} from "./helpers/Glutton.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev Whoever calls with too little gas gets nothing done, never a half of it: a call ends as it does with all gas, or changes
/// nothing. USDT is made so dear that most gas limits run out inside it, where 1/64 of the gas is left to its caller.
/// forge-config: ci.fuzz.runs = 1000
contract LittleGasTest is LoanTest {
    uint256 private constant TRANSFER_GAS = 1_000_000;

    function _terms() internal view override returns (LoanTerms memory terms) {
        terms = super._terms();
        (terms.originationFeeBps, terms.platformFeeBps) = (250, 100);
    }

    function testFuzz_invest_littleGas(uint256 gas_) public {
        _fund(ALICE, 200 * USDT);
        _allOrNothing(ALICE, abi.encodeCall(ILoanFunding.invest, (200 * USDT)), gas_);
    }

    function testFuzz_refund_littleGas(uint256 gas_) public {
        _invest(ALICE, 200 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
        _allOrNothing(ALICE, abi.encodeCall(ILoanFunding.refund, ()), gas_);
    }

    function testFuzz_drawDown_littleGas(uint256 gas_) public {
        _invest(ALICE, TARGET);
        _allOrNothing(ORIGINATOR, abi.encodeCall(ILoanFunding.drawDown, ()), gas_);
    }

    function testFuzz_distribute_littleGas(uint256 gas_) public {
        _activate();
        skip(PERIOD);
        _fund(OPERATOR, 200 * USDT);
        _allOrNothing(OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("payment", 200 * USDT)), gas_);
    }

    function testFuzz_collect_littleGas(uint256 gas_) public {
        _activate();
        skip(PERIOD);
        _payIn();
        _allOrNothing(BORROWER, abi.encodeCall(ILoanRepayment.collect, ()), gas_);
    }

    function testFuzz_claim_littleGas(uint256 gas_) public {
        _activate();
        _distribute(200 * USDT);
        _allOrNothing(ALICE, abi.encodeCall(ILoanRepayment.claimDistribution, ()), gas_);
    }

    function testFuzz_returnExcess_littleGas(uint256 gas_) public {
        vm.warp(START + 30 days);
        loan.cancel();
        _payIn();
        _allOrNothing(STRANGER, abi.encodeCall(ILoanRepayment.returnExcess, ()), gas_);
    }

    function testFuzz_sendFees_littleGas(uint256 gas_) public {
        _activateWithFeeWaiting();
        _allOrNothing(STRANGER, abi.encodeCall(ILoanFunding.sendFees, ()), gas_);
    }

    function _payIn() private {
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, 200 * USDT);
    }

    function _allOrNothing(address caller, bytes memory data, uint256 gas_) private {
        Glutton glutton = new Glutton(TRANSFER_GAS, address(0));
        vm.prank(ADMIN);
        usdt.setHook(glutton);
        bytes32 nothing = _money();
        uint256 snapshot = vm.snapshotState();
        vm.prank(caller);
        (bool success,) = address(loan).call(data);
        assertTrue(success, "with all gas");
        bytes32 all = _money();
        assertNotEq(all, nothing, "it does something");
        vm.revertToState(snapshot);

        vm.prank(caller);
        (success,) = address(loan).call{gas: bound(gas_, 50_000, 4 * TRANSFER_GAS)}(data);
        assertEq(_money(), success ? all : nothing, "all or nothing");
    }

    /// @dev Everything that a call may move, as one hash.
    function _money() private view returns (bytes32 hash) {
        hash = keccak256(abi.encode(loan.state(), loan.totalSupply(), loan.outstanding(), loan.feesOwed()));
        hash = keccak256(abi.encode(hash, loan.distributionCount(), loan.accruedInterest(), loan.perToken()));
        hash = keccak256(abi.encode(hash, loan.balanceOf(ALICE), loan.pendingDistribution(ALICE), loan.claimed(ALICE)));
        address[7] memory accounts =
            [address(loan), ALICE, OPERATOR, ORIGINATOR, BORROWER, TREASURY, loan.payInAddress()];
        for (uint256 i; i < accounts.length; ++i) {
            hash = keccak256(abi.encode(hash, usdt.balanceOf(accounts[i])));
        }
    }
}
