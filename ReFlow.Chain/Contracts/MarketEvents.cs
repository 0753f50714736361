using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

// The events of IMarket.sol, in its order. Amounts are base units of six decimals, prices basis points of outstanding par, times unix seconds.

/// <summary>A seller offers tokens.</summary>
/// <param name="Expiry">Last second at which the listing can be filled.</param>
/// <param name="PerToken">The loan's payout index when the price was made.</param>
public sealed record Listed(BigInteger Id, Address Seller, Address Loan, BigInteger Amount, long PriceBps, long Expiry, BigInteger PerToken)
{
    internal static AbiEvent Definition { get; } = new("Listed(uint256,address,address,uint256,uint256,uint256,uint256)", indexedCount: 3);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Listed? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new Listed(
            topics.UInt(0), topics.Address(1), topics.Address(2), data.UInt(), data.Int64(), data.Int64(), data.UInt()),
        out decoded);
}

/// <summary>What remains of a listing has a new price.</summary>
public sealed record Repriced(BigInteger Id, Address Seller, Address Loan, BigInteger Remaining, long PriceBps, BigInteger PerToken)
{
    internal static AbiEvent Definition { get; } = new("Repriced(uint256,address,address,uint256,uint256,uint256)", indexedCount: 3);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Repriced? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new Repriced(
            topics.UInt(0), topics.Address(1), topics.Address(2), data.UInt(), data.Int64(), data.UInt()),
        out decoded);
}

/// <summary>The seller took a listing back.</summary>
/// <param name="Remaining">Tokens unsold.</param>
public sealed record Delisted(BigInteger Id, Address Seller, Address Loan, BigInteger Remaining)
{
    internal static AbiEvent Definition { get; } = new("Delisted(uint256,address,address,uint256)", indexedCount: 3);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Delisted? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new Delisted(topics.UInt(0), topics.Address(1), topics.Address(2), data.UInt()),
        out decoded);
}

/// <summary>A buyer bought from a listing.</summary>
/// <param name="Total">What the buyer paid.</param>
/// <param name="Fee">The treasury's part of it; the rest went to the seller.</param>
/// <param name="Remaining">Tokens of the listing unsold afterwards; at 0 it is gone.</param>
/// <param name="Outstanding">The loan's principal owed, from which the price was computed.</param>
public sealed record Filled(
    BigInteger Id, Address Buyer, Address Loan, BigInteger Amount, BigInteger Total, BigInteger Fee, BigInteger Remaining, BigInteger Outstanding,
    BigInteger PerToken)
{
    internal static AbiEvent Definition { get; } =
        new("Filled(uint256,address,address,uint256,uint256,uint256,uint256,uint256,uint256)", indexedCount: 3);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Filled? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new Filled(
            topics.UInt(0), topics.Address(1), topics.Address(2), data.UInt(), data.UInt(), data.UInt(), data.UInt(), data.UInt(), data.UInt()),
        out decoded);
}

/// <summary>A buyer bought from a signed order.</summary>
/// <param name="OrderHash">Identifies the order: what the seller signed.</param>
/// <param name="Remaining">Tokens of the order unsold afterwards.</param>
public sealed record OrderFilled(
    Hash32 OrderHash, Address Buyer, Address Loan, Address Seller, BigInteger Nonce, BigInteger Amount, BigInteger Total, BigInteger Fee,
    BigInteger Remaining, BigInteger Outstanding, BigInteger PerToken)
{
    internal static AbiEvent Definition { get; } =
        new("OrderFilled(bytes32,address,address,address,uint256,uint256,uint256,uint256,uint256,uint256,uint256)", indexedCount: 3);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OrderFilled? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new OrderFilled(
            topics.Bytes32(0), topics.Address(1), topics.Address(2), data.Address(), data.UInt(), data.UInt(), data.UInt(), data.UInt(), data.UInt(),
            data.UInt(), data.UInt()),
        out decoded);
}

/// <summary>The seller's orders with this nonce can never be filled again.</summary>
public sealed record NonceCancelled(Address Seller, BigInteger Nonce)
{
    internal static AbiEvent Definition { get; } = new("NonceCancelled(address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out NonceCancelled? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new NonceCancelled(topics.Address(0), topics.UInt(1)), out decoded);
}

/// <summary>USDT refused to pay the fee of the fill before this event to the treasury, so the seller was paid it too.</summary>
public sealed record FeeWaived(Address Loan, Address Seller, BigInteger Fee)
{
    internal static AbiEvent Definition { get; } = new("FeeWaived(address,address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out FeeWaived? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new FeeWaived(topics.Address(0), topics.Address(1), data.UInt()), out decoded);
}
