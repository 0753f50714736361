// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

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
    address borrower; // payout address of the borrower, for the record
    bytes32 documentHash; // keccak256 of the term sheet
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

/// @title One tokenized loan: an ERC-20 whose holders fund the loan and share its repayments.
/// @notice 1 token (6 decimals) = 1 USDT of principal. Supply is fixed by the draw-down; repaid principal lowers
/// `outstanding`, not the supply. Whoever holds tokens when a distribution is recorded owns that share, also after a
/// transfer. Claims and refunds can never be switched off, by anyone.
/// @dev A clone made by `LoanFactory`. Amounts are USDT base units, times unix seconds, rates basis points per year. What is
/// recorded is what arrived: USDT can charge a fee. A claim is rounded down by less than one base unit, and the remainder
/// stays owed to that holder; over the life of the loan all claims together never pass what was distributed.
interface ILoan is IERC20Metadata {
    /* EVENTS: deltas and totals, so that state can be rebuilt from logs alone */

    /// @notice `investor` paid in; the same amount of tokens was minted (also a `Transfer` from the zero address).
    /// @param amount What arrived.
    /// @param totalRaised Sum of all investments, this one included.
    event Invested(address indexed investor, uint256 amount, uint256 totalRaised);

    /// @notice `amount` tokens of `holder` were burned and the same amount of USDT was sent to it.
    /// @param totalSupply What remains to be refunded.
    event Refunded(address indexed holder, uint256 amount, uint256 totalSupply);

    /// @notice Funding failed; `totalRaised` can be refunded.
    event Cancelled(uint256 totalRaised);

    /// @notice The loan is active from this block's time on.
    /// @param amount Sent to the originator: raised less `fee`.
    /// @param fee Origination fee, sent to the treasury, rounded down.
    /// @param outstanding Principal that bears interest: all that was raised.
    event DrawnDown(address indexed originator, uint256 amount, uint256 fee, uint256 outstanding);

    /// @notice A repayment was recorded: `received` = `lateFee` + `interest` + `principal`.
    /// @param round Its index in `distributions`.
    /// @param platformFee Part of `interest` that went to the treasury, rounded down; the rest of `received` is the holders'.
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

    /// @notice The function needs another state; `current` never reads `Late`.
    error WrongState(LoanState current);
    /// @notice `caller` has no right to call this.
    error Unauthorized(address caller);
    /// @notice An amount of zero, or a payment of which nothing arrived.
    error ZeroAmount();
    /// @notice Investing ended at `deadline`.
    error FundingEnded(uint256 deadline);
    /// @notice More arrived than the `remaining` part of the target.
    error TargetExceeded(uint256 received, uint256 remaining);
    /// @notice Less arrived than the smallest ticket.
    error TicketTooSmall(uint256 received, uint256 minimum);
    /// @notice The wallet's balance would pass the largest ticket.
    error TicketTooLarge(uint256 balance, uint256 maximum);
    /// @notice Neither a failed raise past its deadline nor money left undrawn for 7 days.
    error NotCancellable(uint256 raised, uint256 cancellableAt);
    /// @notice Neither the target met nor the minimum raised by the deadline.
    error NotDrawable(uint256 raised, uint256 fundingDeadline);
    /// @notice The 7 days for drawing ended at `closedAt`; the money goes back to investors.
    error DrawDownClosed(uint256 closedAt);
    /// @notice A payment needs an id.
    error PaymentIdMissing();
    /// @notice This payment was recorded before, as `round`.
    error PaymentAlreadyRecorded(bytes32 paymentId, uint256 round);
    /// @notice The sum ever distributed would pass what the payout index can hold (2^63 base units).
    error PayoutIndexOverflow(uint256 perToken, uint256 supply);
    /// @notice Not late for long enough; `defaultableAt` is the first second at which this caller may.
    error NotDefaultable(uint256 defaultableAt);
    /// @notice `index` is not below `count`.
    error NoSuchDistribution(uint256 index, uint256 count);
    /// @notice Tokens and payouts cannot be sent here: the zero address or the loan itself.
    error InvalidReceiver(address receiver);
    /// @notice The zero address cannot spend.
    error InvalidSpender(address spender);
    /// @notice `holder` has less than `amount`.
    error InsufficientBalance(address holder, uint256 balance, uint256 amount);
    /// @notice `spender` may spend less than `amount`.
    error InsufficientAllowance(address spender, uint256 allowance, uint256 amount);
    /// @notice Called from inside another call to this loan.
    error Reentrancy();

    /* FUNDING */

    /// @notice Pays up to `amount` USDT from the caller into the loan and mints as many tokens as arrived.
    /// @dev Anyone, in Funding before the deadline, after approving USDT to the loan.
    /// Errors: WrongState, FundingEnded, ZeroAmount, TargetExceeded, TicketTooSmall, TicketTooLarge.
    /// @return received What arrived, and the tokens minted.
    function invest(uint256 amount) external returns (uint256 received);

    /// @notice Ends a raise that failed: past the deadline with less than the minimum, or not drawn within 7 days of the
    /// target being met or the deadline, whichever came first.
    /// @dev Anyone, in Funding. Errors: WrongState, NotCancellable.
    function cancel() external;

    /// @notice Burns the caller's tokens and pays the same amount of USDT. Nothing happens at a balance of zero.
    /// @dev In Cancelled, for ever. Errors: WrongState.
    function refund() external returns (uint256 amount);

    /// @notice The same for `holder`, who receives the money.
    /// @dev Anyone. Errors: WrongState.
    function refundFor(address holder) external returns (uint256 amount);

    /// @notice Sends what was raised, less the origination fee, to the originator and starts the loan.
    /// @dev Originator or operator, in Funding, when the target is met or the deadline has passed with at least the minimum,
    /// until 7 days after that. Errors: Unauthorized, WrongState, NotDrawable, DrawDownClosed.
    function drawDown() external;

    /* REPAYMENT */

    /// @notice Pulls min(`amount`, `payoff()`) USDT from the caller and shares what arrived among all holders:
    /// late fee first, then interest, then principal. The loan is repaid when nothing is owed.
    /// @dev Originator or operator, in Active or Defaulted. A `paymentId` is accepted once in the life of the loan.
    /// Errors: Unauthorized, WrongState, PaymentIdMissing, PaymentAlreadyRecorded, ZeroAmount, PayoutIndexOverflow.
    /// @return taken What was pulled from the caller (what arrived can be less: the token's fee).
    function distribute(bytes32 paymentId, uint256 amount) external returns (uint256 taken);

    /// @notice Pays the caller its share of all distributions so far. In Repaid and Closed it also burns the caller's tokens.
    /// @dev Any time, for ever; pays zero when nothing is due. Rounded down, the remainder stays owed.
    function claimDistribution() external returns (uint256 amount);

    /// @notice The same, paid to `to`. @dev Errors: InvalidReceiver.
    function claimDistributionTo(address to) external returns (uint256 amount);

    /// @notice The same for `holder`, paid to `holder`. @dev Anyone.
    function claimDistributionFor(address holder) external returns (uint256 amount);

    /// @notice Declares the loan in default. Recoveries can still be distributed.
    /// @dev Operator once the loan is late for longer than `defaultAfterSeconds`; any holder 30 days after that.
    /// Errors: Unauthorized, WrongState, NotDefaultable.
    function declareDefault() external;

    /// @notice Closes a defaulted loan; what is outstanding is lost.
    /// @dev Admin. Errors: Unauthorized, WrongState.
    function writeOff() external;

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

    /// @notice When the loan was drawn; 0 before.
    function drawnAt() external view returns (uint256);

    /// @notice How many instalments are settled: in order, each when its scheduled principal is covered and no interest is
    /// unpaid after a payment made no earlier than half a period before its due date; all, once nothing is outstanding.
    function settledInstalments() external view returns (uint256);

    /// @notice Sum of all investments. Refunds do not lower it.
    function raised() external view returns (uint256);
}
