// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoanFunding} from "./ILoanFunding.sol";
import {ILoanMembership} from "./ILoanMembership.sol";
import {ILoanRepayment} from "./ILoanRepayment.sol";
import {ILoanToken} from "./ILoanToken.sol";
import {Distribution, LoanState, LoanTerms, RepaymentKind} from "./LoanTypes.sol";

/// @title One tokenized loan: an ERC-20 whose holders fund the loan and share its repayments.
/// @notice 1 token (6 decimals) = 1 USDT of principal. Supply is fixed by the draw-down; repaid principal lowers
/// `outstanding`, not the supply. Whoever holds tokens when a distribution is recorded owns that share, also after a
/// transfer. No pause and no state stops claims, nor refunds of a cancelled loan. A freeze by the agent of `members()` stops those of
/// the frozen wallet, without limit in time: its share waits until it is unfrozen or recovered.
/// @dev A clone made by `LoanFactory`. Amounts are USDT base units, times unix seconds, rates basis points per year. What is
/// recorded is what arrived: USDT can charge a fee. A claim is rounded down by less than one base unit, and the remainder
/// stays owed to that holder; over the life of the loan all claims together never pass what was distributed.
/// Events carry deltas and totals, so that all state can be rebuilt from the terms, the logs and their block times alone.
interface ILoan is ILoanToken, ILoanFunding, ILoanRepayment, ILoanMembership {
    /* ERRORS */

    /// @notice The function needs another state; `current` never reads `Late`.
    error WrongState(LoanState current);
    /// @notice `caller` has no right to call this.
    error Unauthorized(address caller);
    /// @notice An amount of zero, or a payment of which nothing arrived.
    error ZeroAmount();
    /// @notice Called from inside another call to this loan.
    error Reentrancy();

    /* VIEWS */

    /// @notice The state now. Late: active, with principal outstanding, and the first unsettled instalment's due date plus
    /// grace has passed.
    function state() external view returns (LoanState);

    /// @notice The terms, from the loan's code.
    function terms() external view returns (LoanTerms memory);

    /// @notice The id under which the factory created this loan.
    function loanId() external view returns (bytes32);

    /// @notice The factory that created it.
    function factory() external view returns (address);

    /// @notice The money.
    function usdt() external view returns (address);
}
