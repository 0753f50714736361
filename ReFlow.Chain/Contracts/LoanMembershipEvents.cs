using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

// The events of ILoanMembership.sol, and those of ILoanRepayment.sol about the pay-in address. Amounts are base units of six decimals.

/// <summary>A loan copied what the allow-list says about an account.</summary>
/// <param name="Until">Last second of membership, 0 for none; can lie beyond what a date holds.</param>
public sealed record MemberCached(Address Account, BigInteger Until, bool Frozen)
{
    internal static AbiEvent Definition { get; } = new("MemberCached(address,uint256,bool)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out MemberCached? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new MemberCached(topics.Address(0), data.UInt(), data.Bool()), out decoded);
}

/// <summary>All tokens and claimable payouts of a lost wallet belong to its replacement now; a <see cref="Transfer"/> of the tokens follows.</summary>
/// <param name="Owed">Claimable that moved, rounded down.</param>
public sealed record HolderRecovered(Address Lost, Address Replacement, BigInteger Balance, BigInteger Owed)
{
    internal static AbiEvent Definition { get; } = new("HolderRecovered(address,address,uint256,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out HolderRecovered? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new HolderRecovered(topics.Address(0), topics.Address(1), data.UInt(), data.UInt()),
        out decoded);
}

/// <summary>Investing, transfers and draw-down stop; claims, refunds and repayments do not.</summary>
/// <param name="Until">Unix seconds; the pause lapses by itself.</param>
public sealed record Paused(Address By, BigInteger Until)
{
    internal static AbiEvent Definition { get; } = new("Paused(address,uint256)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Paused? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new Paused(topics.Address(0), data.UInt()), out decoded);
}

/// <summary>The pause ended early.</summary>
public sealed record Unpaused(Address By)
{
    internal static AbiEvent Definition { get; } = new("Unpaused(address)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Unpaused? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new Unpaused(topics.Address(0)), out decoded);
}

/// <summary>The distribution of this round was paid from the loan's pay-in address.</summary>
/// <param name="Amount">What left it; what arrived is in <see cref="Distributed"/>.</param>
public sealed record Collected(int Round, Address PayIn, BigInteger Amount)
{
    internal static AbiEvent Definition { get; } = new("Collected(uint256,address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Collected? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new Collected(topics.Count(0), topics.Address(1), data.UInt()), out decoded);
}

/// <summary>What was left at the pay-in address of a loan that has ended went to the borrower.</summary>
public sealed record ExcessReturned(Address Borrower, Address PayIn, BigInteger Amount)
{
    internal static AbiEvent Definition { get; } = new("ExcessReturned(address,address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out ExcessReturned? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new ExcessReturned(topics.Address(0), topics.Address(1), data.UInt()), out decoded);
}
