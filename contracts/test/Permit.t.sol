// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "../src/Loan.sol";
import {ILoanToken} from "../src/interfaces/ILoanToken.sol";
import {LoanTest} from "./helpers/LoanTest.sol";
import {OddWallet, SmartWallet} from "./helpers/Wallets.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev EIP-2612 by a key, by a wallet that is a contract (EIP-1271), and by an account that is both (EIP-7702).
contract PermitTest is LoanTest {
    uint256 private constant VALUE = 123 * USDT;
    bytes32 private constant TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    address private owner;
    uint256 private key;

    function setUp() public override {
        super.setUp();
        (owner, key) = makeAddrAndKey("owner");
    }

    /// @dev Written down again after the EIPs, from plain values.
    function _digest(Loan token, address owner_, address spender, uint256 value, uint256 nonce, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("ReFlow Loan 6c6f616e"),
                keccak256("1"),
                block.chainid,
                address(token)
            )
        );
        bytes32 content = keccak256(abi.encode(TYPEHASH, owner_, spender, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, content));
    }

    function _sign(address owner_, uint256 nonce, uint256 deadline)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return vm.sign(key, _digest(loan, owner_, BOB, VALUE, nonce, deadline));
    }

    function _invalid(address signer) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILoanToken.InvalidSignature.selector, signer);
    }

    /* REFUSED */

    function test_permit_expired() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(owner, 0, START - 1);
        bytes memory reason = abi.encodeWithSelector(ILoanToken.PermitExpired.selector, START - 1);
        vm.expectRevert(reason);
        loan.permit(owner, BOB, VALUE, START - 1, v, r, s);
        vm.expectRevert(reason);
        loan.permit(owner, BOB, VALUE, START - 1, abi.encodePacked(r, s, v));
    }

    /// @dev Any other value than the signed one, and any other signer.
    function test_permit_changed() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(owner, 0, START);
        vm.expectRevert(_invalid(owner));
        loan.permit(owner, CAROL, VALUE, START, v, r, s);
        vm.expectRevert(_invalid(owner));
        loan.permit(owner, BOB, VALUE + 1, START, v, r, s);
        vm.expectRevert(_invalid(owner));
        loan.permit(owner, BOB, VALUE, START + 1, v, r, s);
        vm.expectRevert(_invalid(ALICE));
        loan.permit(ALICE, BOB, VALUE, START, v, r, s);
    }

    /// @dev A signature that recovers to nobody is not the zero address's.
    function test_permit_zeroOwner() public {
        vm.expectRevert(_invalid(address(0)));
        loan.permit(address(0), BOB, VALUE, START, 0, 0, 0);
        vm.expectRevert(_invalid(address(0)));
        loan.permit(address(0), BOB, VALUE, START, new bytes(65));
    }

    function test_permit_zeroSpender() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _digest(loan, owner, address(0), VALUE, 0, START));
        vm.expectRevert(abi.encodeWithSelector(ILoanToken.InvalidSpender.selector, address(0)));
        loan.permit(owner, address(0), VALUE, START, v, r, s);
    }

    function test_permit_twice() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(owner, 0, START);
        loan.permit(owner, BOB, VALUE, START, v, r, s);
        vm.expectRevert(_invalid(owner));
        loan.permit(owner, BOB, VALUE, START, v, r, s);
    }

    /// @dev Neither on another loan nor after a split of the chain.
    function test_permit_elsewhere() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(owner, 0, START);
        Loan other = _create("loan 2", _terms());
        vm.expectRevert(_invalid(owner));
        other.permit(owner, BOB, VALUE, START, v, r, s);
        vm.chainId(block.chainid + 1);
        vm.expectRevert(_invalid(owner));
        loan.permit(owner, BOB, VALUE, START, v, r, s);
    }

    function testFuzz_permit_noise(bytes calldata signature) public {
        vm.expectRevert(_invalid(owner));
        loan.permit(owner, BOB, VALUE, START, signature);
    }

    function test_permit_oddWallets() public {
        bytes[4] memory answers = [bytes(""), abi.encode(bytes4(0xffffffff)), abi.encode(uint256(1)), hex"1626ba7e"];
        (uint8 v, bytes32 r, bytes32 s) = _sign(owner, 0, START);
        for (uint256 i; i < answers.length; ++i) {
            address wallet = address(new OddWallet(answers[i]));
            vm.expectRevert(_invalid(wallet));
            loan.permit(wallet, BOB, VALUE, START, abi.encodePacked(r, s, v));
        }
    }

    /* ACCEPTED */

    function testFuzz_permit(address spender, uint256 value, uint256 deadline, bool asBytes) public {
        vm.assume(spender != address(0));
        deadline = bound(deadline, START, type(uint256).max);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, _digest(loan, owner, spender, value, 0, deadline));
        vm.expectEmit(address(loan));
        emit ILoanToken.NonceUsed(owner, 0);
        vm.expectEmit(address(loan));
        emit IERC20.Approval(owner, spender, value);
        vm.prank(STRANGER);
        if (asBytes) loan.permit(owner, spender, value, deadline, abi.encodePacked(r, s, v));
        else loan.permit(owner, spender, value, deadline, v, r, s);

        assertEq(loan.allowance(owner, spender), value, "allowance");
        assertEq(loan.nonces(owner), 1, "nonce");
    }

    function test_permit_smartWallet() public {
        address wallet = address(new SmartWallet(owner));
        (uint8 v, bytes32 r, bytes32 s) = _sign(wallet, 0, START);
        vm.expectRevert(_invalid(wallet));
        loan.permit(wallet, BOB, VALUE, START, v, r, s);
        loan.permit(wallet, BOB, VALUE, START, abi.encodePacked(r, s, v));
        assertEq(loan.allowance(wallet, BOB), VALUE, "allowance");
    }

    /// @dev A key whose account has code that knows no EIP-1271: the key still signs, in both forms.
    function test_permit_accountWithCode() public {
        vm.etch(owner, hex"60006000fd");
        (uint8 v, bytes32 r, bytes32 s) = _sign(owner, 0, START);
        loan.permit(owner, BOB, VALUE, START, abi.encodePacked(r, s, v));
        (v, r, s) = _sign(owner, 1, START);
        vm.expectEmit(address(loan));
        emit ILoanToken.NonceUsed(owner, 1);
        loan.permit(owner, BOB, VALUE, START, v, r, s);
        assertEq(loan.nonces(owner), 2, "nonces");
    }

    /// @dev A permit that somebody else sent first leaves the allowance that was wanted.
    function test_permit_frontRun() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(owner, 0, START);
        vm.prank(STRANGER);
        loan.permit(owner, BOB, VALUE, START, v, r, s);
        try loan.permit(owner, BOB, VALUE, START, v, r, s) {
            fail();
        } catch {
            assertEq(loan.allowance(owner, BOB), VALUE, "rely on the allowance");
        }
    }

    /* DOMAIN */

    function test_eip712Domain() public view {
        (bytes1 fields, string memory name, string memory version, uint256 chainId, address verifier,,) =
            loan.eip712Domain();
        assertEq(fields, hex"0f", "fields");
        assertEq(name, loan.name(), "name");
        assertEq(version, "1", "version");
        assertEq(chainId, block.chainid, "chain");
        assertEq(verifier, address(loan), "loan");
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                chainId,
                verifier
            )
        );
        assertEq(loan.DOMAIN_SEPARATOR(), separator, "separator");
    }
}
