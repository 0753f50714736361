using ReFlow.Data;

namespace ReFlow.Indexer.Sync;

/// <summary>Where the indexer stands.</summary>
/// <param name="Head">The node's newest block, as last seen.</param>
/// <param name="Indexed">The last block in the read model.</param>
/// <param name="Finalized">The newest indexed block that is never taken back; null when none is final yet.</param>
/// <param name="LastStepAt">When chain and database last answered together.</param>
/// <param name="Problem">What it is waiting for or failing at; null while it follows the chain.</param>
/// <param name="IsStandby">True while another indexer is the writer.</param>
sealed record SyncSnapshot(Block? Head, Block? Indexed, long? Finalized, DateTimeOffset? LastStepAt, string? Problem, bool IsStandby)
{
    public long? LagBlocks => Head is { } head && Indexed is { } indexed ? Math.Max(0, head.Number - indexed.Number) : null;

    /// <summary>Between the two blocks' times.</summary>
    public TimeSpan? Lag => Head is { } head && Indexed is { } indexed ? head.Timestamp - indexed.Timestamp : null;
}
