// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanClaims} from "./LoanClaims.sol";
import {LoanStore, Payment} from "./LoanStore.sol";
import {Distribution, ILoan, LoanState, LoanTerms} from "./interfaces/ILoan.sol";
import {ILoanRepayment} from "./interfaces/ILoanRepayment.sol";
import {LoanArgs} from "./libraries/LoanArgs.sol";
import {LoanMath} from "./libraries/LoanMath.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title A tokenized loan: what it answers. What it does is in its parents, in the order of its life: LoanStore (storage),
/// LoanMembership, LoanToken, LoanPermit, LoanFunding, LoanRepayment, LoanClaims.
contract Loan is LoanClaims, IERC165 {
    /* CONSTRUCTOR */

    constructor(address usdt_, address members_) LoanStore(usdt_, members_) {}

    /* THE LOAN */

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

    /* THE DEBT */

    /// @inheritdoc ILoanRepayment
    function outstanding() external view returns (uint256) {
        return _isOwed(_ledger.state) ? _debt.outstanding : 0; // accrual does not touch it
    }

    /// @inheritdoc ILoanRepayment
    function payoff() external view returns (uint256) {
        return LoanMath.owed(_debtNow());
    }

    /// @inheritdoc ILoanRepayment
    function accruedInterest() external view returns (uint256) {
        return _debtNow().interest;
    }

    /// @inheritdoc ILoanRepayment
    function lateFeeDue() external view returns (uint256) {
        return _debtNow().lateFee;
    }

    /// @inheritdoc ILoanRepayment
    function loss() external view returns (uint256) {
        return _ledger.state == LoanState.Closed ? _debt.outstanding : 0;
    }

    /// @inheritdoc ILoanRepayment
    function settledInstalments() external view returns (uint256) {
        return _debt.settled;
    }

    /* THE PAYOUTS */

    /// @inheritdoc ILoanRepayment
    function pendingDistribution(address holder) external view returns (uint256) {
        return _holders[holder].word.claimableDown(_ledger.perToken);
    }

    /// @inheritdoc ILoanRepayment
    function claimed(address holder) external view returns (uint256) {
        return _claimed[holder];
    }

    /// @inheritdoc ILoanRepayment
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

    /// @inheritdoc ILoanRepayment
    function distributionCount() external view returns (uint256) {
        return _ledger.rounds;
    }

    /// @inheritdoc ILoanRepayment
    function totalDistributed() external view returns (uint256) {
        return LoanMath.sumDistributed(_ledger.perToken, _outcome.raised);
    }

    /// @inheritdoc ILoanRepayment
    function perToken() external view returns (uint256) {
        return _ledger.perToken;
    }

    /* EIP-165 */

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC20).interfaceId
            || interfaceId == type(ILoan).interfaceId;
    }
}
