using ReFlow.Chain;

namespace ReFlow.Data;

/// <summary>
/// The one row that says up to which block the read model is complete. It moves in the same database transaction as the rows,
/// and only from the block and epoch that the writer expects, so that two writers cannot both win.
/// </summary>
public sealed record SyncCursor
{
    /// <summary>The row's only id.</summary>
    public const int SingletonId = 1;

    public int Id { get; init; } = SingletonId;

    public required long ChainId { get; init; }

    /// <summary>Hash of block 0: tells this chain from another one with the same id.</summary>
    public required Hash32 GenesisHash { get; init; }

    /// <summary>Last complete block; one below the first block to index when nothing is indexed yet.</summary>
    public required long BlockNumber { get; init; }

    public required Hash32 BlockHash { get; init; }

    public required DateTimeOffset BlockTime { get; init; }

    /// <summary>
    /// True from the moment at which the writer learns that the node's chain has left this block until the block is taken back, or the chain
    /// is on it again. What the read model answers meanwhile is of a branch that is not the chain's, and must say so.
    /// </summary>
    public bool IsOrphaned { get; init; }

    /// <summary>The newest indexed block that is never taken back; null while none is final.</summary>
    public long? FinalizedBlockNumber { get; init; }

    /// <summary>Fencing token: each new writer raises it, so that a writer that lost its lock cannot commit.</summary>
    public required long Epoch { get; init; }
}
