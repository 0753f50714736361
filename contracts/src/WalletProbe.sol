// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";

/// @title Asks wallets that are not deployed yet about their signatures (ERC-6492).
/// @notice The wallet is deployed in a call that always reverts, with the answer as the reason, so that nothing of it stays.
/// @dev A contract of its own because that call goes wherever the signature says: this address has no allowance, no role and
/// no money, so even what is undone was done in nobody's name.
contract WalletProbe {
    /// @dev The answer of `probe`, as its revert reason.
    error Answer(bool valid);

    /// @notice Whether the wallet `signer`, made ready as `wrapped` says if it must be, accepts the signature in it.
    /// @param wrapped ABI-encoded (address prepareTo, bytes prepareData, bytes signature): a signature of ERC-6492 without
    /// its last 32 bytes. Anything else is no signature.
    function isValid(address signer, bytes32 digest, bytes calldata wrapped) external returns (bool) {
        try this.probe(signer, digest, wrapped) {
            return false;
        } catch (bytes memory reason) {
            // Only `probe` itself makes this reason; what the wallet or its deployer revert with stays inside it.
            return keccak256(reason) == keccak256(abi.encodeWithSelector(Answer.selector, true));
        }
    }

    /// @notice Always reverts: with `Answer`, or without a reason when `wrapped` cannot be decoded.
    /// @dev A wallet with code is asked before anything is prepared, as ERC-6492 demands; only when it refuses, the preparation
    /// runs and it is asked once more, because a deployed wallet can need one too (a new owner that is not written yet).
    function probe(address signer, bytes32 digest, bytes calldata wrapped) external {
        (address prepareTo, bytes memory prepareData, bytes memory signature) =
            abi.decode(wrapped, (address, bytes, bytes));
        bool valid = _accepts(signer, digest, signature);
        if (!valid) {
            (bool prepared,) = prepareTo.call(prepareData);
            valid = prepared && _accepts(signer, digest, signature);
        }
        revert Answer(valid);
    }

    /// @dev Without code there is nobody to ask.
    function _accepts(address signer, bytes32 digest, bytes memory signature) private view returns (bool) {
        return signer.code.length > 0 && SignatureCheckerLib.isValidERC1271SignatureNow(signer, digest, signature);
    }
}
