using ReFlow.Chain;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Chain;

/// <summary>Reads one block near the head: all of its logs, by its hash, proven complete by the header's bloom.</summary>
sealed class BlockReader(EthereumClient chain)
{
    /// <exception cref="InconsistentChainException">The logs are not those of this block, or some are missing.</exception>
    public async Task<ChainBatch> ReadAsync(BlockHeader header, LoanDirectory directory, CancellationToken cancellationToken)
    {
        // An empty bloom proves that the block has no logs.
        var logs = header.LogsBloom.IsEmpty
            ? []
            : await chain.GetLogsByBlockHashAsync(header.Hash, LogFilter.All, cancellationToken);

        Verify(header, logs);
        var ours = directory.SelectOurs(logs.OrderBy(log => log.LogIndex)).Select(log => log.ToChainLog(header.Timestamp));
        return new ChainBatch([ChainBatch.ToBlock(header)], [.. ours]);
    }

    /// <summary>True when these may be all logs of a block, by their indices.</summary>
    public static bool AreNumberedFromZero(IReadOnlyCollection<LogEntry> logs) =>
        logs.Select(log => log.LogIndex).Order().SequenceEqual(Enumerable.Range(0, logs.Count));

    /// <exception cref="InconsistentChainException">The logs are not those of this block, or some are missing.</exception>
    public static void Verify(BlockHeader header, IReadOnlyList<LogEntry> logs)
    {
        if (logs.FirstOrDefault(log => log.BlockHash != header.Hash || log.BlockNumber != header.Number || log.Removed) is { } stray)
            throw new InconsistentChainException($"Logs of block {header.Number} ({header.Hash}) were asked for; one of block {stray.BlockNumber} ({stray.BlockHash}) came.");
        // A log that repeats another's contract and topics leaves no trace in the bloom, but a gap in the indices.
        if (!AreNumberedFromZero(logs))
            throw new InconsistentChainException($"The {logs.Count} logs of block {header.Number} ({header.Hash}) are not numbered from 0 without a gap.", logsAreMissing: true);
        if (!LogsBloom.Of(logs).Equals(header.LogsBloom))
            throw new InconsistentChainException($"The {logs.Count} logs of block {header.Number} ({header.Hash}) do not make up its header's bloom: the node left some out.", logsAreMissing: true);
    }
}
