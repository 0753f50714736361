// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState, LoanTerms} from "./ILoan.sol";

/// @notice All state of a loan that its own views answer, at one block. Amounts in base units, times in unix seconds.
struct LoanView {
    address loan;
    bytes32 loanId;
    LoanState state;
    uint256 totalSupply;
    uint256 raised;
    uint256 outstanding;
    uint256 payoff;
    uint256 accruedInterest;
    uint256 lateFeeDue;
    uint256 loss;
    uint256 perToken;
    uint256 distributionCount;
    uint256 totalDistributed;
    uint256 drawnAt;
    uint256 settledInstalments;
    uint256 pausedUntil;
    uint256 usdtBalance;
    uint256 feesOwed; // part of usdtBalance: the treasury's, which USDT refused to send
    address payInAddress;
    uint256 payInBalance; // waiting there for `collect` or `returnExcess`
    LoanTerms terms;
}

/// @notice What a loan knows about one account, at one block.
struct HolderView {
    address holder;
    uint256 balance;
    uint256 par; // balance * outstanding / supply, rounded down
    uint256 claimable;
    uint256 claimed;
    uint256 memberUntil; // what the loan last saw of the allow-list
    bool frozen; // the same
    uint256 marketAllowance; // tokens that the market may still sell for this holder
}

/// @notice The invariants of a loan that can be seen from outside at one block: the figures, and whether they fit. The others
/// are about what a call may change, not about a state. Every sum over holders is over those that were given: an invariant
/// that needs all of them fails when one is missing.
struct Solvency {
    // Balances add up to the supply.
    uint256 sumOfBalances;
    uint256 totalSupply;
    bool balancesAreSupply;
    // The supply is at most the target, and what was raised from draw-down until the end.
    uint256 principalTarget;
    uint256 raised;
    bool supplyWithinTarget;
    // The loan holds at least what it owes: everything claimable, fees that could not be sent and, in Funding and Cancelled,
    // the supply.
    uint256 usdtHeld;
    uint256 owed;
    bool solvent;
    // What was claimed and what can be is at most what was distributed, and less only by rounding.
    uint256 distributed;
    uint256 claimed;
    uint256 claimable;
    bool claimsWithinDistributed;
    bool dustWithinBound; // at most a unit per holder and one per distribution
    // The payout index never fell from one distribution to the next, and is that of the last one.
    uint256 perToken;
    bool indexNeverFell;
    // Late fees, interest and principal of all distributions, less platform fees, are what was distributed.
    uint256 recorded;
    uint256 platformFees;
    bool partsAddUp;
    // Principal owed, paid and lost is what was drawn.
    uint256 principalPaid;
    uint256 outstanding;
    uint256 loss;
    bool principalConserved;
    // Market and Batch hold none of the loan's tokens and no USDT: what they hold was sent to them by mistake.
    uint256 strayTokens;
    uint256 strayUsdt;
    bool nothingStray;
    // All of the above but `nothingStray`, which anybody can end by a gift that harms nobody.
    bool all;
}

/// @title Everything about one loan or many in one call. Reads only; nobody needs it to use a loan.
/// @dev Constructor: `Lens(address factory, address market, address batch)`. Loans of that factory only; anyone may call.
/// Meant for `eth_call`: the cost grows with holders and distributions.
interface ILens {
    /* ERRORS */

    /// @notice No loan of this contract's factory.
    error UnknownLoan(address loan);
    /// @notice The holders must be distinct, and in ascending order to show it.
    error HoldersNotAscending(address previous, address next);
    /// @notice Each loan needs a list of holders.
    error LengthsDiffer(uint256 loans, uint256 holders);

    /* VIEWS */

    /// @notice All state of a loan. @dev Errors: UnknownLoan.
    function loan(address loanAddress) external view returns (LoanView memory);

    /// @notice The same for many. @dev Errors: UnknownLoan.
    function loans(address[] calldata loanAddresses) external view returns (LoanView[] memory);

    /// @notice What a loan knows about each of `accounts`. @dev Errors: UnknownLoan.
    function holders(address loanAddress, address[] calldata accounts) external view returns (HolderView[] memory);

    /// @notice Whether a loan is as it should be. `accounts`: everybody who ever held its tokens, in ascending order.
    /// @dev Errors: UnknownLoan, HoldersNotAscending.
    function solvency(address loanAddress, address[] calldata accounts) external view returns (Solvency memory);

    /// @notice The same for many: `accounts[i]` are the holders of `loanAddresses[i]`. One call and so one block for all.
    /// @dev Errors: LengthsDiffer, UnknownLoan, HoldersNotAscending.
    function solvencies(address[] calldata loanAddresses, address[][] calldata accounts)
        external
        view
        returns (Solvency[] memory);

    /// @notice The factory whose loans can be asked about.
    function factory() external view returns (address);

    /// @notice The market whose holdings and allowances are read.
    function market() external view returns (address);

    /// @notice The batch contract whose holdings are read.
    function batch() external view returns (address);
}
