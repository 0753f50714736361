// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {LoanState} from "./ILoan.sol";

/// @notice A standing offer on chain. Deleted when it is sold out or taken back.
struct Listing {
    address seller;
    uint32 priceBps; // of outstanding par
    uint40 expiry; // unix seconds; the last second at which it can be filled
    address loan;
    uint64 remaining; // token units not sold yet; never 0 while the listing exists
}

/// @notice An offer that its seller signs (EIP-712) and keeps off chain. The type string is
/// `Order(address seller,address loan,uint64 amount,uint32 priceBps,uint40 expiry,uint256 nonce)`.
struct Order {
    address seller;
    address loan;
    uint64 amount; // token units, all fills together
    uint32 priceBps; // of outstanding par
    uint40 expiry; // unix seconds; the last second at which it can be filled
    uint256 nonce; // one `cancelNonce` ends all orders of the seller that carry it
}

/// @notice What the buyer agrees to. A repayment between quote and fill makes tokens worth less: it lowers what is
/// outstanding and raises the payout index, and both can be bounded. Leave slack: a repayment of one unit moves them too.
struct Bounds {
    uint256 maximumTotal; // USDT base units, fee included
    uint256 minimumOutstanding; // USDT base units of the whole loan
    uint256 maximumPerToken; // payout index, scale 2^64
    uint256 deadline; // unix seconds; the last second at which the fill may be mined
}

/// @title Fixed-price trading of loan tokens for USDT, without escrow.
/// @notice A price is in basis points of outstanding par: a token's par is outstanding / supply, so repaid principal lowers
/// the price by itself. The tokens stay with the seller, who goes on receiving payouts, until a fill moves them; payouts
/// recorded before a fill stay the seller's. Market never holds tokens or USDT: a fill spends the seller's token allowance
/// and the buyer's USDT allowance, both to this contract, in one transaction.
/// @dev Constructor: `Market(address factory)`; it also creates the helper that checks signatures by ERC-6492. Amounts are
/// token units or USDT base units (6 decimals both), times unix seconds. A loan can be traded in Active, Late and Defaulted.
/// The buyer must be an acceptable holder of the loan; a paused loan refuses fills. While `IMembers` has a proposal to recover
/// the seller, nothing of the seller's is sold: the price would go to the wallet that is called lost.
interface IMarket {
    /* EVENTS: with the payout index, so that what a price was made for can be seen */

    /// @notice `seller` offers `amount` tokens. @param expiry Last second at which it can be filled.
    event Listed(
        uint256 indexed id,
        address indexed seller,
        address indexed loan,
        uint256 amount,
        uint256 priceBps,
        uint256 expiry,
        uint256 perToken
    );

    /// @notice What remains of the listing has a new price; its expiry stays.
    event Repriced(
        uint256 indexed id,
        address indexed seller,
        address indexed loan,
        uint256 remaining,
        uint256 priceBps,
        uint256 perToken
    );

    /// @notice The seller took the listing back with `remaining` tokens unsold.
    event Delisted(uint256 indexed id, address indexed seller, address indexed loan, uint256 remaining);

    /// @notice `buyer` bought `amount` tokens of the listing.
    /// @param total What the buyer paid, rounded up; `fee` of it went to the treasury, the rest to the seller. If `FeeWaived` follows
    /// in the same fill, the seller got all of it.
    /// @param remaining Tokens of the listing unsold afterwards; at 0 the listing is gone.
    /// @param outstanding The loan's outstanding principal that the price was computed from.
    event Filled(
        uint256 indexed id,
        address indexed buyer,
        address indexed loan,
        uint256 amount,
        uint256 total,
        uint256 fee,
        uint256 remaining,
        uint256 outstanding,
        uint256 perToken
    );

    /// @notice `buyer` bought `amount` tokens of the signed order `orderHash`. The other figures are as in `Filled`.
    event OrderFilled(
        bytes32 indexed orderHash,
        address indexed buyer,
        address indexed loan,
        address seller,
        uint256 nonce,
        uint256 amount,
        uint256 total,
        uint256 fee,
        uint256 remaining,
        uint256 outstanding,
        uint256 perToken
    );

    /// @notice USDT refused to pay `fee` of the fill before this event to the treasury, so `seller` was paid it too.
    event FeeWaived(address indexed loan, address indexed seller, uint256 fee);

    /// @notice Orders of `seller` with `nonce` can never be filled again.
    event NonceCancelled(address indexed seller, uint256 indexed nonce);

    /* ERRORS */

    /// @notice No loan of this market's factory.
    error UnknownLoan(address loan);
    /// @notice Nothing is outstanding: not drawn yet, cancelled, repaid or closed.
    error NotTradable(address loan, LoanState current);
    /// @notice An amount of zero.
    error ZeroAmount();
    /// @notice A price of zero, or above a hundred times outstanding par.
    error PriceOutOfRange(uint256 priceBps, uint256 maximum);
    /// @notice The offer ended after `expiry`.
    error Expired(uint256 expiry);
    /// @notice Never listed, sold out, or taken back.
    error NoSuchListing(uint256 id);
    /// @notice Only the seller may change a listing.
    error NotSeller(address caller, address seller);
    /// @notice A seller cannot buy from itself: the trade would be a price that nobody paid.
    error SelfTrade(address seller);
    /// @notice The offer has only `remaining` tokens left.
    error RemainingExceeded(uint256 amount, uint256 remaining);
    /// @notice The buyer's deadline has passed.
    error DeadlinePassed(uint256 deadline);
    /// @notice The fill would cost more than the buyer's maximum.
    error TotalAboveMaximum(uint256 total, uint256 maximum);
    /// @notice Less is outstanding than the buyer asked for.
    error OutstandingBelowMinimum(uint256 outstanding, uint256 minimum);
    /// @notice More has been paid out than the buyer asked for.
    error PerTokenAboveMaximum(uint256 perToken, uint256 maximum);
    /// @notice The seller has cancelled this nonce.
    error NonceIsCancelled(address seller, uint256 nonce);
    /// @notice Not the seller's signature of this order.
    error InvalidSignature(address seller, bytes32 orderHash);
    /// @notice Called from inside another call to this market.
    error Reentrancy();

    /* LISTINGS */

    /// @notice Offers `amount` tokens of `loan` at `priceBps` until `expiry`. Nothing moves; what the seller can deliver at
    /// the fill is up to its balance and its allowance to this contract.
    /// @dev Anyone. Errors: UnknownLoan, ZeroAmount, PriceOutOfRange, Expired, NotTradable, Reentrancy.
    /// @return id From 1, in order.
    function list(address loan, uint64 amount, uint32 priceBps, uint40 expiry) external returns (uint256 id);

    /// @notice Changes the price of what remains.
    /// @dev The seller. Errors: NoSuchListing, NotSeller, PriceOutOfRange, Reentrancy.
    function reprice(uint256 id, uint32 priceBps) external;

    /// @notice Takes the listing back, expired or not.
    /// @dev The seller. Errors: NoSuchListing, NotSeller, Reentrancy.
    function delist(uint256 id) external;

    /// @notice Buys exactly `amount` tokens of listing `id` for the caller.
    /// The id alone says what is bought: its loan and its seller never change, and no id is used twice. What a seller can
    /// change, the price, `maximumTotal` bounds. Ids are given in order, though, so while the block of a listing can still be
    /// reorganised away another listing can get its id: buy from a listing once its block is safe, or by a signed order.
    /// @dev Anyone but the seller, after approving USDT to this contract. If USDT refuses to pay the treasury, the seller gets the
    /// fee (`FeeWaived`); if it refuses to pay the seller, the fill fails (TransferFromFailed), as it does with the errors of
    /// the loan's `transferFrom`. Errors: NoSuchListing, SelfTrade, Expired, ZeroAmount, RemainingExceeded, NotTradable,
    /// DeadlinePassed, OutstandingBelowMinimum, PerTokenAboveMaximum, TotalAboveMaximum, IMembers.RecoveryPending, Reentrancy.
    /// @return total What the caller paid: see `quote`.
    function fill(uint256 id, uint256 amount, Bounds calldata bounds) external returns (uint256 total);

    /* SIGNED ORDERS */

    /// @notice Buys exactly `amount` tokens of a signed order for the caller.
    /// @dev `signature`: 65 or 64 bytes (EIP-2098) of a key; what a wallet accepts (ERC-1271); or that with the wallet's
    /// deployment around it (ERC-6492), deployed meanwhile or not. The key of an account that delegates (EIP-7702) may always
    /// sign for it. Checked at each fill.
    /// Errors: those of `fill` except NoSuchListing, and UnknownLoan, PriceOutOfRange, NonceIsCancelled, InvalidSignature.
    /// @return total What the caller paid: see `quote`.
    function fillOrder(Order calldata order, bytes calldata signature, uint256 amount, Bounds calldata bounds)
        external
        returns (uint256 total);

    /// @notice Ends all orders of the caller that carry `nonce`, for ever.
    /// @dev Anyone, for its own orders. Errors: NonceIsCancelled, Reentrancy.
    function cancelNonce(uint256 nonce) external;

    /// @notice Whether `signature` is `order.seller`'s for `order`, by the rules of `fillOrder`.
    /// @dev For `eth_call`: not a view, because ERC-6492 deploys the wallet to ask it, which is undone before this answers.
    function isOrderSigned(Order calldata order, bytes calldata signature) external returns (bool);

    /* VIEWS */

    /// @notice What `amount` tokens of `loan` cost at `priceBps` now: ceil(amount * outstanding * priceBps / (supply *
    /// 10,000)), at most one unit above the exact price, and 0 only for an amount or a price of 0.
    /// @dev Errors: UnknownLoan, NotTradable.
    /// @return total What the buyer pays.
    /// @return fee The part of `total` that goes to the treasury: 1 %, rounded down.
    function quote(address loan, uint64 amount, uint32 priceBps) external view returns (uint256 total, uint256 fee);

    /// @notice The listing, all zero if there is none.
    function listing(uint256 id) external view returns (Listing memory);

    /// @notice How many listings were ever made: the id of the latest.
    function listingCount() external view returns (uint256);

    /// @notice What a seller signs: the EIP-712 digest of `order`. It also identifies the order.
    function hashOrder(Order calldata order) external view returns (bytes32);

    /// @notice Tokens sold so far of the order that `orderHash` identifies.
    function filled(bytes32 orderHash) external view returns (uint256);

    /// @notice Whether `seller` has cancelled `nonce`.
    function isNonceCancelled(address seller, uint256 nonce) external view returns (bool);

    /// @notice The factory whose loans are traded here.
    function factory() external view returns (address);
}
