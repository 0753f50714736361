// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Batch} from "../../src/Batch.sol";
import {Lens} from "../../src/Lens.sol";
import {Market} from "../../src/Market.sol";
import {LoanState} from "../../src/interfaces/ILoan.sol";
import {Listing} from "../../src/interfaces/IMarket.sol";
import {LoanTest} from "../helpers/LoanTest.sol";
import {SmartWallet} from "../helpers/Wallets.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {LibSort} from "solady/utils/LibSort.sol";

// Weights in the order of MarketHandler.Action: list, reprice, delist, fill, sign an order, fill an order, cancel a nonce,
// distribute, transfer, allow, switch manners, wait.

/// @dev A drawn loan, five who trade it (one a smart wallet), and a market.
abstract contract MarketInvariantSetup is LoanTest {
    Market internal market;
    Lens internal lens;
    MarketHandler internal handler;
    address[] internal actors;

    function setUp() public virtual override {
        super.setUp();
        _activate();
        market = new Market(address(factory));
        lens = new Lens(address(factory), address(market), address(new Batch(address(factory))));
        handler = new MarketHandler(market, loan, usdt, [ADMIN, OPERATOR, TREASURY, AGENT]);
        string[4] memory names = ["alice", "bob", "carol", "stranger"];
        for (uint256 i; i < 4; ++i) {
            (address actor, uint256 key) = makeAddrAndKey(names[i]);
            _addActor(actor, key);
        }
        (address owner, uint256 ownerKey) = makeAddrAndKey("owner");
        _addActor(address(new SmartWallet(owner)), ownerKey);
        _transfer(BOB, actors[4], TARGET / 4);
        _transfer(BOB, CAROL, TARGET / 4);

        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = MarketHandler.step.selector;
        targetSelector(FuzzSelector({addr: address(handler), selectors: selectors}));
        targetContract(address(handler));
    }

    function _addActor(address actor, uint256 key) private {
        actors.push(actor);
        handler.addActor(actor, key);
        vm.prank(actor);
        require(loan.approve(address(market), TARGET));
    }
}

/// @dev 22 and 23 of the invariants, checked after every step; the handler holds each fill against its own judgement.
abstract contract MarketInvariants is MarketInvariantSetup {
    function invariant_allHold() external view {
        _holdsNothing();
        _sellsNoMoreThanOffered();
        _lensFindsNothing();
    }

    /// @dev 22: zero USDT and zero tokens, always.
    function _holdsNothing() private view {
        assertEq(usdt.balanceOf(address(market)), 0, "USDT");
        assertEq(loan.balanceOf(address(market)), 0, "tokens");
    }

    /// @dev 22, 23: the fills of an offer add up to at most what was offered, and the market's books say so.
    function _sellsNoMoreThanOffered() private view {
        for (uint256 i; i < handler.listingCount(); ++i) {
            MarketHandler.Offer memory offer = handler.listingAt(i);
            assertLe(offer.sold, offer.terms.amount, "listing");
            Listing memory stored = market.listing(offer.terms.nonce);
            assertEq(stored.remaining, offer.live ? offer.terms.amount - offer.sold : 0, "remaining");
            assertEq(stored.seller, offer.live ? offer.terms.seller : address(0), "seller");
        }
        for (uint256 i; i < handler.orderCount(); ++i) {
            MarketHandler.Offer memory offer = handler.orderAt(i);
            assertLe(offer.sold, offer.terms.amount, "order");
            assertEq(market.filled(market.hashOrder(offer.terms)), offer.sold, "filled");
            assertEq(market.isNonceCancelled(offer.terms.seller, offer.terms.nonce), !offer.live, "nonce");
        }
    }

    /// @dev 1 to 4, 8, 12, 13, 22: the loan is as it should be, by the contract that says so to everybody.
    function _lensFindsNothing() private view {
        address[] memory sorted = actors;
        LibSort.sort(sorted);
        assertTrue(lens.solvency(address(loan), sorted).all, "lens");
    }
}

/// @dev Trading while the loan is paid back.
contract ActiveMarketInvariants is MarketInvariants {
    function setUp() public override {
        super.setUp();
        handler.setWeights([uint256(14), 4, 2, 30, 10, 20, 2, 8, 6, 8, 3, 6]);
    }
}

/// @dev Trading after default, with recoveries.
contract DefaultedMarketInvariants is MarketInvariants {
    function setUp() public override {
        super.setUp();
        _default();
        handler.setWeights([uint256(14), 4, 2, 30, 10, 20, 2, 8, 6, 8, 3, 6]);
    }
}

/// @dev Canaries: the handler, driven blindly, does everything and meets every reason to refuse a fill.
contract MarketCanaryTest is MarketInvariantSetup {
    function test_canary_everyActionAndFault() public {
        handler.setWeights([uint256(14), 4, 2, 30, 10, 20, 2, 8, 6, 8, 3, 6]);
        for (uint256 i; i < 1500; ++i) {
            handler.step(uint256(keccak256(abi.encode(i))));
        }
        for (uint256 i; i < handler.ACTIONS(); ++i) {
            assertGt(handler.done(i), 0, string.concat("action ", vm.toString(i)));
        }
        for (uint256 i; i < handler.FAULTS(); ++i) {
            assertGt(handler.met(i), 0, string.concat("fault ", vm.toString(i)));
        }
        assertTrue(loan.state() == LoanState.Active || loan.state() == LoanState.Late, "still trading");
    }
}
