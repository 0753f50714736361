using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// One event that gave a role to an account or took it away. The latest of a role tells who has it, except for originators, of whom there
/// are many: there the latest of each account counts.
/// </summary>
public sealed class RoleChange : IChainEventRow
{
    public required Guid Id { get; init; }

    public required PlatformRole Role { get; init; }

    public required Address Account { get; init; }

    /// <summary>False when an originator was dismissed.</summary>
    public required bool IsAllowed { get; init; }

    public required Hash32 TxHash { get; init; }

    public required int LogIndex { get; init; }

    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
