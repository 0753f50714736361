using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Data;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Chain;

/// <summary>Reads many blocks far behind the head: batched headers and <c>eth_getLogs</c> by range and address.</summary>
sealed class RangeReader(EthereumClient chain, IndexerOptions options)
{
    /// <summary>Reads blocks <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    /// <exception cref="InconsistentChainException">The headers are not a chain, or a log is not of one of them.</exception>
    public async Task<ChainBatch> ReadAsync(long from, long to, LoanDirectory directory, CancellationToken cancellationToken)
    {
        // Headers first: if the node reorganises in between, either a log's hash does not fit, or the headers are the orphaned ones
        // and the next batch does not follow them. Both are noticed.
        var headers = await ReadHeadersAsync(from, to, cancellationToken);
        var logs = await ReadLogsAsync(from, to, [directory.Factory, .. directory.Loans], cancellationToken);

        // Loans created in this range were not in the list of addresses yet.
        var newborn = logs.Where(log => log.Address == directory.Factory)
            .Select(log => LoanCreated.TryDecode(log, out var created) ? created.Loan : default)
            .Where(loan => loan != default && !directory.Loans.Contains(loan))
            .Distinct()
            .ToArray();
        if (newborn.Length > 0)
            logs.AddRange(await ReadLogsAsync(from, to, newborn, cancellationToken));

        var ordered = logs.OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex).ToArray();
        return new ChainBatch(headers, [.. directory.SelectOurs(ordered).Select(log => log.ToChainLog(BlockOf(log, headers).Timestamp))]);
    }

    async Task<List<Block>> ReadHeadersAsync(long from, long to, CancellationToken cancellationToken)
    {
        var blocks = new List<Block>((int)(to - from + 1));
        for (var first = from; first <= to; first += options.HeadersPerBatch)
        {
            var last = Math.Min(to, first + options.HeadersPerBatch - 1);
            blocks.AddRange((await chain.GetHeadersAsync(first, last, cancellationToken)).Select(ChainBatch.ToBlock));
        }

        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index].Number != from + index || (index > 0 && blocks[index].ParentHash != blocks[index - 1].Hash))
                throw new InconsistentChainException($"The headers of blocks {from} to {to} are not one chain at block {from + index}.");
        }

        return blocks.Count == to - from + 1 ? blocks : throw new InconsistentChainException($"{blocks.Count} headers came for blocks {from} to {to}.");
    }

    async Task<List<LogEntry>> ReadLogsAsync(long from, long to, IReadOnlyCollection<Address> addresses, CancellationToken cancellationToken)
    {
        var logs = new List<LogEntry>();
        foreach (var part in addresses.Chunk(options.AddressesPerQuery))
            logs.AddRange(await chain.GetLogsAsync(from, to, new LogFilter(Addresses: part), cancellationToken));
        return logs;
    }

    static Block BlockOf(LogEntry log, List<Block> headers)
    {
        var index = log.BlockNumber - headers[0].Number;
        return index >= 0 && index < headers.Count && headers[(int)index].Hash == log.BlockHash && !log.Removed
            ? headers[(int)index]
            : throw new InconsistentChainException($"A log of block {log.BlockNumber} ({log.BlockHash}) is not of the header that was read for it.");
    }
}
