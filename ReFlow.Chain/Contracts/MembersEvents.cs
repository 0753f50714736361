using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

// The events of IMembers.sol.

/// <summary>The allow-list's word on an account changed.</summary>
/// <param name="Until">Last second of membership, 0 for none; can lie beyond what a date holds.</param>
public sealed record MemberSet(Address Account, BigInteger Until, bool Frozen)
{
    internal static AbiEvent Definition { get; } = new("MemberSet(address,uint256,bool)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out MemberSet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new MemberSet(topics.Address(0), data.UInt(), data.Bool()), out decoded);
}

/// <summary>Loans for anyone may, or may no longer, be created.</summary>
public sealed record OpenSet(bool Open)
{
    internal static AbiEvent Definition { get; } = new("OpenSet(bool)", indexedCount: 0);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OpenSet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics _, ref AbiDecoder data) => new OpenSet(data.Bool()), out decoded);
}

/// <summary>Another agent keeps the allow-list.</summary>
public sealed record AgentSet(Address Agent)
{
    internal static AbiEvent Definition { get; } = new("AgentSet(address)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out AgentSet? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new AgentSet(topics.Address(0)), out decoded);
}

/// <summary>From a time on everything of a lost wallet can be moved to its replacement.</summary>
/// <param name="ExecutableAt">Unix seconds.</param>
public sealed record RecoveryProposed(Address Lost, Address Replacement, BigInteger ExecutableAt)
{
    internal static AbiEvent Definition { get; } = new("RecoveryProposed(address,address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RecoveryProposed? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new RecoveryProposed(topics.Address(0), topics.Address(1), data.UInt()), out decoded);
}

/// <summary>The wallet is not lost: it says so itself.</summary>
/// <param name="BlockedUntil">Unix seconds; no proposal about it before.</param>
public sealed record RecoveryVetoed(Address Lost, Address Replacement, BigInteger BlockedUntil)
{
    internal static AbiEvent Definition { get; } = new("RecoveryVetoed(address,address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RecoveryVetoed? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new RecoveryVetoed(topics.Address(0), topics.Address(1), data.UInt()), out decoded);
}

/// <summary>A proposal was taken back.</summary>
public sealed record RecoveryWithdrawn(Address Lost, Address Replacement, Address By)
{
    internal static AbiEvent Definition { get; } = new("RecoveryWithdrawn(address,address,address)", indexedCount: 3);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RecoveryWithdrawn? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder _) => new RecoveryWithdrawn(topics.Address(0), topics.Address(1), topics.Address(2)),
        out decoded);
}
