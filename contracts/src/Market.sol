// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {WalletProbe} from "./WalletProbe.sol";
import {ILoan} from "./interfaces/ILoan.sol";
import {ILoanFactory} from "./interfaces/ILoanFactory.sol";
import {Bounds, IMarket, Listing, Order} from "./interfaces/IMarket.sol";
import {IMembers} from "./interfaces/IMembers.sol";
import {WalletSignatures} from "./libraries/WalletSignatures.sol";
import {EIP712} from "solady/utils/EIP712.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";

/// @dev A fill being computed.
struct Trade {
    uint256 amount; // token units
    uint256 total; // the buyer pays this, in USDT base units
    uint256 fee; // the treasury's part of it
    uint256 outstanding; // of the whole loan
    uint256 perToken; // payout index, scale 2^64
}

/// @title Fixed-price trading of loan tokens for USDT, without escrow.
contract Market is IMarket, EIP712 {
    using SafeTransferLib for address;

    /* CONSTANTS AND IMMUTABLES */

    uint256 private constant BPS = 10_000;
    uint256 private constant FEE_BPS = 100;
    /// @dev A hundred times outstanding par. High, because late in a loan little is outstanding and much may be owed on it.
    uint256 private constant MAX_PRICE_BPS = 1_000_000;
    bytes32 private constant ORDER_TYPEHASH =
        keccak256("Order(address seller,address loan,uint64 amount,uint32 priceBps,uint40 expiry,uint256 nonce)");

    ILoanFactory private immutable FACTORY;
    IMembers private immutable MEMBERS;
    address private immutable USDT;
    WalletProbe private immutable PROBE;

    /* STORAGE */

    /// @inheritdoc IMarket
    uint256 public listingCount;
    mapping(uint256 id => Listing) private _listings;
    /// @inheritdoc IMarket
    mapping(bytes32 orderHash => uint256) public filled;
    /// @inheritdoc IMarket
    mapping(address seller => mapping(uint256 nonce => bool)) public isNonceCancelled;

    bool private transient _entered;

    /* MODIFIERS */

    modifier nonReentrant() {
        if (_entered) revert Reentrancy();
        _entered = true;
        _;
        _entered = false;
    }

    /* CONSTRUCTOR */

    constructor(address factory_) {
        FACTORY = ILoanFactory(factory_);
        MEMBERS = IMembers(FACTORY.members());
        USDT = FACTORY.usdt();
        PROBE = new WalletProbe();
    }

    /* LISTINGS */

    /// @inheritdoc IMarket
    function list(address loan, uint64 amount, uint32 priceBps, uint40 expiry)
        external
        nonReentrant
        returns (uint256 id)
    {
        _checkLoan(loan);
        if (amount == 0) revert ZeroAmount();
        _checkPrice(priceBps);
        if (block.timestamp > expiry) revert Expired(expiry);
        _outstanding(loan);

        id = ++listingCount;
        _listings[id] = Listing(msg.sender, priceBps, expiry, loan, amount);
        emit Listed(id, msg.sender, loan, amount, priceBps, expiry, ILoan(loan).perToken());
    }

    /// @inheritdoc IMarket
    function reprice(uint256 id, uint32 priceBps) external nonReentrant {
        Listing memory offer = _own(id);
        _checkPrice(priceBps);

        _listings[id].priceBps = priceBps;
        emit Repriced(id, msg.sender, offer.loan, offer.remaining, priceBps, ILoan(offer.loan).perToken());
    }

    /// @inheritdoc IMarket
    function delist(uint256 id) external nonReentrant {
        Listing memory offer = _own(id);

        delete _listings[id];
        emit Delisted(id, msg.sender, offer.loan, offer.remaining);
    }

    /// @inheritdoc IMarket
    function fill(uint256 id, uint256 amount, Bounds calldata bounds) external nonReentrant returns (uint256) {
        Listing memory offer = _listings[id];
        if (offer.seller == address(0)) revert NoSuchListing(id);
        uint256 remaining = _take(offer.seller, offer.expiry, offer.remaining, amount);
        Trade memory trade = _tradeUp(offer.loan, amount, offer.priceBps);
        _checkBounds(trade, bounds);

        if (remaining == 0) delete _listings[id];
        // forge-lint: disable-next-line(unsafe-typecast)
        else _listings[id].remaining = uint64(remaining); // less than before
        emit Filled(
            id, msg.sender, offer.loan, amount, trade.total, trade.fee, remaining, trade.outstanding, trade.perToken
        );

        _settle(offer.loan, offer.seller, trade);
        return trade.total;
    }

    /* SIGNED ORDERS */

    /// @inheritdoc IMarket
    function fillOrder(Order calldata order, bytes calldata signature, uint256 amount, Bounds calldata bounds)
        external
        nonReentrant
        returns (uint256)
    {
        _checkLoan(order.loan);
        _checkPrice(order.priceBps);
        if (isNonceCancelled[order.seller][order.nonce]) revert NonceIsCancelled(order.seller, order.nonce);
        bytes32 orderHash = hashOrder(order);
        uint256 sold = filled[orderHash];
        uint256 remaining = _take(order.seller, order.expiry, order.amount - sold, amount);
        if (!WalletSignatures.isValid(PROBE, order.seller, orderHash, signature)) {
            revert InvalidSignature(order.seller, orderHash);
        }
        Trade memory trade = _tradeUp(order.loan, amount, order.priceBps);
        _checkBounds(trade, bounds);

        filled[orderHash] = sold + amount;
        _emitOrderFilled(orderHash, order, remaining, trade);

        _settle(order.loan, order.seller, trade);
        return trade.total;
    }

    /// @inheritdoc IMarket
    function cancelNonce(uint256 nonce) external nonReentrant {
        if (isNonceCancelled[msg.sender][nonce]) revert NonceIsCancelled(msg.sender, nonce);
        isNonceCancelled[msg.sender][nonce] = true;
        emit NonceCancelled(msg.sender, nonce);
    }

    /// @inheritdoc IMarket
    function isOrderSigned(Order calldata order, bytes calldata signature) external nonReentrant returns (bool) {
        return WalletSignatures.isValid(PROBE, order.seller, hashOrder(order), signature);
    }

    /* VIEWS */

    /// @inheritdoc IMarket
    function quote(address loan, uint64 amount, uint32 priceBps) external view returns (uint256 total, uint256 fee) {
        _checkLoan(loan);
        Trade memory trade = _tradeUp(loan, amount, priceBps);
        return (trade.total, trade.fee);
    }

    /// @inheritdoc IMarket
    function listing(uint256 id) external view returns (Listing memory) {
        return _listings[id];
    }

    /// @inheritdoc IMarket
    function hashOrder(Order calldata order) public view returns (bytes32) {
        return _hashTypedData(
            keccak256(
                abi.encode(
                    ORDER_TYPEHASH, order.seller, order.loan, order.amount, order.priceBps, order.expiry, order.nonce
                )
            )
        );
    }

    /// @inheritdoc IMarket
    function factory() external view returns (address) {
        return address(FACTORY);
    }

    /* INTERNAL */

    /// @dev Checks that the caller may take `amount` out of an offer, and answers what then remains of it.
    function _take(address seller, uint256 expiry, uint256 available, uint256 amount) private view returns (uint256) {
        if (msg.sender == seller) revert SelfTrade(seller);
        if (block.timestamp > expiry) revert Expired(expiry);
        if (amount == 0) revert ZeroAmount();
        if (amount > available) revert RemainingExceeded(amount, available);
        return available - amount;
    }

    /// @dev Price up, so that a seller cannot be drained by many tiny fills; fee down. No product overflows: amount < 2^64,
    /// outstanding and supply <= 10^18, price < 2^32.
    function _tradeUp(address loan, uint256 amount, uint256 priceBps) private view returns (Trade memory trade) {
        trade.amount = amount;
        trade.outstanding = _outstanding(loan);
        trade.perToken = ILoan(loan).perToken();
        uint256 supply = ILoan(loan).totalSupply();
        trade.total = FixedPointMathLib.divUp(amount * trade.outstanding * priceBps, supply * BPS);
        trade.fee = trade.total * FEE_BPS / BPS;
    }

    /// @dev Principal is outstanding in Active, Late and Defaulted and in no other state: the last unit that is paid is
    /// principal, so a loan without any is repaid. Asking for the amount alone saves a call per fill.
    function _outstanding(address loan) private view returns (uint256 outstanding) {
        outstanding = ILoan(loan).outstanding();
        if (outstanding == 0) revert NotTradable(loan, ILoan(loan).state());
    }

    function _checkBounds(Trade memory trade, Bounds calldata bounds) private view {
        if (block.timestamp > bounds.deadline) revert DeadlinePassed(bounds.deadline);
        if (trade.outstanding < bounds.minimumOutstanding) {
            revert OutstandingBelowMinimum(trade.outstanding, bounds.minimumOutstanding);
        }
        if (trade.perToken > bounds.maximumPerToken) {
            revert PerTokenAboveMaximum(trade.perToken, bounds.maximumPerToken);
        }
        if (trade.total > bounds.maximumTotal) revert TotalAboveMaximum(trade.total, bounds.maximumTotal);
    }

    /// @dev Tokens for money, the caller buying. USDT comes last: it is the one call that could lead anywhere. The fee goes before
    /// the price, so that a buyer who gives too little gas for the fee has none left to pay the seller.
    function _settle(address loan, address seller, Trade memory trade) private {
        // The price would go to a wallet whose key may be lost, or to whoever found the key.
        MEMBERS.checkNotLost(seller);
        // A loan of the factory answers true or reverts, with an error that says why.
        // forge-lint: disable-next-line(erc20-unchecked-transfer)
        ILoan(loan).transferFrom(seller, msg.sender, trade.amount);
        uint256 fee = trade.fee;
        // A treasury that USDT refuses must not stop the market, which can keep nothing for it: the seller gets the fee.
        if (fee > 0 && !USDT.trySafeTransferFrom(msg.sender, FACTORY.treasury(), fee)) {
            emit FeeWaived(loan, seller, fee);
            fee = 0;
        }
        USDT.safeTransferFrom(msg.sender, seller, trade.total - fee);
    }

    function _emitOrderFilled(bytes32 orderHash, Order calldata order, uint256 remaining, Trade memory trade) private {
        emit OrderFilled(
            orderHash,
            msg.sender,
            order.loan,
            order.seller,
            order.nonce,
            trade.amount,
            trade.total,
            trade.fee,
            remaining,
            trade.outstanding,
            trade.perToken
        );
    }

    /// @dev A listing that exists and is the caller's.
    function _own(uint256 id) private view returns (Listing memory offer) {
        offer = _listings[id];
        if (offer.seller == address(0)) revert NoSuchListing(id);
        if (msg.sender != offer.seller) revert NotSeller(msg.sender, offer.seller);
    }

    function _checkLoan(address loan) private view {
        if (!FACTORY.isLoan(loan)) revert UnknownLoan(loan);
    }

    function _checkPrice(uint256 priceBps) private pure {
        if (priceBps == 0 || priceBps > MAX_PRICE_BPS) revert PriceOutOfRange(priceBps, MAX_PRICE_BPS);
    }

    /// @dev The EIP-712 domain's name and version.
    function _domainNameAndVersion() internal pure override returns (string memory, string memory) {
        return ("ReFlow Market", "1");
    }
}
