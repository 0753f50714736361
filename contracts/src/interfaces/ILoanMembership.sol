// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who may hold a loan, the recovery of a lost wallet, and the pause.
/// @notice The allow-list is one for all loans (`IMembers`); a loan keeps what it last saw of it beside each balance.
/// Membership is asked of receivers alone: whose membership ended may still transfer to a member, claim and be refunded.
/// A frozen wallet may do none of these until it is unfrozen or recovered; its tokens keep earning. While a recovery of a
/// wallet is proposed, only that wallet itself can claim or be refunded: what others sent to it might be lost with it.
interface ILoanMembership {
    /* EVENTS */

    /// @notice The loan copied what `IMembers` says about `account`.
    /// @param until Last second of membership, 0 for none.
    event MemberCached(address indexed account, uint256 until, bool frozen);

    /// @notice All tokens of `lost`, and all that it could have claimed, belong to `replacement` now.
    /// @param balance Tokens moved; a `Transfer` of them follows.
    /// @param owed Claimable that moved with them, rounded down; the fraction below one unit moved too.
    event HolderRecovered(address indexed lost, address indexed replacement, uint256 balance, uint256 owed);

    /// @notice Investing, transfers and draw-down stop until `until`.
    event Paused(address indexed by, uint256 until);

    /// @notice The pause ended early.
    event Unpaused(address indexed by);

    /* ERRORS */

    /// @notice `account` was last a member until `until`, which is over (0: never).
    error NotAMember(address account, uint256 until);
    /// @notice `account` is frozen.
    error HolderFrozen(address account);
    /// @notice There is no recovery of `lost` that has waited long enough and was not vetoed.
    error NotRecoverable(address lost);
    /// @notice Stopped until `until`.
    error LoanPaused(uint256 until);
    /// @notice A pause is running, or ended less than 7 days ago; the next is possible from `availableAt` on.
    error PauseCoolingDown(uint256 availableAt);
    /// @notice No pause is running.
    error NotPaused();

    /* MEMBERS */

    /// @notice Copies `account`'s membership and freeze from `members()` to this loan.
    /// @dev Anyone, at any time. A change there counts here from this call on, or from the receiver check that finds the
    /// copy expired. Errors: Reentrancy.
    function syncMember(address account) external;

    /// @notice Moves tokens and claimable payouts of `lost` to the wallet that `members()` names as its replacement, which
    /// takes 14 days of notice and no veto there. Nothing happens when there is nothing to move.
    /// @dev Anyone. The replacement must be able to receive. Errors: NotRecoverable, InvalidReceiver, HolderFrozen,
    /// NotAMember, Reentrancy.
    /// @return balance Tokens moved.
    /// @return owed Claimable moved.
    function recover(address lost) external returns (uint256 balance, uint256 owed);

    /// @notice What this loan last saw of `account` in `members()`.
    function memberCache(address account) external view returns (uint256 until, bool frozen);

    /// @notice The allow-list.
    function members() external view returns (address);

    /* PAUSE */

    /// @notice Stops invest, transfers and draw-down for at most 7 days. Never claims, refunds, repayments, cancellation,
    /// default or recovery.
    /// @dev The factory's guardian or admin, no sooner than 7 days after the last pause ended, so that pauses cannot be
    /// chained. It lapses by itself, on a full hour. Errors: Unauthorized, PauseCoolingDown, Reentrancy.
    function pause() external;

    /// @notice Ends a pause.
    /// @dev Guardian or admin. The 7 days before the next count from the full hour before. Errors: Unauthorized, NotPaused, Reentrancy.
    function unpause() external;

    /// @notice When the last pause ends or ended, in unix seconds; 0 if there was none.
    function pausedUntil() external view returns (uint256);
}
