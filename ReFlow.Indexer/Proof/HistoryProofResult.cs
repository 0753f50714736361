using ReFlow.Chain;

namespace ReFlow.Indexer.Proof;

/// <summary>What a proof of the log store found.</summary>
/// <param name="FromBlock">The oldest block of the proof.</param>
/// <param name="ToBlock">The newest; everything is proven from its hash.</param>
sealed record HistoryProofResult(long FromBlock, long ToBlock, Hash32 ToHash)
{
    readonly List<string> _differences = [];

    /// <summary>Blocks that have logs of ours.</summary>
    public int BlocksWithLogs { get; private set; }

    /// <summary>Logs of ours that the chain has.</summary>
    public int ProvenLogs { get; private set; }

    /// <summary>One line each: what the chain has and the store lacks, or the other way round.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>Compares one block's logs, both in the order of the block.</summary>
    public void Compare(long blockNumber, Hash32 blockHash, DateTimeOffset blockTime, IReadOnlyList<LogEntry> proven, IReadOnlyList<LogEntry> stored)
    {
        if (stored.FirstOrDefault(log => log.BlockTimestamp != blockTime) is { } untimely)
            _differences.Add($"Block {blockNumber} ({blockHash}): its time is {blockTime:O}, the store has logs of {untimely.BlockTimestamp:O}");
        BlocksWithLogs += proven.Count > 0 ? 1 : 0;
        ProvenLogs += proven.Count;
        var onChain = proven.Select(Describe).ToArray();
        var inStore = stored.Select(Describe).ToArray();
        foreach (var missing in onChain.Except(inStore, StringComparer.Ordinal))
            _differences.Add($"Block {blockNumber} ({blockHash}): the store lacks log {missing}");
        foreach (var extra in inStore.Except(onChain, StringComparer.Ordinal))
            _differences.Add($"Block {blockNumber} ({blockHash}): the chain lacks log {extra}");
        if (stored.FirstOrDefault(log => log.BlockHash != blockHash) is { } orphan)
            _differences.Add($"Block {blockNumber} ({blockHash}): the store has logs of {orphan.BlockHash}");
    }

    /// <summary>Notes logs that are stored for a block outside of the proof.</summary>
    public void Reject(long blockNumber) => _differences.Add($"Block {blockNumber}: the store has logs, but the proof goes from block {FromBlock} to {ToBlock}");

    static string Describe(LogEntry log) =>
        $"{log.LogIndex} of {log.Address} in {log.TransactionHash}: {string.Join(' ', log.Topics)} {Hex.Encode(log.Data)}";
}
