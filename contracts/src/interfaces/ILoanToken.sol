// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @title The loan as a token: EIP-20 with 6 decimals, EIP-2612, EIP-5267.
/// @notice Transfers move tokens and leave both sides' payouts where they are.
/// @dev Transfers to the zero address and to the loan are refused, an allowance of 2^256-1 is not lowered, name and symbol
/// come from the loan id. `transfer` and `transferFrom` are refused while the loan is paused, for a frozen sender, and for
/// a receiver that is frozen or (in a loan for members) no member; see ILoanMembership. Both are refused from inside a payment
/// of the loan (Reentrancy). `transferFrom` by an allowance that is lowered emits `Approval` with what is left of it, before the
/// `Transfer`, so that logs tell every allowance.
interface ILoanToken is IERC20Metadata {
    /* EVENTS */

    /// @notice A permit of `owner` was accepted.
    /// @param nonce The one that its signature carried, which `nonces(owner)` gave before; now it gives one more.
    event NonceUsed(address indexed owner, uint256 nonce);

    /* ERRORS */

    /// @notice Tokens and payouts cannot be sent here: the zero address or the loan itself.
    error InvalidReceiver(address receiver);
    /// @notice The zero address cannot spend.
    error InvalidSpender(address spender);
    /// @notice `holder` has less than `amount`.
    error InsufficientBalance(address holder, uint256 balance, uint256 amount);
    /// @notice `spender` may spend less than `amount`.
    error InsufficientAllowance(address spender, uint256 allowance, uint256 amount);
    /// @notice The permit ended at `deadline`.
    error PermitExpired(uint256 deadline);
    /// @notice The signature is not `signer`'s over this permit with its next nonce.
    error InvalidSignature(address signer);

    /* EIP-2612 */

    /// @notice Sets `spender`'s allowance over `owner`'s tokens to `value`, by `owner`'s signature.
    /// @dev Anyone, until `deadline` (unix seconds, inclusive). The key of the account signs; for wallets that are contracts
    /// see the other `permit`. A permit can be sent by anyone who sees it: callers that need the allowance should try the
    /// permit, ignore its failure and rely on the allowance. Errors: PermitExpired, InvalidSignature, InvalidSpender.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;

    /// @notice The same for any wallet: an account with code is asked (EIP-1271), then the key is tried, so that accounts
    /// with code and a key (EIP-7702) can sign either way.
    /// @dev Errors: PermitExpired, InvalidSignature, InvalidSpender.
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature) external;

    /// @notice The nonce that `owner`'s next permit has to carry; each is used once.
    function nonces(address owner) external view returns (uint256);

    /// @notice EIP-712 domain of permits: name(), version "1", the chain's id, the loan's address.
    /// @dev Computed at every call, so that a chain that splits does not accept the other's permits.
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice EIP-5267: the same domain, field by field.
    /// @return fields Bits of the fields in use: name, version, chainId, verifyingContract.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );
}
