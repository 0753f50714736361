// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanFactory} from "../src/LoanFactory.sol";
import {Market} from "../src/Market.sol";
import {Members} from "../src/Members.sol";
import {LoanTerms} from "../src/interfaces/ILoan.sol";
import {ILoanFactory} from "../src/interfaces/ILoanFactory.sol";
import {IMarket, Order} from "../src/interfaces/IMarket.sol";
import {IMembers} from "../src/interfaces/IMembers.sol";
import {MarketTest} from "./helpers/MarketTest.sol";
import {Vm} from "forge-std/Test.sol";

/// @dev The factory, the allow-list and the market rebuilt from their logs and nothing else, after random histories: every word that
/// they ever wrote is compared. Loans are rebuilt in the invariant suites (LogReplay).
/// forge-config: ci.fuzz.runs = 1000
contract PlatformLogsTest is MarketTest {
    uint256 private constant STEPS = 40;

    uint256 private _random;
    mapping(address target => mapping(uint256 slot => uint256)) private _rebuilt;
    mapping(bytes32 topic => bool) private _seen;
    mapping(address target => uint256) private _agents; // how many there were

    /* THE FACTORY */

    function testFuzz_factory_isItsLogs(uint256 seed) public {
        _factoryHistory(seed);
    }

    function _factoryHistory(uint256 seed) private {
        _begin(seed);
        LoanFactory made = new LoanFactory(address(usdt), ADMIN, TREASURY, OPERATOR, GUARDIAN, address(members));
        _apply(address(made));
        for (uint256 i; i < STEPS; ++i) {
            uint256 kind = _next(6);
            address account = _account();
            if (kind == 0) _act(ADMIN, address(made), abi.encodeCall(made.setTreasury, (account)));
            if (kind == 1) _act(ADMIN, address(made), abi.encodeCall(made.setOperator, (account)));
            if (kind == 2) _act(ADMIN, address(made), abi.encodeCall(made.setGuardian, (account)));
            if (kind == 3) _act(ADMIN, address(made), abi.encodeCall(made.setMinimumPlatformFee, (_next(2001))));
            if (kind == 4) {
                _act(ADMIN, address(made), abi.encodeCall(made.setOriginator, (account, _next(3) > 0)));
            }
            if (kind == 5) {
                LoanTerms memory terms = _terms();
                terms.originator = account;
                _act(ADMIN, address(made), abi.encodeCall(made.createLoan, (bytes32(1 + _next(8)), terms, "data:,")));
            }
        }
        _compare(address(made));
    }

    function _applyToFactory(Vm.Log memory log) private {
        mapping(uint256 slot => uint256) storage words = _rebuilt[log.emitter];
        bytes32 topic = log.topics[0];
        if (topic == ILoanFactory.TreasurySet.selector) words[0] = (words[0] >> 160 << 160) | uint256(log.topics[1]);
        if (topic == ILoanFactory.MinimumPlatformFeeSet.selector) {
            words[0] = uint160(words[0]) | _word(log, 0) << 160;
        }
        if (topic == ILoanFactory.OperatorSet.selector) words[1] = uint256(log.topics[1]);
        if (topic == ILoanFactory.GuardianSet.selector) words[2] = uint256(log.topics[1]);
        if (topic == ILoanFactory.OriginatorSet.selector) words[_key(log.topics[1], 3)] = _word(log, 0);
        if (topic == ILoanFactory.LoanCreated.selector) {
            words[_key(log.topics[2], 4)] = 1;
            words[uint256(keccak256(abi.encode(5))) + words[5]] = uint256(log.topics[2]);
            ++words[5];
        }
    }

    /* THE ALLOW-LIST */

    function testFuzz_members_areTheirLogs(uint256 seed) public {
        _membersHistory(seed);
    }

    function _membersHistory(uint256 seed) private {
        _begin(seed);
        Members made = new Members(ADMIN, AGENT, true);
        _apply(address(made));
        for (uint256 i; i < STEPS; ++i) {
            uint256 kind = _next(8);
            address account = _account();
            address agent = made.agent();
            if (kind == 0) {
                _act(agent, address(made), abi.encodeCall(made.setMember, (account, uint40(_next(1 << 40)))));
            }
            if (kind == 1) _act(agent, address(made), abi.encodeCall(made.setFrozen, (account, _next(2) == 0)));
            if (kind == 2) _act(agent, address(made), abi.encodeCall(made.proposeRecovery, (account, _account())));
            if (kind == 3) _act(account, address(made), abi.encodeCall(made.vetoRecovery, ()));
            if (kind == 4) _act(agent, address(made), abi.encodeCall(made.withdrawRecovery, (account)));
            if (kind == 5 && _next(4) == 0) _act(ADMIN, address(made), abi.encodeCall(made.setAgent, (account)));
            if (kind == 6) _act(ADMIN, address(made), abi.encodeCall(made.setOpen, (_next(2) == 0)));
            if (kind == 7) skip(_next(40 days));
        }
        _compare(address(made));
    }

    /// @dev A recovery carries the number of its agent: how many `AgentSet` came before, the constructor's not counted.
    function _applyToMembers(Vm.Log memory log) private {
        mapping(uint256 slot => uint256) storage words = _rebuilt[log.emitter];
        bytes32 topic = log.topics[0];
        uint256 term = words[0] >> 168;
        if (topic == IMembers.AgentSet.selector) {
            term = _agents[log.emitter]++;
            words[0] = uint256(log.topics[1]) | (words[0] >> 160 & 0xff) << 160 | term << 168;
        }
        if (topic == IMembers.OpenSet.selector) words[0] = uint160(words[0]) | _word(log, 0) << 160 | term << 168;
        if (topic == IMembers.MemberSet.selector) {
            words[_key(log.topics[1], 1)] = _word(log, 0) | _word(log, 1) << 40;
        }
        if (log.topics.length < 2) return;
        uint256 recovery = _key(log.topics[1], 2);
        if (topic == IMembers.RecoveryProposed.selector) {
            words[recovery] = uint256(log.topics[2]) | _word(log, 0) << 160 | term << 240;
        }
        if (topic == IMembers.RecoveryVetoed.selector) words[recovery] = _word(log, 0) << 200 | term << 240;
        if (topic == IMembers.RecoveryWithdrawn.selector) words[recovery] = 0;
    }

    /* THE MARKET */

    function testFuzz_market_isItsLogs(uint256 seed) public {
        _marketHistory(seed);
    }

    function _marketHistory(uint256 seed) private {
        _begin(seed);
        market = new Market(address(factory));
        _allowTokens(ALICE, type(uint256).max);
        _fundBuyer(CAROL, TARGET);
        _apply(address(market));
        for (uint256 i; i < STEPS; ++i) {
            uint256 kind = _next(6);
            uint256 id = 1 + _next(market.listingCount() + 1);
            if (kind == 0) _act(ALICE, address(market), _listing());
            if (kind == 1) {
                _act(ALICE, address(market), abi.encodeCall(market.reprice, (id, uint32(1 + _next(10_000)))));
            }
            if (kind == 2 && _next(3) == 0) _act(ALICE, address(market), abi.encodeCall(market.delist, (id)));
            if (kind == 3) {
                uint256 remaining = market.listing(id).remaining;
                uint256 amount = _next(3) == 0 ? remaining : _next(remaining + 1);
                _act(CAROL, address(market), abi.encodeCall(market.fill, (id, amount, _anything())));
            }
            if (kind == 4) {
                Order memory order = _order();
                (order.amount, order.nonce) = (uint64(USDT), _next(3));
                bytes memory signature = _sign(order);
                uint256 amount = 1 + _next(USDT);
                _act(CAROL, address(market), abi.encodeCall(market.fillOrder, (order, signature, amount, _anything())));
            }
            if (kind == 5 && _next(4) == 0) {
                _act(ALICE, address(market), abi.encodeCall(market.cancelNonce, (_next(3))));
            }
        }
        _compare(address(market));
    }

    function _listing() private returns (bytes memory) {
        uint256 expiry = block.timestamp + _next(7 days);
        uint256 amount = 1 + _next(USDT);
        return abi.encodeCall(market.list, (address(loan), uint64(amount), uint32(1 + _next(20_000)), uint40(expiry)));
    }

    function _applyToMarket(Vm.Log memory log) private {
        mapping(uint256 slot => uint256) storage words = _rebuilt[log.emitter];
        bytes32 topic = log.topics[0];
        if (log.topics.length < 2) return;
        uint256 listing = _key(log.topics[1], 1);
        if (topic == IMarket.Listed.selector) {
            words[0] = uint256(log.topics[1]);
            words[listing] = uint256(log.topics[2]) | _word(log, 1) << 160 | _word(log, 2) << 192;
            words[listing + 1] = uint256(log.topics[3]) | _word(log, 0) << 160;
        }
        if (topic == IMarket.Repriced.selector) {
            words[listing] = uint160(words[listing]) | _word(log, 1) << 160 | (words[listing] >> 192) << 192;
        }
        if (topic == IMarket.Filled.selector) words[listing + 1] = uint256(log.topics[3]) | _word(log, 3) << 160;
        if (topic == IMarket.Delisted.selector || (topic == IMarket.Filled.selector && _word(log, 3) == 0)) {
            (words[listing], words[listing + 1]) = (0, 0);
        }
        if (topic == IMarket.OrderFilled.selector) words[_key(log.topics[1], 2)] += _word(log, 2);
        if (topic == IMarket.NonceCancelled.selector) {
            words[_key(log.topics[2], _key(log.topics[1], 3))] = 1;
        }
    }

    /* ALL THREE */

    /// @dev Canary: the histories emit every event of the three, so that none is left out unnoticed.
    function test_canary_everyEvent() public {
        for (uint256 seed; seed < 12; ++seed) {
            _factoryHistory(seed);
            _membersHistory(seed);
            _marketHistory(seed);
        }
        bytes32[17] memory topics = [
            ILoanFactory.LoanCreated.selector,
            ILoanFactory.OperatorSet.selector,
            ILoanFactory.GuardianSet.selector,
            ILoanFactory.TreasurySet.selector,
            ILoanFactory.OriginatorSet.selector,
            ILoanFactory.MinimumPlatformFeeSet.selector,
            IMembers.MemberSet.selector,
            IMembers.OpenSet.selector,
            IMembers.AgentSet.selector,
            IMembers.RecoveryProposed.selector,
            IMembers.RecoveryVetoed.selector,
            IMembers.RecoveryWithdrawn.selector,
            IMarket.Listed.selector,
            IMarket.Repriced.selector,
            IMarket.Delisted.selector,
            IMarket.Filled.selector,
            IMarket.OrderFilled.selector
        ];
        for (uint256 i; i < topics.length; ++i) {
            assertTrue(_seen[topics[i]], vm.toString(topics[i]));
        }
        assertTrue(_seen[IMarket.NonceCancelled.selector], "NonceCancelled");
    }

    function _begin(uint256 seed) private {
        _random = seed;
        vm.recordLogs();
        vm.record();
    }

    /// @dev Forge keeps the logs of reverted calls too; those are dropped.
    function _act(address by, address target, bytes memory call) private {
        vm.getRecordedLogs();
        vm.prank(by);
        (bool success,) = target.call(call);
        if (success) _apply(target);
    }

    function _apply(address target) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter != target) continue;
            _seen[logs[i].topics[0]] = true;
            // Each knows its own events only.
            _applyToFactory(logs[i]);
            _applyToMembers(logs[i]);
            _applyToMarket(logs[i]);
        }
    }

    /// @dev Every word that the contract wrote, its constructor included, is what its logs say.
    function _compare(address target) private {
        (, bytes32[] memory written) = vm.accesses(target);
        assertGt(written.length, 0, "it wrote");
        for (uint256 i; i < written.length; ++i) {
            uint256 slot = uint256(written[i]);
            assertEq(uint256(vm.load(target, written[i])), _rebuilt[target][slot], vm.toString(written[i]));
        }
    }

    function _account() private returns (address) {
        return [ALICE, BOB, CAROL, STRANGER, ORIGINATOR, AGENT][_next(6)];
    }

    /// @dev A number below `limit`, which is not 0.
    function _next(uint256 limit) private returns (uint256) {
        _random = uint256(keccak256(abi.encode(_random)));
        return _random % limit;
    }

    function _word(Vm.Log memory log, uint256 position) private pure returns (uint256 word) {
        bytes memory data = log.data;
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), mul(position, 0x20)))
        }
    }

    function _key(bytes32 key, uint256 slot) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(key, slot)));
    }
}
