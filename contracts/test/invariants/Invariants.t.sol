// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms, RepaymentKind} from "../../src/interfaces/ILoan.sol";
import {InvariantSetup} from "./InvariantSetup.sol";
import {LoanInvariants} from "./LoanInvariants.sol";

// Weights in the order of LoanHandler.Action: invest, end funding, refund, distribute, transfer, transferFrom, claim, default,
// write off, donate, switch the fee, wait.

/// @dev From the first investment; mostly funding, and what follows it.
contract FundingInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        handler.setWeights([uint256(40), 10, 10, 8, 10, 5, 8, 1, 1, 2, 1, 10]);
    }
}

/// @dev A drawn interest-only loan: payments, claims and trading.
contract ActiveInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _start();
        handler.setWeights([uint256(1), 1, 1, 30, 25, 10, 25, 2, 0, 2, 2, 8]);
    }
}

/// @dev A drawn amortising loan whose borrower pays seldom: late, default, recoveries, write-off, repayment.
contract DefaultInvariants is LoanInvariants {
    function setUp() public override {
        super.setUp();
        _start();
        handler.setWeights([uint256(0), 0, 0, 12, 15, 5, 20, 15, 2, 2, 2, 30]);
    }

    function _terms() internal view override returns (LoanTerms memory terms) {
        terms = super._terms();
        terms.repaymentKind = RepaymentKind.Amortising;
    }
}

/// @dev Canaries: the handler, driven blindly, does every action and reaches every state, so that the suites mean something.
contract CanaryTest is InvariantSetup {
    function test_canary_everyStateAndAction() public {
        bool[7] memory seen;
        uint256[12] memory done;
        for (uint256 run; run < 40; ++run) {
            uint256 snapshot = vm.snapshotState();
            if (run % 2 == 0) {
                handler.setWeights([uint256(40), 10, 10, 8, 10, 5, 8, 1, 1, 2, 1, 10]);
            } else {
                _start();
                handler.setWeights([uint256(0), 0, 0, 12, 15, 5, 20, 15, 2, 2, 2, 30]);
            }
            for (uint256 i; i < 64; ++i) {
                handler.step(uint256(keccak256(abi.encode(run, i))));
            }
            for (uint256 i; i < 7; ++i) {
                seen[i] = seen[i] || handler.seen(i);
            }
            for (uint256 i; i < 12; ++i) {
                done[i] += handler.done(i);
            }
            vm.revertToState(snapshot);
        }
        for (uint256 i; i < 7; ++i) {
            assertTrue(seen[i], string.concat("state ", vm.toString(i)));
        }
        for (uint256 i; i < 12; ++i) {
            assertGt(done[i], 0, string.concat("action ", vm.toString(i)));
        }
    }
}
