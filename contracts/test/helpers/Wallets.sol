// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "solady/utils/ECDSA.sol";

/// @dev A smart wallet: accepts what its owner's key signed (ERC-1271), and does what its owner asks.
contract SmartWallet {
    address private immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) public view virtual returns (bytes4) {
        return ECDSA.tryRecoverCalldata(digest, signature) == OWNER ? this.isValidSignature.selector : bytes4(0);
    }

    function call(address to, bytes calldata data) external returns (bytes memory answer) {
        require(msg.sender == OWNER, "not the owner");
        bool success;
        (success, answer) = to.call(data);
        require(success, "the call failed");
    }
}

/// @dev Answers every question about a signature with something that is not a yes.
contract OddWallet {
    bytes private answer;

    constructor(bytes memory answer_) {
        answer = answer_;
    }

    function isValidSignature(bytes32, bytes calldata) external view {
        bytes memory data = answer;
        require(data.length > 0, "no");
        assembly ("memory-safe") {
            return(add(data, 0x20), mload(data))
        }
    }
}

/// @dev Deploys wallets at addresses that are known before.
contract WalletFactory {
    uint256 public deployed;

    function deploy(address owner) external returns (address) {
        ++deployed;
        return address(new SmartWallet{salt: 0}(owner));
    }

    function walletOf(address owner) external view returns (address) {
        bytes32 codeHash = keccak256(abi.encodePacked(type(SmartWallet).creationCode, abi.encode(owner)));
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"ff", address(this), bytes32(0), codeHash)))));
    }
}
