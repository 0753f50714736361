using ReFlow.Chain;

namespace ReFlow.Indexer.Chain;

/// <summary>
/// Finds logs that a node left out of a range, from the headers' blooms. A block whose bloom may hold one of our events of one of our
/// contracts, while no such log came, is read again whole, by its hash, and must then explain its bloom. With
/// <see cref="IndexerOptions.ProveRanges"/> every block with events of ours is, unless what came explains its bloom already.
/// </summary>
sealed class RangeCompleteness(EthereumClient node, IndexerOptions options)
{
    // Blocks per JSON-RPC batch: their whole logs come back.
    const int BlocksPerBatch = 50;

    static readonly (Hash32 Topic, BloomItem Item)[] s_events = [.. OurEvents.Topics.Select(topic => (topic, BloomItem.Of(topic)))];

    /// <exception cref="InconsistentChainException">Logs are missing.</exception>
    public async Task VerifyAsync(
        IReadOnlyList<BlockHeader> headers, IReadOnlyCollection<LogEntry> logs, IReadOnlyCollection<Address> asked, CancellationToken cancellationToken)
    {
        var contracts = asked.Select(address => (Address: address, Item: BloomItem.Of(address))).ToArray();
        var byBlock = logs.ToLookup(log => log.BlockNumber);
        var doubtful = headers.Where(header => IsDoubtful(header, [.. byBlock[header.Number]], contracts)).ToArray();
        foreach (var part in doubtful.Chunk(BlocksPerBatch))
        {
            var whole = await node.GetLogsByBlockHashesAsync([.. part.Select(header => header.Hash)], cancellationToken);
            foreach (var (header, all) in part.Zip(whole))
            {
                BlockReader.Verify(header, all);
                var came = byBlock[header.Number].Select(log => log.LogIndex).ToHashSet();
                if (all.FirstOrDefault(log => asked.Contains(log.Address) && log.Topics.Count > 0 && !came.Contains(log.LogIndex)) is { } missing)
                    throw new InconsistentChainException($"The range's answer left out log {missing.LogIndex} of block {header.Number} ({header.Hash}).", logsAreMissing: true);
            }
        }
    }

    bool IsDoubtful(BlockHeader header, LogEntry[] logs, (Address Address, BloomItem Item)[] contracts)
    {
        // What came is all there is.
        if (header.LogsBloom.IsEmpty || (logs.Length > 0 && BlockReader.AreNumberedFromZero(logs) && LogsBloom.Of(logs).Equals(header.LogsBloom)))
            return false;
        if (options.ProveRanges && logs.Length > 0)
            return true;

        foreach (var (address, item) in contracts)
        {
            if (header.LogsBloom.MayContain(item)
                && Array.Exists(s_events, one => header.LogsBloom.MayContain(one.Item) && !Array.Exists(logs, log => log.Address == address && log.Topics.Count > 0 && log.Topics[0] == one.Topic)))
            {
                return true;
            }
        }

        return false;
    }
}
