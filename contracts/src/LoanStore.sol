// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PayIn} from "./PayIn.sol";
import {ILoan, LoanState} from "./interfaces/ILoan.sol";
import {ILoanFactory} from "./interfaces/ILoanFactory.sol";
import {IMembers} from "./interfaces/IMembers.sol";
import {HolderWord} from "./libraries/HolderWord.sol";
import {Debt} from "./libraries/LoanMath.sol";

/// @dev What every path of a loan reads, in one storage word.
struct Ledger {
    uint128 perToken; // payout index, scale 2^64; perToken * supply < 2^127
    uint64 supply; // token units; <= 10^18; fixed from draw-down until completion burns
    uint32 rounds; // distributions recorded
    LoanState state; // never Late
    uint24 pausedUntilHour; // hours since 1970, rounded down; good until the year 3883
}

/// @dev How funding ended, and what the treasury could not be paid, in one storage word.
struct Outcome {
    uint40 fundedAt; // when the target was met, 0 if it was not
    uint40 drawnAt; // 0 before draw-down
    uint64 raised; // 0 while funding, when it is the supply
    uint64 feesOwed; // < 2^62: a tenth of what was raised, and a fifth of the interest at most
}

/// @dev One holder. A struct of one word, because only a struct can be pointed at: its place is hashed once per access.
struct Holder {
    HolderWord word;
}

/// @dev A distribution, found by its payment id: two words. Its id is in `_paymentIds`.
struct Payment {
    uint64 principal;
    uint64 interest;
    uint64 lateFee;
    uint40 time; // never 0 once recorded
    uint128 perToken;
    uint32 round;
}

/// @title All storage of a loan in one place, the lock, and the guards that several parts share.
abstract contract LoanStore is ILoan {
    /* IMMUTABLES: the same for all clones of one factory */

    ILoanFactory internal immutable FACTORY;
    IMembers internal immutable MEMBERS;
    address internal immutable USDT;
    /// @dev What pay-in addresses delegate to.
    address internal immutable PAY_IN;

    /* STORAGE */

    Ledger internal _ledger; // slot 0
    Outcome internal _outcome; // slot 1
    Debt internal _debt; // slot 2
    mapping(address holder => Holder) internal _holders; // slot 3
    mapping(address holder => uint256) internal _claimed; // slot 4
    mapping(bytes32 paymentId => Payment) internal _payments; // slot 5
    mapping(uint256 round => bytes32) internal _paymentIds; // slot 6
    mapping(address owner => mapping(address spender => uint256)) internal _allowances; // slot 7
    mapping(address owner => uint256) internal _nonces; // slot 8

    /// @dev Set while the loan talks to USDT; reading it costs 100 gas, so transfers look at it too.
    bool private transient _entered;

    /* MODIFIERS */

    modifier nonReentrant() {
        _enter();
        _;
        _entered = false;
    }

    /// @dev For functions that call nobody but change what a function under way may hold in memory.
    modifier notEntered() {
        if (_entered) revert Reentrancy();
        _;
    }

    /* CONSTRUCTOR */

    /// @dev Runs once, for the contract that clones delegate to. Closed, so that nobody can use it as a loan.
    constructor(address usdt_, address members_) {
        FACTORY = ILoanFactory(msg.sender);
        MEMBERS = IMembers(members_);
        USDT = usdt_;
        PAY_IN = address(new PayIn(usdt_));
        _ledger.state = LoanState.Closed;
    }

    /* GUARDS */

    function _enter() private {
        if (_entered) revert Reentrancy();
        _entered = true;
    }

    function _checkReceiver(address to) internal view {
        if (to == address(0)) revert InvalidReceiver(to);
        if (to == address(this)) revert InvalidReceiver(to);
    }

    function _checkNotPaused(uint256 pausedUntilHour) internal view {
        unchecked {
            // pausedUntilHour < 2^24
            if (block.timestamp < pausedUntilHour * 1 hours) revert LoanPaused(pausedUntilHour * 1 hours);
        }
    }

    /// @dev The originator of this loan, or the operator of the platform.
    function _checkServicer(address originator) internal view {
        if (msg.sender != originator && msg.sender != FACTORY.operator()) revert Unauthorized(msg.sender);
    }
}
