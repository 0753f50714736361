// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice One investment of several.
struct Investment {
    address loan;
    uint256 amount; // USDT base units to pay
}

/// @title Claims, refunds and investments over many loans in one transaction.
/// @notice Each call does all or nothing: the error of the loan that refuses comes through. The contract keeps nothing.
/// @dev Constructor: `Batch(address factory)`. Loans of that factory only. Amounts are USDT base units. Emits nothing: the
/// loans' own events name holder and investor.
interface IBatch {
    /* ERRORS */

    /// @notice No loan of this contract's factory.
    error UnknownLoan(address loan);
    /// @notice An amount of zero, or a payment of which nothing arrived.
    error ZeroAmount();
    /// @notice Called from inside another call to this contract.
    error Reentrancy();

    /* CLAIMS AND REFUNDS */

    /// @notice Pays `holder` its share of all distributions of each loan, as `ILoan.claimDistributionFor` does.
    /// @dev Anyone. The loans are called by this contract, so a holder whose recovery is proposed claims from each itself.
    /// Errors: UnknownLoan, and those of the loans.
    /// @return total What the loans sent to `holder`.
    function claim(address[] calldata loans, address holder) external returns (uint256 total);

    /// @notice Refunds `holder` from each loan, all of which are cancelled, as `ILoan.refundFor` does.
    /// @dev Anyone, as for `claim`. Errors: UnknownLoan, and those of the loans.
    /// @return total What the loans sent to `holder`.
    function refund(address[] calldata loans, address holder) external returns (uint256 total);

    /* INVESTING */

    /// @notice Invests the caller's USDT in each loan; the tokens are the caller's.
    /// @dev Anyone, after approving USDT to this contract for the sum. What arrives here is passed on, so a token's fee is
    /// charged twice. Errors: UnknownLoan, ZeroAmount, Reentrancy, and those of the loans (`ILoan.investFor`).
    /// @return total Tokens minted, all loans together.
    function invest(Investment[] calldata investments) external returns (uint256 total);

    /// @notice The same where the money has an EIP-2612 permit: sets this contract's allowance to `value` first.
    /// @dev A permit that fails is ignored, because anybody can send a signature that is seen in the mempool: only the
    /// allowance counts. Errors: as `invest`.
    function investWithPermit(
        Investment[] calldata investments,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (uint256 total);

    /* VIEWS */

    /// @notice The factory whose loans can be named.
    function factory() external view returns (address);
}
