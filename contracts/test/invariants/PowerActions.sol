// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "../../src/Loan.sol";
import {Members} from "../../src/Members.sol";
import {TetherUsd} from "../../src/TetherUsd.sol";
import {Distribution, LoanState} from "../../src/interfaces/ILoan.sol";
import {ILoanMembership} from "../../src/interfaces/ILoanMembership.sol";
import {ILoanRepayment} from "../../src/interfaces/ILoanRepayment.sol";
import {ITetherUsd} from "../../src/interfaces/ITetherUsd.sol";
import {LogReplay} from "../helpers/LogReplay.sol";
import {LoanModel} from "./LoanModel.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Who acts on the loan.
struct Parties {
    Loan loan;
    TetherUsd usdt;
    Members members;
    address admin;
    address operator;
    address guardian;
    address agent;
    address borrower;
    address treasury;
}

/// @dev What is not a holder's own doing: members, freezes, recovery, pause, the pay-in address, permits, and USDT's moods.
/// What must be refused is tried too, and must be refused.
abstract contract PowerActions is Test {
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    LogReplay internal immutable REPLAY;
    Loan public immutable LOAN;
    LoanModel public immutable MODEL;
    TetherUsd internal immutable USDT;
    Members private immutable MEMBERS;
    address internal immutable ADMIN;
    address internal immutable OPERATOR;
    address private immutable GUARDIAN;
    address private immutable AGENT;
    address private immutable BORROWER;
    address private immutable TREASURY;
    bool private immutable MEMBERS_ONLY;

    address[] internal actors;
    uint256 internal payments;

    bool internal refused;

    /// @dev In a recovery, whose claimable moved to whom.
    address internal lost;
    address internal replacement;

    constructor(Parties memory parties, LoanModel model, LogReplay replay) {
        REPLAY = replay;
        (LOAN, USDT, MEMBERS, MODEL) = (parties.loan, parties.usdt, parties.members, model);
        (ADMIN, OPERATOR, GUARDIAN) = (parties.admin, parties.operator, parties.guardian);
        TREASURY = parties.treasury;
        (AGENT, BORROWER, MEMBERS_ONLY) = (parties.agent, parties.borrower, parties.loan.terms().membersOnly);
        for (uint256 i; i < model.holderCount(); ++i) {
            actors.push(model.holders(i));
        }
    }

    /* REFUSALS */

    /// @dev The next call must revert. Forge keeps the logs of reverted calls too, so those before are replayed now and those
    /// of the call are forgotten. Comes before a prank, which it would use up.
    function _expectRefusal() internal {
        _replayBefore();
        vm.expectRevert();
    }

    function _replayBefore() internal {
        REPLAY.apply_(vm.getRecordedLogs());
        refused = true;
    }

    function _forget() internal {
        vm.getRecordedLogs();
        refused = false;
    }

    /* WHAT MAY BE */

    function _paused() internal view returns (bool) {
        return block.timestamp < LOAN.pausedUntil();
    }

    function _frozen(address account) internal view returns (bool frozen) {
        (, frozen) = LOAN.memberCache(account);
    }

    /// @dev Whether `account` may receive tokens: by the loan's copy while it lasts, else by the allow-list.
    function _receives(address account) internal view returns (bool) {
        (uint256 until, bool frozen) = LOAN.memberCache(account);
        if (MEMBERS_ONLY && until < block.timestamp) (until, frozen) = MEMBERS.memberOf(account);
        return !frozen && (!MEMBERS_ONLY || until >= block.timestamp);
    }

    /// @dev Whether only `account` itself may have its money sent.
    function _isCalledLost(address account) internal view returns (bool) {
        (address proposed,,) = MEMBERS.recoveryOf(account);
        return proposed != address(0);
    }

    /// @dev Whether USDT moves nothing to or from `account`.
    function _blacklisted(address account) internal view returns (bool) {
        (, bool receivers,) = USDT.blacklistStops();
        return receivers && USDT.isBlackListed(account);
    }

    /* ACTIONS */

    function _setMember(address account, uint256 seed) internal returns (bool) {
        uint256 kind = seed % 8;
        vm.startPrank(AGENT);
        if (kind == 0) MEMBERS.setFrozen(account, true);
        else MEMBERS.setFrozen(account, false);
        if (kind == 1) MEMBERS.setMember(account, 0);
        else MEMBERS.setMember(account, uint40(block.timestamp + (seed >> 8) % 400 days));
        vm.stopPrank();
        if (seed % 3 > 0) LOAN.syncMember(account);
        return true;
    }

    /// @dev Proposes, and in a later step, when the notice is over, recovers; sometimes the wallet vetoes.
    function _recover(address account, uint256 seed) internal returns (bool) {
        address to = MEMBERS.recoveredTo(account);
        (address proposed,, uint256 blockedUntil) = MEMBERS.recoveryOf(account);
        if (proposed != address(0) && seed % 8 == 0) {
            vm.prank(account);
            MEMBERS.vetoRecovery();
            return false;
        }
        if (to == address(0)) {
            _expectRefusal();
            LOAN.recover(account);
            address other = actors[(seed >> 8) % actors.length];
            if (proposed != address(0) || other == account || block.timestamp < blockedUntil) return false;
            vm.prank(AGENT);
            MEMBERS.proposeRecovery(account, other);
            return false;
        }
        bool nothing = LOAN.balanceOf(account) == 0 && MODEL.fractionless(account, LOAN.pendingDistribution(account));
        if (!_receives(to)) {
            // Nothing to move is nothing to refuse.
            _replayBefore();
            try LOAN.recover(account) returns (uint256 balance, uint256 owed) {
                assertEq(balance + owed, 0, "21: a wallet that may not receive received");
            } catch (bytes memory reason) {
                bytes4 refusal = bytes4(reason);
                assertTrue(
                    refusal == ILoanMembership.NotAMember.selector || refusal == ILoanMembership.HolderFrozen.selector,
                    "a receiver is refused for what it is"
                );
            }
            return false;
        }
        (lost, replacement) = (account, to);
        uint256 held = LOAN.balanceOf(account);
        uint256 pending = LOAN.pendingDistribution(account);
        uint256 theirs = LOAN.pendingDistribution(to);
        (uint256 moved, uint256 claim) = LOAN.recover(account);
        assertEq(moved, held, "recovers all tokens");
        assertEq(claim, pending, "and all payouts");
        assertGe(LOAN.pendingDistribution(to), theirs + pending, "nothing is lost on the way");
        assertLe(LOAN.pendingDistribution(to), theirs + pending + 1, "two fractions make at most a unit");
        assertEq(LOAN.pendingDistribution(account), 0, "nothing is left");
        MODEL.onRecover(account, to);
        vm.prank(AGENT);
        MEMBERS.withdrawRecovery(account);
        return moved + claim > 0 && !nothing;
    }

    function _pause(uint256 seed) internal returns (bool) {
        bool acted = _paused() || block.timestamp >= LOAN.pausedUntil() + 7 days;
        bool ends = _paused() && seed % 4 < 3;
        if (!ends && block.timestamp < LOAN.pausedUntil() + 7 days) {
            acted = false;
            _expectRefusal();
        }
        vm.prank(seed % 2 == 0 ? GUARDIAN : ADMIN);
        if (ends) {
            LOAN.unpause();
            assertEq(LOAN.pausedUntil() / 1 hours, block.timestamp / 1 hours, "a pause ends at once");
        } else {
            LOAN.pause();
            if (acted) assertLe(LOAN.pausedUntil(), block.timestamp + 7 days, "at most 7 days");
        }
        return acted;
    }

    function _collect(uint256 seed) internal returns (bool) {
        address payIn = LOAN.payInAddress();
        if (seed % 2 == 0) {
            vm.prank(ADMIN);
            USDT.issue(payIn, bound(seed >> 8, 1, 1e9));
        }
        uint256 payoff = LOAN.payoff();
        uint256 there = USDT.balanceOf(payIn);
        if (payoff == 0 || there == 0) return false;
        uint256 expected = there < payoff ? there : payoff;
        uint256 held = _held();
        vm.prank(seed % 3 == 0 ? OPERATOR : BORROWER);
        uint256 taken = LOAN.collect();
        assertEq(taken, expected, "14: at most what is owed");
        assertEq(USDT.balanceOf(payIn), there - taken, "19: the rest stays");
        _checkDistribution(taken, held);
        return true;
    }

    function _returnExcess(uint256 seed) internal returns (bool) {
        LoanState state = LOAN.state();
        if (state != LoanState.Cancelled && state != LoanState.Repaid && state != LoanState.Closed) {
            _expectRefusal();
            LOAN.returnExcess();
            return false;
        }
        address payIn = LOAN.payInAddress();
        vm.prank(ADMIN);
        USDT.issue(payIn, bound(seed, 1, 1e9));
        uint256 there = USDT.balanceOf(payIn);
        assertEq(LOAN.returnExcess(), there, "all of it");
        assertEq(USDT.balanceOf(payIn), 0, "nothing is left");
        return true;
    }

    /// @dev Manners with which everything works, until the next.
    function _switchManners(uint256 seed) internal returns (bool) {
        vm.startPrank(ADMIN);
        USDT.setReturnMode(seed % 2 == 0 ? ITetherUsd.ReturnMode.Nothing : ITetherUsd.ReturnMode.True);
        USDT.setRefusesApproveRace(seed % 4 < 2);
        USDT.setBlocksCallers(seed % 8 < 4);
        USDT.setBlocksReceivers(true);
        if (seed % 16 < 8) USDT.addBlackList(TREASURY);
        else USDT.removeBlackList(TREASURY);
        // One holder in a while; it stays so over many steps.
        address account = actors[(seed >> 8) % actors.length];
        if ((seed >> 16) % 3 == 0) USDT.addBlackList(account);
        else USDT.removeBlackList(account);
        vm.stopPrank();
        if (seed % 32 < 16) LOAN.sendFees();
        return true;
    }

    /// @dev A while in which USDT does not work: nothing that moves money succeeds, and nothing is lost by trying. The check of
    /// all words against the logs follows in the same step.
    function _trouble(address actor, uint256 seed) internal returns (bool) {
        uint256 snapshotSupply = LOAN.totalSupply();
        uint256 held = USDT.balanceOf(address(LOAN));
        ITetherUsd.ReturnMode manners = USDT.returnMode();
        uint256 pending = LOAN.pendingDistribution(actor);
        uint256 refundable = LOAN.state() == LoanState.Cancelled ? LOAN.balanceOf(actor) : 0;
        if (_frozen(actor) || pending + refundable == 0) return false;

        vm.startPrank(ADMIN);
        if (seed % 5 == 0) USDT.pause();
        else if (seed % 5 == 1) USDT.setReturnMode(ITetherUsd.ReturnMode.False);
        else if (seed % 5 == 2) USDT.setReturnMode(ITetherUsd.ReturnMode.Refuses);
        else if (seed % 5 == 3) USDT.addBlackList(address(LOAN));
        else USDT.setHookCall(address(LOAN), abi.encodeCall(ILoanRepayment.claimDistributionFor, (actor)));
        vm.stopPrank();

        _expectRefusal();
        vm.prank(actor);
        if (refundable > 0) LOAN.refund();
        else LOAN.claimDistribution();

        vm.startPrank(ADMIN);
        if (USDT.paused()) USDT.unpause();
        USDT.setReturnMode(manners);
        USDT.removeBlackList(address(LOAN));
        USDT.setHookCall(address(0), "");
        vm.stopPrank();
        assertEq(LOAN.totalSupply(), snapshotSupply, "supply");
        assertEq(USDT.balanceOf(address(LOAN)), held, "money");
        assertEq(LOAN.pendingDistribution(actor), pending, "claimable");
        return true;
    }

    /// @dev Alice's key signs for her and, by EIP-1271, for the last actor, a smart wallet of hers; anyone sends it.
    function _permit(uint256 value, address spender, bool forWallet, uint256 deadline)
        internal
        returns (address owner)
    {
        (address alice, uint256 key) = makeAddrAndKey("alice");
        owner = forWallet ? actors[actors.length - 1] : alice;
        uint256 nonce = LOAN.nonces(owner);
        bytes memory signature = _signed(key, keccak256(abi.encode(PERMIT, owner, spender, value, nonce, deadline)));
        LOAN.permit(owner, spender, value, deadline, signature);
        assertEq(LOAN.allowance(owner, spender), value, "the permit is the allowance");
        assertEq(LOAN.nonces(owner), nonce + 1, "nonces never fall");
        _expectRefusal();
        LOAN.permit(owner, spender, value, deadline, signature);
        _forget();
    }

    function _signed(uint256 key, bytes32 content) private view returns (bytes memory) {
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", LOAN.DOMAIN_SEPARATOR(), content));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /* HELPERS */

    /// @dev The loan's money without what is the treasury's.
    function _held() internal view returns (uint256) {
        return USDT.balanceOf(address(LOAN)) - LOAN.feesOwed();
    }

    /// @dev 12: what the last distribution recorded is what arrived, and stays here but for the platform fee.
    function _checkDistribution(uint256 taken, uint256 held) internal {
        Distribution memory recorded = LOAN.distributions(LOAN.distributionCount() - 1);
        uint256 parts = uint256(recorded.principal) + recorded.interest + recorded.lateFee;
        uint256 fee = uint256(recorded.interest) * LOAN.terms().platformFeeBps / 10_000;
        assertLe(parts, taken, "12: recorded is what arrived");
        assertEq(_held() - held, parts - fee, "12: and stays here, less the fee");
        MODEL.onDistribute(parts - fee, recorded.principal);
    }
}
