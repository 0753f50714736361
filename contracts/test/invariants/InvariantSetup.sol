// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../../src/Batch.sol";
import {Lens} from "../../src/Lens.sol";
import {Market} from "../../src/Market.sol";
import {LoanTerms} from "../../src/interfaces/ILoan.sol";
import {LoanTest} from "../helpers/LoanTest.sol";
import {LoanHandler} from "./LoanHandler.sol";
import {LoanModel} from "./LoanModel.sol";

/// @dev A wallet that is a contract: holds tokens, answers nothing.
contract Wallet {}

/// @dev A loan, six holders (two of them contracts), and the handler that acts for them.
abstract contract InvariantSetup is LoanTest {
    LoanHandler internal handler;
    LoanModel internal model;
    Lens internal lens;
    address[] internal holders;

    function setUp() public virtual override {
        super.setUp();
        loan = _create("invariants", _terms());
        holders = [ALICE, BOB, CAROL, STRANGER, address(new Wallet()), address(new Wallet())];
        model = new LoanModel(holders);
        lens = new Lens(address(factory), address(new Market(address(factory))), address(new Batch(address(factory))));
        handler = new LoanHandler(loan, usdt, ADMIN, OPERATOR, model);

        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = LoanHandler.step.selector;
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
        targetContract(address(handler));
    }

    function _terms() internal view virtual override returns (LoanTerms memory terms) {
        terms = super._terms();
        terms.platformFeeBps = 100;
    }

    /// @dev Four investors and draw-down, told to the model.
    function _start() internal {
        _investAs(ALICE, TARGET / 10);
        _investAs(BOB, TARGET / 3);
        _investAs(CAROL, 100 * USDT + 1);
        _investAs(holders[4], TARGET - TARGET / 10 - TARGET / 3 - 100 * USDT - 1);
        vm.prank(OPERATOR);
        loan.drawDown();
        model.onDrawDown();
        model.onState(loan.state());
    }

    function _investAs(address investor, uint256 amount) private {
        model.onInvest(investor, _invest(investor, amount));
    }
}
