using ReFlow.Chain;

namespace ReFlow.Api;

/// <summary>How far the read model is behind the chain. Unknown is null, never zero.</summary>
/// <param name="Indexed">Last indexed block; null as long as nothing was ever indexed.</param>
/// <param name="Head">The chain's head; null when the chain cannot be reached.</param>
sealed record SyncStatus(IndexedBlock? Indexed, BlockHeader? Head)
{
    public long IndexedBlock => Indexed?.Number ?? 0;

    /// <summary>The chain has left the indexed block, which was not taken back yet: all figures are of a branch that is not the chain's.</summary>
    public bool IsOrphaned => Indexed is { IsOrphaned: true };

    /// <summary>Blocks behind the head. A head below the indexed block comes from a node that lags, and says nothing about us.</summary>
    public long? LagBlocks => Head is { } head && head.Number >= IndexedBlock ? head.Number - IndexedBlock : null;

    /// <summary>Chain time between the indexed block and the head.</summary>
    public double? LagSeconds => LagBlocks is not null && Indexed is { } indexed ? (Head!.Timestamp - indexed.Timestamp).TotalSeconds : null;
}
