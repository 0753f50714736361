// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTest} from "../helpers/LoanTest.sol";

/// @dev Gas of the allow-list's agent, each call a transaction of its own.
contract MembersGas is LoanTest {
    string private constant GROUP = "Members";
    uint40 private constant UNTIL = uint40(START + 365 days);

    function test_gas_setMember() public {
        vm.startPrank(AGENT);
        members.setMember(ALICE, UNTIL);
        vm.snapshotGasLastCall(GROUP, "setMember, first");
        members.setMember(ALICE, UNTIL + 1);
        vm.snapshotGasLastCall(GROUP, "setMember, again");
    }
}
