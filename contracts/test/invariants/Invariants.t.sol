// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms, RepaymentKind} from "../../src/interfaces/ILoan.sol";
import {InvariantSetup} from "./InvariantSetup.sol";
import {
    ACTIVE,
    CANCELLED,
    CLOSED,
    DECLARE,
    DEFAULTED,
    FUNDING,
    LATE,
    LoanInvariants,
    PAY,
    RAISE,
    REFUND,
    REPAID,
    RETURN_EXCESS,
    WRITE_OFF
} from "./LoanInvariants.sol";

// One suite per phase of a loan's life. Weights in the order of LoanHandler.Action: invest, end funding, refund, distribute,
// transfer, transferFrom, claim, default, write off, donate, switch the fee, wait; invest for, collect, return excess, set member,
// recover, pause, permit, switch manners, trouble.

/// @dev From the first investment; mostly funding, and what follows it.
contract FundingInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        handler.setWeights([uint256(30), 10, 10, 8, 10, 5, 8, 1, 1, 2, 1, 10, 10, 2, 1, 4, 3, 2, 3, 2, 2]);
        _reaches(FUNDING | CANCELLED | ACTIVE | LATE | REPAID, DECLARE | WRITE_OFF);
    }
}

/// @dev A drawn interest-only loan: payments, claims and trading.
contract ActiveInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _start();
        handler.setWeights([uint256(1), 1, 1, 25, 20, 8, 20, 2, 0, 2, 2, 8, 1, 8, 1, 4, 4, 2, 5, 2, 3]);
        _reaches(ACTIVE | LATE | REPAID, RAISE | REFUND | DECLARE);
    }
}

/// @dev The same for members only, whose memberships end, are renewed and frozen.
contract MembersInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        handler.setWeights([uint256(30), 6, 3, 15, 20, 8, 15, 1, 0, 1, 1, 12, 10, 4, 1, 20, 8, 2, 5, 1, 2]);
        _reaches(FUNDING | CANCELLED | ACTIVE | LATE | REPAID, DECLARE);
    }

    function _forMembers() internal pure override returns (bool) {
        return true;
    }
}

/// @dev A drawn amortising loan whose borrower pays seldom: late, default, recoveries, write-off, repayment.
contract LateInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _start();
        handler.setWeights([uint256(0), 0, 0, 10, 12, 5, 16, 15, 1, 2, 2, 30, 0, 4, 1, 3, 4, 2, 3, 2, 3]);
        _reaches(ACTIVE | LATE | DEFAULTED | REPAID | CLOSED, RETURN_EXCESS);
    }

    function _terms() internal view override returns (LoanTerms memory terms) {
        terms = super._terms();
        terms.repaymentKind = RepaymentKind.Amortising;
    }
}

/// @dev A loan in default: recoveries of money, and of wallets.
contract DefaultedInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _startDefaulted();
        handler.setWeights([uint256(0), 0, 0, 15, 15, 5, 20, 0, 1, 2, 2, 10, 0, 8, 1, 5, 10, 2, 3, 2, 5]);
        _reaches(DEFAULTED | REPAID | CLOSED, 0);
    }
}

/// @dev All is paid: claims burn.
contract RepaidInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _startRepaid();
        handler.setWeights([uint256(1), 1, 1, 1, 20, 8, 12, 1, 0, 2, 2, 10, 1, 1, 5, 5, 10, 3, 4, 2, 6]);
        _reaches(REPAID, RAISE | REFUND | PAY | DECLARE);
    }
}

/// @dev Written off: what was distributed is claimed, for ever.
contract ClosedInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _startClosed();
        handler.setWeights([uint256(1), 1, 1, 1, 20, 8, 12, 1, 0, 2, 2, 10, 1, 1, 5, 5, 10, 3, 4, 2, 6]);
        _reaches(CLOSED, RAISE | REFUND | PAY | DECLARE);
    }
}

/// @dev The raise failed: everybody gets back what arrived.
contract CancelledInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _startCancelled();
        handler.setWeights([uint256(1), 1, 12, 1, 20, 8, 3, 0, 0, 2, 2, 10, 1, 1, 5, 5, 10, 3, 4, 2, 6]);
        _reaches(CANCELLED, RAISE | PAY);
    }
}

/// @dev The canary of a whole life: the handler, driven blindly, does every action and reaches every state, so that the suites mean
/// something. Each suite has one of its own besides.
contract CanaryTest is InvariantSetup {
    uint256 private constant ACTIONS = 21;

    function test_canary_everyStateAndAction() public {
        bool[7] memory seen;
        uint256[ACTIONS] memory done;
        for (uint256 run; run < 40; ++run) {
            uint256 snapshot = vm.snapshotState();
            if (run % 2 == 0) {
                handler.setWeights([uint256(40), 10, 10, 8, 10, 5, 8, 1, 1, 2, 1, 10, 5, 2, 2, 3, 3, 2, 3, 2, 2]);
            } else {
                _start();
                handler.setWeights([uint256(0), 0, 0, 12, 15, 5, 20, 15, 2, 2, 2, 30, 0, 4, 2, 3, 6, 2, 3, 2, 3]);
            }
            for (uint256 i; i < 64; ++i) {
                handler.step(uint256(keccak256(abi.encode(run, i))));
            }
            for (uint256 i; i < 7; ++i) {
                seen[i] = seen[i] || handler.seen(i);
            }
            for (uint256 i; i < ACTIONS; ++i) {
                done[i] += handler.done(i);
            }
            vm.revertToState(snapshot);
        }
        for (uint256 i; i < 7; ++i) {
            assertTrue(seen[i], string.concat("state ", vm.toString(i)));
        }
        for (uint256 i; i < ACTIONS; ++i) {
            assertGt(done[i], 0, string.concat("action ", vm.toString(i)));
        }
    }
}
