// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "../../src/Loan.sol";
import {ILoan, LoanState, LoanTerms} from "../../src/interfaces/ILoan.sol";
import {ILoanFunding} from "../../src/interfaces/ILoanFunding.sol";
import {ILoanMembership} from "../../src/interfaces/ILoanMembership.sol";
import {ILoanRepayment} from "../../src/interfaces/ILoanRepayment.sol";
import {ILoanToken} from "../../src/interfaces/ILoanToken.sol";
import {Debt, LoanMath, Plan} from "../../src/libraries/LoanMath.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Test, Vm} from "forge-std/Test.sol";

/// @dev A loan rebuilt from its terms, its logs and their block times, and from nothing else; then compared with the loan's
/// storage word by word: the words that the logs speak of, and those that the loan wrote, so that one of which no log tells is found.
/// Interest and late fee between two logs come from LoanMath, whose figures Distribute.t.sol and Reference.t.sol judge.
contract LogReplay is Test {
    struct Wallet {
        int256 debt;
        uint256 balance;
        uint256 claimed;
        uint256 until;
        bool frozen;
    }

    Loan private immutable LOAN;
    LoanTerms private terms;

    uint256 private index;
    uint256 private supply;
    LoanState private state;
    uint256 private pausedUntil;
    uint256 private fundedAt;
    uint256 private drawnAt;
    uint256 private raised;
    uint256 private feesOwed;
    Debt private debt;
    uint256 private drawn;
    bytes32[] private paymentIds;
    mapping(bytes32 paymentId => uint256[2]) private payments;
    mapping(address account => Wallet) private accounts;
    address[] private known;
    mapping(address account => bool) private isKnown;
    address[2][] private pairs; // owner and spender of each allowance ever given
    mapping(address owner => mapping(address spender => bool)) private isPair;
    mapping(address owner => mapping(address spender => uint256)) private allowances;
    mapping(address owner => uint256) private nonces;
    address private burned; // whose tokens the log before this one burned
    mapping(uint256 slot => uint256) private rebuilt; // as of the last `check`

    constructor(Loan loan) {
        LOAN = loan;
        terms = loan.terms(); // as LoanCreated tells them
    }

    /* READING */

    function apply_(Vm.Log[] calldata logs) external {
        for (uint256 i; i < logs.length; ++i) {
            if (logs[i].emitter != address(LOAN)) continue;
            address burnedBefore = burned;
            burned = address(0);
            _apply(logs[i], burnedBefore);
        }
    }

    function _apply(Vm.Log calldata log, address burnedBefore) private {
        bytes32 topic = log.topics[0];
        if (topic == IERC20.Transfer.selector) _transfer(log);
        else if (topic == IERC20.Approval.selector) _approved(log);
        else if (topic == ILoanToken.NonceUsed.selector) _nonceUsed(log);
        else if (topic == ILoanRepayment.Distributed.selector) _distributed(log);
        else if (topic == ILoanRepayment.Claimed.selector) _claimed(log, burnedBefore);
        else if (topic == ILoanFunding.Invested.selector) _invested(log);
        else if (topic == ILoanFunding.DrawnDown.selector) _drawnDown(log);
        else if (topic == ILoanFunding.FeesOwed.selector) feesOwed = _word(log, 0);
        else if (topic == ILoanFunding.Cancelled.selector) (state, raised) = (LoanState.Cancelled, _word(log, 0));
        else if (topic == ILoanRepayment.Defaulted.selector) _defaulted(log);
        else if (topic == ILoanRepayment.Repaid.selector) state = LoanState.Repaid;
        else if (topic == ILoanRepayment.WrittenOff.selector) state = LoanState.Closed;
        else if (topic == ILoanMembership.MemberCached.selector) _memberCached(log);
        else if (topic == ILoanMembership.HolderRecovered.selector) _recovered(log);
        else if (topic == ILoanMembership.Paused.selector) pausedUntil = _word(log, 0) / 1 hours;
        else if (topic == ILoanMembership.Unpaused.selector) pausedUntil = block.timestamp / 1 hours;
    }

    function _transfer(Vm.Log calldata log) private {
        (address from, address to, uint256 amount) = (_address(log, 1), _address(log, 2), _word(log, 0));
        int256 lot = int256(index * amount);
        if (from == address(0)) {
            supply += amount;
        } else {
            (_account(from).balance, _account(from).debt) = (_account(from).balance - amount, _account(from).debt - lot);
        }
        if (to == address(0)) {
            // Tokens are burned for all that they are worth: nothing is owed to the word either.
            (supply, _account(from).debt, burned) = (supply - amount, 0, from);
        } else {
            (_account(to).balance, _account(to).debt) = (_account(to).balance + amount, _account(to).debt + lot);
        }
    }

    function _approved(Vm.Log calldata log) private {
        (address owner, address spender) = (_address(log, 1), _address(log, 2));
        if (!isPair[owner][spender]) pairs.push([owner, spender]);
        (isPair[owner][spender], allowances[owner][spender]) = (true, _word(log, 0));
    }

    function _nonceUsed(Vm.Log calldata log) private {
        address owner = _address(log, 1);
        _account(owner);
        assertEq(_word(log, 0), nonces[owner]++, "replay: nonce used");
    }

    function _invested(Vm.Log calldata log) private {
        if (_word(log, 1) == terms.principalTarget) fundedAt = block.timestamp;
    }

    function _drawnDown(Vm.Log calldata log) private {
        (state, drawnAt, raised, drawn) = (LoanState.Active, block.timestamp, _word(log, 2), _word(log, 2));
        (debt.outstanding, debt.accruedAt) = (uint64(drawn), uint40(block.timestamp));
    }

    function _accrue() private {
        if (state != LoanState.Active) return;
        Debt memory accrued = debt;
        LoanMath.accrue(Plan(terms, drawnAt, drawn), accrued, block.timestamp);
        debt = accrued;
    }

    function _distributed(Vm.Log calldata log) private {
        _accrue();
        debt.lateFee -= uint48(_word(log, 1));
        debt.interest -= uint64(_word(log, 2));
        debt.outstanding -= uint64(_word(log, 3));
        assertEq(debt.outstanding, _word(log, 6), "replay: outstanding");
        debt.settled = uint16(_word(log, 7));
        index = _word(log, 5);
        uint256 round = uint256(log.topics[2]);
        assertEq(round, paymentIds.length, "replay: round");
        paymentIds.push(log.topics[1]);
        payments[log.topics[1]] =
            [_word(log, 3) | _word(log, 2) << 64 | _word(log, 1) << 128 | block.timestamp << 192, index | round << 128];
    }

    function _claimed(Vm.Log calldata log, address burnedBefore) private {
        Wallet storage account = _account(_address(log, 1));
        account.claimed += _word(log, 0);
        assertEq(account.claimed, _word(log, 1), "replay: total claimed");
        if (burnedBefore != _address(log, 1)) account.debt += int256(_word(log, 0) << 64);
    }

    function _defaulted(Vm.Log calldata log) private {
        _accrue();
        state = LoanState.Defaulted;
        assertEq(debt.outstanding, _word(log, 0), "replay: outstanding at default");
        assertEq(debt.interest, _word(log, 1), "replay: interest at default");
    }

    function _memberCached(Vm.Log calldata log) private {
        Wallet storage account = _account(_address(log, 1));
        (account.until, account.frozen) = (_word(log, 0), _word(log, 1) == 1);
    }

    /// @dev Moves what could be claimed; the Transfer of the tokens follows.
    function _recovered(Vm.Log calldata log) private {
        Wallet storage lost = _account(_address(log, 1));
        assertEq(lost.balance, _word(log, 0), "replay: recovered balance");
        int256 claim = int256(index * lost.balance) - lost.debt;
        assertEq(uint256(claim) >> 64, _word(log, 1), "replay: recovered claim");
        lost.debt += claim;
        _account(_address(log, 2)).debt -= claim;
    }

    /* COMPARING */

    /// @param written The slots that the loan wrote since the last call, or more of its slots.
    function check(bytes32[] calldata written) external {
        uint256 ledger = index | supply << 128 | paymentIds.length << 192 | uint256(state) << 224 | pausedUntil << 232;
        _assertSlot(0, ledger, "ledger");
        _assertSlot(1, fundedAt | drawnAt << 40 | raised << 80 | feesOwed << 144, "outcome");
        uint256 owed = uint256(debt.outstanding) | uint256(debt.interest) << 64 | uint256(debt.lateFee) << 128;
        uint256 since = uint256(debt.accruedAt) << 176 | uint256(debt.settled) << 216 | (debt.late ? 1 << 232 : 0);
        _assertSlot(2, owed | since, "debt");
        for (uint256 i; i < known.length; ++i) {
            bytes32 holder = bytes32(uint256(uint160(known[i])));
            Wallet memory account = accounts[known[i]];
            uint256 flags = account.until << 64 | (account.frozen ? 1 << 104 : 0);
            uint256 word = uint256(uint128(int128(account.debt))) << 128 | flags | account.balance;
            _assertSlot(_key(holder, 3), word, "holder");
            _assertSlot(_key(holder, 4), account.claimed, "claimed");
            _assertSlot(_key(holder, 8), nonces[known[i]], "nonce");
        }
        for (uint256 i; i < pairs.length; ++i) {
            (address owner, address spender) = (pairs[i][0], pairs[i][1]);
            uint256 slot = _key(bytes32(uint256(uint160(spender))), _key(bytes32(uint256(uint160(owner))), 7));
            _assertSlot(slot, allowances[owner][spender], "allowance");
        }
        for (uint256 i; i < paymentIds.length; ++i) {
            uint256 slot = _key(paymentIds[i], 5);
            _assertSlot(slot, payments[paymentIds[i]][0], "payment");
            _assertSlot(slot + 1, payments[paymentIds[i]][1], "payment, second word");
            _assertSlot(_key(bytes32(i), 6), uint256(paymentIds[i]), "payment id");
        }
        for (uint256 i; i < written.length; ++i) {
            _assertWord(uint256(written[i]), rebuilt[uint256(written[i])], "a word that no log explains");
        }
    }

    function _assertSlot(uint256 slot, uint256 expected, string memory what) private {
        rebuilt[slot] = expected;
        _assertWord(slot, expected, what);
    }

    /// @dev Looks before it asserts: an assertion is a call, and a campaign of the fuzzer comes here millions of times.
    function _assertWord(uint256 slot, uint256 expected, string memory what) private view {
        uint256 word = _load(slot);
        if (word != expected) assertEq(word, expected, string.concat("replay: ", what));
    }

    function _load(uint256 slot) private view returns (uint256) {
        return uint256(vm.load(address(LOAN), bytes32(slot)));
    }

    function _key(bytes32 key, uint256 slot) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(key, slot)));
    }

    /* HELPERS */

    function _account(address account) private returns (Wallet storage) {
        if (!isKnown[account]) (isKnown[account]) = (true);
        else return accounts[account];
        known.push(account);
        return accounts[account];
    }

    function _word(Vm.Log calldata log, uint256 position) private pure returns (uint256) {
        return uint256(bytes32(log.data[position * 32:position * 32 + 32]));
    }

    function _address(Vm.Log calldata log, uint256 topic) private pure returns (address) {
        return address(uint160(uint256(log.topics[topic])));
    }
}
