// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title The admin of a production deployment: what a multisig decides is public for a while before it happens.
/// @notice Holds the admin power of `Members` and `LoanFactory`, and through it of all loans. The multisig calls `schedule`, waits
/// for the delay, and calls `execute`; meanwhile the guardian, or the multisig itself, can `cancel`. The multisig's power over
/// this contract waits as long, so that the delay cannot be taken away at once either.
/// @dev OpenZeppelin's AccessManager with one arrangement, made in the constructor: no transaction follows in which it could
/// be forgotten. Only a role other than ADMIN_ROLE can have a guardian, hence MANAGER_ROLE. Both roles keep a delay within the
/// bounds for ever; a function that the admin gives to another role, which waits too, has that role's delay.
contract PlatformAdmin is AccessManager {
    /* CONSTANTS */

    /// @notice May do on the platform's contracts what an admin may, after the delay.
    uint64 public constant MANAGER_ROLE = 1;
    /// @notice May cancel what a manager has scheduled.
    uint64 public constant GUARDIAN_ROLE = 2;

    /// @notice A shorter notice than this is none.
    uint32 public constant MINIMUM_DELAY = 1 days;
    /// @notice Shorter than a pause, which is rounded down to the hour: what the admin decides when a pause begins happens before
    /// it ends. And less than half of the notice of a recovery, which the admin must be able to withdraw in time.
    uint32 public constant MAXIMUM_DELAY = 6 days;

    /* ERRORS */

    error ZeroAddress();
    /// @notice Members of ADMIN_ROLE and MANAGER_ROLE act after `minimum` seconds at least and `maximum` at most.
    error DelayOutOfRange(uint32 delaySeconds, uint32 minimum, uint32 maximum);

    /* CONSTRUCTOR */

    /// @param multisig Schedules and executes. @param guardian Cancels. @param delaySeconds Between the two.
    constructor(address multisig, address guardian, uint32 delaySeconds) AccessManager(multisig) {
        if (multisig == address(0) || guardian == address(0)) revert ZeroAddress();
        _grantRole(ADMIN_ROLE, multisig, 0, delaySeconds);
        _grantRole(MANAGER_ROLE, multisig, 0, delaySeconds);
        _grantRole(GUARDIAN_ROLE, guardian, 0, 0);
        _setRoleGuardian(MANAGER_ROLE, GUARDIAN_ROLE);
    }

    /* ROLES */

    /// @dev Every function belongs to managers, unless the admin gave it to a role of its own. What changes roles here stays the
    /// admin's all the same, whom AccessManager asks by another way; for those functions this only says who may cancel.
    function getTargetFunctionRole(address target, bytes4 selector) public view override returns (uint64 role) {
        role = super.getTargetFunctionRole(target, selector);
        if (role == ADMIN_ROLE) return MANAGER_ROLE;
    }

    /* INTERNAL */

    /// @dev Also when a role is granted again, which is how its delay changes. Only AccessManager's constructor makes an admin
    /// without a delay; ours then grants both roles with one.
    function _grantRole(uint64 roleId, address account, uint32 grantDelay, uint32 executionDelay)
        internal
        override
        returns (bool)
    {
        bool bounded = roleId == MANAGER_ROLE || (roleId == ADMIN_ROLE && address(this).code.length > 0);
        if (bounded && (executionDelay < MINIMUM_DELAY || executionDelay > MAXIMUM_DELAY)) {
            revert DelayOutOfRange(executionDelay, MINIMUM_DELAY, MAXIMUM_DELAY);
        }
        return super._grantRole(roleId, account, grantDelay, executionDelay);
    }
}
