// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../src/interfaces/ILoanFunding.sol";
import {ILoanMembership} from "../src/interfaces/ILoanMembership.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {ILoanToken} from "../src/interfaces/ILoanToken.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {LogReplay} from "./helpers/LogReplay.sol";
import {SmartWallet} from "./helpers/Wallets.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Vm} from "forge-std/Test.sol";

/// @dev A loan rebuilt from its logs after every call of three whole lives, which together do all that can be done to a loan. Random
/// lives are in the invariant suites, with the same replay.
contract LoanLogsTest is LoanTest {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    address private constant MARKET = address(0x3a4e7);

    LogReplay private replay;
    address private wallet; // a contract; bob's key signs for it
    uint256 private bobsKey;
    mapping(bytes32 topic => bool) private seen;

    function setUp() public override {
        super.setUp();
        (, bobsKey) = makeAddrAndKey("bob");
        wallet = address(new SmartWallet(BOB));
        address[5] memory accounts = [ALICE, BOB, CAROL, STRANGER, wallet];
        for (uint256 i; i < accounts.length; ++i) {
            vm.prank(AGENT);
            members.setMember(accounts[i], uint40(START + 1000 days));
        }
    }

    /// @dev For members, with both fees.
    function _terms() internal view override returns (LoanTerms memory terms) {
        terms = super._terms();
        (terms.originationFeeBps, terms.platformFeeBps, terms.membersOnly) = (250, 100, true);
    }

    /* THREE LIVES */

    function test_loan_isItsLogs_repaid() public {
        _begin("repaid");
        _fundedAndDrawn();
        _allowances();
        _payments();
        _recovery();
        _pauseAndFreeze();

        uint256 payoff = loan.payoff();
        _fund(OPERATOR, payoff);
        _call(OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("last", payoff)));
        _call(BOB, abi.encodeCall(ILoanRepayment.claimDistribution, ()));
        _call(STRANGER, abi.encodeCall(ILoanRepayment.claimDistributionFor, (CAROL)));
        _excess();
    }

    function test_loan_isItsLogs_writtenOff() public {
        _begin("written off");
        _fundedAndDrawn();
        _payments();
        _warpToDefault();
        _call(OPERATOR, abi.encodeCall(ILoanRepayment.declareDefault, ()));
        skip(10 days);
        _payIn();
        _call(BORROWER, abi.encodeCall(ILoanRepayment.collect, ()));
        _allowances();
        _recovery();
        _call(ADMIN, abi.encodeCall(ILoanRepayment.writeOff, ()));
        _call(BOB, abi.encodeCall(ILoanRepayment.claimDistribution, ()));
        _call(CAROL, abi.encodeCall(ILoanRepayment.claimDistributionTo, (STRANGER)));
        _excess();
    }

    function test_loan_isItsLogs_cancelled() public {
        _begin("cancelled");
        _investAs(ALICE, ALICE, 1000 * USDT);
        _investAs(BOB, BOB, 1000 * USDT);
        _allowances();
        _recovery();
        _pauseAndFreeze();
        vm.warp(START + 30 days);
        _call(STRANGER, abi.encodeCall(ILoanFunding.cancel, ()));
        _call(BOB, abi.encodeCall(ILoanFunding.refund, ()));
        _call(STRANGER, abi.encodeCall(ILoanFunding.refundFor, (CAROL)));
        _excess();
    }

    /// @dev Canary: the three lives emit every event of a loan, so that none is left out unnoticed.
    function test_canary_everyEvent() public {
        uint256 start = vm.getBlockTimestamp();
        test_loan_isItsLogs_repaid();
        vm.warp(start);
        test_loan_isItsLogs_writtenOff();
        vm.warp(start);
        test_loan_isItsLogs_cancelled();
        bytes32[19] memory topics = [
            IERC20.Transfer.selector,
            IERC20.Approval.selector,
            ILoanToken.NonceUsed.selector,
            ILoanFunding.Invested.selector,
            ILoanFunding.Refunded.selector,
            ILoanFunding.Cancelled.selector,
            ILoanFunding.DrawnDown.selector,
            ILoanFunding.FeesOwed.selector,
            ILoanMembership.MemberCached.selector,
            ILoanMembership.HolderRecovered.selector,
            ILoanMembership.Paused.selector,
            ILoanMembership.Unpaused.selector,
            ILoanRepayment.Distributed.selector,
            ILoanRepayment.Claimed.selector,
            ILoanRepayment.Collected.selector,
            ILoanRepayment.ExcessReturned.selector,
            ILoanRepayment.Defaulted.selector,
            ILoanRepayment.Repaid.selector,
            ILoanRepayment.WrittenOff.selector
        ];
        for (uint256 i; i < topics.length; ++i) {
            assertTrue(seen[topics[i]], vm.toString(topics[i]));
        }
    }

    /// @dev Canary: the replay finds a word of which no log tells, and one of which the logs tell something else.
    function test_canary_wordsWithoutLogs() public {
        _begin("tampered");
        bytes32 claimedByCarol = keccak256(abi.encode(CAROL, uint256(4)));
        bytes32[] memory written = new bytes32[](1);
        written[0] = claimedByCarol;
        replay.check(written);

        vm.store(address(loan), claimedByCarol, bytes32(uint256(1)));
        vm.expectRevert("replay: a word that no log explains: 1 != 0");
        replay.check(written);
        vm.store(address(loan), claimedByCarol, 0);

        vm.store(address(loan), 0, bytes32(uint256(1)));
        vm.expectRevert("replay: ledger: 1 != 0");
        replay.check(written);
    }

    /* PARTS OF A LIFE */

    function _begin(bytes32 loanId) private {
        loan = _create(loanId, _terms());
        replay = new LogReplay(loan);
        vm.recordLogs();
        vm.record();
    }

    /// @dev The origination fee cannot be sent at first.
    function _fundedAndDrawn() private {
        _investAs(ALICE, ALICE, TARGET / 10);
        _investAs(OPERATOR, wallet, TARGET / 10);
        _investAs(BOB, BOB, TARGET - TARGET / 5);
        _refuseTreasury();
        _call(OPERATOR, abi.encodeCall(ILoanFunding.drawDown, ()));
        vm.prank(ADMIN);
        usdt.removeBlackList(TREASURY);
        _call(STRANGER, abi.encodeCall(ILoanFunding.sendFees, ()));
    }

    /// @dev Given by transaction and by permits of both forms, from a key and a contract; limited, used up, unlimited, taken back.
    function _allowances() private {
        _call(ALICE, abi.encodeCall(IERC20.approve, (MARKET, 5 * USDT)));
        _call(MARKET, abi.encodeCall(IERC20.transferFrom, (ALICE, CAROL, 2 * USDT)));
        _call(MARKET, abi.encodeCall(IERC20.transferFrom, (ALICE, ALICE, 3 * USDT)));
        _call(MARKET, abi.encodeCall(IERC20.transferFrom, (ALICE, CAROL, 0)));
        _call(ALICE, abi.encodeCall(IERC20.approve, (MARKET, type(uint256).max)));
        _call(MARKET, abi.encodeCall(IERC20.transferFrom, (ALICE, CAROL, 1 * USDT)));
        _call(ALICE, abi.encodeCall(IERC20.approve, (MARKET, 0)));

        (uint8 v, bytes32 r, bytes32 s) = _signed(BOB, 3 * USDT);
        loan.permit(BOB, MARKET, 3 * USDT, block.timestamp, v, r, s);
        _compare();
        _call(MARKET, abi.encodeCall(IERC20.transferFrom, (BOB, CAROL, 1 * USDT)));
        (v, r, s) = _signed(BOB, type(uint256).max);
        loan.permit(BOB, MARKET, type(uint256).max, block.timestamp, abi.encodePacked(r, s, v));
        _compare();
        _call(MARKET, abi.encodeCall(IERC20.transferFrom, (BOB, CAROL, 1 * USDT)));
        (v, r, s) = _signed(wallet, 1);
        loan.permit(wallet, MARKET, 1, block.timestamp, abi.encodePacked(r, s, v));
        _compare();
    }

    function _signed(address owner, uint256 value) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 content = keccak256(abi.encode(PERMIT, owner, MARKET, value, loan.nonces(owner), block.timestamp));
        return vm.sign(bobsKey, keccak256(abi.encodePacked(hex"1901", loan.DOMAIN_SEPARATOR(), content)));
    }

    /// @dev One in time, with a platform fee that cannot be sent; one that is late; claims of both kinds, and transfers between.
    function _payments() private {
        skip(PERIOD);
        _fund(OPERATOR, 500 * USDT);
        _refuseTreasury();
        _call(OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("first", 150 * USDT)));
        vm.prank(ADMIN);
        usdt.removeBlackList(TREASURY);
        _call(ALICE, abi.encodeCall(ILoanRepayment.claimDistribution, ()));
        _call(BOB, abi.encodeCall(IERC20.transfer, (CAROL, 700 * USDT)));
        skip(2 * PERIOD);
        _call(OPERATOR, abi.encodeCall(ILoanRepayment.distribute, ("second", 350 * USDT)));
        _call(CAROL, abi.encodeCall(ILoanRepayment.claimDistributionTo, (BOB)));
        _call(STRANGER, abi.encodeCall(ILoanRepayment.claimDistributionFor, (ALICE)));
        _payIn();
        _call(BORROWER, abi.encodeCall(ILoanRepayment.collect, ()));
    }

    /// @dev Alice's wallet is lost; Carol's takes its place.
    function _recovery() private {
        vm.prank(AGENT);
        members.proposeRecovery(ALICE, CAROL);
        skip(14 days);
        _call(STRANGER, abi.encodeCall(ILoanMembership.recover, (ALICE)));
        vm.prank(AGENT);
        members.withdrawRecovery(ALICE);
    }

    function _pauseAndFreeze() private {
        _call(GUARDIAN, abi.encodeCall(ILoanMembership.pause, ()));
        skip(1 days);
        _call(ADMIN, abi.encodeCall(ILoanMembership.unpause, ()));
        vm.prank(AGENT);
        members.setFrozen(BOB, true);
        _call(STRANGER, abi.encodeCall(ILoanMembership.syncMember, (BOB)));
        vm.prank(AGENT);
        members.setFrozen(BOB, false);
        _call(STRANGER, abi.encodeCall(ILoanMembership.syncMember, (BOB)));
    }

    function _excess() private {
        _payIn();
        _call(STRANGER, abi.encodeCall(ILoanRepayment.returnExcess, ()));
    }

    /* HELPERS */

    function _investAs(address payer, address investor, uint256 amount) private {
        _fund(payer, amount);
        if (payer == investor) _call(payer, abi.encodeCall(ILoanFunding.invest, (amount)));
        else _call(payer, abi.encodeCall(ILoanFunding.investFor, (investor, amount)));
    }

    function _payIn() private {
        address payIn = loan.payInAddress();
        vm.prank(ADMIN);
        usdt.issue(payIn, 200 * USDT);
    }

    function _call(address by, bytes memory data) private {
        vm.prank(by);
        (bool success,) = address(loan).call(data);
        assertTrue(success, vm.toString(data));
        _compare();
    }

    /// @dev Before time passes: a log does not carry its own.
    function _compare() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter == address(loan)) seen[logs[i].topics[0]] = true;
        }
        replay.apply_(logs);
        (, bytes32[] memory written) = vm.accesses(address(loan));
        assertGt(written.length, 0, "it wrote");
        replay.check(written);
    }
}
