// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanFunding} from "./LoanFunding.sol";
import {Ledger} from "./LoanToken.sol";
import {Distribution, ILoan, LoanState, LoanTerms} from "./interfaces/ILoan.sol";
import {HolderWord} from "./libraries/HolderWord.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {Debt, LoanMath, Plan, Split} from "./libraries/LoanMath.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @title A tokenized loan: repayments, claims, default. Funding and the token are in its parents.
contract Loan is LoanFunding, IERC165 {
    using SafeTransferLib for address;

    /* CONSTANTS */

    /// @dev perToken * supply stays below this, which keeps every debt inside int128.
    uint256 private constant INDEX_LIMIT = 1 << 127;
    /// @dev How much longer than the operator a holder waits before declaring a default.
    uint256 private constant HOLDER_DEFAULT_DELAY = 30 days;

    /* STORAGE */

    /// @dev A distribution, found by its payment id: two words. Its id is in `_paymentIds`.
    struct Payment {
        uint64 principal;
        uint64 interest;
        uint64 lateFee;
        uint40 time; // never 0 once recorded
        uint128 perToken;
        uint32 round;
    }

    mapping(bytes32 paymentId => Payment) private _payments;
    mapping(uint256 round => bytes32) private _paymentIds;
    mapping(address holder => uint256) private _claimed;

    /* CONSTRUCTOR */

    constructor(address usdt_) LoanFunding(usdt_) {}

    /* REPAYMENT */

    /// @inheritdoc ILoan
    function distribute(bytes32 paymentId, uint256 amount) external nonReentrant returns (uint256 taken) {
        Ledger memory ledger = _ledger;
        Plan memory plan = _plan(ledger.supply);
        _checkServicer(plan.terms.originator);
        if (ledger.state != LoanState.Active && ledger.state != LoanState.Defaulted) revert WrongState(ledger.state);
        if (paymentId == 0) revert PaymentIdMissing();
        if (_payments[paymentId].time != 0) {
            revert PaymentAlreadyRecorded(paymentId, _payments[paymentId].round);
        }

        Debt memory debt = _accrue(plan, ledger.state);
        taken = LoanMath.min(amount, LoanMath.owed(debt));
        Split memory split = LoanMath.settle(debt, _pull(taken), plan.terms.platformFeeBps);
        debt.settled = LoanMath.settledAfterPayment(plan, debt, block.timestamp);
        _debt = debt;

        _record(paymentId, ledger, split, debt);
        if (LoanMath.owed(debt) == 0) {
            ledger.state = LoanState.Repaid;
            emit Repaid(LoanMath.sumDistributed(ledger.perToken, ledger.supply));
        }
        _ledger = ledger;

        if (split.platformFee > 0) USDT.safeTransfer(FACTORY.treasury(), split.platformFee);
    }

    /// @inheritdoc ILoan
    function claimDistribution() external returns (uint256) {
        return _claim(msg.sender, msg.sender);
    }

    /// @inheritdoc ILoan
    function claimDistributionTo(address to) external returns (uint256) {
        _checkReceiver(to);
        return _claim(msg.sender, to);
    }

    /// @inheritdoc ILoan
    function claimDistributionFor(address holder) external returns (uint256) {
        return _claim(holder, holder);
    }

    /// @inheritdoc ILoan
    function declareDefault() external {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Active) revert WrongState(ledger.state);
        Plan memory plan = _plan(ledger.supply);
        uint256 defaultableAt = LoanMath.lateAfter(plan, _debt) + plan.terms.defaultAfterSeconds + 1;
        if (msg.sender != FACTORY.operator()) {
            if (balanceOf(msg.sender) == 0) revert Unauthorized(msg.sender);
            defaultableAt += HOLDER_DEFAULT_DELAY;
        }
        if (block.timestamp < defaultableAt) revert NotDefaultable(defaultableAt);

        Debt memory debt = _accrue(plan, ledger.state);
        _debt = debt;
        _ledger.state = LoanState.Defaulted;
        emit Defaulted(msg.sender, debt.outstanding, debt.interest);
    }

    /// @inheritdoc ILoan
    function writeOff() external {
        if (msg.sender != FACTORY.admin()) revert Unauthorized(msg.sender);
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Defaulted) revert WrongState(ledger.state);

        _ledger.state = LoanState.Closed;
        emit WrittenOff(_debt.outstanding);
    }

    /* VIEWS */

    /// @inheritdoc ILoan
    function state() external view returns (LoanState current) {
        current = _ledger.state;
        if (current != LoanState.Active) return current;
        if (LoanMath.isLate(_plan(_ledger.supply), _debt, block.timestamp)) return LoanState.Late;
    }

    /// @inheritdoc ILoan
    function terms() external view returns (LoanTerms memory) {
        return LoanArgs.read();
    }

    /// @inheritdoc ILoan
    function loanId() external view returns (bytes32) {
        return LoanArgs.loanId();
    }

    /// @inheritdoc ILoan
    function factory() external view returns (address) {
        return address(FACTORY);
    }

    /// @inheritdoc ILoan
    function usdt() external view returns (address) {
        return USDT;
    }

    /// @inheritdoc ILoan
    function outstanding() external view returns (uint256) {
        return _debtNow().outstanding;
    }

    /// @inheritdoc ILoan
    function payoff() external view returns (uint256) {
        return LoanMath.owed(_debtNow());
    }

    /// @inheritdoc ILoan
    function accruedInterest() external view returns (uint256) {
        return _debtNow().interest;
    }

    /// @inheritdoc ILoan
    function lateFeeDue() external view returns (uint256) {
        return _debtNow().lateFee;
    }

    /// @inheritdoc ILoan
    function loss() external view returns (uint256) {
        return _ledger.state == LoanState.Closed ? _debt.outstanding : 0;
    }

    /// @inheritdoc ILoan
    function pendingDistribution(address holder) external view returns (uint256) {
        return _holders[holder].claimableDown(_ledger.perToken);
    }

    /// @inheritdoc ILoan
    function claimed(address holder) external view returns (uint256) {
        return _claimed[holder];
    }

    /// @inheritdoc ILoan
    function distributions(uint256 index) external view returns (Distribution memory) {
        if (index >= _ledger.rounds) revert NoSuchDistribution(index, _ledger.rounds);
        bytes32 paymentId = _paymentIds[index];
        Payment memory payment = _payments[paymentId];
        return Distribution({
            principal: payment.principal,
            interest: payment.interest,
            lateFee: payment.lateFee,
            perToken: payment.perToken,
            time: payment.time,
            paymentId: paymentId
        });
    }

    /// @inheritdoc ILoan
    function distributionCount() external view returns (uint256) {
        return _ledger.rounds;
    }

    /// @inheritdoc ILoan
    function totalDistributed() external view returns (uint256) {
        return LoanMath.sumDistributed(_ledger.perToken, _outcome.raised);
    }

    /// @inheritdoc ILoan
    function perToken() external view returns (uint256) {
        return _ledger.perToken;
    }

    /// @inheritdoc ILoan
    function drawnAt() external view returns (uint256) {
        return _outcome.drawnAt;
    }

    /// @inheritdoc ILoan
    function settledInstalments() external view returns (uint256) {
        return _debt.settled;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC20).interfaceId
            || interfaceId == type(ILoan).interfaceId;
    }

    /* INTERNAL */

    /// @dev Pays `holder`'s share to `to`; in Repaid and Closed, where nothing more can come, also burns its tokens.
    function _claim(address holder, address to) private nonReentrant returns (uint256 amount) {
        Ledger memory ledger = _ledger;
        HolderWord word = _holders[holder];
        amount = word.claimableDown(ledger.perToken);
        uint256 burned = ledger.state == LoanState.Repaid || ledger.state == LoanState.Closed ? word.balance() : 0;
        if (amount == 0 && burned == 0) return 0;

        if (burned > 0) {
            _holders[holder] = word.clear();
            _burn(ledger, holder, burned);
        } else {
            _holders[holder] = word.pay(amount);
        }
        if (amount == 0) return 0;

        uint256 total = _claimed[holder] + amount;
        _claimed[holder] = total;
        emit Claimed(holder, to, amount, total);

        USDT.safeTransfer(to, amount);
    }

    /// @dev Adds the holders' part of a payment to the payout index, and stores the distribution.
    function _record(bytes32 paymentId, Ledger memory ledger, Split memory split, Debt memory debt) private {
        uint256 distributed =
            LoanMath.sumDistributed(ledger.perToken, ledger.supply) + split.received - split.platformFee;
        uint256 index = LoanMath.payoutIndexUp(distributed, ledger.supply);
        if (index * ledger.supply >= INDEX_LIMIT) revert PayoutIndexOverflow(index, ledger.supply);
        uint256 round = ledger.rounds;
        ledger.perToken = uint128(index);
        ledger.rounds = uint32(round + 1);

        _paymentIds[round] = paymentId;
        _payments[paymentId] = Payment({
            principal: uint64(split.principal),
            interest: uint64(split.interest),
            lateFee: uint64(split.lateFee),
            time: uint40(block.timestamp),
            perToken: uint128(index),
            round: uint32(round)
        });
        emit Distributed(
            paymentId,
            round,
            split.received,
            split.lateFee,
            split.interest,
            split.principal,
            split.platformFee,
            index,
            debt.outstanding,
            debt.settled
        );
    }

    function _plan(uint256 supply) private view returns (Plan memory) {
        return Plan(LoanArgs.read(), _outcome.drawnAt, supply);
    }

    /// @dev The debt at this block; interest and late fee stand still after default.
    function _accrue(Plan memory plan, LoanState stored) private view returns (Debt memory debt) {
        debt = _debt;
        if (stored == LoanState.Active) LoanMath.accrue(plan, debt, block.timestamp);
    }

    /// @dev Nothing is owed before draw-down and after the end.
    function _debtNow() private view returns (Debt memory debt) {
        Ledger memory ledger = _ledger;
        if (ledger.state != LoanState.Active && ledger.state != LoanState.Defaulted) return debt;
        return _accrue(_plan(ledger.supply), ledger.state);
    }
}
