// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILoanFactory} from "../interfaces/ILoanFactory.sol";
import {LibClone} from "solady/utils/LibClone.sol";
import {LibTransient} from "solady/utils/LibTransient.sol";

/// @dev Deploys a clone whose address depends on its salt and its deployer alone, not on its arguments: the creation code
/// is the same 31 bytes for every loan and asks the deployer, in its constructor, for the code to return (EIP-1014 hashes
/// creation code, not the result). The code itself is Solady's minimal clone followed by the arguments.
library LoanCode {
    using LibTransient for LibTransient.TBytes;

    bytes32 private constant WAITING_SLOT = keccak256("reflow.LoanCode.waiting");

    error DeploymentFailed();

    /// @dev PUSH4 selector, MSTORE; STATICCALL caller with those 4 bytes; return everything it answered.
    ///
    ///   63 selector  PUSH4    3d RETURNDATASIZE(0)  52 MSTORE      memory[28..32) = selector
    ///   3d 3d        0 0      60 04  60 1c          4 bytes at 28
    ///   33 CALLER    5a GAS   fa STATICCALL
    ///   15 ISZERO    60 1b    57 JUMPI              refused: revert
    ///   3d 5f 5f 3e           RETURNDATACOPY(0, 0, size)
    ///   3d 5f f3              RETURN(0, size)
    ///   5b 5f 5f fd           JUMPDEST REVERT(0, 0)
    function creationCode() internal pure returns (bytes memory) {
        return abi.encodePacked(
            hex"63", ILoanFactory.loanCode.selector, hex"3d523d3d6004601c335afa15601b573d5f5f3e3d5ff35b5f5ffd"
        );
    }

    /// @dev Runtime code of a clone of `implementation` with `args`.
    function runtimeCode(address implementation, bytes memory args) internal pure returns (bytes memory code) {
        bytes memory creation = LibClone.initCode(implementation, args);
        // LibClone's creation code is a 10-byte loader and then the runtime.
        code = new bytes(creation.length - 10);
        assembly ("memory-safe") {
            mcopy(add(code, 0x20), add(creation, 0x2a), mload(code))
        }
    }

    /// @dev Deploys the clone; `code` waits in transient storage for the constructor's question and is gone afterwards.
    function deploy(bytes32 salt, bytes memory code) internal returns (address instance) {
        LibTransient.TBytes storage waiting = LibTransient.tBytes(WAITING_SLOT);
        waiting.set(code);
        bytes memory creation = creationCode();
        assembly ("memory-safe") {
            instance := create2(0, add(creation, 0x20), mload(creation), salt)
        }
        if (instance == address(0)) revert DeploymentFailed();
        waiting.clear();
    }

    /// @dev Ends the call with the waiting code as raw bytes.
    function answer() internal view {
        bytes memory code = LibTransient.tBytes(WAITING_SLOT).get();
        if (code.length == 0) revert ILoanFactory.NoLoanCode();
        assembly ("memory-safe") {
            return(add(code, 0x20), mload(code))
        }
    }

    function predict(bytes32 salt, address deployer) internal pure returns (address) {
        return LibClone.predictDeterministicAddress(keccak256(creationCode()), salt, deployer);
    }
}
