// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanFactory} from "../src/LoanFactory.sol";
import {Members} from "../src/Members.sol";
import {PlatformAdmin} from "../src/PlatformAdmin.sol";
import {LoanState} from "../src/interfaces/ILoan.sol";
import {ILoanFactory} from "../src/interfaces/ILoanFactory.sol";
import {IMembers} from "../src/interfaces/IMembers.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

/// @dev The production arrangement: a multisig behind a delay that everybody sees, and a guardian who can stop it.
contract PlatformAdminTest is LoanTest {
    uint32 private constant DELAY = 2 days;

    address private immutable MULTISIG = makeAddr("multisig");
    address private immutable SAFETY = makeAddr("guardian of the delay");

    PlatformAdmin private admin;
    Members private allowList;

    function setUp() public override {
        super.setUp();
        admin = new PlatformAdmin(MULTISIG, SAFETY, DELAY);
        allowList = new Members(address(admin), STRANGER, false);
        factory = new LoanFactory(address(usdt), address(admin), TREASURY, OPERATOR, SAFETY, address(allowList));
    }

    /* CONSTRUCTOR */

    function test_constructor_zeroAddress() public {
        vm.expectRevert(PlatformAdmin.ZeroAddress.selector);
        new PlatformAdmin(MULTISIG, address(0), DELAY);
    }

    function test_constructor_delayOutOfRange() public {
        vm.expectRevert(abi.encodeWithSelector(PlatformAdmin.DelayOutOfRange.selector, 1 days - 1, 1 days, 6 days));
        new PlatformAdmin(MULTISIG, SAFETY, 1 days - 1);
        vm.expectRevert(abi.encodeWithSelector(PlatformAdmin.DelayOutOfRange.selector, 6 days + 1, 1 days, 6 days));
        new PlatformAdmin(MULTISIG, SAFETY, 6 days + 1);
    }

    /* WHAT IS DELAYED */

    function test_execute_everyDangerousActWaits() public {
        _assertWaits(address(factory), abi.encodeCall(ILoanFactory.setTreasury, (CAROL)));
        _assertWaits(address(factory), abi.encodeCall(ILoanFactory.setOperator, (CAROL)));
        _assertWaits(address(factory), abi.encodeCall(ILoanFactory.setGuardian, (CAROL)));
        _assertWaits(address(factory), abi.encodeCall(ILoanFactory.setOriginator, (CAROL, true)));
        _assertWaits(address(factory), abi.encodeCall(ILoanFactory.setMinimumPlatformFee, (200)));
        _assertWaits(address(allowList), abi.encodeCall(IMembers.setAgent, (CAROL)));
        _assertWaits(address(allowList), abi.encodeCall(IMembers.setOpen, (true)));
        assertEq(factory.treasury(), CAROL, "treasury");
        assertEq(factory.operator(), CAROL, "operator");
        assertEq(factory.guardian(), CAROL, "guardian");
        assertTrue(factory.isOriginator(CAROL), "originator");
        assertEq(factory.minimumPlatformFeeBps(), 200, "least platform fee");
        assertEq(allowList.agent(), CAROL, "agent");
        assertTrue(allowList.open(), "open");
    }

    function test_execute_writeOffWaits() public {
        _assertWaits(address(allowList), abi.encodeCall(IMembers.setOpen, (true)));
        _assertWaits(address(factory), abi.encodeCall(ILoanFactory.setOriginator, (ORIGINATOR, true)));
        loan = _create("behind the delay", _terms());
        _activate();
        _default();

        _assertWaits(address(loan), abi.encodeCall(loan.writeOff, ()));
        _assertState(LoanState.Closed);
    }

    function test_grantRole_powerOverTheDelayWaitsToo() public {
        bytes memory data = abi.encodeCall(IAccessManager.grantRole, (admin.ADMIN_ROLE(), MULTISIG, 1 days));
        _assertWaits(address(admin), data);
    }

    /* THE BOUNDS HOLD FOR EVER */

    function testFuzz_grantRole_delayOutOfRange(uint32 delaySeconds, bool shorter, bool ofAdmin, bool another) public {
        uint64 role = ofAdmin ? admin.ADMIN_ROLE() : admin.MANAGER_ROLE();
        uint256 delay = shorter ? bound(delaySeconds, 0, 1 days - 1) : bound(delaySeconds, 6 days + 1, type(uint32).max);
        address account = another ? CAROL : MULTISIG;
        bytes memory data = abi.encodeCall(IAccessManager.grantRole, (role, account, uint32(delay)));
        vm.prank(MULTISIG);
        admin.schedule(address(admin), data, 0);
        vm.warp(block.timestamp + DELAY);
        vm.prank(MULTISIG);
        vm.expectRevert(abi.encodeWithSelector(PlatformAdmin.DelayOutOfRange.selector, uint32(delay), 1 days, 6 days));
        admin.execute(address(admin), data);
    }

    function test_grantRole_delayWithinRange() public {
        uint64 role = admin.MANAGER_ROLE();
        _assertWaits(address(admin), abi.encodeCall(IAccessManager.grantRole, (role, MULTISIG, 6 days)));
        _assertWaits(address(admin), abi.encodeCall(IAccessManager.grantRole, (role, CAROL, 1 days)));
        (, uint32 delay) = admin.hasRole(role, MULTISIG);
        assertEq(delay, 6 days, "longer at once");
        (, delay) = admin.hasRole(role, CAROL);
        assertEq(delay, 1 days, "another manager");
    }

    function test_constructor_delays() public view {
        (bool isMember, uint32 delay) = admin.hasRole(admin.ADMIN_ROLE(), MULTISIG);
        assertTrue(isMember && delay == DELAY, "admin");
        (isMember, delay) = admin.hasRole(admin.MANAGER_ROLE(), MULTISIG);
        assertTrue(isMember && delay == DELAY, "manager");
        (isMember, delay) = admin.hasRole(admin.GUARDIAN_ROLE(), SAFETY);
        assertTrue(isMember && delay == 0, "guardian");
    }

    /* WHO */

    function test_schedule_strangerIsRefused() public {
        bytes memory data = abi.encodeCall(ILoanFactory.setTreasury, (STRANGER));
        vm.prank(STRANGER);
        vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedCall.selector);
        admin.schedule(address(factory), data, 0);
    }

    function test_setTreasury_multisigItselfIsRefused() public {
        vm.prank(MULTISIG);
        vm.expectRevert(abi.encodeWithSelector(ILoanFactory.Unauthorized.selector, MULTISIG));
        factory.setTreasury(CAROL);
    }

    function test_cancel_byGuardian() public {
        bytes memory data = abi.encodeCall(ILoanFactory.setTreasury, (CAROL));
        vm.prank(MULTISIG);
        (bytes32 operation,) = admin.schedule(address(factory), data, 0);
        vm.prank(SAFETY);
        admin.cancel(MULTISIG, address(factory), data);

        vm.warp(block.timestamp + DELAY);
        vm.prank(MULTISIG);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, operation));
        admin.execute(address(factory), data);
        assertEq(factory.treasury(), TREASURY);
    }

    function test_cancel_changesOfTheAdminItself() public {
        bytes[3] memory changes = [
            abi.encodeCall(IAccessManager.grantRole, (admin.MANAGER_ROLE(), STRANGER, 0)),
            abi.encodeCall(IAccessManager.grantRole, (admin.ADMIN_ROLE(), MULTISIG, 0)),
            abi.encodeCall(IAccessManager.setRoleGuardian, (admin.MANAGER_ROLE(), admin.ADMIN_ROLE()))
        ];
        for (uint256 i; i < changes.length; ++i) {
            vm.prank(MULTISIG);
            (bytes32 operation,) = admin.schedule(address(admin), changes[i], 0);
            vm.prank(SAFETY);
            admin.cancel(MULTISIG, address(admin), changes[i]);
            assertEq(admin.getSchedule(operation), 0, "cancelled");
        }
    }

    /// @dev Cancelling is all that a guardian gets from it.
    function test_grantRole_guardianIsRefused() public {
        bytes memory data = abi.encodeCall(IAccessManager.grantRole, (admin.MANAGER_ROLE(), SAFETY, 0));
        vm.startPrank(SAFETY);
        vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedCall.selector);
        admin.schedule(address(admin), data, 0);
        (bool success,) = address(admin).call(data);
        assertFalse(success, "at once");
        vm.stopPrank();
    }

    function test_cancel_byStrangerIsRefused() public {
        bytes memory data = abi.encodeCall(ILoanFactory.setTreasury, (CAROL));
        vm.prank(MULTISIG);
        admin.schedule(address(factory), data, 0);
        vm.prank(STRANGER);
        vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedCancel.selector);
        admin.cancel(MULTISIG, address(factory), data);
    }

    function test_schedule_otherPartiesAreRefused() public {
        address[6] memory others = [SAFETY, OPERATOR, ORIGINATOR, TREASURY, allowList.agent(), factory.guardian()];
        for (uint256 i; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedCall.selector);
            admin.schedule(address(factory), abi.encodeCall(ILoanFactory.setTreasury, (others[i])), 0);
        }
    }

    /* WHAT IS NOT DELAYED */

    function test_pause_guardianActsAtOnce() public {
        _assertWaits(address(allowList), abi.encodeCall(IMembers.setOpen, (true)));
        _assertWaits(address(factory), abi.encodeCall(ILoanFactory.setOriginator, (ORIGINATOR, true)));
        loan = _create("behind the delay", _terms());

        vm.prank(SAFETY);
        loan.pause();
        assertGt(loan.pausedUntil(), block.timestamp);
    }

    /// @dev What is decided when a pause begins happens while it lasts, whichever second of an hour that was.
    function testFuzz_pause_isLongerThanAnyDelay(uint256 wait) public {
        skip(bound(wait, 0, 1 hours));
        vm.prank(GUARDIAN);
        loan.pause();
        assertGt(loan.pausedUntil(), block.timestamp + admin.MAXIMUM_DELAY(), "still paused");
    }

    /* INTERNAL */

    /// @dev Not without notice, not before the delay, announced by an event, and then done.
    function _assertWaits(address target, bytes memory data) private {
        bytes32 operation = admin.hashOperation(MULTISIG, target, data);
        vm.prank(MULTISIG);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotScheduled.selector, operation));
        admin.execute(target, data);

        uint48 from = uint48(block.timestamp + DELAY);
        vm.expectEmit(address(admin));
        emit IAccessManager.OperationScheduled(operation, 1, from, MULTISIG, target, data);
        vm.prank(MULTISIG);
        admin.schedule(target, data, 0);

        vm.warp(from - 1);
        vm.prank(MULTISIG);
        vm.expectRevert(abi.encodeWithSelector(IAccessManager.AccessManagerNotReady.selector, operation));
        admin.execute(target, data);

        vm.warp(from);
        vm.prank(MULTISIG);
        admin.execute(target, data);
    }
}
