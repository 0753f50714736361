// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanToken} from "./LoanToken.sol";
import {ILoanToken} from "./interfaces/ILoanToken.sol";
import {ECDSA} from "solady/utils/ECDSA.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

/// @title Allowances by signature (EIP-2612), for keys and for wallets that are contracts (EIP-1271).
abstract contract LoanPermit is LoanToken {
    /* CONSTANTS */

    bytes32 private constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    string private constant VERSION = "1";

    /* ACTIONS */

    /// @inheritdoc ILoanToken
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        bytes32 digest = _usePermit(owner, spender, value, deadline);
        // Zero is what a signature of nobody recovers to.
        if (owner == address(0) || ECDSA.tryRecover(digest, v, r, s) != owner) revert InvalidSignature(owner);
        _approve(owner, spender, value);
    }

    /// @inheritdoc ILoanToken
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes calldata signature)
        external
    {
        bytes32 digest = _usePermit(owner, spender, value, deadline);
        bool valid = SignatureCheckerLib.isValidSignatureNowCalldata(owner, digest, signature)
            || (owner != address(0) && ECDSA.tryRecoverCalldata(digest, signature) == owner);
        if (!valid) revert InvalidSignature(owner);
        _approve(owner, spender, value);
    }

    /* VIEWS */

    /// @inheritdoc ILoanToken
    function nonces(address owner) external view returns (uint256) {
        return _nonces[owner];
    }

    /// @inheritdoc ILoanToken
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(
            abi.encode(
                DOMAIN_TYPEHASH, keccak256(bytes(name())), keccak256(bytes(VERSION)), block.chainid, address(this)
            )
        );
    }

    /// @inheritdoc ILoanToken
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory domainName,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        // 0x0f: name, version, chainId, verifyingContract.
        return (hex"0f", name(), VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    /* INTERNAL */

    /// @dev The digest to be signed; its nonce is spent, whatever comes of the check (a failed one reverts).
    function _usePermit(address owner, address spender, uint256 value, uint256 deadline) private returns (bytes32) {
        if (block.timestamp > deadline) revert PermitExpired(deadline);
        uint256 nonce = _nonces[owner]++;
        emit NonceUsed(owner, nonce);
        bytes32 content = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), content));
    }
}
