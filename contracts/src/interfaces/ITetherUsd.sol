// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Something that `TetherUsd` calls after each transfer when the hook is set. The real token has no hook; a token
/// that calls out is how a re-entering one is tested.
interface ITetherReceiver {
    function onTetherTransfer(address from, address to, uint256 value) external;
}

/// @title Tether USD, 6 decimals, with the mainnet token's functions and manners.
/// @notice Default: as on mainnet today. transfer, transferFrom and approve return nothing; approve refuses to change a
/// non-zero allowance to another non-zero one; the fee is 0; the blacklist stops senders only. Each of these can be switched.
/// @dev Constructor: `TetherUsd(address owner)`; account 0 on a development chain. All functions under "owner" are for the
/// owner alone and revert with NotOwner for others.
interface ITetherUsd {
    /// @notice What token functions answer: nothing (mainnet), true, or false although they did it; or they do nothing and answer
    /// false, where other tokens revert.
    enum ReturnMode {
        Nothing,
        True,
        False,
        Refuses
    }

    /* EVENTS */

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Issue(uint256 amount);
    event Redeem(uint256 amount);
    event Params(uint256 feeBasisPoints, uint256 maxFee);
    event AddedBlackList(address account);
    event RemovedBlackList(address account);
    event DestroyedBlackFunds(address account, uint256 balance);
    event Pause();
    event Unpause();

    /* ERRORS: the mainnet token reverts without data */

    error NotOwner(address caller);
    error TokenPaused();
    error BlackListed(address account);
    error NotBlackListed(address account);
    error ApproveNonZero(address spender, uint256 allowance);
    error InsufficientFunds(address account, uint256 balance, uint256 amount);
    error InsufficientAllowance(address spender, uint256 allowance, uint256 amount);
    error FeeTooHigh(uint256 feeBasisPoints, uint256 maxFee);

    /* TOKEN */

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function decimals() external view returns (uint8);
    function totalSupply() external view returns (uint256);
    function balanceOf(address account) external view returns (uint256);
    function allowance(address owner, address spender) external view returns (uint256);

    /// @notice The receiver gets `value` less the fee. Returns as `returnMode` says.
    function transfer(address to, uint256 value) external;

    /// @notice The same from `from`; an allowance of 2^256-1 is not lowered.
    function transferFrom(address from, address to, uint256 value) external;

    /// @notice Errors: ApproveNonZero, when both the old and the new allowance are not zero.
    function approve(address spender, uint256 value) external;

    /* OWNER: AS ON MAINNET */

    function owner() external view returns (address);
    function paused() external view returns (bool);
    function isBlackListed(address account) external view returns (bool);

    /// @notice Fee per transfer in basis points, at most `maximumFee` units.
    function basisPointsRate() external view returns (uint256);
    function maximumFee() external view returns (uint256);

    /// @notice Mints `amount` to `to` (the mainnet token mints to its owner only).
    function issue(address to, uint256 amount) external;

    /// @notice Burns `amount` of the owner's.
    function redeem(uint256 amount) external;

    /// @notice Sets the fee: below 20 basis points, and `maxFee` below 50 USDT, in base units.
    function setParams(uint256 feeBasisPoints, uint256 maxFee) external;
    function addBlackList(address account) external;
    function removeBlackList(address account) external;

    /// @notice Burns everything that a blacklisted account has.
    function destroyBlackFunds(address account) external;
    function pause() external;
    function unpause() external;

    /* OWNER: SWITCHES OF THIS MOCK */

    function returnMode() external view returns (ReturnMode);

    /// @notice Whom the blacklist stops.
    function blacklistStops() external view returns (bool senders, bool receivers, bool callers);
    function refusesApproveRace() external view returns (bool);
    function hook() external view returns (ITetherReceiver);
    function setReturnMode(ReturnMode mode) external;

    /// @notice Whether the blacklist stops transfers from a listed account. On at first, as on mainnet.
    function setBlocksSenders(bool blocks) external;

    /// @notice Whether it also stops transfers to a listed account, as on some other chains.
    function setBlocksReceivers(bool blocks) external;

    /// @notice Whether it also stops transfers that a listed account calls for, whoever's money it is.
    function setBlocksCallers(bool blocks) external;

    /// @notice Whether `approve` refuses to change a non-zero allowance to another. On at first, as on mainnet.
    function setRefusesApproveRace(bool refuses) external;

    /// @notice Tells `hook` of each transfer, after it; the zero address switches it off.
    function setHook(ITetherReceiver hook) external;

    /// @notice Calls `target` with `data` after each transfer, which fails when the call does.
    function setHookCall(address target, bytes calldata data) external;
}
