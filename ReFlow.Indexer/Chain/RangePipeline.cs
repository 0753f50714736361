using ReFlow.Chain;
using ReFlow.Chain.Contracts;
using ReFlow.Chain.JsonRpc;

namespace ReFlow.Indexer.Chain;

/// <summary>
/// Reads ranges ahead of the cursor, several at a time, and gives them in order. What is asked for and what waits is bounded: so many ranges,
/// each sized to hold so many logs. One that came and holds fewer takes less of that room, so that a late range does not hold up all others.
/// </summary>
sealed class RangePipeline(EthereumClient chain, IndexerOptions options, TimeProvider time) : IAsyncDisposable
{
    readonly RangeReader _reader = new(chain, options);
    readonly RangeSize _size = new(options.RangeBlocks, options.RangeLogs, options.RangesInFlight);
    readonly Queue<RangeFetch> _inFlight = new();
    readonly HashSet<Address> _discovered = [];
    CancellationTokenSource _stop = new();
    bool _oldestFailed;
    long _next = -1;
    long _discoveredTo = -1;

    /// <summary>Ranges that wait or are being read.</summary>
    public int Waiting => _inFlight.Count;

    /// <summary>The blocks from <paramref name="first"/> on, not beyond <paramref name="settled"/>.</summary>
    /// <exception cref="InconsistentChainException">The headers are not a chain, or a log is not of one of them.</exception>
    public async Task<ChainBatch> ReadAsync(long first, long settled, LoanDirectory directory, CancellationToken cancellationToken)
    {
        if (!_inFlight.TryPeek(out var oldest) || oldest.From != first)
            await RestartAsync(first);
        else if (_oldestFailed)
            await AskAgainAsync(oldest);
        _oldestFailed = false;
        while (true)
        {
            var fetch = await FillUntilOldestIsAnsweredAsync(settled, directory, cancellationToken);
            ChainBatch batch;
            try
            {
                batch = await _reader.SelectAsync(await fetch.Answer, directory, cancellationToken);
            }
            catch (JsonRpcException failure) when (_size.TryAdapt(fetch.Blocks, failure))
            {
                if (failure.IsRateLimit)
                    await Task.Delay(options.BoundedDelay(failure.RetryAfter), time, cancellationToken);
                await AskAgainAsync(fetch);
                continue;
            }
            catch (Exception failure) when (failure is JsonRpcException or InconsistentChainException)
            {
                // Whoever asks again, asks a node again, for this range alone: what is behind it may well be right.
                _oldestFailed = true;
                throw;
            }

            // So that the node reads on while the caller writes. The range is taken afterwards: should this fail, it is still there.
            await FillAsync(beside: 1, settled, directory, cancellationToken);
            _inFlight.Dequeue();
            return batch;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RestartAsync(first: -1);
        _stop.Dispose();
        _reader.Dispose();
    }

    async Task<RangeFetch> FillUntilOldestIsAnsweredAsync(long settled, LoanDirectory directory, CancellationToken cancellationToken)
    {
        await FillAsync(beside: 0, settled, directory, cancellationToken);
        var oldest = _inFlight.Peek();
        while (!oldest.Answer.IsCompleted)
        {
            await Task.WhenAny(_inFlight.Where(range => !range.Answer.IsCompleted).Select(range => range.Answer).Prepend(oldest.Answer)).WaitAsync(cancellationToken);
            await FillAsync(beside: 0, settled, directory, cancellationToken);
        }

        return oldest;
    }

    async Task FillAsync(int beside, long settled, LoanDirectory directory, CancellationToken cancellationToken)
    {
        while (_inFlight.Skip(beside).Sum(Room) + 1 <= _size.InFlight && _next <= settled)
        {
            await DiscoverAsync(settled, cancellationToken);
            var to = Math.Min(Math.Min(settled, _discoveredTo), _next + _size.Blocks - 1);
            var asked = new HashSet<Address>(_discovered);
            asked.UnionWith(directory.Loans);
            asked.UnionWith(directory.Platform);
            _inFlight.Enqueue(Fetch(_next, to, asked));
            _next = to + 1;
        }

        double Room(RangeFetch range) => range.Answer.IsCompletedSuccessfully ? _size.ShareOf(range.Answer.Result.LogsSent) : 1;

        async Task DiscoverAsync(long settled, CancellationToken cancellationToken)
        {
            // The factory's few logs, far ahead, tell which loans each range will have: one query then gets a loan's logs, also those of
            // the block that creates it, and ranges need not wait for the ones before them.
            for (var blocks = options.DiscoveryBlocks; _discoveredTo < _next;)
            {
                var to = Math.Min(settled, _discoveredTo + blocks);
                try
                {
                    foreach (var log in await chain.GetLogsAsync(_discoveredTo + 1, to, new LogFilter([directory.Factory]), cancellationToken))
                    {
                        if (LoanCreated.TryDecode(log, out var created))
                            _discovered.Add(created.Loan);
                    }

                    _discoveredTo = to;
                }
                catch (JsonRpcException failure) when (blocks > 1 && (failure.AsksForLess || failure.IsTimeout))
                {
                    blocks /= 2;
                }
            }
        }
    }

    // The ranges behind the oldest may well be answered. When it now takes many pieces, theirs would be refused as well.
    async Task AskAgainAsync(RangeFetch oldest)
    {
        // Once: answers to other ranges change it meanwhile.
        var blocks = _size.Blocks;
        if (oldest.Blocks > 2 * blocks)
        {
            await RestartAsync(oldest.From);
            return;
        }

        var behind = _inFlight.Skip(1).ToArray();
        _inFlight.Clear();
        for (var from = oldest.From; from <= oldest.To; from += blocks)
            _inFlight.Enqueue(Fetch(from, Math.Min(oldest.To, from + blocks - 1), oldest.Asked));

        foreach (var fetch in behind)
            _inFlight.Enqueue(fetch);
    }

    RangeFetch Fetch(long from, long to, IReadOnlySet<Address> asked)
    {
        return new RangeFetch(from, to, asked, FetchAsync(_size.HeaderBatchesPerRange, _stop.Token));

        async Task<RangeAnswer> FetchAsync(int headerBatches, CancellationToken cancellationToken)
        {
            var answer = await _reader.FetchAsync(from, to, asked, headerBatches, cancellationToken);
            _size.Answered(answer.Headers.Count, answer.LogsSent);
            return answer;
        }
    }

    // What was asked for on another branch, or in a way that the node refused, is of no use.
    async Task RestartAsync(long first)
    {
        await _stop.CancelAsync();
        foreach (var fetch in _inFlight)
            await ((Task)fetch.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _inFlight.Clear();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        _discovered.Clear();
        _discoveredTo = first - 1;
        _next = first;
    }
}
