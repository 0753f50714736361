using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts;

/// <summary>Tokens moved; from the zero address when minted, to it when burned. Amount in base units.</summary>
public sealed record Transfer(Address From, Address To, BigInteger Amount)
{
    internal static AbiEvent Definition { get; } = new("Transfer(address,address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Transfer? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new Transfer(topics.Address(0), topics.Address(1), data.UInt()), out decoded);
}

/// <summary>The owner lets the spender move up to this amount of base units.</summary>
public sealed record Approval(Address Owner, Address Spender, BigInteger Amount)
{
    internal static AbiEvent Definition { get; } = new("Approval(address,address,uint256)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out Approval? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new Approval(topics.Address(0), topics.Address(1), data.UInt()), out decoded);
}
