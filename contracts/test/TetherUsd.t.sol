// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TetherUsd} from "../src/TetherUsd.sol";
import {ITetherReceiver, ITetherUsd} from "../src/interfaces/ITetherUsd.sol";
import {Test} from "forge-std/Test.sol";

contract TetherUsdTest is Test, ITetherReceiver {
    address private immutable OWNER = makeAddr("owner");
    address private immutable ALICE = makeAddr("alice");
    address private immutable BOB = makeAddr("bob");
    TetherUsd private usdt;
    uint256 private hooked;

    function setUp() public {
        usdt = new TetherUsd(OWNER);
        vm.prank(OWNER);
        usdt.issue(ALICE, 1000e6);
    }

    function onTetherTransfer(address, address, uint256 value) external {
        hooked = value;
    }

    function _answer(bytes memory data) private returns (bytes memory) {
        vm.prank(ALICE);
        (bool success, bytes memory answer) = address(usdt).call(data);
        assertTrue(success, "call");
        return answer;
    }

    function test_defaults_areMainnet() public view {
        assertEq(usdt.name(), "Tether USD", "name");
        assertEq(usdt.symbol(), "USDT", "symbol");
        assertEq(usdt.decimals(), 6, "decimals");
        assertEq(usdt.owner(), OWNER, "owner");
        assertEq(usdt.basisPointsRate(), 0, "no fee");
        assertFalse(usdt.paused(), "not paused");
        (bool senders, bool receivers, bool callers) = usdt.blacklistStops();
        assertTrue(senders && !receivers && !callers, "the blacklist stops senders only");
        assertTrue(usdt.refusesApproveRace(), "approve race");
        assertEq(uint256(usdt.returnMode()), uint256(ITetherUsd.ReturnMode.Nothing), "returns nothing");
    }

    function test_owner_only() public {
        bytes memory reason = abi.encodeWithSelector(ITetherUsd.NotOwner.selector, ALICE);
        bytes[14] memory calls = [
            abi.encodeCall(ITetherUsd.issue, (ALICE, 1)),
            abi.encodeCall(ITetherUsd.redeem, (1)),
            abi.encodeCall(ITetherUsd.setParams, (1, 1)),
            abi.encodeCall(ITetherUsd.addBlackList, (BOB)),
            abi.encodeCall(ITetherUsd.removeBlackList, (BOB)),
            abi.encodeCall(ITetherUsd.destroyBlackFunds, (BOB)),
            abi.encodeCall(ITetherUsd.pause, ()),
            abi.encodeCall(ITetherUsd.setReturnMode, (ITetherUsd.ReturnMode.True)),
            abi.encodeCall(ITetherUsd.setBlocksReceivers, (true)),
            abi.encodeCall(ITetherUsd.setHook, (ITetherReceiver(address(this)))),
            abi.encodeCall(ITetherUsd.setHookCall, (address(this), "")),
            abi.encodeCall(ITetherUsd.setBlocksSenders, (false)),
            abi.encodeCall(ITetherUsd.setBlocksCallers, (true)),
            abi.encodeCall(ITetherUsd.setRefusesApproveRace, (false))
        ];
        for (uint256 i; i < calls.length; ++i) {
            vm.prank(ALICE);
            (bool success, bytes memory answer) = address(usdt).call(calls[i]);
            assertFalse(success, "refused");
            assertEq(answer, reason, "reason");
        }
    }

    function test_returnMode() public {
        bytes memory data = abi.encodeCall(ITetherUsd.transfer, (BOB, 1));
        assertEq(_answer(data).length, 0, "nothing");
        vm.prank(OWNER);
        usdt.setReturnMode(ITetherUsd.ReturnMode.True);
        assertEq(_answer(data), abi.encode(true), "true");
        vm.prank(OWNER);
        usdt.setReturnMode(ITetherUsd.ReturnMode.False);
        assertEq(_answer(data), abi.encode(false), "false");
        assertEq(usdt.balanceOf(BOB), 3, "moved each time");
        vm.prank(OWNER);
        usdt.setReturnMode(ITetherUsd.ReturnMode.Refuses);
        assertEq(_answer(data), abi.encode(false), "refused");
        assertEq(_answer(abi.encodeCall(ITetherUsd.approve, (BOB, 1))), abi.encode(false), "approve refused");
        assertEq(_answer(abi.encodeCall(ITetherUsd.transferFrom, (ALICE, BOB, 1))), abi.encode(false), "pull refused");
        assertEq(usdt.balanceOf(BOB), 3, "and not moved");
        assertEq(usdt.allowance(ALICE, BOB), 0, "nor approved");
    }

    function test_approve_nonZeroToNonZero() public {
        vm.startPrank(ALICE);
        usdt.approve(BOB, 5);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.ApproveNonZero.selector, BOB, 5));
        usdt.approve(BOB, 6);
        usdt.approve(BOB, 0);
        usdt.approve(BOB, 6);
        assertEq(usdt.allowance(ALICE, BOB), 6, "allowance");
    }

    function test_approve_withoutRace() public {
        vm.prank(OWNER);
        usdt.setRefusesApproveRace(false);
        vm.startPrank(ALICE);
        usdt.approve(BOB, 5);
        usdt.approve(BOB, 6);
        assertEq(usdt.allowance(ALICE, BOB), 6, "changed at once");
    }

    function test_transferFrom_allowance() public {
        vm.prank(ALICE);
        usdt.approve(BOB, 5);
        vm.startPrank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.InsufficientAllowance.selector, BOB, 5, 6));
        usdt.transferFrom(ALICE, BOB, 6);
        usdt.transferFrom(ALICE, BOB, 2);
        assertEq(usdt.allowance(ALICE, BOB), 3, "lowered");
    }

    function test_transfer_insufficientFunds() public {
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.InsufficientFunds.selector, BOB, 0, 1));
        usdt.transfer(ALICE, 1);
    }

    function test_fee() public {
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.FeeTooHigh.selector, 20, 1));
        usdt.setParams(20, 1);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.FeeTooHigh.selector, 1, 50e6));
        usdt.setParams(1, 50e6);
        usdt.setParams(10, 100_000);
        vm.stopPrank();

        vm.startPrank(ALICE);
        usdt.transfer(BOB, 50e6);
        assertEq(usdt.balanceOf(BOB), 49_950_000, "ten basis points");
        usdt.transfer(BOB, 500e6);
        assertEq(usdt.balanceOf(BOB), 549_850_000, "at most the maximum");
        assertEq(usdt.balanceOf(OWNER), 150_000, "the owner's");
    }

    function test_blackList() public {
        vm.startPrank(OWNER);
        usdt.addBlackList(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.NotBlackListed.selector, BOB));
        usdt.destroyBlackFunds(BOB);
        usdt.issue(BOB, 10);
        vm.stopPrank();

        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.BlackListed.selector, ALICE));
        usdt.transfer(BOB, 1);
        vm.prank(BOB);
        usdt.transfer(ALICE, 1);
        assertEq(usdt.balanceOf(ALICE), 1000e6 + 1, "a listed receiver receives, as on mainnet");

        vm.prank(OWNER);
        usdt.setBlocksReceivers(true);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.BlackListed.selector, ALICE));
        usdt.transfer(ALICE, 1);

        vm.startPrank(OWNER);
        usdt.destroyBlackFunds(ALICE);
        usdt.removeBlackList(ALICE);
        assertEq(usdt.balanceOf(ALICE), 0, "destroyed");
        assertEq(usdt.totalSupply(), usdt.balanceOf(BOB), "supply");
        assertFalse(usdt.isBlackListed(ALICE), "removed");
    }

    /// @dev Alice's money, moved to bob by carol: the blacklist stops each of the three where its switch is on, and only there.
    function test_blacklist_partyByParty() public {
        address carol = makeAddr("carol");
        vm.prank(ALICE);
        usdt.approve(carol, 1000);
        address[3] memory parties = [ALICE, BOB, carol];
        for (uint256 party; party < 3; ++party) {
            for (uint256 switches; switches < 8; ++switches) {
                uint256 snapshot = vm.snapshotState();
                vm.startPrank(OWNER);
                usdt.addBlackList(parties[party]);
                usdt.setBlocksSenders(switches & 1 > 0);
                usdt.setBlocksReceivers(switches & 2 > 0);
                usdt.setBlocksCallers(switches & 4 > 0);
                vm.stopPrank();
                vm.prank(carol);
                if (switches & 2 ** party > 0) {
                    vm.expectRevert(abi.encodeWithSelector(ITetherUsd.BlackListed.selector, parties[party]));
                }
                usdt.transferFrom(ALICE, BOB, 1);
                vm.revertToState(snapshot);
            }
        }
    }

    function test_pause() public {
        vm.prank(OWNER);
        usdt.pause();
        vm.prank(ALICE);
        vm.expectRevert(ITetherUsd.TokenPaused.selector);
        usdt.transfer(BOB, 1);
        vm.prank(OWNER);
        usdt.unpause();
        vm.prank(ALICE);
        usdt.transfer(BOB, 1);
        assertEq(usdt.balanceOf(BOB), 1, "moved");
    }

    function test_redeem() public {
        vm.startPrank(OWNER);
        usdt.issue(OWNER, 10);
        usdt.redeem(4);
        assertEq(usdt.balanceOf(OWNER), 6, "balance");
        assertEq(usdt.totalSupply(), 1000e6 + 6, "supply");
    }

    function test_hook() public {
        vm.prank(OWNER);
        usdt.setHook(ITetherReceiver(address(this)));
        vm.prank(ALICE);
        usdt.transfer(BOB, 7);
        assertEq(hooked, 7, "called");
    }

    function test_hookCall() public {
        vm.prank(OWNER);
        usdt.setHookCall(address(this), abi.encodeCall(this.onTetherTransfer, (ALICE, BOB, 123)));
        vm.prank(ALICE);
        usdt.transfer(BOB, 7);
        assertEq(hooked, 123, "called with the data");

        vm.prank(OWNER);
        usdt.setHookCall(address(usdt), abi.encodeCall(ITetherUsd.issue, (BOB, 1)));
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ITetherUsd.NotOwner.selector, address(usdt)));
        usdt.transfer(BOB, 7);

        vm.prank(OWNER);
        usdt.setHook(ITetherReceiver(address(0)));
        vm.prank(ALICE);
        usdt.transfer(BOB, 7);
        assertEq(usdt.balanceOf(BOB), 14, "off");
    }
}
