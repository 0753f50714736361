// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanFactory} from "../src/LoanFactory.sol";
import {Members} from "../src/Members.sol";
import {ILoan, LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanFactory} from "../src/interfaces/ILoanFactory.sol";
import {ILoanRepayment} from "../src/interfaces/ILoanRepayment.sol";
import {IMembers} from "../src/interfaces/IMembers.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @dev The production arrangement of docs/roles.md: an AccessManager is the admin of factory and allow-list. A council may do
/// the admin's acts after a delay that everyone sees, and a watchdog may cancel what waits.
contract RolesTest is LoanTest {
    uint64 private constant COUNCIL_ROLE = 1;
    uint64 private constant WATCHDOG_ROLE = 2;
    uint32 private constant DELAY = 5 days;

    address private immutable ROOT = makeAddr("root");
    address private immutable COUNCIL = makeAddr("council");
    address private immutable WATCHDOG = makeAddr("watchdog");

    AccessManager private manager;

    function setUp() public override {
        super.setUp();
        manager = new AccessManager(ROOT);
        members = new Members(address(manager), AGENT, true);
        factory = new LoanFactory(address(usdt), address(manager), TREASURY, OPERATOR, GUARDIAN, address(members));
        vm.startPrank(ROOT);
        manager.grantRole(COUNCIL_ROLE, COUNCIL, DELAY);
        manager.grantRole(WATCHDOG_ROLE, WATCHDOG, 0);
        manager.setRoleGuardian(COUNCIL_ROLE, WATCHDOG_ROLE);
        bytes4[] memory selectors = new bytes4[](4);
        selectors[0] = ILoanFactory.setTreasury.selector;
        selectors[1] = ILoanFactory.setOperator.selector;
        selectors[2] = ILoanFactory.setGuardian.selector;
        selectors[3] = ILoanFactory.setOriginator.selector;
        manager.setTargetFunctionRole(address(factory), selectors, COUNCIL_ROLE);
        selectors = new bytes4[](2);
        selectors[0] = IMembers.setAgent.selector;
        selectors[1] = IMembers.setOpen.selector;
        manager.setTargetFunctionRole(address(members), selectors, COUNCIL_ROLE);
        vm.stopPrank();
    }

    /// @dev Each dangerous act, and a view that shows that it happened.
    function _acts() private view returns (address[] memory targets, bytes[] memory calls) {
        (targets, calls) = (new address[](6), new bytes[](6));
        calls[0] = abi.encodeCall(ILoanFactory.setTreasury, (CAROL));
        calls[1] = abi.encodeCall(ILoanFactory.setOperator, (CAROL));
        calls[2] = abi.encodeCall(ILoanFactory.setGuardian, (CAROL));
        calls[3] = abi.encodeCall(ILoanFactory.setOriginator, (ORIGINATOR, true));
        calls[4] = abi.encodeCall(IMembers.setAgent, (CAROL));
        calls[5] = abi.encodeCall(IMembers.setOpen, (false));
        for (uint256 i; i < calls.length; ++i) {
            targets[i] = i < 4 ? address(factory) : address(members);
        }
    }

    function _delayed(address target, bytes memory call) private {
        vm.prank(COUNCIL);
        manager.schedule(target, call, 0);
        skip(DELAY);
        vm.prank(COUNCIL);
        manager.execute(target, call);
    }

    /// @dev Nobody acts at once: not past the manager, not through it without notice, not by another role.
    function test_admin_atOnce() public {
        (address[] memory targets, bytes[] memory calls) = _acts();
        for (uint256 i; i < calls.length; ++i) {
            bytes32 id = manager.hashOperation(COUNCIL, targets[i], calls[i]);
            vm.prank(COUNCIL);
            vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, id));
            manager.execute(targets[i], calls[i]);

            vm.prank(COUNCIL);
            (bool success,) = targets[i].call(calls[i]);
            assertFalse(success, "past the manager");
            address[5] memory others = [AGENT, OPERATOR, GUARDIAN, WATCHDOG, STRANGER];
            for (uint256 j; j < others.length; ++j) {
                vm.prank(others[j]);
                vm.expectRevert();
                manager.schedule(targets[i], calls[i], 0);
            }
        }
    }

    /// @dev What is scheduled is visible with its time, cannot come early, and comes then.
    function test_admin_scheduled() public {
        (address[] memory targets, bytes[] memory calls) = _acts();
        for (uint256 i; i < calls.length; ++i) {
            bytes32 id = manager.hashOperation(COUNCIL, targets[i], calls[i]);
            uint256 due = block.timestamp + DELAY;
            vm.expectEmit(address(manager));
            emit IAccessManager.OperationScheduled(id, 1, uint48(due), COUNCIL, targets[i], calls[i]);
            vm.prank(COUNCIL);
            manager.schedule(targets[i], calls[i], 0);
            assertEq(manager.getSchedule(id), due, "everyone sees when");

            vm.warp(due - 1);
            vm.prank(COUNCIL);
            vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotReady.selector, id));
            manager.execute(targets[i], calls[i]);
            vm.warp(due);
            vm.prank(COUNCIL);
            manager.execute(targets[i], calls[i]);
        }
        assertEq(factory.treasury(), CAROL, "treasury");
        assertEq(factory.operator(), CAROL, "operator");
        assertEq(factory.guardian(), CAROL, "guardian");
        assertTrue(factory.isOriginator(ORIGINATOR), "originator");
        assertEq(members.agent(), CAROL, "agent");
        assertFalse(members.open(), "closed");
    }

    function test_admin_cancelled() public {
        bytes memory call = abi.encodeCall(ILoanFactory.setTreasury, (CAROL));
        vm.prank(COUNCIL);
        manager.schedule(address(factory), call, 0);
        vm.prank(WATCHDOG);
        manager.cancel(COUNCIL, address(factory), call);
        skip(DELAY);
        bytes32 id = manager.hashOperation(COUNCIL, address(factory), call);
        vm.prank(COUNCIL);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, id));
        manager.execute(address(factory), call);
        assertEq(factory.treasury(), TREASURY, "as it was");
    }

    /// @dev A write-off is an act on one loan: the role is given for that loan.
    function test_writeOff_scheduled() public {
        _delayed(address(factory), abi.encodeCall(ILoanFactory.setOriginator, (ORIGINATOR, true)));
        loan = _create("managed", _terms());
        _activate();
        _default();
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = ILoanRepayment.writeOff.selector;
        vm.prank(ROOT);
        manager.setTargetFunctionRole(address(loan), selectors, COUNCIL_ROLE);

        vm.prank(COUNCIL);
        vm.expectRevert(abi.encodeWithSelector(ILoan.Unauthorized.selector, COUNCIL));
        loan.writeOff();
        _delayed(address(loan), abi.encodeCall(ILoanRepayment.writeOff, ()));
        _assertState(LoanState.Closed);
    }

    /// @dev The pause does not wait for a schedule: the guardian is a key of its own.
    function test_guardian_atOnce() public {
        _delayed(address(factory), abi.encodeCall(ILoanFactory.setOriginator, (ORIGINATOR, true)));
        loan = _create("managed", _terms());
        vm.prank(GUARDIAN);
        loan.pause();
        assertGt(loan.pausedUntil(), block.timestamp, "paused");
    }
}
