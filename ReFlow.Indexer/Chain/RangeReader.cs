using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;
using ReFlow.Indexer.Folding;

namespace ReFlow.Indexer.Chain;

/// <summary>Reads many blocks far behind the head: batched headers and <c>eth_getLogs</c> by range, of our contracts or, where those are most of it, of all.</summary>
sealed class RangeReader(EthereumClient chain, IndexerOptions options) : IDisposable
{
    const int WholeAttempts = 2;

    // Over all ranges; whoever asked first goes first, so that the range that is waited for has its headers before those behind it.
    readonly SemaphoreSlim _headerTurns = new(options.RangesInFlight * options.RangesInFlight);

    // Fetches run at the same time; the worst that a race does is to ask once more.
    volatile bool _namesContracts = !options.WholeRanges;

    /// <summary>Reads blocks <paramref name="from"/> to <paramref name="to"/>, both included, and these contracts' logs in them.</summary>
    /// <param name="headerBatches">Batches of headers asked for at the same time.</param>
    /// <exception cref="InconsistentChainException">The headers are not a chain, or logs are missing; the node is distrusted.</exception>
    public async Task<RangeAnswer> FetchAsync(long from, long to, IReadOnlySet<Address> asked, int headerBatches, CancellationToken cancellationToken)
    {
        // Headers first: if the node reorganises in between, either a log's hash does not fit, or the headers are the orphaned ones
        // and the next batch does not follow them. Both are noticed.
        var node = chain.Pin();
        try
        {
            var headers = await ReadHeadersAsync(node, from, to, headerBatches, cancellationToken);
            var (logs, logsSent) = await ReadLogsAsync(node, headers, asked, cancellationToken);
            return new RangeAnswer(headers, logs, asked, logsSent);
        }
        catch (InconsistentChainException contradiction)
        {
            // By the time that somebody looks at this range, others may be asking another node.
            node.Distrust();
            contradiction.Origin = node.EndpointOrigin;
            throw;
        }
    }

    /// <summary>Keeps what is ours. In order of the ranges: which loans are ours is known when all ranges before are folded.</summary>
    /// <exception cref="InconsistentChainException">A log is not of one of the headers.</exception>
    public async Task<ChainBatch> SelectAsync(RangeAnswer answer, LoanDirectory directory, CancellationToken cancellationToken)
    {
        // Loans that were not known when the range was asked for; usually none.
        var missing = answer.Logs.Where(log => log.Address == directory.Factory)
            .Select(log => LoanCreated.TryDecode(log, out var created) ? created.Loan : default)
            .Where(loan => loan != default)
            .Concat(directory.Loans)
            .Where(loan => !answer.Asked.Contains(loan))
            .Distinct()
            .ToArray();
        var logs = answer.Logs;
        if (missing.Length > 0)
            logs = [.. logs, .. (await ReadLogsAsync(chain.Pin(), answer.Headers, missing, cancellationToken)).Logs];

        var ordered = logs.OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex);
        return new ChainBatch([.. answer.Headers.Select(ChainBatch.ToBlock)], [.. directory.SelectOurs(ordered).Select(log => log.ToChainLog(BlockOf(log, answer.Headers).Timestamp))]);
    }

    public void Dispose() => _headerTurns.Dispose();

    async Task<List<BlockHeader>> ReadHeadersAsync(EthereumClient node, long from, long to, int batchesAtOnce, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // The first batch alone: it pins the node that answers all others.
        var blocks = new List<BlockHeader>((int)(to - from + 1));
        blocks.AddRange(await ReadBatchAsync(from));
        var underWay = new Queue<Task<IReadOnlyList<BlockHeader>>>();
        try
        {
            for (var first = from + options.HeadersPerBatch; first <= to || underWay.Count > 0;)
            {
                for (; first <= to && underWay.Count < batchesAtOnce; first += options.HeadersPerBatch)
                    underWay.Enqueue(ReadBatchAsync(first));
                blocks.AddRange(await underWay.Dequeue());
            }
        }
        finally
        {
            if (underWay.Count > 0)
                await stop.CancelAsync();
            foreach (var batch in underWay)
                await ((Task)batch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index].Number != from + index || (index > 0 && blocks[index].ParentHash != blocks[index - 1].Hash))
                throw new InconsistentChainException($"The headers of blocks {from} to {to} are not one chain at block {from + index}.");
        }

        return blocks.Count == to - from + 1 ? blocks : throw new InconsistentChainException($"{blocks.Count} headers came for blocks {from} to {to}.");

        async Task<IReadOnlyList<BlockHeader>> ReadBatchAsync(long first)
        {
            var last = Math.Min(to, first + options.HeadersPerBatch - 1);
            await _headerTurns.WaitAsync(stop.Token);
            try
            {
                return await node.GetHeadersAsync(first, last, stop.Token);
            }
            catch (JsonRpcException failure) when (failure.IsTransient && !failure.IsTimeout && failure.Kind != JsonRpcErrorKind.UnknownBlock)
            {
                // The whole range's headers again would be twenty times as much, for a refusal too.
                return await node.GetHeadersAsync(first, last, stop.Token);
            }
            finally
            {
                _headerTurns.Release();
            }
        }
    }

    async Task<(List<LogEntry> Logs, int LogsSent)> ReadLogsAsync(
        EthereumClient node, IReadOnlyList<BlockHeader> headers, IReadOnlyCollection<Address> addresses, CancellationToken cancellationToken)
    {
        var completeness = new RangeCompleteness(node, addresses, options);
        for (var attempt = 1; attempt <= WholeAttempts && !_namesContracts && completeness.IsWholeCheaper(headers); attempt++)
        {
            try
            {
                var whole = await node.GetLogsAsync(headers[0].Number, headers[^1].Number, LogFilter.All, cancellationToken);
                completeness.VerifyWhole(headers, whole);
                return ([.. whole.Where(log => addresses.Contains(log.Address))], whole.Count);
            }
            catch (JsonRpcException failure) when (!failure.IsRateLimit && (headers.Count == 1 || !(failure.AsksForLess || failure.IsTimeout)))
            {
                // A smaller range would not help. Some providers answer ranges only for named contracts, and say so in many ways.
                _namesContracts |= !failure.IsTransient && !failure.AsksForLess;
                break;
            }
            catch (InconsistentChainException contradiction) when (contradiction.LogsAreMissing)
            {
                // Nor do all say when they cut an answer short, which they then do again; a log may also be left out once.
                _namesContracts |= attempt == WholeAttempts;
            }
        }

        var logs = new List<LogEntry>();
        foreach (var part in addresses.Chunk(options.AddressesPerQuery))
            logs.AddRange(await node.GetLogsAsync(headers[0].Number, headers[^1].Number, new LogFilter(Addresses: part), cancellationToken));
        await completeness.VerifyAsync(headers, logs, cancellationToken);
        return (logs, logs.Count);
    }

    static BlockHeader BlockOf(LogEntry log, IReadOnlyList<BlockHeader> headers)
    {
        var index = log.BlockNumber - headers[0].Number;
        return index >= 0 && index < headers.Count && headers[(int)index].Hash == log.BlockHash && !log.Removed
            ? headers[(int)index]
            : throw new InconsistentChainException($"A log of block {log.BlockNumber} ({log.BlockHash}) is not of the header that was read for it.");
    }
}
