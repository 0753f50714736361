// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC4626 as SoladyVault} from "solady/tokens/ERC4626.sol";

// Peers for the gas table: the same jobs, done the way others do them. Plain versions of our own, or packages as they are.

/// @dev ERC-2222's layout (a signed correction per holder) on OpenZeppelin's ERC-20; no clone, no roles, no schedule.
contract Erc2222Token is ERC20 {
    using SafeERC20 for IERC20;

    IERC20 private immutable USDT;
    uint256 private pointsPerShare; // scale 2^128
    mapping(address holder => int256) private corrections;
    mapping(address holder => uint256) private withdrawn;

    constructor(IERC20 usdt) ERC20("Peer", "PEER") {
        USDT = usdt;
    }

    function invest(uint256 amount) external {
        _mint(msg.sender, amount);
        USDT.safeTransferFrom(msg.sender, address(this), amount);
    }

    function distribute(uint256 amount) external {
        pointsPerShare += (amount << 128) / totalSupply();
        USDT.safeTransferFrom(msg.sender, address(this), amount);
    }

    function claim() external {
        uint256 points = uint256(int256(pointsPerShare * balanceOf(msg.sender)) + corrections[msg.sender]);
        uint256 amount = (points >> 128) - withdrawn[msg.sender];
        withdrawn[msg.sender] += amount;
        USDT.safeTransfer(msg.sender, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        int256 correction = int256(pointsPerShare * amount);
        if (correction == 0) return;
        if (from != address(0)) corrections[from] += correction;
        if (to != address(0)) corrections[to] -= correction;
    }
}

contract OpenZeppelinVault is ERC4626 {
    constructor(IERC20 usdt) ERC4626(usdt) ERC20("Peer", "PEER") {}
}

contract SoladyVaultPeer is SoladyVault {
    address private immutable USDT;

    constructor(address usdt) {
        USDT = usdt;
    }

    function asset() public view override returns (address) {
        return USDT;
    }

    function name() public pure override returns (string memory) {
        return "Peer";
    }

    function symbol() public pure override returns (string memory) {
        return "PEER";
    }
}

/// @dev The first ReFlow's sale: tokens one to one up to a maximum, no distributions.
contract FirstReFlowLoan is ERC20 {
    using SafeERC20 for IERC20;

    IERC20 private immutable USDT;
    uint256 private immutable MAX_SUPPLY;

    constructor(IERC20 usdt, uint256 maxSupply) ERC20("Peer", "PEER") {
        (USDT, MAX_SUPPLY) = (usdt, maxSupply);
    }

    function buyTokens(uint256 amount) external {
        require(totalSupply() + amount <= MAX_SUPPLY, "max supply");
        USDT.safeTransferFrom(msg.sender, address(this), amount);
        _mint(msg.sender, amount);
    }
}
