// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITetherReceiver} from "../../src/interfaces/ITetherUsd.sol";

/// @dev Calls a contract from inside a USDT transfer and keeps the answer.
contract Reenterer is ITetherReceiver {
    address private immutable TARGET;
    bytes private call;
    bool public called;
    bytes public answer;

    constructor(address target) {
        TARGET = target;
    }

    function arm(bytes calldata call_) external {
        (call, called) = (call_, false);
    }

    function onTetherTransfer(address, address, uint256) external {
        bool success;
        called = true;
        (success, answer) = TARGET.call(call);
        require(!success, "it was let in");
    }
}
