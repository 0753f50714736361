// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TetherUsd} from "../src/TetherUsd.sol";
import {LoanTest} from "./helpers/LoanTest.sol";

/// @dev The distribution that the first ReFlow's documents describe: one index, a "last seen" value per holder, and no hook on
/// transfer. Only what the story needs.
contract LastSeenLoan {
    TetherUsd private immutable USDT;
    uint256 public totalSupply;
    uint256 public index; // scale 1e18
    mapping(address => uint256) public balanceOf;
    mapping(address => uint256) public lastSeen;

    constructor(TetherUsd usdt) {
        USDT = usdt;
    }

    function mint(address holder, uint256 amount) external {
        balanceOf[holder] += amount;
        totalSupply += amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function distribute(uint256 amount) external {
        USDT.transferFrom(msg.sender, address(this), amount);
        index += amount * 1e18 / totalSupply;
    }

    function claim() external returns (uint256 amount) {
        amount = balanceOf[msg.sender] * (index - lastSeen[msg.sender]) / 1e18;
        lastSeen[msg.sender] = index;
        USDT.transfer(msg.sender, amount);
    }
}

/// @dev Alice claims 100, moves her tokens to a fresh wallet, and the fresh wallet claims.
contract InsolvencyTest is LoanTest {
    function test_insolvency_documentedDesignPaysTwice() public {
        LastSeenLoan documented = new LastSeenLoan(usdt);
        documented.mint(ALICE, TARGET / 2);
        documented.mint(BOB, TARGET / 2);
        vm.prank(ADMIN);
        usdt.issue(OPERATOR, 200 * USDT);
        vm.startPrank(OPERATOR);
        usdt.approve(address(documented), 200 * USDT);
        documented.distribute(200 * USDT);
        vm.stopPrank();

        vm.startPrank(ALICE);
        assertEq(documented.claim(), 100 * USDT, "alice");
        documented.transfer(CAROL, TARGET / 2);
        vm.stopPrank();
        vm.prank(CAROL);
        assertEq(documented.claim(), 100 * USDT, "the same payout again");

        assertEq(usdt.balanceOf(address(documented)), 0, "bob's 100 are gone");
        vm.prank(BOB);
        vm.expectRevert();
        documented.claim();
    }

    function test_insolvency_loanPaysOnce() public {
        _invest(ALICE, TARGET / 2);
        _invest(BOB, TARGET / 2);
        vm.prank(OPERATOR);
        loan.drawDown();
        _distribute(200 * USDT);

        assertEq(_claim(ALICE), 100 * USDT, "alice");
        _transfer(ALICE, CAROL, TARGET / 2);
        assertEq(_claim(CAROL), 0, "nothing again");
        assertEq(_claim(BOB), 100 * USDT, "bob has his");
        assertEq(usdt.balanceOf(address(loan)), 0, "to the last unit");
    }

    /// @dev However the tokens travel between claims, all claims together stay within what arrived.
    function testFuzz_insolvency_neverPaysMoreThanArrived(uint64[4] memory payments, uint256 seed) public {
        _invest(ALICE, TARGET / 2);
        _invest(BOB, TARGET / 2);
        vm.prank(OPERATOR);
        loan.drawDown();
        address[4] memory holders = [ALICE, BOB, CAROL, STRANGER];
        uint256 arrived;
        uint256 paid;
        for (uint256 i; i < 4; ++i) {
            arrived += _distribute(bound(payments[i], 1, TARGET / 4));
            for (uint256 j; j < 4; ++j) {
                seed = uint256(keccak256(abi.encode(seed)));
                address from = holders[seed % 4];
                if (seed & 256 == 0) paid += _claim(from);
                _transfer(from, holders[(seed >> 2) % 4], (seed >> 16) % (loan.balanceOf(from) + 1));
            }
        }
        for (uint256 j; j < 4; ++j) {
            paid += _claim(holders[j]);
        }
        assertLe(paid, arrived, "paid");
        assertLe(arrived - paid, 4, "and all of it but fractions");
    }
}
