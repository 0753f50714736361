// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title From the first investment to draw-down, or back.
interface ILoanFunding {
    /* EVENTS */

    /// @notice Tokens for `investor` were paid for; the same amount was minted (also a `Transfer` from the zero address).
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
    /// @param fee Origination fee, the treasury's, rounded down.
    /// @param outstanding Principal that bears interest: all that was raised.
    event DrawnDown(address indexed originator, uint256 amount, uint256 fee, uint256 outstanding);

    /// @notice What is kept for the treasury changed: USDT refused to send it fees, or sent at last what it had refused.
    /// @param owed All that the loan now keeps for the treasury; 0 when everything was sent.
    event FeesOwed(uint256 owed);

    /* ERRORS */

    /// @notice Investing ended at `deadline`.
    error FundingEnded(uint256 deadline);
    /// @notice More arrived than the `remaining` part of the target.
    error TargetExceeded(uint256 received, uint256 remaining);
    /// @notice Less arrived than the smallest ticket, and than all that was missing to the target.
    error TicketTooSmall(uint256 received, uint256 minimum);
    /// @notice The wallet's balance would pass the largest ticket.
    error TicketTooLarge(uint256 balance, uint256 maximum);
    /// @notice Neither a failed raise past its deadline nor money left undrawn for 7 days.
    error NotCancellable(uint256 raised, uint256 cancellableAt);
    /// @notice Neither the target met nor the minimum raised by the deadline.
    error NotDrawable(uint256 raised, uint256 fundingDeadline);
    /// @notice The 7 days for drawing ended at `closedAt`; the money goes back to investors.
    error DrawDownClosed(uint256 closedAt);

    /* FUNCTIONS */

    /// @notice Pays up to `amount` USDT from the caller into the loan and mints as many tokens as arrived.
    /// @dev Anyone, in Funding before the deadline, after approving USDT to the loan.
    /// Errors: WrongState, LoanPaused, FundingEnded, HolderFrozen, NotAMember, ZeroAmount, TargetExceeded, TicketTooSmall,
    /// TicketTooLarge, Reentrancy.
    /// @return received What arrived, and the tokens minted.
    function invest(uint256 amount) external returns (uint256 received);

    /// @notice The same with the caller's money for `investor`, who gets the tokens and must be able to receive them.
    /// @dev As `invest`, and InvalidReceiver.
    function investFor(address investor, uint256 amount) external returns (uint256 received);

    /// @notice Ends a raise that failed: past the deadline with less than the minimum, or not drawn within 7 days of the
    /// target being met or the deadline, whichever came first.
    /// @dev Anyone, in Funding, paused or not. Errors: WrongState, NotCancellable, Reentrancy.
    function cancel() external;

    /// @notice Burns the caller's tokens and pays the same amount of USDT. Nothing happens at a balance of zero.
    /// @dev Any holder, in Cancelled, for ever. Errors: WrongState, HolderFrozen, Reentrancy.
    function refund() external returns (uint256 amount);

    /// @notice The same for `holder`, who receives the money.
    /// @dev Anyone, but only `holder` itself while `members()` has a proposal to recover it.
    /// Errors: WrongState, HolderFrozen, IMembers.RecoveryPending, Reentrancy.
    function refundFor(address holder) external returns (uint256 amount);

    /// @notice Sends what was raised, less the origination fee, to the originator and starts the loan.
    /// @dev Originator or operator, as long as the factory knows the originator (else Unauthorized with the originator, for both);
    /// in Funding, when the target is met or the deadline has passed with at least the minimum, until 7 days after that.
    /// A fee that USDT refuses to the treasury waits here (`feesOwed`).
    /// Errors: Unauthorized, WrongState, LoanPaused, NotDrawable, DrawDownClosed, Reentrancy.
    function drawDown() external;

    /// @notice Sends the treasury what it is owed. Every other payment of a fee does so too; nothing happens when nothing is
    /// owed, or when USDT still refuses the treasury.
    /// @dev Anyone. Only a transfer that reverts is a refusal, and only while the loan could send to somebody else, for which it
    /// tries to send nothing to itself: where USDT is paused, stops this loan or answers false, this call fails
    /// (TransferFailed), and so does every other payment of a fee. Errors: Reentrancy.
    function sendFees() external;

    /// @notice Fees that USDT refused to send to the treasury (which it may have blacklisted). They are kept here for whoever is
    /// the treasury when they can be sent, and are no part of what holders can claim.
    function feesOwed() external view returns (uint256);

    /// @notice Sum of all investments. Refunds do not lower it.
    function raised() external view returns (uint256);

    /// @notice When the loan was drawn; 0 before.
    function drawnAt() external view returns (uint256);
}
