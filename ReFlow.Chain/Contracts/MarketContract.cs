using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>
/// Listings and signed orders over loan tokens, without escrow: a fill spends the seller's token allowance and the buyer's USDT allowance.
/// Amounts are base units, prices basis points of outstanding par.
/// </summary>
public static class MarketContract
{
    static readonly AbiFunction s_list = new("list(address,uint64,uint32,uint40)");
    static readonly AbiFunction s_reprice = new("reprice(uint256,uint32)");
    static readonly AbiFunction s_delist = new("delist(uint256)");
    static readonly AbiFunction s_fill = new($"fill(uint256,uint256,{MarketBounds.AbiType})");
    static readonly AbiFunction s_fillOrder = new($"fillOrder({MarketOrder.AbiType},bytes,uint256,{MarketBounds.AbiType})");
    static readonly AbiFunction s_cancelNonce = new("cancelNonce(uint256)");
    static readonly AbiFunction s_isOrderSigned = new($"isOrderSigned({MarketOrder.AbiType},bytes)");
    static readonly AbiFunction s_quote = new("quote(address,uint64,uint32)");
    static readonly AbiFunction s_listing = new("listing(uint256)");
    static readonly AbiFunction s_listingCount = new("listingCount()");
    static readonly AbiFunction s_hashOrder = new($"hashOrder({MarketOrder.AbiType})");
    static readonly AbiFunction s_filled = new("filled(bytes32)");
    static readonly AbiFunction s_isNonceCancelled = new("isNonceCancelled(address,uint256)");
    static readonly AbiFunction s_eip712Domain = new("eip712Domain()");
    static readonly AbiFunction s_factory = new("factory()");

    internal static IReadOnlyList<AbiFunction> Functions { get; } =
    [
        s_list, s_reprice, s_delist, s_fill, s_fillOrder, s_cancelNonce, s_isOrderSigned, s_quote, s_listing, s_listingCount, s_hashOrder,
        s_filled, s_isNonceCancelled, s_eip712Domain, s_factory,
    ];

    internal static IReadOnlyList<AbiEvent> Events { get; } =
    [
        Listed.Definition, Repriced.Definition, Delisted.Definition, Filled.Definition, OrderFilled.Definition, NonceCancelled.Definition,
        FeeWaived.Definition,
    ];

    /// <param name="expiry">Unix seconds: the last second at which it can be filled.</param>
    public static byte[] EncodeList(Address loan, BigInteger amount, long priceBps, long expiry) =>
        s_list.Call().Address(loan).UInt(amount, 64).UInt(priceBps, 32).UInt(expiry, 40).ToByteArray();

    /// <summary>Sent by the seller.</summary>
    public static byte[] EncodeReprice(BigInteger id, long priceBps) => s_reprice.Call().UInt(id).UInt(priceBps, 32).ToByteArray();

    /// <summary>Sent by the seller.</summary>
    public static byte[] EncodeDelist(BigInteger id) => s_delist.Call().UInt(id).ToByteArray();

    /// <summary>Sent by the buyer, who has approved the market for the total.</summary>
    public static byte[] EncodeFill(BigInteger id, BigInteger amount, MarketBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        return bounds.Encode(s_fill.Call().UInt(id).UInt(amount)).ToByteArray();
    }

    /// <summary>Sent by the buyer, who has approved the market for the total.</summary>
    public static byte[] EncodeFillOrder(MarketOrder order, byte[] signature, BigInteger amount, MarketBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(bounds);
        return bounds.Encode(order.Encode(s_fillOrder.Call()).Bytes(signature).UInt(amount)).ToByteArray();
    }

    /// <summary>Sent by the seller: ends its orders that carry this nonce.</summary>
    public static byte[] EncodeCancelNonce(BigInteger nonce) => s_cancelNonce.Call().UInt(nonce).ToByteArray();

    /// <summary>For eth_call: whether the signature is the seller's, whatever kind of wallet it is (ERC-1271, ERC-6492).</summary>
    public static byte[] EncodeIsOrderSigned(MarketOrder order, byte[] signature)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Encode(s_isOrderSigned.Call()).Bytes(signature).ToByteArray();
    }

    public static bool DecodeIsOrderSigned(byte[] returned) => Returned.Bool(returned);

    public static byte[] EncodeQuote(Address loan, BigInteger amount, long priceBps) =>
        s_quote.Call().Address(loan).UInt(amount, 64).UInt(priceBps, 32).ToByteArray();

    public static MarketQuote DecodeQuote(byte[] returned) => MarketQuote.Decode(returned);

    public static byte[] EncodeListing(BigInteger id) => s_listing.Call().UInt(id).ToByteArray();

    public static MarketListing DecodeListing(byte[] returned) => MarketListing.Decode(returned);

    public static byte[] EncodeListingCount() => s_listingCount.Encode();

    /// <summary>How many listings were ever made: the id of the latest.</summary>
    public static int DecodeListingCount(byte[] returned) => Returned.Count(returned);

    public static byte[] EncodeHashOrder(MarketOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Encode(s_hashOrder.Call()).ToByteArray();
    }

    /// <summary>What the seller signs; it also identifies the order.</summary>
    public static Hash32 DecodeHashOrder(byte[] returned) => Returned.Bytes32(returned);

    public static byte[] EncodeFilled(Hash32 orderHash) => s_filled.Call().Bytes32(orderHash).ToByteArray();

    /// <summary>Token units sold so far of a signed order.</summary>
    public static BigInteger DecodeFilled(byte[] returned) => Returned.UInt(returned);

    public static byte[] EncodeIsNonceCancelled(Address seller, BigInteger nonce) => s_isNonceCancelled.Call().Address(seller).UInt(nonce).ToByteArray();

    public static bool DecodeIsNonceCancelled(byte[] returned) => Returned.Bool(returned);

    public static byte[] EncodeEip712Domain() => s_eip712Domain.Encode();

    /// <summary>What orders are signed under.</summary>
    public static Eip712Domain DecodeEip712Domain(byte[] returned) => Eip712Domain.Decode(returned);

    public static byte[] EncodeFactory() => s_factory.Encode();

    public static Address DecodeFactory(byte[] returned) => Returned.Address(returned);
}
