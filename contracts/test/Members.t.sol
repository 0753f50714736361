// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Members} from "../src/Members.sol";
import {IMembers} from "../src/interfaces/IMembers.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev The allow-list by itself.
contract MembersTest is LoanTest {
    uint40 private constant UNTIL = uint40(START + 365 days);

    function _refused(address caller, bytes memory call, bytes memory reason) private {
        vm.prank(caller);
        vm.expectRevert(reason);
        (bool success,) = address(members).call(call);
        success; // expectRevert looks at it
    }

    function _unauthorized(address caller) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IMembers.Unauthorized.selector, caller);
    }

    function _propose(address lost, address replacement) private {
        vm.prank(AGENT);
        members.proposeRecovery(lost, replacement);
    }

    /* CONSTRUCTOR */

    function test_constructor_zeroAddress() public {
        vm.expectRevert(IMembers.ZeroAddress.selector);
        new Members(address(0), AGENT, true);
        vm.expectRevert(IMembers.ZeroAddress.selector);
        new Members(ADMIN, address(0), true);
    }

    function test_constructor() public {
        vm.expectEmit();
        emit IMembers.AgentSet(AGENT);
        vm.expectEmit();
        emit IMembers.OpenSet(false);
        Members closed = new Members(ADMIN, AGENT, false);
        assertEq(closed.admin(), ADMIN, "admin");
        assertEq(closed.agent(), AGENT, "agent");
        assertFalse(closed.open(), "closed");
        assertTrue(members.open(), "open");
    }

    /* WHO MAY */

    /// @dev The agent cannot do what is the admin's, nor the admin what is the agent's.
    function test_roles_unauthorized() public {
        address[] memory accounts = new address[](1);
        uint40[] memory untils = new uint40[](1);
        bytes[4] memory agents = [
            abi.encodeCall(IMembers.setMember, (ALICE, UNTIL)),
            abi.encodeCall(IMembers.setMembers, (accounts, untils)),
            abi.encodeCall(IMembers.setFrozen, (ALICE, true)),
            abi.encodeCall(IMembers.proposeRecovery, (ALICE, BOB))
        ];
        for (uint256 i; i < agents.length; ++i) {
            _refused(ADMIN, agents[i], _unauthorized(ADMIN));
            _refused(STRANGER, agents[i], _unauthorized(STRANGER));
        }
        _refused(AGENT, abi.encodeCall(IMembers.setAgent, (ALICE)), _unauthorized(AGENT));
        _refused(AGENT, abi.encodeCall(IMembers.setOpen, (false)), _unauthorized(AGENT));
        _refused(STRANGER, abi.encodeCall(IMembers.withdrawRecovery, (ALICE)), _unauthorized(STRANGER));
    }

    function test_setAgent() public {
        _refused(
            ADMIN, abi.encodeCall(IMembers.setAgent, (address(0))), abi.encodePacked(IMembers.ZeroAddress.selector)
        );
        vm.expectEmit(address(members));
        emit IMembers.AgentSet(CAROL);
        vm.prank(ADMIN);
        members.setAgent(CAROL);
        assertEq(members.agent(), CAROL, "agent");
        _refused(AGENT, abi.encodeCall(IMembers.setMember, (ALICE, UNTIL)), _unauthorized(AGENT));
    }

    function test_setOpen() public {
        vm.expectEmit(address(members));
        emit IMembers.OpenSet(false);
        vm.prank(ADMIN);
        members.setOpen(false);
        assertFalse(members.open(), "closed");
    }

    /* MEMBERS */

    function test_setMember_zeroAddress() public {
        bytes memory reason = abi.encodePacked(IMembers.ZeroAddress.selector);
        _refused(AGENT, abi.encodeCall(IMembers.setMember, (address(0), UNTIL)), reason);
        _refused(AGENT, abi.encodeCall(IMembers.setFrozen, (address(0), true)), reason);
    }

    /// @dev Membership and freeze do not disturb each other.
    function test_setMember() public {
        vm.startPrank(AGENT);
        vm.expectEmit(address(members));
        emit IMembers.MemberSet(ALICE, UNTIL, false);
        members.setMember(ALICE, UNTIL);
        vm.expectEmit(address(members));
        emit IMembers.MemberSet(ALICE, UNTIL, true);
        members.setFrozen(ALICE, true);
        vm.expectEmit(address(members));
        emit IMembers.MemberSet(ALICE, 0, true);
        members.setMember(ALICE, 0);

        assertEq(members.memberUntil(ALICE), 0, "ended");
        assertTrue(members.isFrozen(ALICE), "still frozen");
    }

    function test_setMembers_lengthMismatch() public {
        bytes memory call = abi.encodeCall(IMembers.setMembers, (new address[](2), new uint40[](3)));
        _refused(AGENT, call, abi.encodeWithSelector(IMembers.LengthMismatch.selector, 2, 3));
    }

    function testFuzz_setMembers(address[] calldata accounts, uint40 until) public {
        uint40[] memory untils = new uint40[](accounts.length);
        for (uint256 i; i < accounts.length; ++i) {
            vm.assume(accounts[i] != address(0));
            untils[i] = uint40(uint256(keccak256(abi.encode(until, accounts[i]))));
        }
        vm.prank(AGENT);
        members.setMembers(accounts, untils);
        for (uint256 i; i < accounts.length; ++i) {
            (uint40 stored, bool frozen) = members.memberOf(accounts[i]);
            assertEq(stored, untils[i], "until");
            assertFalse(frozen, "not frozen");
        }
    }

    /* RECOVERY */

    function test_proposeRecovery_zeroAddress() public {
        bytes memory reason = abi.encodePacked(IMembers.ZeroAddress.selector);
        _refused(AGENT, abi.encodeCall(IMembers.proposeRecovery, (address(0), BOB)), reason);
        _refused(AGENT, abi.encodeCall(IMembers.proposeRecovery, (ALICE, address(0))), reason);
    }

    function test_proposeRecovery_sameAccount() public {
        bytes memory call = abi.encodeCall(IMembers.proposeRecovery, (ALICE, ALICE));
        _refused(AGENT, call, abi.encodeWithSelector(IMembers.SameAccount.selector, ALICE));
    }

    /// @dev A proposal cannot be exchanged under the owner's eyes: withdraw it, and the notice begins again.
    function test_proposeRecovery_alreadyProposed() public {
        _propose(ALICE, BOB);
        bytes memory call = abi.encodeCall(IMembers.proposeRecovery, (ALICE, CAROL));
        _refused(AGENT, call, abi.encodeWithSelector(IMembers.RecoveryAlreadyProposed.selector, ALICE, BOB));
    }

    function test_proposeRecovery() public {
        vm.expectEmit(address(members));
        emit IMembers.RecoveryProposed(ALICE, BOB, START + 14 days);
        _propose(ALICE, BOB);

        vm.warp(START + 14 days - 1);
        assertEq(members.recoveredTo(ALICE), address(0), "not yet");
        vm.warp(START + 14 days);
        assertEq(members.recoveredTo(ALICE), BOB, "executable");
        assertEq(members.recoveredTo(BOB), address(0), "nobody else");
        (address replacement, uint256 executableAt, uint256 blockedUntil) = members.recoveryOf(ALICE);
        assertEq(replacement, BOB, "replacement");
        assertEq(executableAt, START + 14 days, "executable at");
        assertEq(blockedUntil, 0, "not blocked");
    }

    function test_recoveredTo_lapsed() public {
        _propose(ALICE, BOB);
        vm.warp(START + 44 days - 1);
        assertEq(members.recoveredTo(ALICE), BOB, "30 days to carry it out");
        vm.warp(START + 44 days);
        assertEq(members.recoveredTo(ALICE), address(0), "over");
        (address replacement,,) = members.recoveryOf(ALICE);
        assertEq(replacement, address(0), "nothing proposed");

        _propose(ALICE, CAROL);
        skip(14 days);
        assertEq(members.recoveredTo(ALICE), CAROL, "proposed anew");
    }

    /// @dev What a stolen key has prepared ends with the key.
    function test_setAgent_endsProposals() public {
        _propose(ALICE, BOB);
        skip(14 days);
        vm.prank(ADMIN);
        members.setAgent(CAROL);
        assertEq(members.recoveredTo(ALICE), address(0), "over");

        vm.prank(CAROL);
        members.proposeRecovery(ALICE, BOB);
        skip(14 days);
        assertEq(members.recoveredTo(ALICE), BOB, "proposed by the new agent");
    }

    function test_vetoRecovery_nothingProposed() public {
        bytes memory reason = abi.encodeWithSelector(IMembers.NoRecoveryProposed.selector, ALICE);
        _refused(ALICE, abi.encodeCall(IMembers.vetoRecovery, ()), reason);
    }

    /// @dev Frozen, and after the notice too; then there is peace for 90 days.
    function test_vetoRecovery() public {
        vm.prank(AGENT);
        members.setFrozen(ALICE, true);
        _propose(ALICE, BOB);
        vm.warp(START + 20 days);
        vm.expectEmit(address(members));
        emit IMembers.RecoveryVetoed(ALICE, BOB, START + 110 days);
        vm.prank(ALICE);
        members.vetoRecovery();

        assertEq(members.recoveredTo(ALICE), address(0), "gone");
        vm.warp(START + 110 days - 1);
        bytes memory call = abi.encodeCall(IMembers.proposeRecovery, (ALICE, BOB));
        _refused(AGENT, call, abi.encodeWithSelector(IMembers.RecoveryBlocked.selector, ALICE, START + 110 days));
        vm.warp(START + 110 days);
        _propose(ALICE, BOB);
    }

    function test_withdrawRecovery_nothingProposed() public {
        bytes memory reason = abi.encodeWithSelector(IMembers.NoRecoveryProposed.selector, ALICE);
        _refused(AGENT, abi.encodeCall(IMembers.withdrawRecovery, (ALICE)), reason);
    }

    function test_withdrawRecovery() public {
        address[2] memory by = [AGENT, ADMIN];
        for (uint256 i; i < by.length; ++i) {
            _propose(ALICE, BOB);
            skip(15 days);
            vm.expectEmit(address(members));
            emit IMembers.RecoveryWithdrawn(ALICE, BOB, by[i]);
            vm.prank(by[i]);
            members.withdrawRecovery(ALICE);
            assertEq(members.recoveredTo(ALICE), address(0), "gone");
        }
        _propose(ALICE, CAROL);
        assertEq(members.recoveredTo(ALICE), address(0), "the notice begins again");
    }
}
