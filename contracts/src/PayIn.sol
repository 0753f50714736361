// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LibClone} from "solady/utils/LibClone.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title A loan's pay-in address: holds USDT that a borrower sent by plain transfer until the loan collects it.
/// @dev A clone per loan, made on first use, with the loan's address behind its code. Nobody but that loan can move anything.
contract PayIn {
    using SafeTransferLib for address;

    /// @notice `caller` is not the loan of this address.
    error Unauthorized(address caller);

    address private immutable USDT;

    constructor(address usdt) {
        USDT = usdt;
    }

    /// @notice Sends `amount` USDT to `to`. @dev The loan.
    function pay(address to, uint256 amount) external {
        if (keccak256(LibClone.argsOnClone(address(this))) != keccak256(abi.encodePacked(msg.sender))) {
            revert Unauthorized(msg.sender);
        }
        USDT.safeTransfer(to, amount);
    }
}
