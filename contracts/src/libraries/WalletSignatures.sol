// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WalletProbe} from "../WalletProbe.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

/// @dev Whether an account signed a digest, whatever the account is. In the order that ERC-6492 asks for: its wrapper first,
/// then ERC-1271 for an account with code, then the key.
library WalletSignatures {
    /// @dev The last 32 bytes of a wrapped signature (ERC-6492).
    bytes32 private constant WRAPPER_SUFFIX = 0x6492649264926492649264926492649264926492649264926492649264926492;
    /// @dev The code of an account that delegates: this prefix and an address (EIP-7702).
    bytes3 private constant DELEGATION_PREFIX = 0xef0100;
    uint256 private constant DELEGATION_BYTES = 23;

    function isValid(WalletProbe probe, address signer, bytes32 digest, bytes calldata signature)
        internal
        returns (bool)
    {
        if (_isWrapped(signature)) {
            return probe.isValid(signer, digest, signature[:signature.length - 32]);
        }
        if (SignatureCheckerLib.isValidSignatureNowCalldata(signer, digest, signature)) return true;
        // The key of a delegating account can do anything in its name, so its signature cannot count for less.
        return _isDelegated(signer) && ECDSA.tryRecoverCalldata(digest, signature) == signer;
    }

    function _isWrapped(bytes calldata signature) private pure returns (bool) {
        return signature.length >= 32 && bytes32(signature[signature.length - 32:]) == WRAPPER_SUFFIX;
    }

    function _isDelegated(address account) private view returns (bool) {
        return account.code.length == DELEGATION_BYTES && bytes3(account.code) == DELEGATION_PREFIX;
    }
}
