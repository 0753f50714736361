// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../src/Batch.sol";
import {Loan} from "../src/Loan.sol";
import {LoanFactory} from "../src/LoanFactory.sol";
import {TetherUsd} from "../src/TetherUsd.sol";
import {IBatch, Investment} from "../src/interfaces/IBatch.sol";
import {ILoan, LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../src/interfaces/ILoanFunding.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {ITetherUsd} from "../src/interfaces/ITetherUsd.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {Reenterer} from "./helpers/Reenterer.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @dev A dollar token with EIP-2612, as on chains where USDT has it.
contract PermitDollar is ERC20, ERC20Permit {
    constructor() ERC20("Dollar", "USD") ERC20Permit("Dollar") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}

contract BatchTest is LoanTest {
    Batch private batch;
    Loan[3] private loans;

    function setUp() public override {
        super.setUp();
        batch = new Batch(address(factory));
        loans = [_create("one", _terms()), _create("two", _terms()), _create("three", _terms())];
        vm.prank(ADMIN);
        usdt.issue(ALICE, 3 * TARGET);
        vm.prank(ALICE);
        usdt.approve(address(batch), type(uint256).max);
    }

    /* CLAIM */

    function test_claim_unknownLoan() public {
        address[] memory all = _addresses();
        all[2] = STRANGER;
        vm.expectRevert(abi.encodeWithSelector(IBatch.UnknownLoan.selector, STRANGER));
        batch.claim(all, ALICE);
    }

    function test_claim() public {
        uint256 expected;
        for (uint256 i; i < 3; ++i) {
            loan = loans[i];
            _activate();
            _distribute((i + 1) * 100 * USDT);
            expected += loan.pendingDistribution(ALICE);
        }
        assertEq(expected, 60 * USDT, "a tenth of each");
        uint256 before = usdt.balanceOf(ALICE);
        for (uint256 i; i < 3; ++i) {
            vm.expectEmit(address(loans[i]));
            emit ILoanRepayment.Claimed(ALICE, ALICE, (i + 1) * 10 * USDT, (i + 1) * 10 * USDT);
        }
        vm.prank(STRANGER); // for anybody
        assertEq(batch.claim(_addresses(), ALICE), expected, "total");
        assertEq(usdt.balanceOf(ALICE) - before, expected, "paid to the holder");
        assertEq(batch.claim(_addresses(), ALICE), 0, "nothing twice");
        _assertKeepsNothing();
    }

    /* REFUND */

    function test_refund_unknownLoan() public {
        address[] memory all = new address[](1);
        all[0] = STRANGER;
        vm.expectRevert(abi.encodeWithSelector(IBatch.UnknownLoan.selector, STRANGER));
        batch.refund(all, ALICE);
    }

    function test_refund_notCancelled() public {
        vm.expectRevert(abi.encodeWithSelector(ILoan.WrongState.selector, LoanState.Funding));
        batch.refund(_addresses(), ALICE);
    }

    function test_refund() public {
        vm.prank(ALICE);
        batch.invest(_investments());
        vm.warp(START + 30 days);
        for (uint256 i; i < 3; ++i) {
            loans[i].cancel();
        }
        vm.prank(STRANGER);
        assertEq(batch.refund(_addresses(), ALICE), 600 * USDT, "total");
        assertEq(usdt.balanceOf(ALICE), 3 * TARGET, "everything back");
        _assertKeepsNothing();
    }

    /* INVEST */

    function test_invest_unknownLoan() public {
        Investment[] memory all = _investments();
        all[1].loan = address(usdt);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IBatch.UnknownLoan.selector, usdt));
        batch.invest(all);
    }

    function test_invest_zeroAmount() public {
        Investment[] memory all = _investments();
        all[1].amount = 0;
        vm.prank(ALICE);
        vm.expectRevert(IBatch.ZeroAmount.selector);
        batch.invest(all);
    }

    function test_invest_withoutAllowance() public {
        Investment[] memory all = _investments();
        vm.prank(ALICE);
        usdt.approve(address(batch), 0);
        vm.prank(ALICE);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        batch.invest(all);
    }

    /// @dev All or nothing: the second loan refuses, and the first has nothing either.
    function test_invest_refusedByOne() public {
        Investment[] memory all = _investments();
        all[1].amount = TARGET + 1;
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILoanFunding.TargetExceeded.selector, TARGET + 1, TARGET));
        batch.invest(all);
        assertEq(loans[0].balanceOf(ALICE), 0, "nothing in the first");
    }

    function test_invest() public {
        Investment[] memory all = _investments();
        for (uint256 i; i < 3; ++i) {
            vm.expectEmit(address(loans[i]));
            emit ILoanFunding.Invested(ALICE, all[i].amount, all[i].amount);
        }
        vm.prank(ALICE);
        assertEq(batch.invest(all), 600 * USDT, "total");
        for (uint256 i; i < 3; ++i) {
            assertEq(loans[i].balanceOf(ALICE), all[i].amount, "tokens are the investor's");
        }
        assertEq(usdt.balanceOf(ALICE), 3 * TARGET - 600 * USDT, "paid");
        _assertKeepsNothing();
    }

    function test_invest_sameLoanTwice() public {
        Investment[] memory all = _investments();
        all[1].loan = all[0].loan;
        vm.prank(ALICE);
        batch.invest(all);
        assertEq(loans[0].balanceOf(ALICE), 300 * USDT, "both");
        _assertKeepsNothing();
    }

    function test_invest_withTetherFee() public {
        vm.prank(ADMIN);
        usdt.setParams(10, 40e6);
        Investment[] memory all = _investments();
        all[0].amount = 1000 * USDT;
        vm.prank(ALICE);
        uint256 total = batch.invest(all);
        assertEq(loans[0].balanceOf(ALICE), 998_001_000, "less a thousandth, twice");
        uint256 sum;
        for (uint256 i; i < 3; ++i) {
            sum += loans[i].balanceOf(ALICE);
        }
        assertEq(total, sum, "what was minted");
        _assertKeepsNothing();
    }

    function test_invest_usdtAnswers() public {
        vm.prank(ADMIN);
        usdt.setReturnMode(ITetherUsd.ReturnMode.True);
        vm.prank(ALICE);
        batch.invest(_investments());
        vm.prank(ADMIN);
        usdt.setReturnMode(ITetherUsd.ReturnMode.False);
        Investment[] memory all = _investments();
        vm.prank(ALICE);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        batch.invest(all);
    }

    /// @dev USDT given to the contract stays out of everybody's reckoning.
    function test_invest_afterDonation() public {
        vm.prank(ADMIN);
        usdt.issue(address(batch), 50 * USDT);
        vm.prank(ALICE);
        batch.invest(_investments());
        assertEq(usdt.balanceOf(address(batch)), 50 * USDT, "inert");
        assertEq(loans[0].balanceOf(ALICE), 100 * USDT, "not more");
    }

    function test_invest_reentered() public {
        Reenterer reenterer = new Reenterer(address(batch));
        Investment[] memory all = _investments();
        bytes[2] memory calls = [
            abi.encodeCall(IBatch.invest, (all)),
            abi.encodeCall(IBatch.investWithPermit, (all, 0, 0, 0, bytes32(0), bytes32(0)))
        ];
        vm.prank(ADMIN);
        usdt.setHook(reenterer);
        for (uint256 i; i < calls.length; ++i) {
            reenterer.arm(calls[i]);
            vm.prank(ALICE);
            batch.invest(all);
            assertEq(reenterer.answer(), abi.encodeWithSelector(IBatch.Reentrancy.selector), "refused");
        }
    }

    /* INVEST WITH PERMIT */

    /// @dev USDT has no permit: the allowance that is there counts.
    function test_investWithPermit_withoutPermits() public {
        vm.prank(ALICE);
        assertEq(batch.investWithPermit(_investments(), 0, 0, 27, 0, 0), 600 * USDT, "total");
    }

    function test_investWithPermit_invalidPermitWithoutAllowance() public {
        _useDollarsWithPermit();
        Investment[] memory all = _investments();
        vm.prank(ALICE);
        vm.expectRevert(SafeTransferLib.TransferFromFailed.selector);
        batch.investWithPermit(all, 600 * USDT, block.timestamp, 27, 0, 0);
    }

    function test_investWithPermit() public {
        PermitDollar dollar = _useDollarsWithPermit();
        (uint8 v, bytes32 r, bytes32 s) = _permit(dollar);
        vm.prank(ALICE);
        batch.investWithPermit(_investments(), 600 * USDT, block.timestamp, v, r, s);
        assertEq(loans[2].balanceOf(ALICE), 300 * USDT, "tokens");
        assertEq(dollar.allowance(ALICE, address(batch)), 0, "used up");
    }

    /// @dev Somebody sends the permit first: the investment goes through all the same.
    function test_investWithPermit_frontRun() public {
        PermitDollar dollar = _useDollarsWithPermit();
        (uint8 v, bytes32 r, bytes32 s) = _permit(dollar);
        vm.prank(STRANGER);
        dollar.permit(ALICE, address(batch), 600 * USDT, block.timestamp, v, r, s);
        vm.prank(ALICE);
        batch.investWithPermit(_investments(), 600 * USDT, block.timestamp, v, r, s);
        assertEq(loans[0].balanceOf(ALICE), 100 * USDT, "tokens");
    }

    function test_factory() public view {
        assertEq(batch.factory(), address(factory), "factory");
    }

    /* HELPERS */

    function _useDollarsWithPermit() private returns (PermitDollar dollar) {
        dollar = new PermitDollar();
        dollar.mint(ALICE, TARGET);
        factory = new LoanFactory(address(dollar), ADMIN, TREASURY, OPERATOR, GUARDIAN, address(members));
        vm.prank(ADMIN);
        factory.setOriginator(ORIGINATOR, true);
        loans = [_create("one", _terms()), _create("two", _terms()), _create("three", _terms())];
        batch = new Batch(address(factory));
    }

    function _permit(PermitDollar dollar) private returns (uint8 v, bytes32 r, bytes32 s) {
        (, uint256 key) = makeAddrAndKey("alice");
        bytes32 typeHash =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 structHash = keccak256(abi.encode(typeHash, ALICE, address(batch), 600 * USDT, 0, block.timestamp));
        return vm.sign(key, keccak256(abi.encodePacked(hex"1901", dollar.DOMAIN_SEPARATOR(), structHash)));
    }

    function _addresses() private view returns (address[] memory all) {
        all = new address[](3);
        for (uint256 i; i < 3; ++i) {
            all[i] = address(loans[i]);
        }
    }

    /// @dev 100, 200 and 300 USDT.
    function _investments() private view returns (Investment[] memory all) {
        all = new Investment[](3);
        for (uint256 i; i < 3; ++i) {
            all[i] = Investment(address(loans[i]), (i + 1) * 100 * USDT);
        }
    }

    function _assertKeepsNothing() private view {
        assertEq(usdt.balanceOf(address(batch)), 0, "no USDT");
        for (uint256 i; i < 3; ++i) {
            assertEq(loans[i].balanceOf(address(batch)), 0, "no tokens");
            assertEq(usdt.allowance(address(batch), address(loans[i])), 0, "no allowance left");
        }
    }
}
