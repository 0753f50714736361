namespace ReFlow.Web.Loans;

/// <summary>A block whose effects the API serves, and the loans that it touched.</summary>
public sealed record IndexedBlock(long Number, string Hash, DateTimeOffset Timestamp, IReadOnlyList<string>? Loans);

/// <summary>How far the indexer has followed the chain; head and lag are null while the chain is unreachable, and orphaned says that the chain has left the indexed block.</summary>
public sealed record SyncStatus(
    long? HeadBlock, long IndexedBlock, int? LagBlocks, double? LagSeconds, DateTimeOffset? IndexedAt, bool Orphaned, bool ChainReachable);
