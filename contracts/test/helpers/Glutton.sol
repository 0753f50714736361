// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITetherReceiver} from "../../src/interfaces/ITetherUsd.sol";

/// @dev Makes USDT transfers dear: burns gas in each of them, or only in those to one receiver. With less left than it burns it
/// takes all, as running out of gas does.
contract Glutton is ITetherReceiver {
    uint256 private immutable GAS;
    address private immutable RECEIVER; // zero: everybody

    constructor(uint256 gas_, address receiver) {
        (GAS, RECEIVER) = (gas_, receiver);
    }

    function onTetherTransfer(address, address to, uint256) external view {
        if (RECEIVER != address(0) && to != RECEIVER) return;
        if (gasleft() < GAS) this.burn();
        // That it fails is how it burns: the gas is gone, and the transfer goes on without it.
        try this.burn{gas: GAS}() {} catch {}
    }

    /// @dev Takes all gas that it is given.
    function burn() external pure {
        assembly ("memory-safe") {
            invalid()
        }
    }
}
