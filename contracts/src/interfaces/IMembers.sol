// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The allow-list of all loans of a factory, freezes, and the recovery of lost wallets.
/// @notice One word per account: until when it is a member, and whether it is frozen. Loans copy it when they check a
/// receiver or when anyone asks them to (`ILoan.syncMember`).
/// @dev Constructor: `Members(address admin, address agent, bool open)`. The admin cannot be changed: in production it is a
/// `PlatformAdmin`, which shows and delays what it does. Times are unix seconds.
interface IMembers {
    /* EVENTS */

    /// @notice `account` is a member until the second `until` (0: not a member), frozen or not.
    event MemberSet(address indexed account, uint256 until, bool frozen);

    /// @notice Loans for anyone may (or may no longer) be created. Loans that exist do not change.
    event OpenSet(bool open);

    /// @notice `agent` replaced the agent before it.
    event AgentSet(address indexed agent);

    /// @notice From `executableAt` on everything of `lost` can be moved to `replacement`, in every loan.
    event RecoveryProposed(address indexed lost, address indexed replacement, uint256 executableAt);

    /// @notice `lost` is not lost: the proposal is gone, and there can be none before `blockedUntil`.
    event RecoveryVetoed(address indexed lost, address indexed replacement, uint256 blockedUntil);

    /// @notice `by` took the proposal back.
    event RecoveryWithdrawn(address indexed lost, address indexed replacement, address indexed by);

    /* ERRORS */

    error Unauthorized(address caller);
    error ZeroAddress();
    /// @notice As many ends as accounts are needed.
    error LengthMismatch(uint256 accounts, uint256 untils);
    /// @notice A wallet cannot replace itself.
    error SameAccount(address account);
    /// @notice Withdraw the proposal that names `replacement` first.
    error RecoveryAlreadyProposed(address lost, address replacement);
    /// @notice `lost` vetoed; it cannot be proposed before `blockedUntil`.
    error RecoveryBlocked(address lost, uint256 blockedUntil);
    error NoRecoveryProposed(address lost);
    /// @notice `account` is said to be lost: until that is settled only `account` itself can have money sent there. From
    /// `executableAt` on it can be recovered to `replacement`.
    error RecoveryPending(address account, address replacement, uint256 executableAt);

    /* MEMBERS */

    /// @notice Makes `account` a member until the second `until`, inclusive; 0 ends membership. Keeps a freeze.
    /// @dev Agent. Errors: Unauthorized, ZeroAddress.
    function setMember(address account, uint40 until) external;

    /// @notice The same for many. @dev Agent. Errors: Unauthorized, LengthMismatch, ZeroAddress.
    function setMembers(address[] calldata accounts, uint40[] calldata untils) external;

    /// @notice Freezes or unfreezes `account`: a frozen wallet may not transfer, receive, claim or be refunded. Its money
    /// stays its own: it keeps earning, and nothing but a recovery moves it. Counts in a loan once that loan is told.
    /// @dev Agent. Errors: Unauthorized, ZeroAddress.
    function setFrozen(address account, bool frozen) external;

    /// @notice Last second of membership; 0 for none.
    function memberUntil(address account) external view returns (uint256);

    function isFrozen(address account) external view returns (bool);

    /// @notice Both in one call.
    function memberOf(address account) external view returns (uint40 until, bool frozen);

    /* RECOVERY */

    /// @notice Announces that `lost` can no longer sign and `replacement` belongs to the same person. Executable 14 days later,
    /// for 30 days, as long as the agent stays the same; afterwards it is as if nothing had been proposed.
    /// @dev Agent. Errors: Unauthorized, ZeroAddress, SameAccount, RecoveryAlreadyProposed, RecoveryBlocked.
    function proposeRecovery(address lost, address replacement) external;

    /// @notice Removes the proposal about the caller and refuses others for 90 days.
    /// @dev The wallet called lost, at any time, also when frozen and after the 14 days. Errors: NoRecoveryProposed.
    function vetoRecovery() external;

    /// @notice Removes a proposal. @dev Agent or admin. Errors: Unauthorized, NoRecoveryProposed.
    function withdrawRecovery(address lost) external;

    /// @notice The replacement of `lost` once its recovery is executable, else zero.
    function recoveredTo(address lost) external view returns (address);

    /// @notice The proposal about `lost`, if any.
    /// @return replacement Zero without a proposal.
    /// @return executableAt When it can be executed.
    /// @return blockedUntil No proposal before this, after a veto.
    function recoveryOf(address lost)
        external
        view
        returns (address replacement, uint256 executableAt, uint256 blockedUntil);

    /// @notice Nothing happens, unless a recovery of `account` is proposed and neither vetoed, withdrawn nor lapsed.
    /// @dev Loans ask before they pay somebody at another's request, and the market before it sells for somebody.
    /// Errors: RecoveryPending.
    function checkNotLost(address account) external view;

    /* ROLES */

    /// @notice Sets the agent and the open mode. A plain key on a development chain, a `PlatformAdmin` in production.
    function admin() external view returns (address);

    /// @notice Compliance: members, freezes, recovery proposals.
    function agent() external view returns (address);

    /// @notice Whether loans that anyone may hold can be created.
    function open() external view returns (bool);

    /// @notice Names another agent, and ends the proposals of the one before.
    /// @dev Admin. Errors: Unauthorized, ZeroAddress.
    function setAgent(address agent) external;

    /// @notice Sets `open`, for loans to come.
    /// @dev Admin. Errors: Unauthorized.
    function setOpen(bool open) external;
}
