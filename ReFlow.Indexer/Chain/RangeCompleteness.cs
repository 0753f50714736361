using ReFlow.Chain;

namespace ReFlow.Indexer.Chain;

/// <summary>
/// Finds logs that a node left out of a range, from the headers' blooms. A block whose bloom may hold one of our events of one of our
/// contracts, while no such log came, is read again whole, by its hash, and must then explain its bloom. With
/// <see cref="IndexerOptions.ProveRanges"/> every block with events of ours is, unless what came explains its bloom already.
/// </summary>
/// <param name="node">Whom to ask again.</param>
/// <param name="asked">The contracts whose logs were asked for.</param>
/// <param name="options">Whether blocks are doubted that show no reason for it.</param>
sealed class RangeCompleteness(EthereumClient node, IReadOnlyCollection<Address> asked, IndexerOptions options)
{
    // Blocks per JSON-RPC batch: their whole logs come back.
    const int BlocksPerBatch = 50;

    static readonly (Hash32 Topic, BloomItem Item)[] s_events = [.. OurEvents.Topics.Select(topic => (topic, BloomItem.Of(topic)))];

    readonly (Address Address, BloomItem Item)[] _contracts = [.. asked.Select(address => (address, BloomItem.Of(address)))];
    readonly BloomItems _items = new();

    /// <summary>
    /// True when at least half of the blocks that have logs may have ours: most of them would be read again whole, so that asking for
    /// everything at once is less.
    /// </summary>
    public bool IsWholeCheaper(IReadOnlyList<BlockHeader> headers)
    {
        var filled = headers.Where(header => !header.LogsBloom.IsEmpty).ToArray();
        return filled.Length > 0 && 2 * filled.Count(header => IsOpen(header, [])) >= filled.Length;
    }

    /// <summary>Checks an answer that should hold all logs of the range, whoever emitted them.</summary>
    /// <exception cref="InconsistentChainException">Logs are missing, or are of other blocks.</exception>
    public void VerifyWhole(IReadOnlyList<BlockHeader> headers, IReadOnlyCollection<LogEntry> logs)
    {
        var byBlock = logs.ToLookup(log => log.BlockNumber);
        foreach (var header in headers)
            BlockReader.Verify(header, [.. byBlock[header.Number]], _items);
    }

    /// <summary>Checks an answer that should hold the logs of the contracts asked for.</summary>
    /// <exception cref="InconsistentChainException">Logs are missing.</exception>
    public async Task VerifyAsync(IReadOnlyList<BlockHeader> headers, IReadOnlyCollection<LogEntry> logs, CancellationToken cancellationToken)
    {
        var byBlock = logs.ToLookup(log => log.BlockNumber);
        var doubtful = headers.Where(header => IsDoubtful(header, [.. byBlock[header.Number]])).ToArray();
        foreach (var part in doubtful.Chunk(BlocksPerBatch))
        {
            var whole = await node.GetLogsByBlockHashesAsync([.. part.Select(header => header.Hash)], cancellationToken);
            foreach (var (header, all) in part.Zip(whole))
            {
                BlockReader.Verify(header, all, _items);
                var came = byBlock[header.Number].Select(log => log.LogIndex).ToHashSet();
                if (all.FirstOrDefault(log => asked.Contains(log.Address) && log.Topics.Count > 0 && !came.Contains(log.LogIndex)) is { } missing)
                    throw new InconsistentChainException($"The range's answer left out log {missing.LogIndex} of block {header.Number} ({header.Hash}).", logsAreMissing: true);
            }
        }
    }

    bool IsDoubtful(BlockHeader header, LogEntry[] logs)
    {
        if (header.LogsBloom.IsEmpty && logs.Length > 0)
            throw new InconsistentChainException($"{logs.Length} logs came for block {header.Number} ({header.Hash}), whose bloom says that it has none.");
        // What came is all there is.
        if (logs.Length > 0 && BlockReader.AreNumberedFromZero(logs) && LogsBloom.Of(logs, _items).Equals(header.LogsBloom))
            return false;
        return !header.LogsBloom.IsEmpty && ((options.ProveRanges && logs.Length > 0) || IsOpen(header, logs));
    }

    // Whether the block may hold an event of a contract beside those that came.
    bool IsOpen(BlockHeader header, LogEntry[] logs)
    {
        var bloom = header.LogsBloom;
        return Array.Exists(_contracts, contract => bloom.MayContain(contract.Item)
            && Array.Exists(s_events, one => bloom.MayContain(one.Item) && !Array.Exists(logs, log => log.Address == contract.Address && log.Topics.Count > 0 && log.Topics[0] == one.Topic)));
    }
}
