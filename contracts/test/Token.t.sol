// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoan} from "../src/interfaces/ILoan.sol";
import {ILoanToken} from "../src/interfaces/ILoanToken.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @dev The loan as an ERC-20 (EIP-20) and EIP-165. Calls that must revert have no return value to look at.
// forge-lint: disable-next-item(erc20-unchecked-transfer)
contract TokenTest is LoanTest {
    function setUp() public override {
        super.setUp();
        _activate();
    }

    function test_metadata() public view {
        assertEq(loan.name(), "ReFlow Loan 6c6f616e", "name: the first four bytes of the id");
        assertEq(loan.symbol(), "RFL-6c6f616e", "symbol");
        assertEq(loan.decimals(), 6, "decimals");
        assertEq(loan.totalSupply(), TARGET, "supply");
    }

    function test_supportsInterface() public view {
        assertTrue(loan.supportsInterface(type(IERC165).interfaceId), "EIP-165");
        assertTrue(loan.supportsInterface(type(IERC20).interfaceId), "EIP-20");
        assertTrue(loan.supportsInterface(type(ILoan).interfaceId), "loan");
        assertFalse(loan.supportsInterface(0xffffffff), "EIP-165: never");
    }

    function test_transfer_insufficientBalance() public {
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(ILoanToken.InsufficientBalance.selector, ALICE, TARGET / 10, TARGET / 10 + 1)
        );
        loan.transfer(CAROL, TARGET / 10 + 1);
    }

    function test_transfer_invalidReceiver() public {
        vm.startPrank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidReceiver.selector, address(0)));
        loan.transfer(address(0), 1);
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidReceiver.selector, address(loan)));
        loan.transfer(address(loan), 1);
    }

    function test_transfer() public {
        vm.expectEmit(address(loan));
        emit IERC20.Transfer(ALICE, CAROL, 7);
        _transfer(ALICE, CAROL, 7);
        assertEq(loan.balanceOf(ALICE), TARGET / 10 - 7, "alice");
        assertEq(loan.balanceOf(CAROL), 7, "carol");
        assertEq(loan.totalSupply(), TARGET, "supply");
    }

    function test_transfer_toSelf() public {
        _transfer(ALICE, ALICE, TARGET / 10);
        assertEq(loan.balanceOf(ALICE), TARGET / 10, "balance");
    }

    function test_transfer_zero() public {
        vm.expectEmit(address(loan));
        emit IERC20.Transfer(STRANGER, CAROL, 0);
        _transfer(STRANGER, CAROL, 0);
    }

    function test_approve_invalidSpender() public {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidSpender.selector, address(0)));
        loan.approve(address(0), 1);
    }

    function test_approve() public {
        vm.expectEmit(address(loan));
        emit IERC20.Approval(ALICE, BOB, 5);
        vm.prank(ALICE);
        assertTrue(loan.approve(BOB, 5), "answers true");
        assertEq(loan.allowance(ALICE, BOB), 5, "allowance");
    }

    function test_transferFrom_insufficientAllowance() public {
        vm.prank(ALICE);
        loan.approve(BOB, 4);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InsufficientAllowance.selector, BOB, 4, 5));
        loan.transferFrom(ALICE, CAROL, 5);
    }

    function test_transferFrom_limited() public {
        vm.prank(ALICE);
        loan.approve(BOB, 5);
        vm.expectEmit(address(loan));
        emit IERC20.Approval(ALICE, BOB, 2);
        vm.expectEmit(address(loan));
        emit IERC20.Transfer(ALICE, CAROL, 3);
        vm.prank(BOB);
        assertTrue(loan.transferFrom(ALICE, CAROL, 3), "answers true");
        assertEq(loan.allowance(ALICE, BOB), 2, "allowance is lowered");
        assertEq(loan.balanceOf(CAROL), 3, "carol");
    }

    function test_transferFrom_unlimited() public {
        vm.prank(ALICE);
        loan.approve(BOB, type(uint256).max);
        vm.recordLogs();
        vm.prank(BOB);
        assertTrue(loan.transferFrom(ALICE, CAROL, 3), "answers true");
        assertEq(vm.getRecordedLogs().length, 1, "a Transfer, no Approval");
        assertEq(loan.allowance(ALICE, BOB), type(uint256).max, "allowance stays");
    }

    /// @dev Cutting a transfer into parts, or sending it through others and back, ends in the same balances and claimables.
    function testFuzz_transfer_route(uint64 payment, uint64 amount, uint64 part) public {
        uint256 balance = loan.balanceOf(BOB);
        _distribute(bound(payment, 1, TARGET / 2));
        amount = uint64(bound(amount, 0, balance));
        part = uint64(bound(part, 0, amount));

        uint256 snapshot = vm.snapshotState();
        _transfer(BOB, CAROL, amount);
        bytes32 bobWord = _word(BOB);
        bytes32 carolWord = _word(CAROL);
        vm.revertToState(snapshot);

        _transfer(BOB, CAROL, part);
        _transfer(BOB, STRANGER, amount - part);
        _transfer(STRANGER, ALICE, amount - part);
        _transfer(ALICE, CAROL, amount - part);
        assertEq(_word(BOB), bobWord, "bob's word");
        assertEq(_word(CAROL), carolWord, "carol's word");
        assertEq(_word(STRANGER), 0, "nothing is left on the way");
    }

    /// @dev The storage word of a holder, in slot 3; a word that does not hold the balance is not it.
    function _word(address holder) private view returns (bytes32 word) {
        word = vm.load(address(loan), keccak256(abi.encode(holder, uint256(3))));
        assertEq(uint64(uint256(word)), loan.balanceOf(holder), "the holder's word");
    }
}
