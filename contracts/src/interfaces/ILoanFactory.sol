// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTerms} from "./LoanTypes.sol";

/// @title Creates loans and knows them.
/// @notice One factory per USDT. A loan's address depends on the factory and the loan id alone, so it is known, and can be
/// shown, before the loan exists. It says nothing about the terms: see `createLoan`.
/// @dev Constructor: `LoanFactory(address usdt, address admin, address treasury, address operator, address guardian,
/// address members)`. It creates the `Loan` that all clones delegate to. On a development chain: admin = guardian = account
/// 0, treasury = account 3, operator = account 1, then `setOriginator(account 2, true)`. In production the admin, which
/// cannot be changed, is a `PlatformAdmin`, which shows and delays what it does.
interface ILoanFactory {
    /* EVENTS */

    /// @notice A loan exists at `loan`, open for funding.
    /// @param metadataUri Description of the loan; `terms.documentHash` anchors it.
    event LoanCreated(
        bytes32 indexed loanId, address indexed loan, address indexed originator, LoanTerms terms, string metadataUri
    );

    /// @notice `operator` replaced the operator before it.
    event OperatorSet(address indexed operator);

    /// @notice `guardian` replaced the guardian before it.
    event GuardianSet(address indexed guardian);

    /// @notice Fees go to `treasury` from now on, those of loans that exist too.
    event TreasurySet(address indexed treasury);

    /// @notice `originator` may (or may no longer) originate loans.
    event OriginatorSet(address indexed originator, bool allowed);

    /// @notice Loans that originators create from now on leave the platform at least `bps` of their interest.
    event MinimumPlatformFeeSet(uint256 bps);

    /* ERRORS */

    error Unauthorized(address caller);
    error ZeroAddress();
    error LoanIdMissing();
    error LoanExists(bytes32 loanId, address loan);
    error UnknownOriginator(address originator);
    error PrincipalOutOfRange(uint256 principalTarget, uint256 maximum);
    error MinimumRaiseOutOfRange(uint256 minimumRaise, uint256 principalTarget);
    error TicketsOutOfRange(uint256 minimumTicket, uint256 maximumTicket, uint256 principalTarget);
    error DeadlineOutOfRange(uint256 fundingDeadline, uint256 earliest, uint256 latest);
    error RateOutOfRange(uint256 annualRateBps, uint256 lateRateBps, uint256 maximum);
    error FeesOutOfRange(
        uint256 originationFeeBps, uint256 originationMaximum, uint256 platformFeeBps, uint256 platformMaximum
    );
    /// @notice An originator created a loan with less than `minimumPlatformFeeBps()`.
    error PlatformFeeTooLow(uint256 platformFeeBps, uint256 minimum);
    error MinimumFeeOutOfRange(uint256 bps, uint256 maximum);
    error InstalmentsOutOfRange(uint256 instalmentCount, uint256 maximum);
    error BulletHasOneInstalment(uint256 instalmentCount);
    error PeriodOutOfRange(uint256 periodSeconds, uint256 maximum);
    error GraceOutOfRange(uint256 graceSeconds, uint256 defaultAfterSeconds, uint256 maximum);
    error PartyMissing(address originator, address borrower);
    error DocumentHashMissing();
    error MetadataTooLong(uint256 length, uint256 maximum);
    error NoLoanCode();
    /// @notice `members()` is not open, so a loan has to be for members only.
    error MembersOnlyRequired();

    /* LOANS */

    /// @notice Creates the loan `loanId` with `terms`.
    /// @dev Admin, operator, or the originator named in the terms; that originator must be known to the factory. An originator
    /// leaves the platform at least `minimumPlatformFeeBps()`. Terms that let anyone hold need `IMembers.open()`.
    /// An id belongs to who uses it first. Another originator can take an id that it sees in the mempool, for a loan with itself
    /// as originator. The address depends on the id only, so after a reorganisation another loan, with other terms and another
    /// originator, may stand where this one stood, and what is invested there is invested in that loan: `invest` names no
    /// terms. So an id should be hard to guess, a loan counts by its address and its `LoanCreated`, not by an id announced
    /// before, and one invests once the block of that event is safe. An approval alone is no danger: a loan pulls USDT from
    /// its caller only.
    /// Bounds: principal 1..10^18 units; minimum raise 1..principal; 0 < minimum ticket <= maximum ticket, minimum ticket <=
    /// principal; deadline after now and within 366 days; rates at most 10,000 bps; origination fee at most 1,000 bps and
    /// platform fee at most 2,000 bps; instalments 1..360, exactly 1 for Bullet; period 1 s to 3,660 days; grace and default
    /// delay at most 366 days each; metadata at most 16,384 bytes; originator, borrower and document hash not zero.
    /// Errors: Unauthorized, LoanIdMissing, LoanExists, UnknownOriginator, PlatformFeeTooLow, MembersOnlyRequired, and one for
    /// each bound.
    /// @return loan Its address, equal to `loanAddress(loanId)`.
    function createLoan(bytes32 loanId, LoanTerms calldata terms, string calldata metadataUri)
        external
        returns (address loan);

    /// @notice Whether this factory created `loan`.
    function isLoan(address loan) external view returns (bool);

    /// @notice How many loans exist.
    function loanCount() external view returns (uint256);

    /// @notice The loan created as number `index`, from 0.
    function loanAt(uint256 index) external view returns (address);

    /// @notice Where the loan `loanId` is or will be: CREATE2 with the id as salt (EIP-1014).
    function loanAddress(bytes32 loanId) external view returns (address);

    /// @notice The code that a clone under construction asks for; reverts with NoLoanCode at any other time.
    /// @dev Answers raw bytes, not ABI-encoded ones. See `LoanCode`.
    function loanCode() external view;

    /// @notice The contract that loans delegate to.
    function implementation() external view returns (address);

    /* PARTIES */

    function usdt() external view returns (address);

    /// @notice Receives origination and platform fees.
    function treasury() external view returns (address);

    /// @notice Names the other parties, writes off loans, can pause them. A `PlatformAdmin` in production.
    function admin() external view returns (address);

    /// @notice Creates, draws and services loans, and declares their default.
    function operator() external view returns (address);

    /// @notice Pauses loans for up to 7 days.
    function guardian() external view returns (address);

    /// @notice The allow-list of all loans (`IMembers`).
    function members() external view returns (address);

    /// @notice Least platform fee, in basis points of interest, of a loan that an originator creates; 100 at first. Operator and
    /// admin may agree to less.
    function minimumPlatformFeeBps() external view returns (uint16);

    /// @notice Whether `account` may be named in new loans, and whether its loans can be drawn.
    function isOriginator(address account) external view returns (bool);

    /// @dev Admin. Errors: Unauthorized, ZeroAddress.
    function setTreasury(address treasury) external;

    /// @dev Admin. Errors: Unauthorized, ZeroAddress.
    function setOperator(address operator) external;

    /// @dev Admin. Errors: Unauthorized, ZeroAddress.
    function setGuardian(address guardian) external;

    /// @notice Lets `originator` be named in new loans and its loans be drawn, or stops both, whoever calls. What was drawn it
    /// can, and should, go on repaying. Loans in funding can still be invested in, and be drawn only if it is let back:
    /// otherwise anyone can cancel them after the 7 days for drawing, and investors are refunded.
    /// @dev Admin. Errors: Unauthorized, ZeroAddress.
    function setOriginator(address originator, bool allowed) external;

    /// @notice Sets `minimumPlatformFeeBps` for loans to come; at most 2,000.
    /// @dev Admin. Errors: Unauthorized, MinimumFeeOutOfRange.
    function setMinimumPlatformFee(uint256 bps) external;
}
