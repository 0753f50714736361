using System.Diagnostics.CodeAnalysis;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

// What a PlatformAdmin says about the contracts under it (IAccessManager.sol). Times are unix seconds, delays seconds.

/// <summary>Nobody can call a contract through the admin, or its roles can again.</summary>
public sealed record TargetClosed(Address Target, bool Closed)
{
    internal static AbiEvent Definition { get; } = new("TargetClosed(address,bool)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out TargetClosed? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new TargetClosed(topics.Address(0), data.Bool()), out decoded);
}

/// <summary>Another role may call a function.</summary>
public sealed record TargetFunctionRoleUpdated(Address Target, Bytes4 Selector, ulong RoleId)
{
    internal static AbiEvent Definition { get; } = new("TargetFunctionRoleUpdated(address,bytes4,uint64)", indexed: [0, 2]);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out TargetFunctionRoleUpdated? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new TargetFunctionRoleUpdated(
            topics.Address(0), data.Bytes4(), (ulong)topics.UInt(1, 64)),
        out decoded);
}

/// <summary>Changes of a contract's arrangement wait longer or shorter.</summary>
/// <param name="Since">When that is so.</param>
public sealed record TargetAdminDelayUpdated(Address Target, uint Delay, long Since)
{
    internal static AbiEvent Definition { get; } = new("TargetAdminDelayUpdated(address,uint32,uint48)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out TargetAdminDelayUpdated? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new TargetAdminDelayUpdated(topics.Address(0), (uint)data.UInt(32), data.Int64(48)),
        out decoded);
}
