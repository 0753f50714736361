// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembers} from "./interfaces/IMembers.sol";

/// @title The allow-list of all loans of a factory, freezes, and the recovery of lost wallets.
contract Members is IMembers {
    /* CONSTANTS AND IMMUTABLES */

    /// @dev Notice before a recovery: long enough for the owner of a wallet that is not lost to see it and object.
    uint256 private constant RECOVERY_DELAY = 14 days;
    /// @dev From then on; a proposal that nobody carried out must not wait for a wallet to be filled.
    uint256 private constant RECOVERY_WINDOW = 30 days;
    /// @dev Peace after a veto.
    uint256 private constant VETO_BLOCK = 90 days;

    /// @inheritdoc IMembers
    address public immutable admin;

    /* STORAGE */

    struct Member {
        uint40 until; // unix seconds, inclusive; 0: no member
        bool frozen;
    }

    struct Recovery {
        address replacement; // zero: none proposed
        uint40 executableAt;
        uint40 blockedUntil; // after a veto
        uint16 term; // of the agent who proposed
    }

    /// @inheritdoc IMembers
    address public agent;
    /// @inheritdoc IMembers
    bool public open;
    /// @dev How many agents there were: the proposals of one end with it.
    uint16 private _term;

    mapping(address account => Member) private _members;
    mapping(address lost => Recovery) private _recoveries;

    /* MODIFIERS */

    modifier onlyAdmin() {
        if (msg.sender != admin) revert Unauthorized(msg.sender);
        _;
    }

    modifier onlyAgent() {
        if (msg.sender != agent) revert Unauthorized(msg.sender);
        _;
    }

    /* CONSTRUCTOR */

    constructor(address admin_, address agent_, bool open_) {
        if (admin_ == address(0) || agent_ == address(0)) revert ZeroAddress();
        admin = admin_;
        agent = agent_;
        open = open_;
        emit AgentSet(agent_);
        emit OpenSet(open_);
    }

    /* MEMBERS */

    /// @inheritdoc IMembers
    function setMember(address account, uint40 until) external onlyAgent {
        _setMember(account, until);
    }

    /// @inheritdoc IMembers
    function setMembers(address[] calldata accounts, uint40[] calldata untils) external onlyAgent {
        if (accounts.length != untils.length) revert LengthMismatch(accounts.length, untils.length);
        for (uint256 i; i < accounts.length; ++i) {
            _setMember(accounts[i], untils[i]);
        }
    }

    /// @inheritdoc IMembers
    function setFrozen(address account, bool frozen) external onlyAgent {
        if (account == address(0)) revert ZeroAddress();
        _members[account].frozen = frozen;
        emit MemberSet(account, _members[account].until, frozen);
    }

    /// @inheritdoc IMembers
    function memberUntil(address account) external view returns (uint256) {
        return _members[account].until;
    }

    /// @inheritdoc IMembers
    function isFrozen(address account) external view returns (bool) {
        return _members[account].frozen;
    }

    /// @inheritdoc IMembers
    function memberOf(address account) external view returns (uint40 until, bool frozen) {
        Member memory member = _members[account];
        return (member.until, member.frozen);
    }

    /* RECOVERY */

    /// @inheritdoc IMembers
    function proposeRecovery(address lost, address replacement) external onlyAgent {
        if (lost == address(0) || replacement == address(0)) revert ZeroAddress();
        if (lost == replacement) revert SameAccount(lost);
        Recovery memory recovery = _recovery(lost);
        if (recovery.replacement != address(0)) revert RecoveryAlreadyProposed(lost, recovery.replacement);
        if (block.timestamp < recovery.blockedUntil) revert RecoveryBlocked(lost, recovery.blockedUntil);

        uint256 executableAt = block.timestamp + RECOVERY_DELAY;
        _recoveries[lost] = Recovery(replacement, uint40(executableAt), 0, _term);
        emit RecoveryProposed(lost, replacement, executableAt);
    }

    /// @inheritdoc IMembers
    function vetoRecovery() external {
        address replacement = _proposed(msg.sender);

        uint256 blockedUntil = block.timestamp + VETO_BLOCK;
        _recoveries[msg.sender] = Recovery(address(0), 0, uint40(blockedUntil), _term);
        emit RecoveryVetoed(msg.sender, replacement, blockedUntil);
    }

    /// @inheritdoc IMembers
    function withdrawRecovery(address lost) external {
        if (msg.sender != agent && msg.sender != admin) revert Unauthorized(msg.sender);
        address replacement = _proposed(lost);

        delete _recoveries[lost];
        emit RecoveryWithdrawn(lost, replacement, msg.sender);
    }

    /// @inheritdoc IMembers
    function recoveredTo(address lost) external view returns (address) {
        Recovery memory recovery = _recovery(lost);
        // Without a proposal the replacement is zero too.
        return block.timestamp < recovery.executableAt ? address(0) : recovery.replacement;
    }

    /// @inheritdoc IMembers
    function recoveryOf(address lost)
        external
        view
        returns (address replacement, uint256 executableAt, uint256 blockedUntil)
    {
        Recovery memory recovery = _recovery(lost);
        return (recovery.replacement, recovery.executableAt, recovery.blockedUntil);
    }

    /// @inheritdoc IMembers
    function checkNotLost(address account) external view {
        Recovery memory recovery = _recovery(account);
        if (recovery.replacement != address(0)) {
            revert RecoveryPending(account, recovery.replacement, recovery.executableAt);
        }
    }

    /* ROLES */

    /// @inheritdoc IMembers
    function setAgent(address agent_) external onlyAdmin {
        if (agent_ == address(0)) revert ZeroAddress();
        agent = agent_;
        ++_term;
        emit AgentSet(agent_);
    }

    /// @inheritdoc IMembers
    function setOpen(bool open_) external onlyAdmin {
        open = open_;
        emit OpenSet(open_);
    }

    /* INTERNAL */

    function _setMember(address account, uint40 until) private {
        if (account == address(0)) revert ZeroAddress();
        _members[account].until = until;
        emit MemberSet(account, until, _members[account].frozen);
    }

    /// @dev What is proposed for `lost`: nothing any more when its time is over, or its agent's.
    function _recovery(address lost) private view returns (Recovery memory recovery) {
        recovery = _recoveries[lost];
        bool isOver = block.timestamp >= recovery.executableAt + RECOVERY_WINDOW || recovery.term != _term;
        if (isOver) (recovery.replacement, recovery.executableAt) = (address(0), 0);
    }

    /// @dev The replacement proposed for `lost`.
    function _proposed(address lost) private view returns (address replacement) {
        replacement = _recovery(lost).replacement;
        if (replacement == address(0)) revert NoRecoveryProposed(lost);
    }
}
