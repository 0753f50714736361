// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITetherReceiver, ITetherUsd} from "./interfaces/ITetherUsd.sol";

/// @title Tether USD as it behaves on the Ethereum mainnet, for development chains and tests.
/// @dev Same storage reads per transfer as the original, so that gas figures mean something. Every quirk can be switched.
contract TetherUsd is ITetherUsd {
    /* CONSTANTS */

    string public constant name = "Tether USD";
    string public constant symbol = "USDT";
    uint8 public constant decimals = 6;
    uint256 private constant FEE_DENOMINATOR = 10_000;
    uint256 private constant MAX_FEE_BPS = 20;
    uint256 private constant MAX_FEE = 50e6;

    /// @dev Flags in `_switches`.
    uint256 private constant PAUSED = 1 << 160;
    uint256 private constant BLOCKS_SENDERS = 1 << 161;
    uint256 private constant BLOCKS_RECEIVERS = 1 << 162;
    uint256 private constant BLOCKS_CALLERS = 1 << 163;
    uint256 private constant REFUSES_APPROVE_RACE = 1 << 164;
    uint256 private constant RETURN_MODE_SHIFT = 168;
    uint256 private constant ALL_BUT_RETURN_MODE = 2 ** 168 - 1;

    /* STORAGE */

    /// @dev The owner in the low 160 bits, then the flags above, then the return mode: one word, read once per transfer.
    uint256 private _switches;
    uint256 public totalSupply;
    uint256 public basisPointsRate;
    uint256 public maximumFee;
    ITetherReceiver public hook;
    bytes private _hookData;

    mapping(address account => uint256) public balanceOf;
    mapping(address account => mapping(address spender => uint256)) public allowance;
    mapping(address account => bool) public isBlackListed;

    /* MODIFIERS */

    modifier onlyOwner() {
        if (msg.sender != owner()) revert NotOwner(msg.sender);
        _;
    }

    /* CONSTRUCTOR */

    constructor(address owner_) {
        _switches = uint160(owner_) | BLOCKS_SENDERS | REFUSES_APPROVE_RACE;
    }

    /* TOKEN */

    /// @inheritdoc ITetherUsd
    function transfer(address to, uint256 value) external {
        uint256 switches = _begin();
        _move(switches, msg.sender, to, value);
        _answer(switches);
    }

    /// @inheritdoc ITetherUsd
    function transferFrom(address from, address to, uint256 value) external {
        uint256 switches = _begin();
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < type(uint256).max) {
            if (allowed < value) revert InsufficientAllowance(msg.sender, allowed, value);
            allowance[from][msg.sender] = allowed - value;
        }
        _move(switches, from, to, value);
        _answer(switches);
    }

    /// @inheritdoc ITetherUsd
    function approve(address spender, uint256 value) external {
        uint256 switches = _begin();
        uint256 allowed = allowance[msg.sender][spender];
        if (value != 0 && allowed != 0 && switches & REFUSES_APPROVE_RACE != 0) {
            revert ApproveNonZero(spender, allowed);
        }
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        _answer(switches);
    }

    /* OWNER: AS ON MAINNET */

    /// @inheritdoc ITetherUsd
    function issue(address to, uint256 amount) external onlyOwner {
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Issue(amount);
        emit Transfer(address(0), to, amount);
    }

    /// @inheritdoc ITetherUsd
    function redeem(uint256 amount) external onlyOwner {
        _debit(msg.sender, amount);
        totalSupply -= amount;
        emit Redeem(amount);
        emit Transfer(msg.sender, address(0), amount);
    }

    /// @inheritdoc ITetherUsd
    function setParams(uint256 feeBasisPoints, uint256 maxFee) external onlyOwner {
        if (feeBasisPoints >= MAX_FEE_BPS || maxFee >= MAX_FEE) revert FeeTooHigh(feeBasisPoints, maxFee);
        basisPointsRate = feeBasisPoints;
        maximumFee = maxFee;
        emit Params(feeBasisPoints, maxFee);
    }

    /// @inheritdoc ITetherUsd
    function addBlackList(address account) external onlyOwner {
        isBlackListed[account] = true;
        emit AddedBlackList(account);
    }

    /// @inheritdoc ITetherUsd
    function removeBlackList(address account) external onlyOwner {
        isBlackListed[account] = false;
        emit RemovedBlackList(account);
    }

    /// @inheritdoc ITetherUsd
    function destroyBlackFunds(address account) external onlyOwner {
        if (!isBlackListed[account]) revert NotBlackListed(account);
        uint256 funds = balanceOf[account];
        balanceOf[account] = 0;
        totalSupply -= funds;
        emit DestroyedBlackFunds(account, funds);
        emit Transfer(account, address(0), funds);
    }

    /// @inheritdoc ITetherUsd
    function pause() external onlyOwner {
        _set(PAUSED, true);
        emit Pause();
    }

    /// @inheritdoc ITetherUsd
    function unpause() external onlyOwner {
        _set(PAUSED, false);
        emit Unpause();
    }

    /* OWNER: SWITCHES OF THIS MOCK */

    /// @inheritdoc ITetherUsd
    function setReturnMode(ReturnMode mode) external onlyOwner {
        _switches = (uint256(mode) << RETURN_MODE_SHIFT) | (_switches & ALL_BUT_RETURN_MODE);
    }

    /// @inheritdoc ITetherUsd
    function setBlocksSenders(bool blocks) external onlyOwner {
        _set(BLOCKS_SENDERS, blocks);
    }

    /// @inheritdoc ITetherUsd
    function setBlocksReceivers(bool blocks) external onlyOwner {
        _set(BLOCKS_RECEIVERS, blocks);
    }

    /// @inheritdoc ITetherUsd
    function setBlocksCallers(bool blocks) external onlyOwner {
        _set(BLOCKS_CALLERS, blocks);
    }

    /// @inheritdoc ITetherUsd
    function setRefusesApproveRace(bool refuses) external onlyOwner {
        _set(REFUSES_APPROVE_RACE, refuses);
    }

    /// @inheritdoc ITetherUsd
    function setHook(ITetherReceiver hook_) external onlyOwner {
        (hook, _hookData) = (hook_, "");
    }

    /// @inheritdoc ITetherUsd
    function setHookCall(address target, bytes calldata data) external onlyOwner {
        (hook, _hookData) = (ITetherReceiver(target), data);
    }

    /* VIEWS */

    /// @inheritdoc ITetherUsd
    function owner() public view returns (address) {
        return address(uint160(_switches));
    }

    /// @inheritdoc ITetherUsd
    function paused() external view returns (bool) {
        return _switches & PAUSED != 0;
    }

    /// @inheritdoc ITetherUsd
    function returnMode() external view returns (ReturnMode) {
        return _returnMode(_switches);
    }

    /// @inheritdoc ITetherUsd
    function blacklistStops() external view returns (bool senders, bool receivers, bool callers) {
        uint256 switches = _switches;
        return (switches & BLOCKS_SENDERS != 0, switches & BLOCKS_RECEIVERS != 0, switches & BLOCKS_CALLERS != 0);
    }

    /// @inheritdoc ITetherUsd
    function refusesApproveRace() external view returns (bool) {
        return _switches & REFUSES_APPROVE_RACE != 0;
    }

    /* INTERNAL */

    function _move(uint256 switches, address from, address to, uint256 value) private {
        if (switches & PAUSED != 0) revert TokenPaused();
        if (switches & BLOCKS_SENDERS != 0 && isBlackListed[from]) revert BlackListed(from);
        if (switches & BLOCKS_RECEIVERS != 0 && isBlackListed[to]) revert BlackListed(to);
        if (switches & BLOCKS_CALLERS != 0 && isBlackListed[msg.sender]) revert BlackListed(msg.sender);

        uint256 fee = value * basisPointsRate / FEE_DENOMINATOR;
        uint256 limit = maximumFee;
        if (fee > limit) fee = limit;
        _debit(from, value);
        balanceOf[to] += value - fee;
        emit Transfer(from, to, value - fee);
        if (fee > 0) {
            balanceOf[owner()] += fee;
            emit Transfer(from, owner(), fee);
        }

        ITetherReceiver receiver = hook;
        if (address(receiver) != address(0)) _callHook(receiver, from, to, value);
    }

    /// @dev A call that fails makes the transfer fail with the same reason.
    function _callHook(ITetherReceiver receiver, address from, address to, uint256 value) private {
        bytes memory data = _hookData;
        if (data.length == 0) {
            receiver.onTetherTransfer(from, to, value);
            return;
        }
        (bool success, bytes memory answer) = address(receiver).call(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(answer, 0x20), mload(answer))
        }
    }

    function _debit(address from, uint256 value) private {
        uint256 balance = balanceOf[from];
        if (balance < value) revert InsufficientFunds(from, balance, value);
        balanceOf[from] = balance - value;
    }

    function _set(uint256 flag, bool on) private {
        _switches = on ? _switches | flag : _switches & ~flag;
    }

    /// @dev The switches; where the mode says so, ends the call before anything happened.
    function _begin() private view returns (uint256 switches) {
        switches = _switches;
        if (_returnMode(switches) == ReturnMode.Refuses) _end(false);
    }

    /// @dev Ends the call: with nothing, as on mainnet, or with a bool where the mode says so.
    function _answer(uint256 switches) private pure {
        ReturnMode mode = _returnMode(switches);
        if (mode != ReturnMode.Nothing) _end(mode == ReturnMode.True);
    }

    function _returnMode(uint256 switches) private pure returns (ReturnMode) {
        return ReturnMode(switches >> RETURN_MODE_SHIFT);
    }

    function _end(bool success) private pure {
        assembly ("memory-safe") {
            mstore(0x00, success)
            return(0x00, 0x20)
        }
    }
}
