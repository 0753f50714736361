namespace ReFlow.Indexer.Benchmarks;

/// <summary>The shape of a generated history.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Events">Logs of our contracts, at least.</param>
/// <param name="LogsPerBlock">Logs of our contracts in each block that has any.</param>
/// <param name="EmptyBlocks">Blocks without any after each of those.</param>
sealed record HistoryKind(string Name, int Events, int LogsPerBlock, int EmptyBlocks)
{
    /// <summary>
    /// Too large for a state file (4 KB of JSON per event) and for rivals: made anew in the Anvil that serves it, and read by the indexer
    /// and the floor only.
    /// </summary>
    public bool IsLarge => Events > 100_000;

    public static IReadOnlyDictionary<string, HistoryKind> All { get; } = new HistoryKind[]
    {
        new("dense-20k", 20_000, LogsPerBlock: 20, EmptyBlocks: 0),
        new("sparse-20k", 20_000, LogsPerBlock: 4, EmptyBlocks: 3),
        new("dense-100k", 100_000, LogsPerBlock: 20, EmptyBlocks: 0),
        new("sparse-100k", 100_000, LogsPerBlock: 4, EmptyBlocks: 3),
        new("dense-1m", 1_000_000, LogsPerBlock: 20, EmptyBlocks: 0),
    }.ToDictionary(kind => kind.Name);
}
