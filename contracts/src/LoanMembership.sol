// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Holder, LoanStore} from "./LoanStore.sol";
import {ILoanMembership} from "./interfaces/ILoanMembership.sol";
import {HolderWord} from "./libraries/HolderWord.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";

/// @title Who may hold, the recovery of a lost wallet, and the pause.
abstract contract LoanMembership is LoanStore {
    /* CONSTANTS */

    uint256 private constant PAUSE_SECONDS = 7 days;
    /// @dev From the end of a pause to the next, so that pauses cannot be chained.
    uint256 private constant PAUSE_COOL_DOWN = 7 days;

    /* MEMBERS */

    /// @inheritdoc ILoanMembership
    function syncMember(address account) external notEntered {
        Holder storage holder = _holders[account];
        holder.word = _refreshed(account, holder.word);
    }

    /// @inheritdoc ILoanMembership
    function recover(address lost) external notEntered returns (uint256 balance, uint256 owed) {
        address replacement = MEMBERS.recoveredTo(lost);
        if (replacement == address(0)) revert NotRecoverable(lost);
        Holder storage holder = _holders[lost];
        HolderWord word = holder.word;
        if (word.isEmpty()) return (0, 0);
        _checkReceiver(replacement);
        Holder storage receiver = _holders[replacement];
        HolderWord before = _receivable(replacement, receiver.word);

        balance = word.balance();
        owed = word.claimableDown(_ledger.perToken);
        holder.word = word.clear();
        receiver.word = before.credit(word.holding());

        // First, so that a reader of logs knows that what follows is no sale.
        emit HolderRecovered(lost, replacement, balance, owed);
        emit Transfer(lost, replacement, balance);
    }

    /// @inheritdoc ILoanMembership
    function memberCache(address account) external view returns (uint256 until, bool frozen) {
        HolderWord word = _holders[account].word;
        return (word.memberUntil(), word.isFrozen());
    }

    /// @inheritdoc ILoanMembership
    function members() external view returns (address) {
        return address(MEMBERS);
    }

    /* PAUSE */

    /// @inheritdoc ILoanMembership
    function pause() external notEntered {
        _checkGuardian();
        uint256 availableAt = uint256(_ledger.pausedUntilHour) * 1 hours + PAUSE_COOL_DOWN;
        if (block.timestamp < availableAt) revert PauseCoolingDown(availableAt);

        emit Paused(msg.sender, _setPausedUntil(block.timestamp + PAUSE_SECONDS));
    }

    /// @inheritdoc ILoanMembership
    function unpause() external notEntered {
        _checkGuardian();
        if (block.timestamp >= uint256(_ledger.pausedUntilHour) * 1 hours) revert NotPaused();

        _setPausedUntil(block.timestamp);
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc ILoanMembership
    function pausedUntil() external view returns (uint256) {
        return uint256(_ledger.pausedUntilHour) * 1 hours;
    }

    /* INTERNAL */

    /// @dev The `word` of `account`, with fresh membership where that was needed but not yet stored, if it may receive
    /// tokens. Its own copy of the membership counts while it lasts; when it is over, `MEMBERS` is asked once.
    function _receivable(address account, HolderWord word) internal returns (HolderWord) {
        if (LoanArgs.membersOnly()) word = _withMember(account, word);
        if (word.isFrozen()) revert HolderFrozen(account);
        return word;
    }

    function _withMember(address account, HolderWord word) private returns (HolderWord) {
        if (word.memberUntil() >= block.timestamp) return word;
        word = _refreshed(account, word);
        if (word.memberUntil() < block.timestamp) revert NotAMember(account, word.memberUntil());
        return word;
    }

    function _refreshed(address account, HolderWord word) private returns (HolderWord) {
        (uint40 until, bool frozen) = MEMBERS.memberOf(account);
        emit MemberCached(account, until, frozen);
        return word.withMembership(until, frozen);
    }

    /// @dev Lets nobody but `holder` itself send money to a wallet that is said to be lost: what arrives there may stay there.
    /// The holder pays nothing for the question.
    function _checkNotLost(address holder) internal view {
        if (msg.sender != holder) MEMBERS.checkNotLost(holder);
    }

    /// @dev Rounded down to a full hour, so that a pause never lasts longer than it may and ends at once when it should.
    function _setPausedUntil(uint256 time) private returns (uint256) {
        uint256 hour = time / 1 hours;
        // forge-lint: disable-next-line(unsafe-typecast)
        _ledger.pausedUntilHour = uint24(hour); // < 2^24 until the year 3883
        return hour * 1 hours;
    }

    function _checkGuardian() private view {
        if (msg.sender != FACTORY.guardian() && msg.sender != FACTORY.admin()) revert Unauthorized(msg.sender);
    }
}
