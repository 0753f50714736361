// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Distribution} from "./LoanTypes.sol";

/// @title Repayments, claims, default.
/// @notice Whoever holds tokens when a distribution is recorded owns that share, also after a transfer. No pause and no state
/// stops claims; a freeze by the agent of `members()` stops those of the frozen wallet, for as long as it lasts.
interface ILoanRepayment {
    /* EVENTS */

    /// @notice A repayment was recorded: `received` = `lateFee` + `interest` + `principal`.
    /// @param round Its index in `distributions`.
    /// @param platformFee Part of `interest` that is the treasury's, rounded down; the rest of `received` is the holders'.
    /// @param perToken Payout index afterwards, scale 2^64.
    /// @param outstanding Principal still owed afterwards.
    /// @param settledInstalments Instalments settled afterwards.
    event Distributed(
        bytes32 indexed paymentId,
        uint256 indexed round,
        uint256 received,
        uint256 lateFee,
        uint256 interest,
        uint256 principal,
        uint256 platformFee,
        uint256 perToken,
        uint256 outstanding,
        uint256 settledInstalments
    );

    /// @notice The distribution `round` was paid from the loan's pay-in address.
    /// @param amount What left it; what arrived is in `Distributed`.
    event Collected(uint256 indexed round, address indexed payIn, uint256 amount);

    /// @notice What was left at the pay-in address of a loan that has ended went to the borrower.
    event ExcessReturned(address indexed borrower, address indexed payIn, uint256 amount);

    /// @notice `holder`'s share of past distributions was sent to `to`.
    /// @param totalClaimed Everything `holder` has claimed from this loan, this claim included.
    event Claimed(address indexed holder, address indexed to, uint256 amount, uint256 totalClaimed);

    /// @notice The loan is in default; interest and late fees stop growing.
    event Defaulted(address indexed by, uint256 outstanding, uint256 accruedInterest);

    /// @notice Everything owed has been paid.
    /// @param totalDistributed Sum of all repayments, less platform fees: what holders have claimed or can claim.
    event Repaid(uint256 totalDistributed);

    /// @notice The loan is closed with `lossAmount` of principal unpaid.
    event WrittenOff(uint256 lossAmount);

    /* ERRORS */

    /// @notice A payment needs an id of at least 2^32: those below are the ids of what `collect` records, and 0 is none.
    error PaymentIdReserved(bytes32 paymentId);
    /// @notice This payment was recorded before, as `round`.
    error PaymentAlreadyRecorded(bytes32 paymentId, uint256 round);
    /// @notice The sum ever distributed would pass what the payout index can hold (2^63 base units).
    error PayoutIndexOverflow(uint256 perToken, uint256 supply);
    /// @notice Not late for long enough; `defaultableAt` is the first second at which this caller may.
    error NotDefaultable(uint256 defaultableAt);
    /// @notice `index` is not below `count`.
    error NoSuchDistribution(uint256 index, uint256 count);

    /* REPAYMENT */

    /// @notice Pulls min(`amount`, `payoff()`) USDT from the caller and shares what arrived among all holders:
    /// late fee first, then interest, then principal. The loan is repaid when nothing is owed.
    /// @dev Originator or operator, in Active or Defaulted. A `paymentId` is accepted once in the life of the loan.
    /// Nothing is taken while USDT is paused (TransferFromFailed) or lets this loan send nothing (TransferFailed), so that it could
    /// pay nobody. The latter shows when the platform fee is sent: a payment without one does not find out.
    /// A fee that USDT refuses to the treasury alone waits here (`feesOwed`).
    /// Errors: Unauthorized, WrongState, PaymentIdReserved, PaymentAlreadyRecorded, ZeroAmount, PayoutIndexOverflow,
    /// Reentrancy.
    /// @return taken What was pulled from the caller (what arrived can be less: the token's fee).
    function distribute(bytes32 paymentId, uint256 amount) external returns (uint256 taken);

    /// @notice The same, paid with what is at the pay-in address, at most `payoff()`. More than that stays there, and so does
    /// everything while `distribute` would be refused. ZeroAmount when nothing is there.
    /// Its payment id is its round, counted from 1. The caller does not choose it, so nobody can use up the id of a repayment
    /// that was announced by collecting a single unit under it; and a plain transfer has no id that it could be repeated with.
    /// @dev Originator, operator or borrower; an open entry would let a stranger move the payout index before a trade.
    /// Errors: Unauthorized, WrongState, ZeroAmount, PayoutIndexOverflow, Reentrancy.
    /// @return taken What left the pay-in address (what arrived can be less: the token's fee).
    function collect() external returns (uint256 taken);

    /// @notice Where a borrower can pay by plain transfer. Known before the loan is drawn. What is sent there is collected while
    /// something is owed, and goes to the borrower of the terms once the loan has ended, whoever sent it.
    /// USDT sent to the loan itself is lost: nobody can move it.
    function payInAddress() external view returns (address);

    /// @notice Sends what is at the pay-in address to the borrower of the terms. Nothing happens when it is empty.
    /// @dev Anyone, in Repaid, Closed or Cancelled. Errors: WrongState, Reentrancy.
    function returnExcess() external returns (uint256 amount);

    /* CLAIMS */

    /// @notice Pays the caller its share of all distributions so far. In Repaid and Closed it also burns the caller's tokens.
    /// @dev Any time, for ever, unless frozen; pays zero when nothing is due. Rounded down, the remainder stays owed.
    /// Errors: HolderFrozen, Reentrancy.
    function claimDistribution() external returns (uint256 amount);

    /// @notice The same, paid to `to`. @dev Errors: InvalidReceiver, HolderFrozen, Reentrancy.
    function claimDistributionTo(address to) external returns (uint256 amount);

    /// @notice The same for `holder`, paid to `holder`.
    /// @dev Anyone, but only `holder` itself while `members()` has a proposal to recover it.
    /// Errors: HolderFrozen, IMembers.RecoveryPending, Reentrancy.
    function claimDistributionFor(address holder) external returns (uint256 amount);

    /* DEFAULT */

    /// @notice Declares the loan in default. Recoveries can still be distributed.
    /// @dev Operator once the loan is late for longer than `defaultAfterSeconds`; any holder 30 days after that.
    /// Errors: Unauthorized, WrongState, NotDefaultable, Reentrancy.
    function declareDefault() external;

    /// @notice Closes a defaulted loan; what is outstanding is lost.
    /// @dev Admin. Errors: Unauthorized, WrongState, Reentrancy.
    function writeOff() external;

    /* VIEWS */

    /// @notice Principal still owed.
    function outstanding() external view returns (uint256);

    /// @notice All that is owed now: late fee, interest and principal. Zero unless active or defaulted.
    function payoff() external view returns (uint256);

    /// @notice Unpaid interest now: simple, on outstanding principal, per second, rounded down at each accrual.
    function accruedInterest() external view returns (uint256);

    /// @notice Unpaid late fee now: simple interest at the late rate on what is overdue, from the due date of the first
    /// unsettled instalment, charged only once the loan is late. Rounded down at each accrual.
    function lateFeeDue() external view returns (uint256);

    /// @notice Principal lost when the loan was written off; 0 in any other state.
    function loss() external view returns (uint256);

    /// @notice How many instalments are settled: in order, each when its scheduled principal is covered and no interest is
    /// unpaid after a payment made no earlier than half a period before its due date; all, once nothing is outstanding.
    function settledInstalments() external view returns (uint256);

    /// @notice What `holder` can claim now. Rounded down.
    function pendingDistribution(address holder) external view returns (uint256);

    /// @notice What `holder` has claimed so far.
    function claimed(address holder) external view returns (uint256);

    /// @notice The distribution recorded as number `index`, from 0. @dev Errors: NoSuchDistribution.
    function distributions(uint256 index) external view returns (Distribution memory);

    /// @notice How many distributions were recorded.
    function distributionCount() external view returns (uint256);

    /// @notice Sum of all repayments that arrived, less platform fees: what holders have claimed or can claim.
    function totalDistributed() external view returns (uint256);

    /// @notice Payout index: USDT units per token unit distributed since draw-down, times 2^64. Never falls.
    function perToken() external view returns (uint256);
}
