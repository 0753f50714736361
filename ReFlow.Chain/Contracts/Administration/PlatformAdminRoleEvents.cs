using System.Diagnostics.CodeAnalysis;
using ReFlow.Chain.Abi;

namespace ReFlow.Chain.Contracts.Administration;

// What a PlatformAdmin says about its roles (IAccessManager.sol). Times are unix seconds, delays seconds.

/// <summary>A role has a name for its readers.</summary>
public sealed record RoleLabel(ulong RoleId, string Label)
{
    internal static AbiEvent Definition { get; } = new("RoleLabel(uint64,string)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RoleLabel? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder data) => new RoleLabel((ulong)topics.UInt(0, 64), data.String()), out decoded);
}

/// <summary>An account has a role, or another delay in it.</summary>
/// <param name="Delay">How long what the account schedules waits.</param>
/// <param name="Since">When the role, or for a member the new delay, begins.</param>
public sealed record RoleGranted(ulong RoleId, Address Account, uint Delay, long Since, bool NewMember)
{
    internal static AbiEvent Definition { get; } = new("RoleGranted(uint64,address,uint32,uint48,bool)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RoleGranted? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new RoleGranted(
            (ulong)topics.UInt(0, 64), topics.Address(1), (uint)data.UInt(32), data.Int64(48), data.Bool()),
        out decoded);
}

/// <summary>An account no longer has a role.</summary>
public sealed record RoleRevoked(ulong RoleId, Address Account)
{
    internal static AbiEvent Definition { get; } = new("RoleRevoked(uint64,address)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RoleRevoked? decoded) => Definition.TryDecode(
        log, (AbiEventTopics topics, ref AbiDecoder _) => new RoleRevoked((ulong)topics.UInt(0, 64), topics.Address(1)), out decoded);
}

/// <summary>Another role grants and revokes this one.</summary>
public sealed record RoleAdminChanged(ulong RoleId, ulong Admin)
{
    internal static AbiEvent Definition { get; } = new("RoleAdminChanged(uint64,uint64)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RoleAdminChanged? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder _) => new RoleAdminChanged((ulong)topics.UInt(0, 64), (ulong)topics.UInt(1, 64)),
        out decoded);
}

/// <summary>Another role cancels what members of this one have scheduled.</summary>
public sealed record RoleGuardianChanged(ulong RoleId, ulong Guardian)
{
    internal static AbiEvent Definition { get; } = new("RoleGuardianChanged(uint64,uint64)", indexedCount: 2);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RoleGuardianChanged? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder _) => new RoleGuardianChanged((ulong)topics.UInt(0, 64), (ulong)topics.UInt(1, 64)),
        out decoded);
}

/// <summary>A role that is granted begins after another delay.</summary>
/// <param name="Since">When that is so.</param>
public sealed record RoleGrantDelayChanged(ulong RoleId, uint Delay, long Since)
{
    internal static AbiEvent Definition { get; } = new("RoleGrantDelayChanged(uint64,uint32,uint48)", indexedCount: 1);

    public static Hash32 Topic => Definition.Topic;

    public static bool TryDecode(LogEntry log, [NotNullWhen(true)] out RoleGrantDelayChanged? decoded) => Definition.TryDecode(
        log,
        (AbiEventTopics topics, ref AbiDecoder data) => new RoleGrantDelayChanged((ulong)topics.UInt(0, 64), (uint)data.UInt(32), data.Int64(48)),
        out decoded);
}
