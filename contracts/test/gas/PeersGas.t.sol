// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanTest} from "../helpers/LoanTest.sol";
import {Erc2222Token, FirstReFlowLoan, OpenZeppelinVault, SoladyVaultPeer} from "./Peers.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev The same operations as in LoanGas, by the peers, with the same USDT and the same warm wallets.
contract PeersGas is LoanTest {
    uint256 private constant AMOUNT = 100 * USDT;

    function setUp() public override {
        super.setUp();
        address[3] memory wallets = [ALICE, BOB, OPERATOR];
        for (uint256 i; i < 3; ++i) {
            vm.prank(ADMIN);
            usdt.issue(wallets[i], TARGET);
        }
    }

    function _approve(address peer) private {
        address[3] memory wallets = [ALICE, BOB, OPERATOR];
        for (uint256 i; i < 3; ++i) {
            vm.prank(wallets[i]);
            usdt.approve(peer, type(uint256).max);
        }
    }

    function test_gas_erc2222() public {
        Erc2222Token peer = new Erc2222Token(IERC20(address(usdt)));
        _approve(address(peer));
        vm.prank(BOB);
        peer.invest(AMOUNT);
        vm.startPrank(ALICE);
        peer.invest(AMOUNT);
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "invest, first time");
        peer.invest(AMOUNT);
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "invest, again");
        vm.stopPrank();
        vm.startPrank(OPERATOR);
        peer.distribute(AMOUNT);
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "distribute, first");
        peer.distribute(AMOUNT);
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "distribute, again");
        vm.stopPrank();
        vm.startPrank(ALICE);
        peer.claim();
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "claim, first");
        require(peer.transfer(BOB, USDT));
        require(peer.transfer(BOB, USDT));
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "transfer, both hold");
        require(peer.transfer(CAROL, USDT));
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "transfer, new holder");
        vm.stopPrank();
        vm.prank(OPERATOR);
        peer.distribute(AMOUNT);
        vm.prank(ALICE);
        peer.claim();
        vm.snapshotGasLastCall("ERC-2222 on OpenZeppelin", "claim, again");
    }

    function test_gas_openZeppelinVault() public {
        OpenZeppelinVault peer = new OpenZeppelinVault(IERC20(address(usdt)));
        _approve(address(peer));
        vm.prank(BOB);
        peer.deposit(AMOUNT, BOB);
        vm.startPrank(ALICE);
        peer.deposit(AMOUNT, ALICE);
        vm.snapshotGasLastCall("OpenZeppelin ERC-4626", "invest, first time");
        peer.deposit(AMOUNT, ALICE);
        vm.snapshotGasLastCall("OpenZeppelin ERC-4626", "invest, again");
        require(peer.transfer(BOB, USDT));
        vm.snapshotGasLastCall("OpenZeppelin ERC-4626", "transfer, both hold");
        require(peer.transfer(CAROL, USDT));
        vm.snapshotGasLastCall("OpenZeppelin ERC-4626", "transfer, new holder");
    }

    function test_gas_soladyVault() public {
        SoladyVaultPeer peer = new SoladyVaultPeer(address(usdt));
        _approve(address(peer));
        vm.prank(BOB);
        peer.deposit(AMOUNT, BOB);
        vm.startPrank(ALICE);
        peer.deposit(AMOUNT, ALICE);
        vm.snapshotGasLastCall("Solady ERC-4626", "invest, first time");
        peer.deposit(AMOUNT, ALICE);
        vm.snapshotGasLastCall("Solady ERC-4626", "invest, again");
        require(peer.transfer(BOB, USDT));
        vm.snapshotGasLastCall("Solady ERC-4626", "transfer, both hold");
        require(peer.transfer(CAROL, USDT));
        vm.snapshotGasLastCall("Solady ERC-4626", "transfer, new holder");
    }

    function test_gas_firstReFlow() public {
        FirstReFlowLoan peer = new FirstReFlowLoan(IERC20(address(usdt)), TARGET);
        _approve(address(peer));
        vm.prank(BOB);
        peer.buyTokens(AMOUNT);
        vm.startPrank(ALICE);
        peer.buyTokens(AMOUNT);
        vm.snapshotGasLastCall("First ReFlow", "invest, first time");
        peer.buyTokens(AMOUNT);
        vm.snapshotGasLastCall("First ReFlow", "invest, again");
        require(peer.transfer(BOB, USDT));
        vm.snapshotGasLastCall("First ReFlow", "transfer, both hold");
        require(peer.transfer(CAROL, USDT));
        vm.snapshotGasLastCall("First ReFlow", "transfer, new holder");
    }
}
