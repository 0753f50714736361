// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState, LoanTerms} from "../src/interfaces/ILoan.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev Random histories against exact rational shares. A holder's share of one distribution is money * balance / supply; the
/// supply is fixed, so the sum over a life is a fraction over it, kept as its numerator. Money is what the USDT balance of the
/// loan says, never the loan's own accounting.
contract ExactSharesTest is LoanTest {
    uint256 private constant HOLDERS = 4;
    uint256 private constant STEPS = 14;

    struct Holder {
        address account;
        uint256 balance;
        uint256 highest; // balance at any time
        uint256 paid;
        uint256 numerator; // sum of money * balance over distributions; over the supply, the exact share
    }

    /// @dev Forge's own random numbers would repeat in every run of a seed; this goes on from the fuzzed one.
    uint256 private _random;

    function testFuzz_history_everyHolderHasItsExactShare(uint256 seed) public {
        _random = seed;
        Holder[HOLDERS] memory holders = _fundAndDraw(_size());
        uint256 supply = loan.totalSupply();
        for (uint256 i; i < STEPS && loan.state() != LoanState.Repaid; ++i) {
            uint256 action = _next(8);
            if (action < 3) _pay(holders);
            else if (action < 6) _move(holders[_next(HOLDERS)], holders[_next(HOLDERS)]);
            else if (action == 6) _take(holders[_next(HOLDERS)]);
            else skip(_next(60 days));
            if (i % 4 == 0) _assertShares(holders, supply);
        }
        _assertShares(holders, supply);

        uint256 owed;
        for (uint256 i; i < HOLDERS; ++i) {
            owed += loan.pendingDistribution(holders[i].account);
        }
        uint256 held = usdt.balanceOf(address(loan));
        assertGe(held, owed, "solvent");
        assertLt(held, owed + HOLDERS, "and only fractions are left over");
        for (uint256 i; i < HOLDERS; ++i) {
            _take(holders[i]);
        }
        _assertShares(holders, supply);
    }

    /* HISTORY */

    /// @dev A loan of a few units, of an ordinary size, or of the largest that can be created, with any rates.
    function _size() private returns (uint256 target) {
        uint256 kind = _next(3);
        target = kind == 0 ? HOLDERS + _next(100) : kind == 1 ? HOLDERS + _next(1e13) : 1e18 - _next(1000);
        LoanTerms memory terms = _terms();
        terms.principalTarget = uint64(target);
        (terms.minimumRaise, terms.minimumTicket, terms.maximumTicket) = (1, 1, uint64(target));
        (terms.annualRateBps, terms.lateRateBps) = (uint16(_next(10_001)), uint16(_next(10_001)));
        terms.platformFeeBps = uint16(_next(2001));
        loan = _create("exact", terms);
    }

    function _fundAndDraw(uint256 target) private returns (Holder[HOLDERS] memory holders) {
        address[HOLDERS] memory accounts = [ALICE, BOB, CAROL, address(this)];
        uint256 left = target;
        for (uint256 i; i < HOLDERS; ++i) {
            uint256 amount = i == HOLDERS - 1 ? left : 1 + _next(left - (HOLDERS - 1 - i));
            left -= amount;
            _invest(accounts[i], amount);
            (holders[i].account, holders[i].balance, holders[i].highest) = (accounts[i], amount, amount);
        }
        vm.prank(OPERATOR);
        loan.drawDown();
        _fund(OPERATOR, 1e20);
    }

    /// @dev Dust, a part, or more than everything; in one of four payments with a fee on the way.
    function _pay(Holder[HOLDERS] memory holders) private {
        if (_next(4) == 0) {
            vm.prank(ADMIN);
            usdt.setParams(_next(20), _next(50e6));
        }
        uint256 payoff = loan.payoff();
        uint256 kind = _next(8);
        uint256 amount = kind == 0 ? payoff + 1 : kind < 4 ? 2 + _next(50) : 2 + _next(payoff);
        uint256 before = usdt.balanceOf(address(loan));
        bytes32 paymentId = _nextPayment();
        vm.prank(OPERATOR);
        loan.distribute(paymentId, amount);

        uint256 money = usdt.balanceOf(address(loan)) - before;
        for (uint256 i; i < HOLDERS; ++i) {
            holders[i].numerator += money * holders[i].balance;
        }
    }

    function _move(Holder memory from, Holder memory to) private {
        uint256 amount = _next(4) == 0 ? from.balance : _next(from.balance + 1);
        _transfer(from.account, to.account, amount);
        from.balance -= amount;
        to.balance += amount;
        if (to.balance > to.highest) to.highest = to.balance;
    }

    function _take(Holder memory holder) private {
        uint256 before = usdt.balanceOf(address(loan));
        _claim(holder.account);
        holder.paid += before - usdt.balanceOf(address(loan));
    }

    /* BOUND */

    /// @dev Each holder has been given its exact share, less a fraction below one unit, give or take `rounds * balance / 2^64`
    /// units. All terms are multiplied by supply * 2^64.
    function _assertShares(Holder[HOLDERS] memory holders, uint256 supply) private view {
        uint256 rounds = loan.distributionCount();
        for (uint256 i; i < HOLDERS; ++i) {
            Holder memory holder = holders[i];
            uint256 given = (holder.paid + loan.pendingDistribution(holder.account)) * supply << 64;
            uint256 exact = holder.numerator << 64;
            uint256 slack = rounds * holder.highest * supply;
            assertLe(given, exact + slack, "not more than the share");
            assertLe(exact, given + (supply << 64) + slack, "less than a unit below it");
        }
    }

    /// @dev A number below `limit`, which is not 0.
    function _next(uint256 limit) private returns (uint256) {
        _random = uint256(keccak256(abi.encode(_random)));
        return _random % limit;
    }
}
