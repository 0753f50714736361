// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../../src/Batch.sol";
import {Lens} from "../../src/Lens.sol";
import {Market} from "../../src/Market.sol";
import {LoanTerms} from "../../src/interfaces/ILoan.sol";
import {LoanTest} from "../helpers/LoanTest.sol";
import {LogReplay} from "../helpers/LogReplay.sol";
import {SmartWallet} from "../helpers/Wallets.sol";
import {LoanHandler} from "./LoanHandler.sol";
import {LoanModel} from "./LoanModel.sol";
import {Parties} from "./PowerActions.sol";

/// @dev A contract that holds tokens and answers nothing.
contract Holder {}

/// @dev A loan, six holders (one a contract, one alice's smart wallet), the handler that acts for them, the model that
/// says what they should have, and the replay that follows the logs.
abstract contract InvariantSetup is LoanTest {
    LoanHandler internal handler;
    LoanModel internal model;
    LogReplay internal replay;
    Lens internal lens;
    address[] internal holders;

    function setUp() public virtual override {
        super.setUp();
        loan = _create("invariants", _terms());
        holders = [ALICE, BOB, CAROL, STRANGER, address(new Holder()), address(new SmartWallet(ALICE))];
        for (uint256 i; i < holders.length; ++i) {
            vm.prank(AGENT);
            members.setMember(holders[i], uint40(START + 300 days));
        }
        model = new LoanModel(holders);
        replay = new LogReplay(loan);
        lens = new Lens(address(factory), address(new Market(address(factory))), address(new Batch(address(factory))));
        handler = new LoanHandler(
            Parties(loan, usdt, members, ADMIN, OPERATOR, GUARDIAN, AGENT, BORROWER, TREASURY), model, replay
        );

        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = LoanHandler.step.selector;
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
        targetContract(address(handler));
    }

    function _terms() internal view virtual override returns (LoanTerms memory terms) {
        terms = super._terms();
        (terms.originationFeeBps, terms.platformFeeBps) = (50, 100);
        terms.membersOnly = _forMembers();
    }

    function _forMembers() internal view virtual returns (bool) {
        return false;
    }

    /// @dev Four investors and draw-down, told to the model and the replay.
    function _start() internal {
        _record();
        _investAs(ALICE, TARGET / 10);
        _investAs(BOB, TARGET / 3);
        _investAs(CAROL, 100 * USDT + 1);
        _investAs(holders[4], TARGET - TARGET / 10 - TARGET / 3 - 100 * USDT - 1);
        vm.prank(OPERATOR);
        loan.drawDown();
        model.onDrawDown();
        _told();
    }

    /// @dev Two investors, not enough, and the end of the raise.
    function _startCancelled() internal {
        _record();
        _investAs(ALICE, 1000 * USDT + 1);
        _investAs(holders[5], 2000 * USDT);
        _told();
        vm.warp(START + 30 days);
        loan.cancel();
        _told();
    }

    /// @dev Drawn and repaid in two payments, nothing claimed.
    function _startRepaid() internal {
        _start();
        _record();
        _distributeAs(3333 * USDT + 1);
        _told();
        skip(PERIOD);
        _distributeAs(loan.payoff());
        _told();
    }

    /// @dev Drawn, paid once, defaulted.
    function _startDefaulted() internal {
        _start();
        _record();
        _distributeAs(777 * USDT + 7);
        _told();
        _default();
        _told();
    }

    function _startClosed() internal {
        _startDefaulted();
        _record();
        vm.prank(ADMIN);
        loan.writeOff();
        _told();
    }

    function _told() private {
        model.onState(loan.state());
        replay.apply_(vm.getRecordedLogs());
        (, bytes32[] memory written) = vm.accesses(address(loan));
        replay.check(written);
    }

    function _record() private {
        vm.recordLogs();
        vm.record();
    }

    function _investAs(address investor, uint256 amount) private {
        model.onInvest(investor, _invest(investor, amount));
    }

    function _distributeAs(uint256 amount) private {
        uint256 before = loan.totalDistributed();
        _distribute(amount);
        model.onDistribute(loan.totalDistributed() - before, loan.distributions(loan.distributionCount() - 1).principal);
    }
}
