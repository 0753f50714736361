using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>A wallet that took part in a loan, recorded when one of its events is first indexed.</summary>
public sealed class User
{
    /// <summary>Derived from <see cref="Address"/>; see <see cref="DeterministicId.ForUser"/>.</summary>
    public required Guid Id { get; init; }

    public required Address Address { get; init; }

    /// <summary>-1 while the wallet only announced a transaction and no event names it yet.</summary>
    public required long FirstSeenBlockNumber { get; init; }

    /// <summary>Time of the block in which the wallet was first seen.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
