using System.Diagnostics.CodeAnalysis;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

// What a PlatformAdmin says about operations that wait (IAccessManager.sol). Times are unix seconds.

/// <summary>An operation can be executed from a time on, unless it is cancelled before.</summary>
/// <param name="OperationId">Of the caller, the target and the data: the same operation can be scheduled again, with the next nonce.</param>
/// <param name="Schedule">The first second at which it can be executed.</param>
/// <param name="Data">The call data.</param>
public sealed record OperationScheduled(Hash32 OperationId, uint Nonce, long Schedule, Address Caller, Address Target, byte[] Data)
{
    internal static AbiEvent Definition { get; } = new("OperationScheduled(bytes32,uint32,uint48,address,address,bytes)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OperationScheduled? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new OperationScheduled(
            topics.Bytes32(0), (uint)topics.UInt(1, 32), data.Int64(48), data.Address(), data.Address(), data.Bytes()),
        out decoded);
}

/// <summary>What was scheduled was done.</summary>
public sealed record OperationExecuted(Hash32 OperationId, uint Nonce)
{
    internal static AbiEvent Definition { get; } = new("OperationExecuted(bytes32,uint32)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OperationExecuted? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new OperationExecuted(topics.Bytes32(0), (uint)topics.UInt(1, 32)), out decoded);
}

/// <summary>What was scheduled will not be done.</summary>
public sealed record OperationCanceled(Hash32 OperationId, uint Nonce)
{
    internal static AbiEvent Definition { get; } = new("OperationCanceled(bytes32,uint32)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out OperationCanceled? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new OperationCanceled(topics.Bytes32(0), (uint)topics.UInt(1, 32)), out decoded);
}
