// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice How principal comes back.
/// @dev Bullet: principal and interest at the end, one instalment. InterestOnly: interest each period, principal with the
/// last. Amortising: equal parts of principal plus accrued interest.
enum RepaymentKind {
    Bullet,
    InterestOnly,
    Amortising
}

/// @notice Where a loan stands. `Late` is derived from the terms and the clock by `state()` and never stored.
enum LoanState {
    Funding,
    Cancelled,
    Active,
    Late,
    Defaulted,
    Repaid,
    Closed
}

/// @notice The agreement, fixed at creation in the loan's code. Amounts in USDT base units (6 decimals), rates in basis
/// points per year (simple interest, actual/365), durations in seconds.
struct LoanTerms {
    uint64 principalTarget; // at most 10^12 USDT
    uint64 minimumRaise; // 1..principalTarget
    uint64 minimumTicket; // smallest single investment; the last free part of the target may be smaller
    uint64 maximumTicket; // largest balance that one wallet can reach by investing
    uint40 fundingDeadline; // unix seconds; investing ends when the clock reaches it
    uint16 annualRateBps;
    uint16 lateRateBps; // on overdue amounts
    uint16 originationFeeBps; // of the drawn amount
    uint16 platformFeeBps; // of interest
    RepaymentKind repaymentKind;
    uint32 periodSeconds; // instalment k (from 1) is due at drawnAt + k * periodSeconds
    uint16 instalmentCount;
    uint32 graceSeconds; // after a due date, before the loan is late
    uint32 defaultAfterSeconds; // being late, before the loan may be declared in default
    address originator; // receives the drawn amount and services the loan
    address borrower; // gets back what was paid in too much
    bytes32 documentHash; // keccak256 of the term sheet
    bool membersOnly; // whether receivers of tokens must be members (see IMembers); false: anyone who is not frozen
}

/// @notice One recorded repayment, as holders share it. Amounts in USDT base units, before the platform fee.
struct Distribution {
    uint64 principal;
    uint64 interest;
    uint64 lateFee;
    uint128 perToken; // payout index after this distribution: USDT units per token unit since draw-down, times 2^64
    uint40 time; // block time
    bytes32 paymentId;
}
