// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "../src/Market.sol";
import {WalletProbe} from "../src/WalletProbe.sol";
import {IMarket, Order} from "../src/interfaces/IMarket.sol";
import {MarketTest} from "./helpers/MarketTest.sol";
import {OddWallet, SmartWallet, WalletFactory} from "./helpers/Wallets.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev Orders of wallets that are contracts: deployed (ERC-1271), not yet deployed (ERC-6492), delegating (EIP-7702).
contract MarketWalletsTest is MarketTest {
    bytes32 private constant WRAPPER = 0x6492649264926492649264926492649264926492649264926492649264926492;

    WalletFactory private wallets;
    Order private order;
    address private wallet; // alice's, not deployed yet

    function setUp() public override {
        super.setUp();
        wallets = new WalletFactory();
        wallet = wallets.walletOf(ALICE);
        order = _order();
        order.seller = wallet;
        _transfer(ALICE, wallet, OFFERED);
        // An address without code cannot approve; the test may, so that a fill shows what the signature check says.
        _allowTokens(wallet, OFFERED);
    }

    /* DEPLOYED */

    function test_fillOrder_deployedWallet() public {
        wallets.deploy(ALICE);
        _assertFills(_sign(order));
    }

    function test_fillOrder_deployedWallet_otherKey() public {
        wallets.deploy(ALICE);
        _assertInvalid(_signAs("bob"));
    }

    /// @dev A wallet that reverts, answers true, nothing, or half of a yes has not signed; nor has the key that owns it.
    function test_fillOrder_oddWallets() public {
        bytes[4] memory answers = [
            bytes(""), abi.encode(true), abi.encodePacked(bytes4(0x1626ba7e)), abi.encode(bytes32(uint256(0x1626ba7e)))
        ];
        for (uint256 i; i < 4; ++i) {
            order.seller = address(new OddWallet(answers[i]));
            _assertInvalid(_sign(order));
            _assertInvalid(_wrapped(address(wallets), "", _sign(order)));
        }
    }

    /* NOT YET DEPLOYED */

    function test_fillOrder_undeployedWallet() public {
        _assertFills(_wrapped(_sign(order)));
        assertEq(wallet.code.length, 0, "still not deployed");
        assertEq(wallets.deployed(), 0, "the factory saw nothing");
    }

    /// @dev Signed before the wallet was deployed, filled afterwards; deploying it again would fail.
    function test_fillOrder_wrappedAndDeployed() public {
        bytes memory signature = _wrapped(_sign(order));
        wallets.deploy(ALICE);
        _assertFills(signature);
        assertEq(wallets.deployed(), 1, "once");
    }

    /// @dev A wallet with code is asked first: a preparation that would undo its yes does not run.
    function test_fillOrder_wrappedAndDeployed_askedFirst() public {
        SlowWallet slow = new SlowWallet(ALICE);
        slow.setReady(true);
        order.seller = address(slow);
        _transfer(ALICE, address(slow), OFFERED);
        _allowTokens(address(slow), OFFERED);
        _assertFills(_wrapped(address(slow), abi.encodeCall(SlowWallet.setReady, (false)), _sign(order)));
        assertTrue(slow.ready(), "as it was");
    }

    /// @dev One that refuses is prepared and asked again; the preparation is undone all the same.
    function test_fillOrder_wrappedAndDeployed_preparedWhenItRefuses() public {
        SlowWallet slow = new SlowWallet(ALICE);
        order.seller = address(slow);
        _transfer(ALICE, address(slow), OFFERED);
        _allowTokens(address(slow), OFFERED);
        _assertFills(_wrapped(address(slow), abi.encodeCall(SlowWallet.setReady, (true)), _sign(order)));
        assertFalse(slow.ready(), "undone");
    }

    function test_fillOrder_undeployed_notWrapped() public {
        _assertInvalid(_sign(order));
    }

    function test_fillOrder_undeployed_otherKey() public {
        _assertInvalid(_wrapped(_signAs("bob")));
    }

    function test_fillOrder_undeployed_otherWalletsDeployment() public {
        bytes memory deployment = abi.encodeCall(WalletFactory.deploy, (BOB));
        _assertInvalid(_wrapped(address(wallets), deployment, _sign(order)));
    }

    function test_fillOrder_undeployed_deploymentReverts() public {
        _assertInvalid(_wrapped(address(wallets), hex"deadbeef", _sign(order)));
        _assertInvalid(_wrapped(STRANGER, "", _sign(order)));
    }

    function test_fillOrder_malformedWrapper() public {
        _assertInvalid(abi.encodePacked(WRAPPER));
        _assertInvalid(abi.encodePacked(_sign(order), WRAPPER));
        _assertInvalid(abi.encodePacked(abi.encode(wallets, uint256(1 << 200), uint256(1 << 200)), WRAPPER));
    }

    /// @dev A wrapper around a key's signature is none: the address of a key has no code to deploy.
    function test_fillOrder_wrappedKey() public {
        order.seller = ALICE;
        _assertInvalid(_wrapped(_sign(order)));
    }

    /// @dev The deployment call may go anywhere, but in nobody's name: it spends no allowance, and it is undone.
    function test_fillOrder_deploymentThatSteals() public {
        bytes memory theft = abi.encodeCall(IERC20.transferFrom, (CAROL, BOB, USDT));
        _assertInvalid(_wrapped(address(usdt), theft, _sign(order)));
        theft = abi.encodeCall(IERC20.transferFrom, (ALICE, BOB, USDT));
        _assertInvalid(_wrapped(address(loan), theft, _sign(order)));
        assertEq(usdt.balanceOf(CAROL), TARGET, "buyer's money");
        assertEq(loan.balanceOf(BOB), TARGET - TARGET / 10, "seller's tokens");
    }

    /// @dev Nor can it reach the market in the middle of a fill, or answer in the probe's place.
    function test_fillOrder_deploymentThatCallsBack() public {
        bytes memory inner = abi.encodeCall(Market.cancelNonce, (1));
        _assertInvalid(_wrapped(address(market), inner, _sign(order)));
        _assertInvalid(_wrapped(address(new Forger()), "", _sign(order)));
    }

    /// @dev Even where the call itself works, nothing of it stays: here a payment of the loan's, which anyone may trigger.
    function test_isOrderSigned_leavesNoSideEffects() public {
        _distribute(100 * USDT);
        uint256 before = loan.pendingDistribution(BOB);
        bytes memory call = abi.encodeWithSignature("claimDistributionFor(address)", BOB);
        assertFalse(market.isOrderSigned(order, _wrapped(address(loan), call, _sign(order))), "not signed");
        assertEq(loan.pendingDistribution(BOB), before, "not claimed");
        assertTrue(market.isOrderSigned(order, _wrapped(_sign(order))), "signed");
        assertEq(wallet.code.length, 0, "not deployed");
    }

    function test_probe_alwaysReverts() public {
        WalletProbe probe = new WalletProbe();
        bytes memory wrapped = abi.encode(address(wallets), abi.encodeCall(WalletFactory.deploy, (ALICE)), _sign(order));
        bytes32 digest = market.hashOrder(order);
        vm.expectRevert(abi.encodeWithSelector(WalletProbe.Answer.selector, true));
        probe.probe(wallet, digest, wrapped);
        vm.expectRevert(abi.encodeWithSelector(WalletProbe.Answer.selector, false));
        probe.probe(wallet, 0, wrapped);
        vm.expectRevert(bytes(""));
        probe.probe(wallet, digest, "");
    }

    /* DELEGATING */

    /// @dev A key that delegates to code without ERC-1271 still signs for itself; another key does not.
    function test_fillOrder_delegatingKey() public {
        _delegate(ALICE, address(usdt));
        order.seller = ALICE;
        _assertInvalid(_signAs("bob"));
        _assertFills(_sign(order));
    }

    /// @dev With ERC-1271 in the code it delegates to, what that accepts counts too.
    function test_fillOrder_delegatingKey_codeAccepts() public {
        _delegate(ALICE, address(new SmartWallet(BOB)));
        order.seller = ALICE;
        _assertFills(_signAs("bob"));
    }

    /* HELPERS */

    /// @dev What a delegation leaves at an account (EIP-7702).
    function _delegate(address account, address to) private {
        vm.etch(account, abi.encodePacked(hex"ef0100", to));
    }

    function _wrapped(bytes memory signature) private view returns (bytes memory) {
        return _wrapped(address(wallets), abi.encodeCall(WalletFactory.deploy, (ALICE)), signature);
    }

    function _wrapped(address to, bytes memory data, bytes memory signature) private pure returns (bytes memory) {
        return abi.encodePacked(abi.encode(to, data, signature), WRAPPER);
    }

    function _signAs(string memory name) private returns (bytes memory) {
        (, uint256 key) = makeAddrAndKey(name);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, market.hashOrder(order));
        return abi.encodePacked(r, s, v);
    }

    function _assertFills(bytes memory signature) private {
        assertTrue(market.isOrderSigned(order, signature), "signed");
        vm.prank(CAROL);
        market.fillOrder(order, signature, OFFERED, _anything());
        assertEq(loan.balanceOf(CAROL), OFFERED, "bought");
    }

    function _assertInvalid(bytes memory signature) private {
        assertFalse(market.isOrderSigned(order, signature), "not signed");
        bytes32 orderHash = market.hashOrder(order);
        vm.prank(CAROL);
        vm.expectRevert(abi.encodeWithSelector(IMarket.InvalidSignature.selector, order.seller, orderHash));
        market.fillOrder(order, signature, 1, _anything());
    }
}

/// @dev A wallet that knows its owner's signature only when it is ready.
contract SlowWallet is SmartWallet {
    bool public ready;

    constructor(address owner) SmartWallet(owner) {}

    function setReady(bool ready_) external {
        ready = ready_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) public view override returns (bytes4) {
        return ready ? super.isValidSignature(digest, signature) : bytes4(0);
    }
}

/// @dev Reverts with the probe's own yes.
contract Forger {
    fallback() external {
        revert WalletProbe.Answer(true);
    }
}
