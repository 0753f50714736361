// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState, LoanTerms} from "../../src/interfaces/ILoan.sol";
import {LogReplay} from "../helpers/LogReplay.sol";
import {LoanModel} from "./LoanModel.sol";
import {Parties, PowerActions} from "./PowerActions.sol";

/// @dev What the fuzzer may do to a loan: one entry point, weighted actions, each of which must succeed. After every step it
/// checks what must hold for that step, and tells the model.
contract LoanHandler is PowerActions {
    enum Action {
        Invest,
        EndFunding,
        Refund,
        Distribute,
        Transfer,
        TransferFrom,
        Claim,
        DeclareDefault,
        WriteOff,
        Donate,
        SwitchFee,
        Wait,
        InvestFor,
        Collect,
        ReturnExcess,
        SetMember,
        Recover,
        Pause,
        Permit,
        SwitchManners,
        Trouble
    }

    uint256 public constant ACTIONS = 21;

    uint256[ACTIONS] private weights;
    uint256 private totalWeight;

    /// @dev How often each action did something, and which states were seen: for the canary tests.
    uint256[ACTIONS] public done;
    bool[7] public seen;

    constructor(Parties memory parties, LoanModel model, LogReplay replay) PowerActions(parties, model, replay) {}

    /// @dev Relative frequencies, in the order of `Action`.
    function setWeights(uint256[ACTIONS] calldata weights_) external {
        weights = weights_;
        totalWeight = 0;
        for (uint256 i; i < ACTIONS; ++i) {
            totalWeight += weights_[i];
        }
    }

    /// @dev The actions that have a weight, as bits.
    function weighted() external view returns (uint256 bits) {
        for (uint256 i; i < ACTIONS; ++i) {
            if (weights[i] > 0) bits |= 2 ** i;
        }
    }

    /* THE ENTRY POINT */

    function step(uint256 seed) external {
        vm.recordLogs();
        vm.record();
        uint256[] memory claimable = _claimables();
        uint256[] memory tokens = _balances();
        uint256 index = LOAN.perToken();
        uint256 rounds = LOAN.distributionCount();
        (lost, replacement, refused) = (address(0), address(0), false);

        (Action action, uint256 rest) = _choose(seed);
        uint256 mover = rest % actors.length;
        bool acted = _act(action, actors[mover], uint256(keccak256(abi.encode(rest))));
        if (acted) ++done[uint256(action)];

        assertGe(LOAN.perToken(), index, "8: the index never falls");
        assertGe(LOAN.distributionCount(), rounds, "8: rounds never fall");
        for (uint256 i; i < actors.length; ++i) {
            if (LOAN.balanceOf(actors[i]) > tokens[i]) {
                assertTrue(_receives(actors[i]), "21: only who may receive gains");
            }
            if (lost != address(0) && (actors[i] == lost || actors[i] == replacement)) continue; // looked at in the action
            uint256 now_ = LOAN.pendingDistribution(actors[i]);
            if (action == Action.Distribute || action == Action.Collect) {
                assertGe(now_, claimable[i], "9: a payment lowers nobody's claimable");
            } else if (action == Action.Claim && i == mover && acted) {
                assertEq(now_, 0, "7: a claim takes all");
            } else {
                assertEq(now_, claimable[i], "6, 7, 19: nobody else's claimable changes");
            }
        }
        MODEL.onState(LOAN.state());
        seen[uint256(LOAN.state())] = true;
        if (refused) _forget();
        else REPLAY.apply_(vm.getRecordedLogs());
        (, bytes32[] memory written) = vm.accesses(address(LOAN));
        REPLAY.check(written);
    }

    function _choose(uint256 seed) private view returns (Action action, uint256 rest) {
        uint256 pick = seed % totalWeight;
        rest = uint256(keccak256(abi.encode(seed)));
        for (uint256 i; i < ACTIONS; ++i) {
            if (pick < weights[i]) return (Action(i), rest);
            pick -= weights[i];
        }
    }

    function _act(Action action, address actor, uint256 seed) private returns (bool) {
        if (action == Action.Invest) return _invest(actor, seed);
        if (action == Action.EndFunding) return _endFunding();
        if (action == Action.Refund) return _refund(actor, seed);
        if (action == Action.Distribute) return _distribute(seed);
        if (action == Action.Transfer) return _transfer(actor, seed);
        if (action == Action.TransferFrom) return _transferFrom(actor, seed);
        if (action == Action.Claim) return _claim(actor, seed);
        if (action == Action.DeclareDefault) return _declareDefault();
        if (action == Action.WriteOff) return _writeOff();
        if (action == Action.Donate) return _donate(seed);
        if (action == Action.SwitchFee) return _switchFee(seed);
        if (action == Action.InvestFor) return _investFor(actor, seed);
        if (action == Action.Collect) return _collect(seed);
        if (action == Action.ReturnExcess) return _returnExcess(seed);
        if (action == Action.SetMember) return _setMember(actor, seed);
        if (action == Action.Recover) return _recover(actor, seed);
        if (action == Action.Pause) return _pause(seed);
        if (action == Action.Permit) return _permitAndMove(seed);
        if (action == Action.SwitchManners) return _switchManners(seed);
        if (action == Action.Trouble) return _trouble(actor, seed);
        skip(bound(seed, 1 hours, 20 days));
        return true;
    }

    /* ACTIONS */

    function _invest(address investor, uint256 seed) private returns (bool) {
        return _investBy(investor, investor, seed);
    }

    function _investFor(address investor, uint256 seed) private returns (bool) {
        return _investBy(OPERATOR, investor, seed);
    }

    function _investBy(address payer, address investor, uint256 seed) private returns (bool) {
        LoanTerms memory terms = LOAN.terms();
        uint256 room = terms.principalTarget - LOAN.totalSupply();
        uint256 least = terms.minimumTicket < room ? terms.minimumTicket : room;
        if (USDT.basisPointsRate() > 0) least = least * 10_020 / 10_000 + 1;
        if (LOAN.state() != LoanState.Funding || block.timestamp >= terms.fundingDeadline || room == 0 || least > room)
        {
            return false;
        }
        uint256 amount = bound(seed, least, room);
        if (LOAN.balanceOf(investor) + amount > terms.maximumTicket) return false;
        _pay(payer, amount);
        bool refusal = _paused() || !_receives(investor) || USDT.isBlackListed(payer);
        if (refusal) _expectRefusal();
        vm.prank(payer);
        uint256 received = payer == investor ? LOAN.invest(amount) : LOAN.investFor(investor, amount);
        if (refusal) return false;
        assertLe(received, amount, "not more than asked for");
        MODEL.onInvest(investor, received);
        return true;
    }

    function _endFunding() private returns (bool) {
        if (LOAN.state() != LoanState.Funding) return false;
        LoanTerms memory terms = LOAN.terms();
        if (LOAN.totalSupply() < terms.principalTarget && block.timestamp < terms.fundingDeadline) return false;
        if (_paused()) {
            _expectRefusal();
            vm.prank(OPERATOR);
            LOAN.drawDown();
            return false;
        }
        vm.prank(OPERATOR);
        try LOAN.drawDown() {
            MODEL.onDrawDown();
        } catch {
            // Too little was raised, or nobody drew in time: then anyone can cancel, always.
            vm.prank(actors[0]);
            LOAN.cancel();
        }
        return true;
    }

    function _refund(address holder, uint256 seed) private returns (bool) {
        if (LOAN.state() != LoanState.Cancelled) return false;
        address by = seed % 2 == 0 ? holder : actors[0];
        bool refusal = _frozen(holder) || (by != holder && _isCalledLost(holder))
            || (LOAN.balanceOf(holder) > 0 && _blacklisted(holder));
        if (refusal) _expectRefusal();
        vm.prank(by);
        uint256 amount = seed % 2 == 0 ? LOAN.refund() : LOAN.refundFor(holder);
        if (refusal) return false;
        MODEL.onRefund(holder, amount);
        return amount > 0;
    }

    function _distribute(uint256 seed) private returns (bool) {
        uint256 payoff = LOAN.payoff();
        if (payoff == 0) return false;
        uint256 amount = _paymentAmount(payoff, seed);
        _pay(OPERATOR, amount);
        uint256 held = _held();
        vm.prank(OPERATOR);
        uint256 taken = LOAN.distribute(keccak256(abi.encode(++payments)), amount);

        assertEq(taken, amount < payoff ? amount : payoff, "14: at most what is owed");
        _checkDistribution(taken, held);
        return true;
    }

    function _transfer(address from, uint256 seed) private returns (bool) {
        uint256 amount = bound(seed, 0, LOAN.balanceOf(from));
        return _move(from, from, actors[(seed >> 128) % actors.length], amount);
    }

    function _transferFrom(address from, uint256 seed) private returns (bool) {
        uint256 amount = bound(seed, 0, LOAN.balanceOf(from));
        vm.prank(from);
        LOAN.approve(OPERATOR, amount);
        return _move(OPERATOR, from, actors[(seed >> 128) % actors.length], amount);
    }

    function _permitAndMove(uint256 seed) private returns (bool) {
        uint256 amount = seed % 1000;
        address owner = _permit(amount, OPERATOR, seed % 2 == 1, block.timestamp + seed % 1 days);
        if (LOAN.balanceOf(owner) < amount) return false;
        return _move(OPERATOR, owner, actors[(seed >> 128) % actors.length], amount);
    }

    /// @dev Moves tokens if they may move, and is refused if not.
    function _move(address by, address from, address to, uint256 amount) private returns (bool) {
        bool refusal = _paused() || _frozen(from) || !_receives(to);
        if (refusal) _expectRefusal();
        vm.prank(by);
        bool answer = by == from ? LOAN.transfer(to, amount) : LOAN.transferFrom(from, to, amount);
        if (refusal) return false;
        assertTrue(answer, "answers true");
        MODEL.onTransfer(from, to, amount);
        return amount > 0;
    }

    function _claim(address holder, uint256 seed) private returns (bool) {
        LoanState state = LOAN.state();
        uint256 expected = LOAN.pendingDistribution(holder);
        uint256 amount;
        if (_frozen(holder)) {
            _expectRefusal();
            vm.prank(holder);
            LOAN.claimDistribution();
            return false;
        }
        address to = seed % 3 == 2 ? actors[seed % actors.length] : holder;
        bool refusal = (seed % 3 == 0 && _isCalledLost(holder)) || (expected > 0 && _blacklisted(to));
        if (refusal) _expectRefusal();
        if (seed % 3 > 0) vm.prank(holder);
        if (seed % 3 == 0) amount = LOAN.claimDistributionFor(holder);
        else amount = seed % 3 == 1 ? LOAN.claimDistribution() : LOAN.claimDistributionTo(to);
        if (refusal) return false;
        assertEq(amount, expected, "7: a claim pays what was pending");
        MODEL.onClaim(holder, amount, state == LoanState.Repaid || state == LoanState.Closed);
        return true;
    }

    function _declareDefault() private returns (bool) {
        if (LOAN.state() != LoanState.Late) return false;
        LoanTerms memory terms = LOAN.terms();
        uint256 due = LOAN.drawnAt() + (LOAN.settledInstalments() + 1) * terms.periodSeconds;
        uint256 first = due + terms.graceSeconds + terms.defaultAfterSeconds + 1;
        if (block.timestamp < first) return false;
        vm.prank(OPERATOR);
        LOAN.declareDefault();
        return true;
    }

    function _writeOff() private returns (bool) {
        if (LOAN.state() != LoanState.Defaulted) return false;
        vm.prank(ADMIN);
        LOAN.writeOff();
        return true;
    }

    function _donate(uint256 seed) private returns (bool) {
        vm.prank(ADMIN);
        USDT.issue(address(LOAN), bound(seed, 1, 1e9));
        return true;
    }

    function _switchFee(uint256 seed) private returns (bool) {
        vm.prank(ADMIN);
        USDT.setParams(bound(seed, 0, 19), bound(seed >> 128, 0, 49e6));
        return true;
    }

    /* HELPERS */

    function _pay(address account, uint256 amount) private {
        vm.prank(ADMIN);
        USDT.issue(account, amount);
        vm.startPrank(account);
        USDT.approve(address(LOAN), 0);
        USDT.approve(address(LOAN), amount);
        vm.stopPrank();
    }

    /// @dev Dust, a part of what is owed, or (one in 24) a little more than everything.
    function _paymentAmount(uint256 payoff, uint256 seed) private pure returns (uint256) {
        if (seed % 24 == 0) return payoff + payoff / 100 + 1;
        if (seed % 3 == 0) return bound(seed, 1, 1000);
        return bound(seed, 1, payoff / (1 + seed % 16) + 10);
    }

    function _balances() private view returns (uint256[] memory balances) {
        balances = new uint256[](actors.length);
        for (uint256 i; i < actors.length; ++i) {
            balances[i] = LOAN.balanceOf(actors[i]);
        }
    }

    function _claimables() private view returns (uint256[] memory claimable) {
        claimable = new uint256[](actors.length);
        for (uint256 i; i < actors.length; ++i) {
            claimable[i] = LOAN.pendingDistribution(actors[i]);
        }
    }
}
