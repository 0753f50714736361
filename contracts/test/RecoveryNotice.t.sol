// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../src/Batch.sol";
import {IMembers} from "../src/interfaces/IMembers.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev While a wallet is said to be lost, nobody but the wallet itself can have money sent there.
contract RecoveryNoticeTest is LoanTest {
    uint256 private constant SHARE = 100 * USDT;

    function _propose() private {
        vm.prank(AGENT);
        members.proposeRecovery(ALICE, CAROL);
    }

    /// @dev The next call is refused.
    function _expectPending() private {
        (, uint256 executableAt,) = members.recoveryOf(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IMembers.RecoveryPending.selector, ALICE, CAROL, executableAt));
    }

    function _paid() private {
        _activate();
        _distribute(1000 * USDT);
    }

    function _cancelled() private {
        _invest(ALICE, 1000 * USDT);
        vm.warp(START + 30 days);
        loan.cancel();
    }

    /* CLAIMS */

    function test_claimDistributionFor_recoveryProposed() public {
        _paid();
        _propose();
        _expectPending();
        vm.prank(STRANGER);
        loan.claimDistributionFor(ALICE);
        skip(14 days);
        _expectPending();
        loan.claimDistributionFor(ALICE);

        loan.recover(ALICE);
        assertEq(_claim(CAROL), SHARE, "the replacement has it all");
    }

    function test_claimDistributionFor_byTheWalletItself() public {
        _paid();
        _propose();
        vm.prank(ALICE);
        assertEq(loan.claimDistributionFor(ALICE), SHARE, "it is not lost");
    }

    function test_claimDistribution_recoveryProposed() public {
        _paid();
        _propose();
        vm.prank(ALICE);
        assertEq(loan.claimDistributionTo(BOB), SHARE, "it is not lost");
        assertEq(_claim(ALICE), 0, "nothing twice");
    }

    function test_claimDistributionFor_otherHolders() public {
        _paid();
        _propose();
        assertEq(loan.claimDistributionFor(BOB), 9 * SHARE, "only the wallet called lost");
    }

    function test_claimDistributionFor_vetoed() public {
        _paid();
        _propose();
        vm.prank(ALICE);
        members.vetoRecovery();
        assertEq(loan.claimDistributionFor(ALICE), SHARE, "anyone again");
    }

    function test_claimDistributionFor_withdrawn() public {
        _paid();
        _propose();
        vm.prank(ADMIN);
        members.withdrawRecovery(ALICE);
        assertEq(loan.claimDistributionFor(ALICE), SHARE, "anyone again");
    }

    function test_claimDistributionFor_lapsed() public {
        _paid();
        _propose();
        skip(44 days - 1);
        _expectPending();
        loan.claimDistributionFor(ALICE);
        skip(1);
        assertEq(loan.claimDistributionFor(ALICE), SHARE, "anyone again");
    }

    /* REFUNDS */

    function test_refundFor_recoveryProposed() public {
        _cancelled();
        _propose();
        _expectPending();
        loan.refundFor(ALICE);
        skip(14 days);
        loan.recover(ALICE);
        assertEq(loan.refundFor(CAROL), 1000 * USDT, "the replacement has it all");
    }

    function test_refund_recoveryProposed() public {
        _cancelled();
        _propose();
        vm.prank(ALICE);
        assertEq(loan.refund(), 1000 * USDT, "it is not lost");
    }

    /* BATCH: all or nothing, and never the holder */

    function test_batchClaim_recoveryProposed() public {
        _paid();
        Batch batch = new Batch(address(factory));
        address[] memory loans = new address[](1);
        loans[0] = address(loan);
        _propose();
        _expectPending();
        vm.prank(ALICE);
        batch.claim(loans, ALICE);
        assertEq(_claim(ALICE), SHARE, "from the loan itself");
    }

    function test_batchRefund_recoveryProposed() public {
        _cancelled();
        Batch batch = new Batch(address(factory));
        address[] memory loans = new address[](1);
        loans[0] = address(loan);
        _propose();
        _expectPending();
        batch.refund(loans, ALICE);
    }
}
