using ReFlow.Chain;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Chain;

/// <summary>Reads blocks near the head: all of their logs, by their hashes, proven complete by the headers' blooms.</summary>
sealed class BlockReader(EthereumClient chain)
{
    /// <param name="headers">Of consecutive blocks.</param>
    /// <exception cref="InconsistentChainException">The headers are not one chain, the logs are not theirs, or some are missing.</exception>
    public async Task<ChainBatch> ReadAsync(IReadOnlyList<BlockHeader> headers, LoanDirectory directory, CancellationToken cancellationToken)
    {
        for (var index = 1; index < headers.Count; index++)
        {
            if (headers[index].ParentHash != headers[index - 1].Hash)
                throw new InconsistentChainException($"Block {headers[index].Number} ({headers[index].Hash}) does not follow the one that the node gave before it.");
        }

        var logs = await ReadLogsAsync(headers, cancellationToken);
        var ours = directory.SelectOurs(logs).Select(log => log.ToChainLog(headers[(int)(log.BlockNumber - headers[0].Number)].Timestamp));
        return new ChainBatch([.. headers.Select(ChainBatch.ToBlock)], [.. ours]);
    }

    async Task<List<LogEntry>> ReadLogsAsync(IReadOnlyList<BlockHeader> headers, CancellationToken cancellationToken)
    {
        // An empty bloom proves that the block has no logs.
        var filled = headers.Where(header => !header.LogsBloom.IsEmpty).ToArray();
        var logs = new List<LogEntry>();
        if (filled.Length == 0)
            return logs;

        var answers = filled is [var only]
            ? [await chain.GetLogsByBlockHashAsync(only.Hash, LogFilter.All, cancellationToken)]
            : await chain.GetLogsByBlockHashesAsync([.. filled.Select(header => header.Hash)], cancellationToken);
        var items = new BloomItems();
        foreach (var (header, ofBlock) in filled.Zip(answers))
        {
            Verify(header, ofBlock, items);
            logs.AddRange(ofBlock.OrderBy(log => log.LogIndex));
        }

        return logs;
    }

    /// <summary>True when these may be all logs of a block, by their indices.</summary>
    public static bool AreNumberedFromZero(IReadOnlyList<LogEntry> logs)
    {
        for (var index = 0; index < logs.Count; index++)
        {
            // Nodes give them in order; one that does not is no liar.
            if (logs[index].LogIndex != index)
                return logs.Select(log => log.LogIndex).Order().SequenceEqual(Enumerable.Range(0, logs.Count));
        }

        return true;
    }

    /// <exception cref="InconsistentChainException">The logs are not those of this block, or some are missing.</exception>
    public static void Verify(BlockHeader header, IReadOnlyList<LogEntry> logs, BloomItems items)
    {
        if (logs.FirstOrDefault(log => log.BlockHash != header.Hash || log.BlockNumber != header.Number || log.Removed) is { } stray)
            throw new InconsistentChainException($"Logs of block {header.Number} ({header.Hash}) were asked for; one of block {stray.BlockNumber} ({stray.BlockHash}) came.");
        // A log that repeats another's contract and topics leaves no trace in the bloom, but a gap in the indices.
        if (!AreNumberedFromZero(logs))
            throw new InconsistentChainException($"The {logs.Count} logs of block {header.Number} ({header.Hash}) are not numbered from 0 without a gap.", logsAreMissing: true);
        if (!LogsBloom.Of(logs, items).Equals(header.LogsBloom))
            throw new InconsistentChainException($"The {logs.Count} logs of block {header.Number} ({header.Hash}) do not make up its header's bloom: the node left some out.", logsAreMissing: true);
    }
}
