using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

// The events of ILoan.sol, in its order. Amounts are base units of six decimals.

/// <summary>A permit of the owner's was accepted.</summary>
/// <param name="Nonce">The one that its signature carried; the owner's next is one more.</param>
public sealed record NonceUsed(Address Owner, BigInteger Nonce)
{
    internal static AbiEvent Definition { get; } = new("NonceUsed(address,uint256)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out NonceUsed? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new NonceUsed(topics.Address(0), data.UInt()), out decoded);
}

/// <summary>An investor paid in and received as many loan tokens.</summary>
/// <param name="Amount">What arrived.</param>
public sealed record Invested(Address Investor, BigInteger Amount, BigInteger TotalRaised)
{
    internal static AbiEvent Definition { get; } = new("Invested(address,uint256,uint256)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Invested? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new Invested(topics.Address(0), data.UInt(), data.UInt()), out decoded);
}

/// <summary>A holder of a cancelled loan got the investment back; the tokens are burned.</summary>
/// <param name="TotalSupply">Tokens left.</param>
public sealed record Refunded(Address Holder, BigInteger Amount, BigInteger TotalSupply)
{
    internal static AbiEvent Definition { get; } = new("Refunded(address,uint256,uint256)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Refunded? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new Refunded(topics.Address(0), data.UInt(), data.UInt()), out decoded);
}

/// <summary>The loan was not raised or not drawn in time; holders may refund.</summary>
public sealed record Cancelled(BigInteger TotalRaised)
{
    internal static AbiEvent Definition { get; } = new("Cancelled(uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Cancelled? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new Cancelled(data.UInt()), out decoded);
}

/// <summary>The raised USDT went to the originator; the loan is active and interest runs.</summary>
/// <param name="Amount">What the originator received.</param>
/// <param name="Fee">The origination fee.</param>
/// <param name="Outstanding">Principal owed: the token supply.</param>
public sealed record DrawnDown(Address Originator, BigInteger Amount, BigInteger Fee, BigInteger Outstanding)
{
    internal static AbiEvent Definition { get; } = new("DrawnDown(address,uint256,uint256,uint256)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out DrawnDown? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new DrawnDown(
            topics.Address(0), data.UInt(), data.UInt(), data.UInt()),
        out decoded);
}

/// <summary>A repayment was recorded for those who held tokens at that moment.</summary>
/// <param name="Round">The distribution's index.</param>
/// <param name="Received">What arrived: late fee, interest and principal together.</param>
/// <param name="PlatformFee">Taken out of the interest.</param>
/// <param name="PerToken">The payout index after it.</param>
/// <param name="Outstanding">Principal still owed.</param>
public sealed record Distributed(
    Hash32 PaymentId, int Round, BigInteger Received, BigInteger LateFee, BigInteger Interest,
    BigInteger Principal, BigInteger PlatformFee, BigInteger PerToken, BigInteger Outstanding, int SettledInstalments)
{
    internal static AbiEvent Definition { get; } = new(
        "Distributed(bytes32,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Distributed? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new Distributed(
            topics.Bytes32(0), topics.Count(1), data.UInt(), data.UInt(), data.UInt(), data.UInt(),
            data.UInt(), data.UInt(), data.UInt(), data.Count()),
        out decoded);
}

/// <summary>A holder's share was paid out.</summary>
/// <param name="To">Who was paid: the holder, or whom the holder named.</param>
/// <param name="TotalClaimed">The holder's claims over the loan's life.</param>
public sealed record Claimed(Address Holder, Address To, BigInteger Amount, BigInteger TotalClaimed)
{
    internal static AbiEvent Definition { get; } = new("Claimed(address,address,uint256,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Claimed? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new Claimed(
            topics.Address(0), topics.Address(1), data.UInt(), data.UInt()),
        out decoded);
}

/// <summary>The loan was declared in default; accrual is frozen.</summary>
public sealed record Defaulted(Address By, BigInteger Outstanding, BigInteger AccruedInterest)
{
    internal static AbiEvent Definition { get; } = new("Defaulted(address,uint256,uint256)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Defaulted? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new Defaulted(topics.Address(0), data.UInt(), data.UInt()), out decoded);
}

/// <summary>Nothing is owed any more.</summary>
public sealed record Repaid(BigInteger TotalDistributed)
{
    internal static AbiEvent Definition { get; } = new("Repaid(uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Repaid? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new Repaid(data.UInt()), out decoded);
}

/// <summary>The admin closed a defaulted loan with this loss of principal.</summary>
public sealed record WrittenOff(BigInteger LossAmount)
{
    internal static AbiEvent Definition { get; } = new("WrittenOff(uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out WrittenOff? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new WrittenOff(data.UInt()), out decoded);
}

/// <summary>USDT refused to send fees to the treasury, or sent at last what it had refused.</summary>
/// <param name="Owed">All that the loan now keeps for the treasury.</param>
public sealed record FeesOwed(BigInteger Owed)
{
    internal static AbiEvent Definition { get; } = new("FeesOwed(uint256)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out FeesOwed? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new FeesOwed(data.UInt()), out decoded);
}
