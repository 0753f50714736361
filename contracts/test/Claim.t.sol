// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {ILoanToken} from "../src/interfaces/ILoanToken.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

contract ClaimTest is LoanTest {
    function test_claim_nothingDue() public {
        assertEq(_claim(STRANGER), 0, "while funding");
        _activate();
        assertEq(_claim(ALICE), 0, "before any distribution");
        assertEq(_claim(STRANGER), 0, "without tokens");
    }

    function test_claim() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        assertEq(loan.pendingDistribution(ALICE), 100 * USDT, "pending");

        vm.expectEmit(address(loan));
        emit ILoanRepayment.Claimed(ALICE, ALICE, 100 * USDT, 100 * USDT);
        assertEq(_claim(ALICE), 100 * USDT, "amount");
        assertEq(loan.pendingDistribution(ALICE), 0, "pending after");
        assertEq(_claim(ALICE), 0, "again");

        _distribute(500 * USDT);
        vm.expectEmit(address(loan));
        emit ILoanRepayment.Claimed(ALICE, ALICE, 50 * USDT, 150 * USDT);
        _claim(ALICE);
        assertEq(loan.claimed(ALICE), 150 * USDT, "claimed");
        assertEq(usdt.balanceOf(ALICE), 150 * USDT, "received");
        assertEq(loan.pendingDistribution(BOB), 1350 * USDT, "bob's is untouched");
        assertEq(loan.balanceOf(ALICE), TARGET / 10, "tokens stay while the loan lives");
    }

    function test_claimTo() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidReceiver.selector, address(0)));
        loan.claimDistributionTo(address(0));
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidReceiver.selector, address(loan)));
        loan.claimDistributionTo(address(loan));

        vm.expectEmit(address(loan));
        emit ILoanRepayment.Claimed(ALICE, CAROL, 100 * USDT, 100 * USDT);
        assertEq(loan.claimDistributionTo(CAROL), 100 * USDT, "amount");
        assertEq(usdt.balanceOf(CAROL), 100 * USDT, "carol has it");
        assertEq(loan.claimed(ALICE), 100 * USDT, "alice claimed it");
    }

    function test_claimFor() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        vm.prank(STRANGER);
        assertEq(loan.claimDistributionFor(ALICE), 100 * USDT, "amount");
        assertEq(usdt.balanceOf(ALICE), 100 * USDT, "alice");
        assertEq(usdt.balanceOf(STRANGER), 0, "stranger");
    }

    /// @dev Remainders below one unit stay owed: a third of 1, three times, is 1.
    function test_claim_keepsFractions() public {
        _invest(ALICE, 3000 * USDT);
        _invest(BOB, 6000 * USDT);
        vm.warp(START + 30 days);
        vm.prank(OPERATOR);
        loan.drawDown();
        for (uint256 i; i < 3; ++i) {
            assertEq(_claim(ALICE), 0, "below a unit");
            _distribute(1);
        }
        assertEq(_claim(ALICE), 1, "a unit");
        assertEq(_claim(BOB), 2, "two units");
    }

    function test_claim_burnsWhenRepaid() public {
        _activateInterestFree();
        _distribute(TARGET / 2);
        _claim(ALICE);
        _distribute(TARGET / 2);
        _assertState(LoanState.Repaid);

        vm.expectEmit(address(loan));
        emit IERC20.Transfer(ALICE, address(0), TARGET / 10);
        vm.expectEmit(address(loan));
        emit ILoanRepayment.Claimed(ALICE, ALICE, TARGET / 20, TARGET / 10);
        assertEq(_claim(ALICE), TARGET / 20, "amount");
        assertEq(loan.balanceOf(ALICE), 0, "tokens");
        assertEq(loan.totalSupply(), TARGET * 9 / 10, "supply");
        assertEq(_claim(ALICE), 0, "again");
        assertEq(loan.claimDistributionFor(BOB), TARGET * 9 / 10, "bob");
        assertEq(loan.totalSupply(), 0, "all burned");
        assertEq(usdt.balanceOf(address(loan)), 0, "all paid");
    }

    /// @dev Tokens bought after the last claim have nothing to pay, and are burned all the same.
    function test_claim_burnsWithoutMoney() public {
        _activateInterestFree();
        _distribute(TARGET);
        _transfer(ALICE, CAROL, TARGET / 10);
        assertEq(_claim(CAROL), 0, "amount");
        assertEq(loan.balanceOf(CAROL), 0, "burned");
        assertEq(_claim(ALICE), TARGET / 10, "the seller's payout is the seller's");
    }

    function test_claim_afterWriteOff() public {
        _activateInterestFree();
        _default();
        _distribute(1000 * USDT);
        vm.prank(ADMIN);
        loan.writeOff();
        vm.warp(block.timestamp + 3650 days);
        assertEq(_claim(ALICE), 100 * USDT, "ten years later");
        assertEq(loan.balanceOf(ALICE), 0, "burned");
    }

    /* USDT MISBEHAVING */

    function test_claim_whileUsdtPaused() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        vm.prank(ADMIN);
        usdt.pause();
        vm.prank(ALICE);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        loan.claimDistribution();
        assertEq(loan.pendingDistribution(ALICE), 100 * USDT, "still owed");
        vm.prank(ADMIN);
        usdt.unpause();
        assertEq(_claim(ALICE), 100 * USDT, "afterwards");
    }

    /// @dev One holder whom the token refuses stops nobody else, and can name another receiver.
    function test_claim_blockedReceiver() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        vm.startPrank(ADMIN);
        usdt.setBlocksReceivers(true);
        usdt.addBlackList(ALICE);
        vm.stopPrank();

        vm.prank(ALICE);
        vm.expectRevert(SafeTransferLib.TransferFailed.selector);
        loan.claimDistribution();
        assertEq(_claim(BOB), 900 * USDT, "bob");
        vm.prank(ALICE);
        assertEq(loan.claimDistributionTo(CAROL), 100 * USDT, "to another address");
    }

    function test_claim_feeFallsOnReceiver() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        vm.prank(ADMIN);
        usdt.setParams(10, 49e6);
        assertEq(_claim(ALICE), 100 * USDT, "paid in full");
        assertEq(usdt.balanceOf(ALICE), 99_900_000, "less the token's fee");
        assertEq(_claim(BOB), 900 * USDT, "and solvent");
    }

    /// @dev A gift moves no price and no claim.
    function test_claim_donationChangesNothing() public {
        _activateInterestFree();
        _distribute(1000 * USDT);
        vm.prank(ADMIN);
        usdt.issue(address(loan), 777 * USDT);
        assertEq(loan.pendingDistribution(ALICE), 100 * USDT, "pending");
        assertEq(loan.payoff(), TARGET - 1000 * USDT, "payoff");
    }

    /* PROPERTIES */

    /// @dev A transfer changes nobody's claimable, whatever was distributed and claimed before.
    function testFuzz_transfer_changesNobodysClaimable(
        uint64[3] memory payments,
        uint64 moved,
        bool aliceClaims,
        bool toSelf
    ) public {
        _activateInterestFree();
        for (uint256 i; i < 3; ++i) {
            _distribute(bound(payments[i], 1, TARGET / 4));
            if (aliceClaims && i == 1) _claim(ALICE);
            if (i == 1) _transfer(BOB, CAROL, TARGET / 7);
        }
        uint256[3] memory before =
            [loan.pendingDistribution(ALICE), loan.pendingDistribution(BOB), loan.pendingDistribution(CAROL)];
        _transfer(ALICE, toSelf ? ALICE : CAROL, bound(moved, 0, TARGET / 10));
        assertEq(loan.pendingDistribution(ALICE), before[0], "alice");
        assertEq(loan.pendingDistribution(BOB), before[1], "bob");
        assertEq(loan.pendingDistribution(CAROL), before[2], "carol");
    }

    /// @dev The order of claims does not matter to what each gets.
    function testFuzz_claim_anyOrder(uint64 payment, uint64 share, uint256 order) public {
        uint256 first = bound(share, 100 * USDT, TARGET - 200 * USDT);
        _invest(ALICE, first);
        _invest(BOB, 100 * USDT);
        _invest(CAROL, TARGET - first - 100 * USDT);
        vm.prank(OPERATOR);
        loan.drawDown();
        uint256 amount = _distribute(bound(payment, 1, TARGET));

        address[3] memory holders = [ALICE, BOB, CAROL];
        uint256 total;
        for (uint256 i; i < 3; ++i) {
            address holder = holders[(i + order % 3) % 3];
            uint256 expected = amount * loan.balanceOf(holder) / TARGET;
            uint256 paid = _claim(holder);
            assertEq(paid, expected, "floor of the exact share");
            total += paid;
        }
        assertLe(total, amount, "never more than arrived");
    }
}
