// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../../src/Batch.sol";
import {Loan} from "../../src/Loan.sol";
import {Investment} from "../../src/interfaces/IBatch.sol";
import {LoanTest} from "../helpers/LoanTest.sol";

/// @dev Gas of Batch, each call a transaction of its own; what one more loan adds is the difference of two of them.
contract BatchGas is LoanTest {
    string private constant GROUP = "Batch";

    Batch private batch;
    Loan[3] private loans;

    function setUp() public override {
        super.setUp();
        batch = new Batch(address(factory));
        loans = [_create("one", _terms()), _create("two", _terms()), _create("three", _terms())];
        _fund(ALICE, 10 * TARGET);
        vm.prank(ALICE);
        usdt.approve(address(batch), type(uint256).max);
    }

    /// @dev Every loan has been claimed from before, so that nothing is written for the first time.
    function _prepare() private {
        for (uint256 i; i < 3; ++i) {
            loan = loans[i];
            _activate();
            _distribute(100 * USDT);
            _claim(ALICE);
            _distribute(100 * USDT);
        }
    }

    function test_gas_claim() public {
        _prepare();
        _snapshotForAlice("claim", batch.claim);
    }

    /// @dev Alice has USDT already, and each loan has bob's left.
    function test_gas_refund() public {
        for (uint256 i; i < 3; ++i) {
            loan = loans[i];
            _invest(ALICE, 100 * USDT);
            _invest(BOB, 100 * USDT);
        }
        vm.warp(START + 30 days);
        for (uint256 i; i < 3; ++i) {
            loans[i].cancel();
        }
        _snapshotForAlice("refund", batch.refund);
    }

    function test_gas_invest() public {
        uint256 snapshot = vm.snapshotState();
        uint256[3] memory used;
        for (uint256 count = 2; count <= 3; ++count) {
            Investment[] memory all = new Investment[](count);
            for (uint256 i; i < count; ++i) {
                all[i] = Investment(address(loans[i]), 100 * USDT);
            }
            vm.prank(ALICE);
            batch.invest(all);
            used[count - 1] = vm.snapshotGasLastCall(GROUP, string.concat("invest, ", vm.toString(count), " loans"));
            vm.revertToState(snapshot);
        }
        vm.snapshotValue(GROUP, "invest, each further loan, first time", used[2] - used[1]);
    }

    /// @dev Of two and of three loans, and of what the third adds.
    function _snapshotForAlice(
        string memory operation,
        function(address[] memory, address) external returns (uint256) settle
    ) private {
        uint256 snapshot = vm.snapshotState();
        uint256[3] memory used;
        for (uint256 count = 2; count <= 3; ++count) {
            address[] memory all = new address[](count);
            for (uint256 i; i < count; ++i) {
                all[i] = address(loans[i]);
            }
            settle(all, ALICE);
            used[count - 1] =
                vm.snapshotGasLastCall(GROUP, string.concat(operation, ", ", vm.toString(count), " loans"));
            vm.revertToState(snapshot);
        }
        vm.snapshotValue(GROUP, string.concat(operation, ", each further loan"), used[2] - used[1]);
    }
}
