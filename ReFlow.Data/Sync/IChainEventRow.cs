using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>A ledger row made from one event. Append-only; a rewind deletes it by block number.</summary>
public interface IChainEventRow
{
    /// <summary>Derived from table, transaction hash and log index; see <see cref="DeterministicId.ForEvent"/>.</summary>
    Guid Id { get; }

    Hash32 TxHash { get; }

    int LogIndex { get; }

    long BlockNumber { get; }

    Hash32 BlockHash { get; }

    /// <summary>The block's time.</summary>
    DateTimeOffset CreatedAt { get; }
}
