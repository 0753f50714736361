// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Loan} from "../../src/Loan.sol";
import {Market} from "../../src/Market.sol";
import {TetherUsd} from "../../src/TetherUsd.sol";
import {Bounds, Order} from "../../src/interfaces/IMarket.sol";
import {IMembers} from "../../src/interfaces/IMembers.sol";
import {Test} from "forge-std/Test.sol";

/// @dev What the fuzzer may do on a market. For every fill the handler says beforehand, from its own books, whether it must
/// succeed; both answers are held against what happens.
contract MarketHandler is Test {
    enum Action {
        List,
        Reprice,
        Delist,
        Fill,
        SignOrder,
        FillOrder,
        CancelNonce,
        Distribute,
        Transfer,
        Allow,
        SwitchManners,
        Wait
    }

    /// @dev Why a fill must fail; None if it must succeed.
    enum Fault {
        None,
        Gone,
        OwnOffer,
        Expired,
        ZeroAmount,
        Remaining,
        Deadline,
        Outstanding,
        PerToken,
        Total,
        Lost,
        Allowance,
        Balance,
        Usdt
    }

    uint256 public constant ACTIONS = 12;
    uint256 public constant FAULTS = 14;

    /// @dev An offer in the handler's books: a listing, or a signed order.
    struct Offer {
        bool live;
        uint256 sold;
        Order terms; // nonce: the listing's id, or the order's nonce
    }

    Loan private immutable LOAN;
    Market private immutable MARKET;
    TetherUsd private immutable USDT;
    address private immutable ADMIN;
    address private immutable OPERATOR;
    address private immutable TREASURY;
    address private immutable AGENT;

    address[] private actors;
    uint256[] private keys; // of the actor, or of the owner of the wallet that it is
    Offer[] private listings;
    Offer[] private orders;
    uint256[ACTIONS] private weights;
    uint256 private totalWeight;
    uint256 private payments;

    /// @dev For the canaries.
    uint256[ACTIONS] public done;
    uint256[FAULTS] public met;

    constructor(Market market, Loan loan, TetherUsd usdt, address[4] memory parties) {
        (MARKET, LOAN, USDT) = (market, loan, usdt);
        (ADMIN, OPERATOR, TREASURY, AGENT) = (parties[0], parties[1], parties[2], parties[3]);
    }

    function addActor(address actor, uint256 key) external {
        actors.push(actor);
        keys.push(key);
    }

    function setWeights(uint256[ACTIONS] calldata weights_) external {
        weights = weights_;
        totalWeight = 0;
        for (uint256 i; i < ACTIONS; ++i) {
            totalWeight += weights_[i];
        }
    }

    /* THE ENTRY POINT */

    function step(uint256 seed) external {
        uint256[] memory claimable = _claimables();
        (Action action, uint256 rest) = _choose(seed);
        address actor = actors[rest % actors.length];
        if (_act(action, actor, uint256(keccak256(abi.encode(rest))))) ++done[uint256(action)];

        for (uint256 i; i < actors.length; ++i) {
            uint256 now_ = LOAN.pendingDistribution(actors[i]);
            if (action == Action.Distribute) assertGe(now_, claimable[i], "9: a payment lowers nobody's claimable");
            else assertEq(now_, claimable[i], "6: an offer, a fill, an approval change nobody's claimable");
        }
    }

    function _choose(uint256 seed) private view returns (Action, uint256 rest) {
        uint256 pick = seed % totalWeight;
        rest = uint256(keccak256(abi.encode(seed)));
        for (uint256 i; i < ACTIONS; ++i) {
            if (pick < weights[i]) return (Action(i), rest);
            pick -= weights[i];
        }
        revert("unreachable");
    }

    function _act(Action action, address actor, uint256 seed) private returns (bool) {
        if (action == Action.List) return _list(actor, seed);
        if (action == Action.Reprice) return _reprice(seed);
        if (action == Action.Delist) return _delist(seed);
        if (action == Action.Fill) return listings.length > 0 && _fill(listings, true, actor, seed);
        if (action == Action.SignOrder) return _signOrder(actor, seed);
        if (action == Action.FillOrder) return orders.length > 0 && _fill(orders, false, actor, seed);
        if (action == Action.CancelNonce) return _cancelNonce(seed);
        if (action == Action.Distribute) return _distribute(seed);
        if (action == Action.Transfer) return _transfer(actor, seed);
        if (action == Action.Allow) return _allow(actor, seed);
        if (action == Action.SwitchManners) return _switchManners(seed);
        skip(bound(seed, 1 minutes, 12 hours));
        return true;
    }

    /* OFFERS */

    function _list(address seller, uint256 seed) private returns (bool) {
        Order memory terms = _terms(seller, seed);
        vm.prank(seller);
        terms.nonce = MARKET.list(terms.loan, terms.amount, terms.priceBps, terms.expiry);
        listings.push(Offer(true, 0, terms));
        assertEq(terms.nonce, listings.length, "ids in order");
        return true;
    }

    function _reprice(uint256 seed) private returns (bool) {
        if (listings.length == 0) return false;
        Offer storage offer = listings[seed % listings.length];
        if (!offer.live) return false;
        uint32 price = _randomPrice(seed >> 64);
        vm.prank(offer.terms.seller);
        MARKET.reprice(offer.terms.nonce, price);
        offer.terms.priceBps = price;
        return true;
    }

    function _delist(uint256 seed) private returns (bool) {
        if (listings.length == 0) return false;
        Offer storage offer = listings[seed % listings.length];
        if (!offer.live) return false;
        vm.prank(offer.terms.seller);
        MARKET.delist(offer.terms.nonce);
        offer.live = false;
        return true;
    }

    function _signOrder(address seller, uint256 seed) private returns (bool) {
        Order memory terms = _terms(seller, seed);
        terms.nonce = orders.length;
        orders.push(Offer(true, 0, terms));
        return true;
    }

    function _cancelNonce(uint256 seed) private returns (bool) {
        if (orders.length == 0) return false;
        Offer storage offer = orders[seed % orders.length];
        if (!offer.live) return false;
        vm.prank(offer.terms.seller);
        MARKET.cancelNonce(offer.terms.nonce);
        offer.live = false;
        return true;
    }

    /* FILLS */

    function _fill(Offer[] storage offers, bool listed, address buyer, uint256 seed) private returns (bool) {
        // Mostly a recent offer: old ones are sold out or expired.
        uint256 back = bound(seed, 0, offers.length < 6 ? offers.length - 1 : 5);
        Offer storage offer = offers[offers.length - 1 - back];
        uint256 remaining = offer.terms.amount - offer.sold;
        uint256 amount = _amount(remaining, seed >> 32);
        uint256 total = _priceUp(amount, offer.terms.priceBps);
        Bounds memory bounds = _bounds(total, seed >> 64);
        Fault fault = _fault(offer, buyer, amount, total, bounds);
        ++met[uint256(fault)];
        _pay(buyer, total);

        bytes memory call = listed
            ? abi.encodeCall(Market.fill, (offer.terms.nonce, amount, bounds))
            : abi.encodeCall(Market.fillOrder, (offer.terms, _signature(offer.terms), amount, bounds));
        if (!_buy(call, buyer, offer.terms.seller, amount, total, fault)) return false;
        offer.sold += amount;
        if (listed && offer.sold == offer.terms.amount) offer.live = false;
        return true;
    }

    /// @dev Calls the market, and compares what moved with what should have.
    function _buy(bytes memory call, address buyer, address seller, uint256 amount, uint256 total, Fault fault)
        private
        returns (bool success)
    {
        uint256[5] memory before = _holdings(buyer, seller);
        bytes memory answer;
        vm.prank(buyer);
        (success, answer) = address(MARKET).call(call);
        if (!success) assertTrue(fault != Fault.None, "22: a fill within every bound succeeds");
        else assertEq(uint256(fault), 0, "23: a fill outside a bound does not");
        if (!success) return false;

        uint256[5] memory now_ = _holdings(buyer, seller);
        assertEq(abi.decode(answer, (uint256)), total, "22: the price, rounded up by less than a unit");
        assertEq(before[0] - now_[0], total, "22: which is what the buyer pays");
        if (USDT.basisPointsRate() == 0) {
            uint256 fee = _receives(TREASURY) ? total / 100 : 0;
            assertEq(now_[1] - before[1], total - fee, "the seller gets it, less the fee");
            assertEq(now_[2] - before[2], fee, "1 %, rounded down, if the treasury can be paid");
        }
        assertEq(now_[3] - before[3], amount, "22: the buyer gets the tokens");
        assertEq(before[4] - now_[4], amount, "22: out of the allowance");
    }

    /// @dev The handler's own judgement, in the market's order.
    function _fault(Offer storage offer, address buyer, uint256 amount, uint256 total, Bounds memory bounds)
        private
        view
        returns (Fault)
    {
        if (!offer.live) return Fault.Gone;
        if (buyer == offer.terms.seller) return Fault.OwnOffer;
        if (block.timestamp > offer.terms.expiry) return Fault.Expired;
        if (amount == 0) return Fault.ZeroAmount;
        if (amount > offer.terms.amount - offer.sold) return Fault.Remaining;
        if (block.timestamp > bounds.deadline) return Fault.Deadline;
        if (LOAN.outstanding() < bounds.minimumOutstanding) return Fault.Outstanding;
        if (LOAN.perToken() > bounds.maximumPerToken) return Fault.PerToken;
        if (total > bounds.maximumTotal) return Fault.Total;
        if (_isCalledLost(offer.terms.seller)) return Fault.Lost;
        if (LOAN.allowance(offer.terms.seller, address(MARKET)) < amount) return Fault.Allowance;
        if (LOAN.balanceOf(offer.terms.seller) < amount) return Fault.Balance;
        if (USDT.paused() || USDT.isBlackListed(buyer) || !_receives(offer.terms.seller)) return Fault.Usdt;
        return Fault.None;
    }

    /// @dev Exactly at each bound, or (one in 16 each) just beyond it.
    function _bounds(uint256 total, uint256 seed) private view returns (Bounds memory bounds) {
        uint256 index = LOAN.perToken();
        bounds.maximumTotal = seed % 16 == 0 && total > 0 ? total - 1 : total;
        bounds.minimumOutstanding = LOAN.outstanding() + ((seed >> 8) % 16 == 0 ? 1 : 0);
        bounds.maximumPerToken = (seed >> 16) % 16 == 0 && index > 0 ? index - 1 : index;
        bounds.deadline = block.timestamp - ((seed >> 24) % 16 == 0 ? 1 : 0);
    }

    /// @dev All, some, one unit, or (one in 16 each) nothing and one unit too many.
    function _amount(uint256 remaining, uint256 seed) private pure returns (uint256) {
        uint256 kind = seed % 16;
        if (kind == 0) return 0;
        if (kind == 1) return remaining + 1;
        if (kind < 4 && remaining > 0) return 1;
        if (kind < 7) return remaining;
        return bound(seed >> 8, 0, remaining);
    }

    /* THE LOAN */

    function _distribute(uint256 seed) private returns (bool) {
        uint256 outstanding = LOAN.outstanding();
        if (outstanding < 1e6 || USDT.paused()) return false; // keep something to trade
        uint256 amount = LOAN.payoff() - outstanding + bound(seed, 1, outstanding / 16);
        vm.prank(ADMIN);
        USDT.issue(OPERATOR, amount);
        vm.startPrank(OPERATOR);
        USDT.approve(address(LOAN), 0);
        USDT.approve(address(LOAN), amount);
        LOAN.distribute(keccak256(abi.encode(++payments)), amount);
        vm.stopPrank();
        return true;
    }

    function _transfer(address from, uint256 seed) private returns (bool) {
        uint256 amount = bound(seed, 0, LOAN.balanceOf(from));
        vm.prank(from);
        require(LOAN.transfer(actors[(seed >> 128) % actors.length], amount));
        return amount > 0;
    }

    /// @dev Sometimes too little for what is offered.
    function _allow(address seller, uint256 seed) private returns (bool) {
        vm.prank(seller);
        return LOAN.approve(address(MARKET), bound(seed, 0, 4 * LOAN.balanceOf(seller)));
    }

    /// @dev A fee or none; sometimes paused; sometimes one trader or the treasury is on the list, which stops senders and, as on
    /// some chains, receivers; sometimes one is called lost. It stays so until the next switch.
    function _switchManners(uint256 seed) private returns (bool) {
        vm.startPrank(ADMIN);
        USDT.setParams(seed % 2 == 0 ? 0 : bound(seed, 1, 19), bound(seed >> 128, 0, 49e6));
        if ((seed >> 8) % 8 == 0) USDT.pause();
        else USDT.unpause();
        USDT.setBlocksReceivers((seed >> 16) % 2 == 0);
        for (uint256 i; i < actors.length; ++i) {
            USDT.removeBlackList(actors[i]);
        }
        USDT.removeBlackList(TREASURY);
        if ((seed >> 24) % 3 == 0) USDT.addBlackList(actors[(seed >> 32) % actors.length]);
        if ((seed >> 40) % 3 == 0) USDT.addBlackList(TREASURY);
        vm.stopPrank();
        _callLost(seed >> 48);
        return true;
    }

    function _callLost(uint256 seed) private {
        IMembers members = IMembers(LOAN.members());
        vm.startPrank(AGENT);
        for (uint256 i; i < actors.length; ++i) {
            if (_isCalledLost(actors[i])) members.withdrawRecovery(actors[i]);
        }
        if (seed % 3 == 0) members.proposeRecovery(actors[(seed >> 8) % actors.length], address(this));
        vm.stopPrank();
    }

    function _isCalledLost(address account) private view returns (bool) {
        (address proposed,,) = IMembers(LOAN.members()).recoveryOf(account);
        return proposed != address(0);
    }

    function _receives(address account) private view returns (bool) {
        (, bool receivers,) = USDT.blacklistStops();
        return !receivers || !USDT.isBlackListed(account);
    }

    /* BOOKS, FOR THE INVARIANTS */

    function listingCount() external view returns (uint256) {
        return listings.length;
    }

    function listingAt(uint256 index) external view returns (Offer memory) {
        return listings[index];
    }

    function orderCount() external view returns (uint256) {
        return orders.length;
    }

    function orderAt(uint256 index) external view returns (Offer memory) {
        return orders[index];
    }

    /* HELPERS */

    function _terms(address seller, uint256 seed) private view returns (Order memory terms) {
        terms.seller = seller;
        terms.loan = address(LOAN);
        terms.amount = uint64(bound(seed, 1, LOAN.balanceOf(seller) + 1)); // one more than it has, at most
        terms.priceBps = _randomPrice(seed >> 64);
        terms.expiry = uint40(block.timestamp + bound(seed >> 128, 0, 3 days));
    }

    function _randomPrice(uint256 seed) private pure returns (uint32) {
        return uint32(seed % 4 == 0 ? bound(seed, 1, 1_000_000) : bound(seed, 8000, 11_000));
    }

    function _priceUp(uint256 amount, uint256 priceBps) private view returns (uint256) {
        uint256 denominator = LOAN.totalSupply() * 10_000;
        return (amount * LOAN.outstanding() * priceBps + denominator - 1) / denominator;
    }

    /// @dev Gives the buyer exactly what the fill costs, and lets the market take exactly that.
    function _pay(address buyer, uint256 amount) private {
        vm.prank(ADMIN);
        USDT.issue(buyer, amount);
        vm.startPrank(buyer);
        USDT.approve(address(MARKET), 0);
        USDT.approve(address(MARKET), amount);
        vm.stopPrank();
    }

    function _signature(Order memory order) private view returns (bytes memory) {
        uint256 signer;
        while (actors[signer] != order.seller) ++signer;
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[signer], MARKET.hashOrder(order));
        return abi.encodePacked(r, s, v);
    }

    /// @dev USDT of buyer, seller and treasury, tokens of the buyer, and what the market may still take of the seller's.
    function _holdings(address buyer, address seller) private view returns (uint256[5] memory) {
        return [
            USDT.balanceOf(buyer),
            USDT.balanceOf(seller),
            USDT.balanceOf(TREASURY),
            LOAN.balanceOf(buyer),
            LOAN.allowance(seller, address(MARKET))
        ];
    }

    function _claimables() private view returns (uint256[] memory claimable) {
        claimable = new uint256[](actors.length);
        for (uint256 i; i < actors.length; ++i) {
            claimable[i] = LOAN.pendingDistribution(actors[i]);
        }
    }
}
