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

    /* STORAGE */

    address public owner;
    bool public paused;
    ReturnMode public returnMode;
    bool public blocksReceivers;
    uint256 public totalSupply;
    uint256 public basisPointsRate;
    uint256 public maximumFee;
    ITetherReceiver public hook;

    mapping(address account => uint256) public balanceOf;
    mapping(address account => mapping(address spender => uint256)) public allowance;
    mapping(address account => bool) public isBlackListed;

    /* MODIFIERS */

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    /* CONSTRUCTOR */

    constructor(address owner_) {
        owner = owner_;
    }

    /* TOKEN */

    /// @inheritdoc ITetherUsd
    function transfer(address to, uint256 value) external {
        _move(msg.sender, to, value);
        _answer();
    }

    /// @inheritdoc ITetherUsd
    function transferFrom(address from, address to, uint256 value) external {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < type(uint256).max) {
            if (allowed < value) revert InsufficientAllowance(msg.sender, allowed, value);
            allowance[from][msg.sender] = allowed - value;
        }
        _move(from, to, value);
        _answer();
    }

    /// @inheritdoc ITetherUsd
    function approve(address spender, uint256 value) external {
        uint256 allowed = allowance[msg.sender][spender];
        if (value != 0 && allowed != 0) revert ApproveNonZero(spender, allowed);
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        _answer();
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
        _debit(owner, amount);
        totalSupply -= amount;
        emit Redeem(amount);
        emit Transfer(owner, address(0), amount);
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
        paused = true;
        emit Pause();
    }

    /// @inheritdoc ITetherUsd
    function unpause() external onlyOwner {
        paused = false;
        emit Unpause();
    }

    /* OWNER: SWITCHES OF THIS MOCK */

    /// @inheritdoc ITetherUsd
    function setReturnMode(ReturnMode mode) external onlyOwner {
        returnMode = mode;
    }

    /// @inheritdoc ITetherUsd
    function setBlocksReceivers(bool blocks) external onlyOwner {
        blocksReceivers = blocks;
    }

    /// @inheritdoc ITetherUsd
    function setHook(ITetherReceiver hook_) external onlyOwner {
        hook = hook_;
    }

    /* INTERNAL */

    function _move(address from, address to, uint256 value) private {
        if (paused) revert TokenPaused();
        if (isBlackListed[from]) revert BlackListed(from);
        if (blocksReceivers && isBlackListed[to]) revert BlackListed(to);

        uint256 fee = value * basisPointsRate / FEE_DENOMINATOR;
        uint256 limit = maximumFee;
        if (fee > limit) fee = limit;
        _debit(from, value);
        balanceOf[to] += value - fee;
        emit Transfer(from, to, value - fee);
        if (fee > 0) {
            balanceOf[owner] += fee;
            emit Transfer(from, owner, fee);
        }

        ITetherReceiver receiver = hook;
        if (address(receiver) != address(0)) receiver.onTetherTransfer(from, to, value);
    }

    function _debit(address from, uint256 value) private {
        uint256 balance = balanceOf[from];
        if (balance < value) revert InsufficientFunds(from, balance, value);
        balanceOf[from] = balance - value;
    }

    /// @dev Ends the call: with nothing, as on mainnet, or with a bool where the mode says so.
    function _answer() private view {
        ReturnMode mode = returnMode;
        if (mode == ReturnMode.Nothing) return;
        bool success = mode == ReturnMode.True;
        assembly ("memory-safe") {
            mstore(0x00, success)
            return(0x00, 0x20)
        }
    }
}
